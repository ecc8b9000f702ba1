"""Reading `--trust`: public keys in every form in which this command prints them."""

from argparse import ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path

from issuer.cli import files
from keys import file_backend, jwk, multikey
from keys.did_document import VerificationMethod, methods_of
from keys.errors import Error as KeysError
from keys.errors import KeyFileError
from keys.signer import PublicKey
from keys.strict_json import Json
from keys.strict_json import read as read_json
from verifier.bundles.signature import key_of_did


def trusted_keys(text: str) -> Sequence[PublicKey]:
    """Return the keys that `text` is or that the file called so holds.

    A did:key or did:jwk, a Multikey; in a file also a key file, a JWK, a set of them, or a DID
    document with its keys for assertions.

    Raises:
        ArgumentTypeError: there is no key in it, or the file cannot be read.
    """
    try:
        return _written(text) if _is_key(text) else _in_file(text)
    except files.FileError as e:
        raise ArgumentTypeError(str(e)) from e
    except (KeysError, KeyError, TypeError, ValueError) as e:
        raise ArgumentTypeError(f"{text} holds no public key") from e


def _is_key(text: str) -> bool:
    return text.startswith("did:") or (text.startswith("z") and not Path(text).exists())


def _written(text: str) -> Sequence[PublicKey]:
    return (
        key_of_did(text.partition("#")[0]) if text.startswith("did:") else multikey.decode(text),
    )


def _in_file(name: str) -> Sequence[PublicKey]:
    content = files.read(name)
    try:
        return (file_backend.read_public(Path(name)),)
    except KeyFileError:
        text = content.decode().strip()
        return _in_json(read_json(text)) if text.startswith("{") else _written(text)


def _in_json(document: Json) -> Sequence[PublicKey]:
    if "kty" in document:
        return (jwk.decode(document),)
    if "keys" in document:
        return [jwk.decode(key) for key in document["keys"]]
    published = methods_of(document)
    methods = [published.methods.get(name) for name in sorted(published.assertion)]
    keys = [m.public_key for m in methods if isinstance(m, VerificationMethod) and not m.revoked]
    if not keys:
        raise KeyError(published.id)
    return keys
