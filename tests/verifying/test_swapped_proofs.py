"""A proof belongs to one document: put on another by the same issuer, it never verifies."""

from functools import cache
from itertools import permutations

import pytest

from keys.signer import Algorithm
from keys.strict_json import Json
from signing.securing import sign_jwt
from verifier.report import Name, Outcome

from .cases import verifier
from .documents import NOW, badge, uuid, with_old_suite
from .edits import put
from .people import Person, by_did_key
from .securing import CANONICALISER, JCS, OLD, RDFC, SD, _derived, bytes_of, sign

ISSUER, P256 = by_did_key(), by_did_key(Algorithm.P256)
SUITES = (
    (RDFC, ISSUER, 16),
    (JCS, ISSUER, 12),
    ("ecdsa-rdfc-2019", P256, 6),
    ("ecdsa-jcs-2019", P256, 6),
    (OLD, ISSUER, 6),
    (SD, P256, 4),
)


@cache
def credentials(suite: str, person: Person, number: int) -> list[Json]:
    """Return badges of one issuer that differ in what nobody sees: their own id."""
    documents = [put("/id", uuid(1000 + n))(badge(person.issuer)) for n in range(number)]
    ready = [with_old_suite(d) for d in documents] if suite == OLD else documents
    signed = [sign(document, person, suite) for document in ready]
    return [_derived(credential, ()) for credential in signed] if suite == SD else signed


@pytest.mark.parametrize(("suite", "person", "number"), SUITES, ids=[s for s, _, _ in SUITES])
def test_the_proof_of_another_credential_is_refused(
    suite: str, person: Person, number: int
) -> None:
    for one, other in permutations(credentials(suite, person, number), 2):
        swapped = {**one, "proof": other["proof"]}
        report = verifier({}).verify(bytes_of(swapped), now=NOW)
        assert report.check(Name.PROOF).outcome is Outcome.FAILED


def test_the_signature_of_another_token_is_refused() -> None:
    documents = [put("/id", uuid(1000 + n))(badge(P256.issuer)) for n in range(8)]
    tokens = [sign_jwt(document, P256.signer, CANONICALISER) for document in documents]
    for one, other in permutations(tokens, 2):
        swapped = one.rpartition(".")[0] + "." + other.rpartition(".")[2]
        report = verifier({}).verify(swapped.encode(), now=NOW)
        assert report.check(Name.PROOF).code == "signature-wrong"
