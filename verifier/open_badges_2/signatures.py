"""Who signed a signed badge: the checks "proof" and "issuer" (Open Badges 2.0, CryptographicKey).

The key is one that the issuer's own Profile lists, fetched at the issuer's address. What a token or
an assertion says of its key only chooses among these.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from keys import pem
from keys.errors import InvalidSignatureError, MalformedKeyError, UnsuitableKeyError
from keys.signer import PublicKey
from keys.strict_json import Json
from signing import vc_jwt
from signing.errors import UnknownCryptosuiteError
from signing.members import id_of, items_of
from signing.vc_jwt import VcJwt
from verifier.open_badges_2.documents import Lack, fetch
from verifier.report import Outcome, ProofReport, ProofResult
from verifier.resolver import Resolver

MOST_KEYS = 4
"""Each may have to be fetched."""


@dataclass(frozen=True)
class _Key:
    """A key that the issuer lists, if it could be had."""

    id: str
    key: PublicKey | None = None
    code: str = "key-found"
    detail: str = ""
    owner: str | None = None


def signature_report(
    token: VcJwt,
    assertion: Mapping[str, Json],
    profile: Mapping[str, Json] | None,
    resolver: Resolver,
) -> ProofReport:
    """Return what became of the signature; `profile` is None if nobody knows the issuer's keys."""
    named = _creator(assertion)
    blank = ProofReport(
        f"JWS {token.algorithm_name}", named or "", ProofResult.NOT_CHECKABLE, "key-unreachable",
        Outcome.UNDECIDED, "ob2-issuer-unreachable",
    )  # fmt: skip
    if profile is None:
        return blank
    keys = [key for key in items_of(profile.get("publicKey", [])) if named in (None, id_of(key))]
    if not keys:
        return replace(
            blank,
            result=ProofResult.FAILED,
            code="key-not-listed",
            by_issuer=Outcome.FAILED,
            control_code="key-not-listed-by-issuer",
        )
    reports = [_tried(token, _key(listed, resolver), blank, profile) for listed in keys[:MOST_KEYS]]
    if len(keys) > MOST_KEYS:
        reports.append(replace(blank, code="keys-too-many"))
    return min(reports, key=lambda report: _ORDER.index(report.result))


# Where several keys are listed, what one of them can tell outweighs what the others cannot.
_ORDER = (
    ProofResult.VERIFIED,
    ProofResult.NOT_CHECKABLE,
    ProofResult.FAILED,
    ProofResult.DISREGARDED,
)


def _creator(assertion: Mapping[str, Json]) -> str | None:
    verification = assertion.get("verification")
    return id_of(verification.get("creator")) if isinstance(verification, Mapping) else None


def _key(listed: Json, resolver: Resolver) -> _Key:
    """Return a key that a Profile lists: as an object inside it, or by its address."""
    name = id_of(listed)
    if isinstance(listed, Mapping):
        return _read(name or "", listed)
    return _fetched(name or "", resolver)


def _fetched(name: str, resolver: Resolver) -> _Key:
    found = fetch(name, resolver)
    if found.lack is None and found.document is not None:
        return _read(name, found.document)
    near = found.lack in (Lack.UNREACHABLE, Lack.GONE)
    return _Key(name, code="key-unreachable" if near else "key-unusable", detail=found.detail)


def _read(name: str, document: Mapping[str, Json]) -> _Key:
    text, owner = document.get("publicKeyPem"), id_of(document.get("owner"))
    if not isinstance(text, str):
        return _Key(name, code="key-unusable", detail="it has no publicKeyPem", owner=owner)
    try:
        return _Key(name, pem.decode(text), owner=owner)
    except MalformedKeyError as e:
        return _Key(name, code="key-unusable", detail=str(e), owner=owner)


def _tried(token: VcJwt, key: _Key, blank: ProofReport, profile: Mapping[str, Json]) -> ProofReport:
    known = replace(
        blank,
        verification_method=key.id,
        by_issuer=Outcome.PASSED,
        control_code="issuer-controls-key",
        code=key.code,
        detail=key.detail,
    )
    if key.owner is not None and key.owner != profile.get("id"):
        known = replace(known, by_issuer=Outcome.FAILED, control_code="controller-is-other")
    if key.key is None:
        return known
    try:
        vc_jwt.verify(token, key.key)
    except UnknownCryptosuiteError:
        return replace(known, code="suite-unknown")
    except UnsuitableKeyError as e:
        return _wrong(known, "key-unsuitable", str(e))
    except InvalidSignatureError:
        return _wrong(known, "signature-wrong", "")
    return replace(known, result=ProofResult.VERIFIED, code="signature-right")


def _wrong(report: ProofReport, code: str, detail: str) -> ProofReport:
    return replace(report, result=ProofResult.FAILED, code=code, detail=detail, wrong=True)
