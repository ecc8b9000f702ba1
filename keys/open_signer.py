"""Opening the signer that a URI names; one backend answers to each scheme."""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from keys import file_backend
from keys.did_jwk import did_jwk_method
from keys.did_key import did_key_method
from keys.errors import KeyFileError, UnknownSignerSchemeError
from keys.kek import KekSource
from keys.private import LocalSigner
from keys.signer import Algorithm, PublicKey, Signer


def open_signer(uri: str, *, keks: KekSource, verification_method: str | None = None) -> Signer:
    """Return the signer that `uri` names, under `verification_method`.

    `file:issuer.key` and `file:///srv/issuer.key` name key files. Without `verification_method` it
    is that of the key's did:key, or did:jwk for RSA. Raises `UnknownSignerSchemeError`, and what
    the backend raises: for files `KeyFileError` (also when the stored and derived public keys
    differ) and `WrongKekError`.
    """
    scheme, colon, _ = uri.partition(":")
    if not colon or scheme not in _BACKENDS:
        raise UnknownSignerSchemeError(uri)
    return _BACKENDS[scheme](uri, keks, verification_method)


def own_method(public_key: PublicKey) -> str:
    """Return the verification method that a key has by itself: did:key, or did:jwk for RSA."""
    if public_key.algorithm is Algorithm.RSA:
        return did_jwk_method(public_key)
    return did_key_method(public_key)


def _open_file(uri: str, keks: KekSource, verification_method: str | None) -> Signer:
    private_key = file_backend.open_file(_path(uri), keks)
    return LocalSigner(verification_method or own_method(private_key.public_key), private_key)


def _path(uri: str) -> Path:
    try:
        parts = urlsplit(uri)
    except ValueError as error:
        raise KeyFileError(uri, "this is not a URI") from error
    path = unquote(parts.path)
    if parts.netloc or parts.query or parts.fragment or not path or "\0" in path:
        raise KeyFileError(uri, "write file: and a path, with %23 for # and %3F for ?")
    return Path(path)


_BACKENDS: Mapping[str, Callable[[str, KekSource, str | None], Signer]] = {"file": _open_file}
