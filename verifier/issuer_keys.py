"""Which key a proof names, and whether the issuer is the one who controls it.

The method must be listed under `assertionMethod` of a document that *is* the issuer's, found by
dereferencing: never taken from the fragment of a URL, never believed because it stands in a token.

Follows Controlled Identifiers 1.0 section 3.3 (retrieve verification method), Open Badges 3.0
section 8.3 and rules 10, 21, 22.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from contexts.vocabulary import parse_instant
from keys.did_document import (
    ControllerDocument,
    Defect,
    VerificationMethod,
    methods_of,
    read_method,
)
from keys.errors import DidError, JsonError, MalformedKeyError, MultibaseError
from keys.signer import PublicKey
from signing.vc_jwt import VcJwt
from verifier.controllers import LONGEST_REMEMBERED, had
from verifier.errors import UnreachableError
from verifier.report import Outcome
from verifier.resolver import COMPUTED, Resolver, Resource

_UNUSABLE = (DidError, JsonError, MalformedKeyError, MultibaseError)


@dataclass(frozen=True)
class Control:
    """Whether the issuer controls a key, the code for it, and a technical detail."""

    outcome: Outcome
    code: str
    detail: str = ""
    listed: VerificationMethod | None = None
    """The key as the issuer's own document has it: that may say more than where it was found."""


@dataclass(frozen=True)
class KeyFinding:
    """A key, if it could be had, and whether the issuer controls it."""

    key: PublicKey | None
    code: str
    """Why there is no key, or how it was found."""
    control: Outcome
    control_code: str
    detail: str = ""
    revoked: str | None = None
    """When the issuer revoked the key, as the document has it; a key without it counts."""
    expires: str | None = None


def find_method(url: str, issuer: str | None, resolver: Resolver) -> KeyFinding:
    """Return the key of the verification method `url`, and whether `issuer` controls it."""
    if issuer is None or url.partition("#")[0] != issuer:
        return _find_method(url, issuer, resolver)
    try:
        content = resolver.resolve(issuer).content
    except (UnreachableError, *_UNUSABLE) as e:
        return _not_had(url, issuer, e)
    told = _told_by if len(url) + len(content) > LONGEST_REMEMBERED else _told_once
    return told(url, issuer, content)


def _told_by(url: str, issuer: str, content: bytes) -> KeyFinding:
    """Return what is found where one document, the issuer's own, says everything."""
    return _find_method(url, issuer, _Alone(content))


# What equal bytes say is equal, whoever is asked and whenever.
_told_once = lru_cache(maxsize=128)(_told_by)


@dataclass(frozen=True)
class _Alone(Resolver):
    """Gives out the one document that there is."""

    content: bytes

    def resolve(self, url: str) -> Resource:
        return Resource(url, self.content, COMPUTED)


def _find_method(url: str, issuer: str | None, resolver: Resolver) -> KeyFinding:
    try:
        method = _dereferenced(url, resolver)
    except (UnreachableError, *_UNUSABLE) as e:
        return _not_had(url, issuer, e)
    if isinstance(method, Defect):
        return KeyFinding(None, "key-unusable", *_of_other(url, issuer), method.reason)
    if method is None:
        return KeyFinding(None, "key-not-listed", Outcome.FAILED, "key-not-listed-by-issuer", url)
    return _found(method, _control(method, issuer, resolver))


def _not_had(url: str, issuer: str | None, error: Exception) -> KeyFinding:
    code = "key-unreachable" if isinstance(error, UnreachableError) else "key-unusable"
    return KeyFinding(None, code, *_of_other(url, issuer), str(error))


def find_token_key(token: VcJwt, issuer: str | None, resolver: Resolver) -> KeyFinding:
    """Return the key of a VC-JWT: by its `kid`, else its `jwk` (rule 22).

    A key from an https `kid` or from the header counts only if the issuer's own document lists
    the same public key.
    """
    kid = token.header.get("kid")
    if isinstance(kid, str) and kid.startswith("did:"):
        return find_method(kid, issuer, resolver)
    try:
        method = _token_method(token, resolver)
    except UnreachableError as e:
        return KeyFinding(None, "key-unreachable", *_of_other(str(kid), issuer), str(e))
    except _UNUSABLE as e:
        return KeyFinding(None, "key-unusable", Outcome.UNDECIDED, "controller-unknown", str(e))
    name = kid if isinstance(kid, str) else None
    return _found(method, _listed_by_issuer(method.public_key, name, issuer, resolver))


def expired(finding: KeyFinding, now: datetime) -> bool:
    """Tell whether the method's own `expires` is past or cannot be read."""
    return finding.expires is not None and _moment(finding.expires) < now


def _found(method: VerificationMethod, control: Control) -> KeyFinding:
    """Return a key that was had, with the state that it has at either of its two places."""
    places = [place for place in (method, control.listed) if place is not None]
    revoked = [place.revoked for place in places if place.revoked is not None]
    expiries = [place.expires for place in places if place.expires is not None]
    return KeyFinding(
        method.public_key,
        "key-found",
        control.outcome,
        control.code,
        control.detail,
        # What is revoked is not less so where the time stands as an empty text.
        revoked=(revoked[0] or "?") if revoked else None,
        expires=min(expiries, key=_moment, default=None),
    )


def _moment(text: str) -> datetime:
    """Return an instant; what cannot be read was never valid."""
    try:
        return parse_instant(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def _dereferenced(url: str, resolver: Resolver) -> VerificationMethod | Defect | None:
    base, hash_sign, _ = url.partition("#")
    document = had(base, resolver)
    published = document.published
    if hash_sign or published is not None:
        published = published or methods_of(document.value)
        if published.id != base:
            raise DidError(base, f"its document says that it is {published.id}")
        return published.methods.get(url)
    method = read_method(document.value)
    if method.controller is None:
        # A bare JWK is called by where it stands, whatever it calls itself.
        return replace(method, id=url)
    return method if method.id == url else None


def _control(method: VerificationMethod, issuer: str | None, resolver: Resolver) -> Control:
    """Tell whether the method's controller is the issuer, and vouches for it by a listing."""
    if issuer is None:
        return Control(Outcome.UNDECIDED, "controller-unknown")
    if method.controller is None:
        # A bare JWK names no controller: the issuer must list the key itself.
        return _listed_by_issuer(method.public_key, method.id, issuer, resolver)
    if method.controller != issuer:
        return Control(Outcome.FAILED, "controller-is-other", method.controller)
    published = _published_by(issuer, resolver)
    if isinstance(published, Control):
        return published
    if published is None:
        return _without_keys(issuer, method.id)
    return _listing(published, issuer, method)


def _listing(published: ControllerDocument, issuer: str, method: VerificationMethod) -> Control:
    if published.id != issuer:
        return Control(Outcome.FAILED, "issuer-document-of-other", published.id)
    listed = published.methods.get(method.id)
    own = listed if isinstance(listed, VerificationMethod) else None
    if own is not None and not _is_same(own.public_key, method.public_key):
        return Control(Outcome.FAILED, "key-not-listed-by-issuer", method.id)
    # Rule 10: a compromised key is kept, but no longer as one for assertion.
    if method.id in published.assertion or (own is not None and own.revoked is not None):
        return Control(Outcome.PASSED, "issuer-controls-key", listed=own)
    return Control(Outcome.FAILED, "key-not-for-assertion", method.id)


def _of_other(url: str, issuer: str | None) -> tuple[Outcome, str]:
    """Tell what is known of a key that could not be had: that of another DID is another's."""
    base = url.partition("#")[0]
    if issuer is not None and base.startswith("did:") and base != issuer:
        return Outcome.FAILED, "controller-is-other"
    return Outcome.UNDECIDED, "controller-unknown"


def _token_method(token: VcJwt, resolver: Resolver) -> VerificationMethod:
    kid = token.header.get("kid")
    if isinstance(kid, str) and kid.startswith("https://"):
        found = _dereferenced(kid, resolver)
        if not isinstance(found, VerificationMethod):
            raise MalformedKeyError(found.reason if found else f"{kid} holds no such key")
        return found
    if "jwk" in token.header:
        return read_method(token.header["jwk"])
    raise MalformedKeyError("its “kid” is not the address of a key")


def _listed_by_issuer(
    key: PublicKey, kid: str | None, issuer: str | None, resolver: Resolver
) -> Control:
    if issuer is None:
        return Control(Outcome.UNDECIDED, "controller-unknown")
    published = _published_by(issuer, resolver)
    if isinstance(published, Control):
        return published
    if published is None:
        return _without_keys(issuer, kid)
    return _same_key_listed(published, issuer, key)


def _published_by(issuer: str, resolver: Resolver) -> ControllerDocument | Control | None:
    """Return the issuer's document, None for a Profile without keys, or why there is neither."""
    try:
        return had(issuer, resolver).published
    except UnreachableError as e:
        return Control(Outcome.UNDECIDED, "issuer-unreachable", str(e))
    except _UNUSABLE as e:
        return Control(Outcome.UNDECIDED, "issuer-document-unusable", str(e))


def _without_keys(issuer: str, method: str | None) -> Control:
    """Tell what a Profile without keys says: nothing, and a key from elsewhere is anybody's."""
    if method is not None and _origin(method) == _origin(issuer):
        return Control(Outcome.UNDECIDED, "profile-without-keys")
    return Control(Outcome.FAILED, "key-not-listed-by-issuer")


def _same_key_listed(published: ControllerDocument, issuer: str, key: PublicKey) -> Control:
    if published.id != issuer:
        return Control(Outcome.FAILED, "issuer-document-of-other", published.id)
    same = [
        method
        for method in published.methods.values()
        if isinstance(method, VerificationMethod) and _is_same(method.public_key, key)
    ]
    in_use = [m for m in same if m.id in published.assertion and m.revoked is None]
    # Rule 10: a compromised key is kept, but no longer as one for assertion.
    if found := next(iter((*in_use, *(m for m in same if m.revoked is not None))), None):
        return Control(Outcome.PASSED, "issuer-controls-key", listed=found)
    return Control(Outcome.FAILED, "key-not-listed-by-issuer")


def _is_same(one: PublicKey, other: PublicKey) -> bool:
    return (one.algorithm, one.raw) == (other.algorithm, other.raw)


def _origin(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", url
    return parts.scheme, parts.netloc.lower()
