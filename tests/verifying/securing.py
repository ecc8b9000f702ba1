"""Documents secured in every form that the verifier knows: functions that return what to verify."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from contexts.library import CREDENTIALS_V1, shipped
from issuer.pictures.certificate import Certificate, certificate_pdf
from keys.signer import Algorithm
from keys.strict_json import Json
from signing import ecdsa_sd_2023
from signing.baking import bake
from signing.canonical import Canonicaliser
from signing.proof_options import ProofOptions
from signing.proofs import with_proof
from signing.securing import sign_embedded, sign_jwt
from signing.suites import SUITES

from . import naive
from .documents import CREATED, NOW, badge, uuid, with_old_suite
from .edits import Edit, same
from .people import ISSUER, Person, by_did_key

CANONICALISER = Canonicaliser(shipped())
RDFC, JCS, SD = "eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-sd-2023"
OLD = "Ed25519Signature2020"

Made = Callable[[], Json]
"""Makes a credential (JSON), a token (text) or a file (bytes), anew whenever it is called."""


def bytes_of(made: Json) -> bytes:
    """Return what was made as the content of a file."""
    if isinstance(made, bytes):
        return made
    return (made if isinstance(made, str) else json.dumps(made, ensure_ascii=False)).encode()


def sign(
    document: Mapping[str, Json], person: Person = ISSUER, suite: str = RDFC, **options: Json
) -> Json:
    """Return `document` signed as the library signs, after all of its checks.

    The library issues nothing of VCDM 1.1 any more: that is signed by the bare suite.
    """
    if document["@context"][0] == CREDENTIALS_V1:
        return sign_unchecked(document, person, suite, **options)
    given = ProofOptions(**{"created": CREATED, **options})
    return sign_embedded(document, SUITES[suite], person.signer, given, CANONICALISER)


def sign_unchecked(
    document: Mapping[str, Json], person: Person = ISSUER, suite: str = RDFC, **options: Json
) -> Json:
    """Return `document` signed by the bare suite, which knows nothing of Open Badges."""
    given = ProofOptions(**{"created": CREATED, **options})
    return with_proof(document, SUITES[suite], person.signer, given, CANONICALISER)


@cache
def signed_badge(person: Person = ISSUER, suite: str = RDFC) -> Json:
    """Return the sample badge signed by a suite; nobody may change it."""
    document = badge(person.issuer)
    if suite == SD:
        return _derived(sign(document, person, suite), ())
    return sign(with_old_suite(document) if suite == OLD else document, person, suite)


def derived(*reveal: str) -> Made:
    """Return what the holder of an ecdsa-sd-2023 badge shows, at least what is mandatory."""
    person = by_did_key(Algorithm.P256)
    return lambda: _derived(sign(badge(person.issuer), person, SD), reveal)


def _derived(credential: Json, reveal: tuple[str, ...]) -> Json:
    pointers = reveal or ("",)
    found = ecdsa_sd_2023.derive(credential, credential["proof"][0], pointers, CANONICALISER)
    return {**found, "proof": [found["proof"]]}


def well(
    edit: Edit = same,
    person: Person = ISSUER,
    suite: str = RDFC,
    after: Edit = same,
    **options: Json,
) -> Made:
    """Make the sample badge, edited, signed by the library; `after` changes what was signed."""
    return lambda: after(sign(edit(badge(person.issuer)), person, suite, **options))


def unchecked(
    edit: Edit = same,
    person: Person = ISSUER,
    suite: str = RDFC,
    after: Edit = same,
    **options: Json,
) -> Made:
    """Make the same with the bare suite."""
    return lambda: after(sign_unchecked(edit(badge(person.issuer)), person, suite, **options))


def naively(
    edit: Edit = same,
    person: Person = ISSUER,
    suite: str = RDFC,
    after: Edit = same,
    members: Mapping[str, Json] | None = None,
) -> Made:
    """Make the same with a signer that has no guards; `members` are those of the proof."""
    return lambda: after(naive.signed(edit(badge(person.issuer)), person, suite, members or {}))


def token(edit: Edit = same, person: Person = ISSUER) -> Made:
    return lambda: sign_jwt(edit(badge(person.issuer)), person.signer, CANONICALISER)


def baked(picture: str, made: Made) -> Made:
    """Bake into the sample picture `badge.png` or `badge.svg`."""

    def file() -> bytes:
        content = files("issuer.samples").joinpath(picture).read_bytes()
        return bake(content, bytes_of(made()).decode())

    return file


def printed(made: Made) -> Made:
    """Make a certificate that carries the badge, as PDF."""

    def file() -> bytes:
        certificate = Certificate(
            language="pl",
            kind="Mikropoświadczenie",
            title="Koordynator projektów",
            holder="Żaneta Gęślą-Jaźń",
            issuer="Przykładowa Akademia",
            awarded_on=NOW.date(),
            valid_until=None,
            number=None,
            criteria="Zaliczenie kursu.",
            page="https://akademia.example/credentials/1",
            credential=bytes_of(made()).decode(),
            picture=files("issuer.samples").joinpath("badge.png").read_bytes(),
            colour="#1f5fa8",
        )
        return certificate_pdf(certificate, made=NOW)

    return file


def enveloped(made: Made, **members: Json) -> Made:
    return lambda: {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": f"data:application/vc+jwt,{made()}",
        "type": "EnvelopedVerifiableCredential",
        **members,
    }


def in_set(first: Made, person: Person, suite: str, **options: Json) -> Made:
    """Add one more proof to what `first` makes."""
    return lambda: sign_unchecked(first(), person, suite, **options)


def chained(first: Person = ISSUER, second: Person = ISSUER, suite: str = RDFC) -> Made:
    """Make the sample badge with a proof by `first` that one by `second` follows."""
    name = uuid(9)
    made = unchecked(person=first, suite=suite, identifier=name)
    return in_set(made, second, suite, previous=(name,))
