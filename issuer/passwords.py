"""Passwords: which are accepted, and how they are kept and checked (Argon2id).

The costs are the lower recommendation of OWASP's cheat sheet on storing passwords (19 MiB, two
passes, one lane): many people signing in at once must not fill the memory of the web process, for
which reason also only a few passwords are checked at a time.
"""

import secrets
import string
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from issuer.errors import Fault
from issuer.people_errors import PasswordRefusedError

SHORTEST, LONGEST = 12, 1000
_FEWEST_DIFFERENT = 5
_AT_ONCE = 4
_PADDING = string.digits + string.punctuation + string.whitespace

# Long enough for the rule above and still at the top of the lists of stolen passwords, or what
# people here make of such words when twelve characters are asked for.
_COMMON = frozenset((
    "123456789012", "1234567890123", "0123456789ab", "987654321098", "abcdefghijkl",
    "qwertyuiop", "qwertyuiopas", "qwertyuiop[]", "qwerty123456", "1q2w3e4r5t6y", "1qaz2wsx3edc",
    "zaq12wsxcde3", "zaq1zaq1zaq1", "asdfghjkl123", "zxcvbnm12345", "q1w2e3r4t5y6", "qazwsxedcrfv",
    "password", "administrator", "welcome", "iloveyou", "changeme", "correcthorsebatterystaple",
    "haslo", "hasło", "mojehaslo", "mojehasło", "tajnehaslo", "tajnehasło", "administratorzy",
    "polska", "kochamcie", "dupa", "kurwa", "wszystkiego", "niepamietam", "niepamiętam", "insygnia",
    "superman", "football", "princess", "sunshine", "monkey", "dragon", "qwerty", "letmein",
    "uniwersytet", "politechnika", "mikropoświadczenie", "mikroposwiadczenie", "odznakaplus",
))  # fmt: skip


def accepted_password(password: str, *, email: str, names: Iterable[str] = ()) -> str:
    """Return the password as it is kept (NFC); raises `PasswordRefusedError`.

    `email` and `names`, of the person and of their organisations, are no passwords, also not with
    digits and signs around them. No kind of character is demanded.
    """
    # Taking a long text apart costs more than its length, and nobody needs it.
    normal = unicodedata.normalize("NFC", password) if len(password) <= 4 * LONGEST else password
    if len(normal) < SHORTEST:
        raise _refused(
            "too-short",
            f"Use at least {SHORTEST} characters; several words are best.",
            f"Użyj co najmniej {SHORTEST} znaków; najlepiej kilku słów.",
        )
    if len(normal) > LONGEST:
        raise _refused(
            "too-long",
            f"Use at most {LONGEST} characters.",
            f"Użyj najwyżej {LONGEST} znaków.",
        )
    if _is_easy(normal, [email, email.partition("@")[0], *names]):
        raise _refused(
            "too-easy",
            "This password is easy to guess. Use several words that do not belong together.",
            "To hasło łatwo odgadnąć. Użyj kilku słów, które do siebie nie pasują.",
        )
    return normal


@dataclass(frozen=True)
class Passwords:
    """Makes and checks hashes of passwords."""

    _hash: PasswordHash
    _nobodys: str
    _turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_AT_ONCE))

    def hashed(self, password: str) -> str:
        """Return the hash under which `password` is kept."""
        with self._turns:
            return self._hash.hash(password)

    def matches(self, password: str, kept: str | None) -> bool:
        """Tell whether `password` is the one that was kept; it takes as long if none was kept."""
        if len(password) > LONGEST:
            password = ""
        normal = unicodedata.normalize("NFC", password)
        with self._turns:
            right = self._hash.verify(normal, kept or self._nobodys)
        return right and kept is not None


def open_passwords() -> Passwords:
    """Return the hasher, with a hash that belongs to nobody."""
    hasher = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19 * 1024, parallelism=1),))
    return Passwords(hasher, hasher.hash(secrets.token_urlsafe(32)))


def _is_easy(password: str, personal: Iterable[str]) -> bool:
    plain = password.casefold()
    core = plain.strip(_PADDING)
    words = {unicodedata.normalize("NFC", word).strip().casefold() for word in personal}
    known = {word for word in words if len(word) > 3} | _COMMON
    repeated = any(
        core == word * (len(core) // len(word)) for word in known if len(core) >= len(word)
    )
    return len(set(plain)) < _FEWEST_DIFFERENT or plain in known or core in known or repeated


def _refused(code: str, english: str, polish: str) -> PasswordRefusedError:
    return PasswordRefusedError([Fault("/password", code, english, polish)])
