"""Whatever is done with a document, the one passed in is not changed."""

import copy
from collections.abc import Callable

import pytest

from keys.signer import Algorithm
from keys.strict_json import Json
from signing import vc_jwt
from signing.ecdsa_sd_2023 import ECDSA_SD_2023, derive
from signing.presentations import Expectation, present
from signing.proofs import covered_by, proofs_of, unsecured, with_proof
from signing.rdfc_suites import EDDSA_RDFC_2022
from signing.securing import check_signable, sign_embedded, sign_jwt
from signing.suites import Cryptosuite

from .parties import CANONICALISER, CREATED, FORM_NAMES, FORMS, OPTIONS, document, signer

ED, P256 = signer(Algorithm.ED25519), signer(Algorithm.P256)


def _signed() -> dict[str, Json]:
    return dict(with_proof(document(), EDDSA_RDFC_2022, ED, OPTIONS, CANONICALISER))


def _divisible() -> dict[str, Json]:
    return dict(with_proof(document(P256), ECDSA_SD_2023, P256, OPTIONS, CANONICALISER))


def _verify(credential: dict[str, Json]) -> None:
    [proof] = proofs_of(credential)
    EDDSA_RDFC_2022.verify_proof(covered_by(credential, proof), proof, ED.public_key, CANONICALISER)


Make = Callable[[], dict[str, Json]]
Use = Callable[[dict[str, Json]], object]
USES: dict[str, tuple[Make, Use]] = {
    "check_signable": (document, lambda d: check_signable(d, CANONICALISER)),
    "encode": (document, lambda d: vc_jwt.encode(d, ED)),
    "sign_jwt": (document, lambda d: sign_jwt(d, ED, CANONICALISER)),
    "sign_embedded": (
        document,
        lambda d: sign_embedded(d, EDDSA_RDFC_2022, ED, OPTIONS, CANONICALISER),
    ),
    "sign_again": (
        _signed,
        lambda d: sign_embedded(d, EDDSA_RDFC_2022, ED, OPTIONS, CANONICALISER),
    ),
    "unsecured": (_signed, unsecured),
    "verify": (_signed, _verify),
    "present": (
        _signed,
        lambda d: present(
            [d], ED, EDDSA_RDFC_2022, Expectation("x", "y"), CANONICALISER, created=CREATED
        ),
    ),
    "derive": (
        _divisible,
        lambda d: derive(d, proofs_of(d)[0], ["/credentialSubject/achievement"], CANONICALISER),
    ),
}


@pytest.mark.parametrize(("make", "use"), USES.values(), ids=USES)
def test_a_document_that_is_used_stays_as_it_was(make: Make, use: Use) -> None:
    given = make()
    before = copy.deepcopy(given)
    use(given)
    assert given == before


@pytest.mark.parametrize(("suite", "algorithm"), FORMS, ids=FORM_NAMES)
def test_a_document_and_a_proof_stay_as_they_were(suite: Cryptosuite, algorithm: Algorithm) -> None:
    given = document()
    owner = signer(algorithm)
    proof = dict(suite.create_proof(given, owner, OPTIONS, CANONICALISER))
    before = copy.deepcopy(proof)
    suite.verify_proof(given, proof, owner.public_key, CANONICALISER)
    assert (given, proof) == (document(), before)


def test_signing_gives_a_new_document_with_the_old_members_in_their_order() -> None:
    credential = sign_embedded(document(), EDDSA_RDFC_2022, ED, OPTIONS, CANONICALISER)
    assert list(credential) == [*document(), "proof"]
    assert unsecured(credential) == document()
