"""Key-encryption keys: 32 bytes from a file or variable, or a passphrase stretched by Argon2id.

A `kek_id` tells which key sealed an envelope and holds what is needed to make it again, but nothing
secret: `raw:` and a digest, or `argon2id:` with the parameters and salt (RFC 9106).
"""

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from keys.errors import MalformedKekError, MissingKekError, MultibaseError, WrongKekError
from keys.multibase import base64url_decode, base64url_encode

FILE_VARIABLE = "INSYGNIA_KEK_FILE"
RAW_VARIABLE = "INSYGNIA_KEK"
PASSPHRASE_VARIABLE = "INSYGNIA_KEK_PASSPHRASE"  # noqa: S105 - the name of a variable

_SIZE = 32
_SALT_SIZE = 16
_RAW_LABEL = b"insygnia kek id v1\0"
_HEX = re.compile(r"[0-9a-fA-F]{64}")
_ARGON2ID = re.compile(r"argon2id:([1-9]\d{0,9}):([1-9]\d{0,4}):([1-9]\d{0,4}):([\w-]{22})", re.A)
_LONGEST_FILE = 1024
_TO_BASE64URL = str.maketrans("+/", "-_")


@dataclass(frozen=True)
class Argon2Cost:
    """The work of one derivation: memory in KiB, passes, lanes."""

    memory: int
    passes: int
    lanes: int


SEALING_COST = Argon2Cost(memory=64 * 1024, passes=3, lanes=1)
# What a stored record may demand of us, lest a planted one exhaust the machine.
LARGEST_COST = Argon2Cost(memory=1024 * 1024, passes=10, lanes=4)


@dataclass(frozen=True)
class Kek:
    """A key-encryption key, ready for use."""

    kek_id: str
    secret: bytes = field(repr=False)


class KekSource(Protocol):
    """Where key-encryption keys come from."""

    def for_sealing(self) -> Kek:
        """Return the key to seal with now."""

    def for_opening(self, kek_id: str) -> Kek:
        """Return the key that `kek_id` names; `WrongKekError` when this source cannot have it."""


@dataclass(frozen=True)
class RawKekSource:
    """A KEK that is itself 32 random bytes."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != _SIZE:
            raise MalformedKekError(f"it has {len(self.secret)} bytes instead of {_SIZE}")

    def for_sealing(self) -> Kek:
        """Return the key."""
        digest = hashlib.sha256(_RAW_LABEL + self.secret).hexdigest()
        return Kek(f"raw:{digest[:16]}", self.secret)

    def for_opening(self, kek_id: str) -> Kek:
        """Return the key if `kek_id` is its own; else `WrongKekError`."""
        kek = self.for_sealing()
        if kek.kek_id != kek_id:
            raise WrongKekError
        return kek


@dataclass(frozen=True)
class PassphraseKekSource:
    """A KEK made from a passphrase, which `ask` is called for once, when first needed."""

    ask: Callable[[], str] = field(repr=False)

    @cached_property
    def _passphrase(self) -> bytes:
        # NFC, because keyboards differ in how they compose the same letters.
        passphrase = unicodedata.normalize("NFC", self.ask())
        if not passphrase:
            raise MalformedKekError("the passphrase is empty")
        return passphrase.encode()

    def for_sealing(self) -> Kek:
        """Return a key under a fresh salt."""
        return self._derive(SEALING_COST, os.urandom(_SALT_SIZE))

    def for_opening(self, kek_id: str) -> Kek:
        """Return the key that the parameters and salt in `kek_id` make.

        Raises `WrongKekError` when `kek_id` is not of Argon2id, `MalformedKekError` when it demands
        more than `LARGEST_COST`. A wrong passphrase shows only when the envelope is opened.
        """
        match = _ARGON2ID.fullmatch(kek_id)
        if match is None:
            raise WrongKekError
        cost = Argon2Cost(*(int(match[group]) for group in (1, 2, 3)))
        _check_cost(cost)
        try:
            salt = base64url_decode(match[4])
        except MultibaseError as error:
            raise WrongKekError from error
        return self._derive(cost, salt)

    def _derive(self, cost: Argon2Cost, salt: bytes) -> Kek:
        argon2 = Argon2id(
            salt=salt,
            length=_SIZE,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory,
        )
        numbers = f"{cost.memory}:{cost.passes}:{cost.lanes}"
        kek_id = f"argon2id:{numbers}:{base64url_encode(salt)}"
        return Kek(kek_id, argon2.derive(self._passphrase))


class RememberedKeks:
    """A source that makes each key once: a passphrase costs a tenth of a second at every opening.

    New secrets are sealed under one key for as long as this object lives.
    """

    def __init__(self, source: KekSource, *, most: int = 64) -> None:
        self._source = source
        self._most = most
        self._sealing: Kek | None = None
        self._opening: dict[str, Kek] = {}

    def for_sealing(self) -> Kek:
        """Return the key to seal with, the same one every time."""
        if self._sealing is None:
            self._sealing = self._source.for_sealing()
        return self._sealing

    def for_opening(self, kek_id: str) -> Kek:
        """Return the key that `kek_id` names; raises what the source raises."""
        if self._sealing is not None and self._sealing.kek_id == kek_id:
            return self._sealing
        if kek_id not in self._opening:
            if len(self._opening) >= self._most:
                self._opening.pop(next(iter(self._opening)))
            self._opening[kek_id] = self._source.for_opening(kek_id)
        return self._opening[kek_id]


def kek_source(environ: Mapping[str, str], ask: Callable[[], str] | None) -> KekSource:
    """Return the source that `environ` names, or else one that asks a person by `ask`.

    INSYGNIA_KEK_FILE names a file that only its owner may read, with 32 bytes as they are, in
    base64 or in hexadecimal; INSYGNIA_KEK holds such text, INSYGNIA_KEK_PASSPHRASE a passphrase. An
    empty variable counts as unset. Raises `MalformedKekError` when several are set or the key is
    no key, and `MissingKekError` when there is none and nobody to ask.
    """
    names = [name for name in _SOURCES if environ.get(name)]
    if len(names) > 1:
        raise MalformedKekError(f"{' and '.join(names)} are both set: keep one")
    if names:
        return _SOURCES[names[0]](environ[names[0]])
    if ask is None:
        raise MissingKekError
    return PassphraseKekSource(ask)


def _from_file(name: str) -> KekSource:
    try:
        with Path(name).open("rb") as file:
            if os.fstat(file.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise MalformedKekError(f"others may read {name}: run chmod 600 on it")
            data = file.read(_LONGEST_FILE)
    except OSError as error:
        raise MalformedKekError(f"{name} cannot be read ({error.strerror})") from error
    if len(data) == _SIZE and not data.isascii():
        return RawKekSource(data)
    return _from_text(data.decode("ascii", errors="replace"))


def _from_text(text: str) -> KekSource:
    text = text.strip()
    if _HEX.fullmatch(text):
        return RawKekSource(bytes.fromhex(text))
    try:
        return RawKekSource(base64url_decode(text.rstrip("=").translate(_TO_BASE64URL)))
    except MultibaseError as error:
        raise MalformedKekError("it is neither base64 nor hexadecimal of 32 bytes") from error


def _from_passphrase(text: str) -> KekSource:
    return PassphraseKekSource(lambda: text)


def _check_cost(cost: Argon2Cost) -> None:
    most = LARGEST_COST
    too_much = cost.memory > most.memory or cost.passes > most.passes or cost.lanes > most.lanes
    # RFC 9106 section 3.1: at least 8 KiB for each lane.
    if too_much or cost.memory < 8 * cost.lanes:
        raise MalformedKekError("the record demands Argon2id parameters outside the limits")


_SOURCES: Mapping[str, Callable[[str], KekSource]] = {
    FILE_VARIABLE: _from_file,
    RAW_VARIABLE: _from_text,
    PASSPHRASE_VARIABLE: _from_passphrase,
}
