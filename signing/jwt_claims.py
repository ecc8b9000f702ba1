"""The claims of a VC-JWT: which they are, and what they must say of the credential beside them.

Follows Open Badges 3.0 section 8.2 (JSON Web Token proof format), RFC 7519, and for older tokens
VCDM 1.1 section 6.3.1.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from contexts.library import CREDENTIALS_V1
from contexts.vocabulary.instants import parse_instant
from keys.strict_json import Json
from signing.errors import JwtError
from signing.json_ld import Document
from signing.members import id_of
from signing.proof_options import written

CLAIMS = ("iss", "jti", "sub", "nbf", "exp", "iat", "aud")

_FLAT = frozenset(
    (
        "@context",
        "type",
        "issuer",
        "credentialSubject",
        "credentialStatus",
        "proof",
        "validFrom",
        "validUntil",
        "issuanceDate",
        "expirationDate",
    )
)


def claims_of(document: Document) -> dict[str, Json]:
    """Return the claims that a token with `document` must have.

    Raises:
        JwtError: a member that a claim repeats is missing, or is no whole second; or one is called
            like a claim.
    """
    if clash := next(filter(document.__contains__, CLAIMS), None):
        raise JwtError(f"the document has a member “{clash}”, which is a claim of the token")
    begins = _seconds(document, "validFrom")
    claims: dict[str, Json] = {
        "iss": _required(id_of(document.get("issuer")), "issuer.id"),
        "jti": _required(document.get("id"), "id"),
        "sub": _required(id_of(document.get("credentialSubject")), "credentialSubject.id"),
        "nbf": begins,
        "iat": begins,
    }
    if "validUntil" in document:
        claims["exp"] = _seconds(document, "validUntil")
    return claims


def credential_of(payload: Mapping[str, Json]) -> Document:
    """Return the credential inside a payload, without the claims; `exp` stands in for `validUntil`.

    A VCDM 1.1 token has its credential in the claim `vc`, and nowhere else; some libraries put one
    of VCDM 2.0 there.

    Raises:
        JwtError: there are two credentials, or `vc` is not an object.
    """
    if "vc" in payload:
        return _credential_in_claim(payload)
    document = {name: value for name, value in payload.items() if name not in CLAIMS}
    if "exp" in payload and "validUntil" not in document:
        document["validUntil"] = written(instant_of(payload["exp"], "exp"))
    return document


def check(payload: Mapping[str, Json], document: Document, *, all_required: bool = True) -> None:
    """Check that every claim says what the credential says.

    Open Badges 3.0 requires iss, jti, sub and nbf. Without `all_required`, as for a status list
    (Securing Verifiable Credentials using JOSE and COSE, section 3.1.3), a claim may be missing,
    and the times are those of the token: whoever asks when it is valid has to look at both.

    Raises:
        JwtError: a claim is missing, of the wrong type, or says something else.
    """
    stated = {
        "iss": id_of(document.get("issuer")),
        "jti": document.get("id"),
        "sub": id_of(document.get("credentialSubject")),
    }
    for name, value in stated.items():
        if name in payload or all_required:
            _check_text(payload, name, value)
    if all_required:
        begins, ends = _period(document)
        _check_instant(payload, "nbf", document.get(begins))
        if "exp" in payload:
            _check_instant(payload, "exp", document.get(ends))


def _credential_in_claim(payload: Mapping[str, Json]) -> Document:
    """Return the claim `vc`, with the members that it leaves to other claims put in."""
    credential = payload["vc"]
    if not isinstance(credential, Mapping):
        raise JwtError("its claim “vc” is not an object")
    if _FLAT & payload.keys():
        raise JwtError("it holds one credential in the claim “vc” and another beside it")
    return {**_left_out(payload, credential), **credential, **_subject(payload, credential)}


def _left_out(payload: Mapping[str, Json], credential: Document) -> dict[str, Json]:
    """Return the members that claims stand for where the credential lacks them."""
    found: dict[str, Json] = {"issuer": payload.get("iss"), "id": payload.get("jti")}
    for member, claim in zip(_period(credential), ("nbf", "exp"), strict=True):
        if member not in credential and claim in payload:
            found[member] = written(instant_of(payload[claim], claim))
    return {member: value for member, value in found.items() if value is not None}


def _period(document: Document) -> tuple[str, str]:
    """Return what the members for the period of validity are called in this version."""
    contexts = document.get("@context")
    is_version_1 = isinstance(contexts, list) and contexts[:1] == [CREDENTIALS_V1]
    return ("issuanceDate", "expirationDate") if is_version_1 else ("validFrom", "validUntil")


def _subject(payload: Mapping[str, Json], credential: Document) -> dict[str, Json]:
    subject = credential.get("credentialSubject")
    if not isinstance(subject, Mapping) or "sub" not in payload:
        return {}
    return {"credentialSubject": {"id": payload["sub"], **subject}}


def _check_text(payload: Mapping[str, Json], claim: str, value: Json) -> None:
    if not isinstance(payload.get(claim), str):
        raise JwtError(f"the claim “{claim}” is missing")
    if payload[claim] != value:
        raise JwtError(f"the claim “{claim}” is not what the credential says")


def _required(value: Json, name: str) -> str:
    if not isinstance(value, str):
        raise JwtError(f"the document has no {name}, which a token must repeat")
    return value


def _seconds(document: Document, name: str) -> int:
    try:
        instant = parse_instant(document[name])
    except (KeyError, ValueError, TypeError) as e:
        raise JwtError(f"“{name}” is not a date and time") from e
    if instant.microsecond:
        raise JwtError(f"“{name}” must be a whole second, because a token repeats it as a number")
    return int(instant.timestamp())


def _check_instant(payload: Mapping[str, Json], claim: str, member: Json) -> None:
    instant = instant_of(payload.get(claim), claim)
    try:
        # A claim counts whole seconds; strangers cut off the fraction of their date.
        agrees = parse_instant(member).replace(microsecond=0) == instant
    except (ValueError, TypeError):
        agrees = False
    if not agrees:
        raise JwtError(f"the claim “{claim}” is not the time that the credential says")


def instant_of(value: Json, claim: str) -> datetime:
    """Return the time that a claim states (RFC 7519 section 2); raises `JwtError`."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise JwtError(f"the claim “{claim}” is not a whole number of seconds")
    try:
        return datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as e:
        raise JwtError(f"the claim “{claim}” is no time") from e
