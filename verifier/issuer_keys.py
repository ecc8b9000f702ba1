"""Which key a proof names, and whether the issuer is the one who controls it.

The method must be listed under `assertionMethod` of a document that *is* the issuer's, found by
dereferencing: never taken from the fragment of a URL, never believed because it stands in a token.

Follows Controlled Identifiers 1.0 section 3.3 (retrieve verification method), Open Badges 3.0
section 8.3 and rules 10, 21, 22.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from urllib.parse import urlsplit

from contexts.vocabulary import parse_instant
from keys import jwk
from keys.did_document import (
    ControllerDocument,
    Defect,
    VerificationMethod,
    methods_of,
    read_method,
)
from keys.errors import DidError, JsonError, MalformedKeyError, MultibaseError
from keys.signer import PublicKey
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing.vc_jwt import VcJwt
from verifier.errors import UnreachableError
from verifier.report import Outcome
from verifier.resolver import Resolver

Control: TypeAlias = tuple[Outcome, str, str]
"""Whether the issuer controls a key, the code for it, and a technical detail."""

_UNUSABLE = (DidError, JsonError, MalformedKeyError, MultibaseError)


@dataclass(frozen=True)
class KeyFinding:
    """A key, if it could be had, and whether the issuer controls it."""

    key: PublicKey | None
    code: str
    """Why there is no key, or how it was found."""
    control: Outcome
    control_code: str
    detail: str = ""
    revoked: bool = False
    expires: str | None = None


def find_method(url: str, issuer: str | None, resolver: Resolver) -> KeyFinding:
    """Return the key of the verification method `url`, and whether `issuer` controls it."""
    try:
        method = _dereferenced(url, resolver)
    except UnreachableError as e:
        return KeyFinding(None, "key-unreachable", *_of_other(url, issuer), str(e))
    except _UNUSABLE as e:
        return KeyFinding(None, "key-unusable", *_of_other(url, issuer), str(e))
    if isinstance(method, Defect):
        return KeyFinding(None, "key-unusable", *_of_other(url, issuer), method.reason)
    if method is None:
        return KeyFinding(None, "key-not-listed", Outcome.FAILED, "key-not-listed-by-issuer", url)
    found = KeyFinding(method.public_key, "key-found", *_control(method, issuer, resolver))
    return replace(found, revoked=method.revoked is not None, expires=method.expires)


def find_token_key(token: VcJwt, issuer: str | None, resolver: Resolver) -> KeyFinding:
    """Return the key of a VC-JWT: by its `kid`, else its `jwk` (rule 22).

    A key from an https `kid` or from the header counts only if the issuer's own document lists
    the same public key.
    """
    kid = token.header.get("kid")
    if isinstance(kid, str) and kid.startswith("did:"):
        return find_method(kid, issuer, resolver)
    try:
        key = _token_key(token, resolver)
    except UnreachableError as e:
        return KeyFinding(None, "key-unreachable", *_of_other(str(kid), issuer), str(e))
    except _UNUSABLE as e:
        return KeyFinding(None, "key-unusable", Outcome.UNDECIDED, "controller-unknown", str(e))
    control = _listed_by_issuer(key, kid if isinstance(kid, str) else None, issuer, resolver)
    return KeyFinding(key, "key-found", *control)


def expired(finding: KeyFinding, now: datetime) -> bool:
    """Tell whether the method's own `expires` is past or cannot be read."""
    if finding.expires is None:
        return False
    try:
        return bool(parse_instant(finding.expires) < now)
    except ValueError:
        return True


def _dereferenced(url: str, resolver: Resolver) -> VerificationMethod | Defect | None:
    base, hash_sign, _ = url.partition("#")
    document = _json(base, resolver)
    if hash_sign or _publishes_methods(document):
        published = methods_of(document)
        if published.id != base:
            raise DidError(base, f"its document says that it is {published.id}")
        return published.methods.get(url)
    method = read_method(document)
    return method if method.id == url or method.controller is None else None


def _control(method: VerificationMethod, issuer: str | None, resolver: Resolver) -> Control:
    """Tell whether the method's controller is the issuer, and vouches for it by a listing."""
    if issuer is None or method.controller is None:
        return Outcome.UNDECIDED, "controller-unknown", ""
    if method.controller != issuer:
        return Outcome.FAILED, "controller-is-other", method.controller
    published = _published_by(issuer, resolver)
    if isinstance(published, tuple):
        return published
    if published is None:
        return _without_keys(issuer, method.id)
    return _listing(published, issuer, method.id)


def _listing(published: ControllerDocument, issuer: str, method: str) -> Control:
    if published.id != issuer:
        return Outcome.FAILED, "issuer-document-of-other", published.id
    if method not in published.assertion:
        return Outcome.FAILED, "key-not-for-assertion", method
    return Outcome.PASSED, "issuer-controls-key", ""


def _of_other(url: str, issuer: str | None) -> tuple[Outcome, str]:
    """Tell what is known of a key that could not be had: that of another DID is another's."""
    base = url.partition("#")[0]
    if issuer is not None and base.startswith("did:") and base != issuer:
        return Outcome.FAILED, "controller-is-other"
    return Outcome.UNDECIDED, "controller-unknown"


def _token_key(token: VcJwt, resolver: Resolver) -> PublicKey:
    kid = token.header.get("kid")
    if isinstance(kid, str) and kid.startswith("https://"):
        found = _dereferenced(kid, resolver)
        if not isinstance(found, VerificationMethod):
            raise MalformedKeyError(found.reason if found else f"{kid} holds no such key")
        return found.public_key
    if "jwk" in token.header:
        return jwk.decode(token.header["jwk"])
    raise MalformedKeyError("its “kid” is not the address of a key")


def _listed_by_issuer(
    key: PublicKey, kid: str | None, issuer: str | None, resolver: Resolver
) -> Control:
    if issuer is None:
        return Outcome.UNDECIDED, "controller-unknown", ""
    published = _published_by(issuer, resolver)
    if isinstance(published, tuple):
        return published
    if published is None:
        return _without_keys(issuer, kid)
    return _same_key_listed(published, issuer, key)


def _published_by(issuer: str, resolver: Resolver) -> ControllerDocument | Control | None:
    """Return the issuer's document, None for a Profile without keys, or why there is neither."""
    try:
        document = _json(issuer, resolver)
        return methods_of(document) if _publishes_methods(document) else None
    except UnreachableError as e:
        return Outcome.UNDECIDED, "issuer-unreachable", str(e)
    except _UNUSABLE as e:
        return Outcome.UNDECIDED, "issuer-document-unusable", str(e)


def _without_keys(issuer: str, method: str | None) -> Control:
    """Tell what a Profile without keys says: nothing, and a key from elsewhere is anybody's."""
    if method is not None and _origin(method) == _origin(issuer):
        return Outcome.UNDECIDED, "profile-without-keys", ""
    return Outcome.FAILED, "key-not-listed-by-issuer", ""


def _same_key_listed(published: ControllerDocument, issuer: str, key: PublicKey) -> Control:
    if published.id != issuer:
        return Outcome.FAILED, "issuer-document-of-other", published.id
    for name in published.assertion:
        method = published.methods.get(name)
        if isinstance(method, VerificationMethod) and method.revoked is None:
            listed = method.public_key
            if (listed.algorithm, listed.raw) == (key.algorithm, key.raw):
                return Outcome.PASSED, "issuer-controls-key", ""
    return Outcome.FAILED, "key-not-listed-by-issuer", ""


def _publishes_methods(document: Json) -> bool:
    return isinstance(document, Mapping) and (
        "verificationMethod" in document or "assertionMethod" in document
    )


def _json(url: str, resolver: Resolver) -> Json:
    # Nothing in such a document is canonicalised, so it may write its numbers as it likes.
    return read_json(resolver.resolve(url).content, canonical_numbers=False)


def _origin(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", url
    return parts.scheme, parts.netloc.lower()
