"""The key file: one private key in an encrypted envelope, its public half readable beside it."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from keys import jwk, multikey
from keys.envelope import Envelope, key_aad, open_envelope, seal
from keys.errors import (
    JsonError,
    KeyFileError,
    MalformedEnvelopeError,
    MalformedKeyError,
    MultibaseError,
)
from keys.kek import KekSource
from keys.private import PrivateKey, generate
from keys.signer import Algorithm, PublicKey
from keys.strict_json import read

_TYPE = "insygnia-key"
_VERSION = 1
# The place that an organisation's identifier takes in the records of the service.
_OWNER = "file"
_LABEL = "insygnia private key v1"
_LONGEST_FILE = 65_536
_REQUIRED = {"type", "v", "algorithm", "kid", "envelope"}


def create(
    path: Path, algorithm: Algorithm, keks: KekSource, *, created: datetime | None = None
) -> PublicKey:
    """Make a new key, write its file (mode 0600, whole or not at all) and return the public half.

    `created` (aware) is noted in the file if given. Raises `KeyFileError` when the file exists,
    which is never overwritten, or cannot be written, and what `keks` raises.
    """
    if os.path.lexists(path):
        raise KeyFileError(path, "it exists already, and keys are never overwritten")
    private_key = generate(algorithm)
    members = _members(private_key, keks, created)
    _write(path, (json.dumps(members, indent=2) + "\n").encode("ascii"))
    return private_key.public_key


def read_public(path: Path) -> PublicKey:
    """Return the public half as the file states it; no KEK is needed.

    Raises `KeyFileError` when the file cannot be read or is not a key file.
    """
    return _read(path)[0]


def open_file(path: Path, keks: KekSource) -> PrivateKey:
    """Return the private key of the file at `path`.

    Raises `KeyFileError` when the file cannot be read, is not a key file, or states a public half
    that is not that of its private key; `WrongKekError` when the envelope does not open; and what
    `keks` raises.
    """
    public_key, envelope = _read(path)
    kek = keks.for_opening(envelope.kek_id)
    pkcs8 = open_envelope(kek, envelope, label=_LABEL, aad=_aad(public_key))
    try:
        private_key = PrivateKey(public_key.algorithm, pkcs8)
    except MalformedKeyError as error:
        raise KeyFileError(path, error.reason) from error
    if private_key.public_key != public_key:
        raise KeyFileError(path, "its private and public halves do not belong together")
    return private_key


def _members(private_key: PrivateKey, keks: KekSource, created: datetime | None) -> dict[str, Any]:
    public_key = private_key.public_key
    envelope = seal(keks.for_sealing(), private_key.pkcs8, label=_LABEL, aad=_aad(public_key))
    return {
        "type": _TYPE,
        "v": _VERSION,
        "algorithm": public_key.algorithm.value,
        "kid": _kid(public_key),
        **_public_member(public_key),
        **({"created": _instant(created)} if created else {}),
        "envelope": envelope.to_dict(),
    }


def _kid(public_key: PublicKey) -> str:
    if public_key.algorithm in multikey.CODECS:
        return multikey.encode(public_key)
    return jwk.thumbprint(public_key)


def _public_member(public_key: PublicKey) -> dict[str, Any]:
    if public_key.algorithm in multikey.CODECS:
        return {"publicKeyMultibase": multikey.encode(public_key)}
    return {"publicKeyJwk": jwk.encode(public_key)}


def _aad(public_key: PublicKey) -> bytes:
    digest = hashlib.sha256(public_key.raw).digest()
    return key_aad(_OWNER, _kid(public_key), _VERSION, public_key.algorithm.value, digest)


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _write(path: Path, data: bytes) -> None:
    try:
        _write_new(path, data)
    except FileExistsError as error:
        raise KeyFileError(path, "it exists already, and keys are never overwritten") from error
    except OSError as error:
        raise KeyFileError(path, f"it cannot be written ({error.strerror})") from error


def _write_new(path: Path, data: bytes) -> None:
    # mkstemp makes the file for its owner alone; link, unlike rename, replaces nothing.
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.link(temporary, path)
    finally:
        Path(temporary).unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read(path: Path) -> tuple[PublicKey, Envelope]:
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST_FILE + 1)
    except OSError as error:
        raise KeyFileError(path, f"it cannot be read ({error.strerror})") from error
    try:
        members = read(data, limit=_LONGEST_FILE)
        return _parse(path, members)
    except (JsonError, MalformedEnvelopeError, MalformedKeyError, MultibaseError) as error:
        raise KeyFileError(path, error.reason) from error


def _parse(path: Path, members: object) -> tuple[PublicKey, Envelope]:
    if not isinstance(members, dict) or members.get("type") != _TYPE:
        raise KeyFileError(path, f"it is not a JSON object of the type {_TYPE}")
    if type(members.get("v")) is not int or members["v"] != _VERSION:
        raise KeyFileError(path, "its version is not 1")
    public = {"publicKeyMultibase", "publicKeyJwk"} & members.keys()
    if len(public) != 1 or members.keys() - {"created"} != _REQUIRED | public:
        raise KeyFileError(path, "its members are not those of a key file")
    public_key = _stated_key(members)
    if members["algorithm"] != public_key.algorithm.value or members["kid"] != _kid(public_key):
        raise KeyFileError(path, "its algorithm or kid does not belong to its public key")
    if not isinstance(members["envelope"], dict):
        raise KeyFileError(path, "its envelope is not a JSON object")
    return public_key, Envelope.from_dict(members["envelope"])


def _stated_key(members: Mapping[str, Any]) -> PublicKey:
    if isinstance(members.get("publicKeyMultibase"), str):
        return multikey.decode(members["publicKeyMultibase"])
    if isinstance(members.get("publicKeyJwk"), dict):
        return jwk.decode(members["publicKeyJwk"])
    raise MalformedKeyError("its public key is neither text nor a JSON object")
