"""What can go wrong in the service, by kind; leaves stand in the `…_errors` files of a subject.

An error says its sentence in Polish and English and knows no HTTP: `issuer.api.problems` alone
gives each of these eight kinds a status.

    Error
     ├ UnauthenticatedError   we do not know who asks
     ├ ForbiddenError         we know, and they may not
     ├ NotFoundError          there is no such thing, or not for them
     ├ GoneError              there was, and it was erased or closed
     ├ ConflictError          it contradicts what is there
     ├ InvalidInputError      what was given breaks a rule
     ├ TooManyError           asked too often
     └ UnavailableError       something we need does not answer now
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


class Error(Exception):
    """The base: a sentence for people in each language, with the facts it names."""

    english: ClassVar[str] = "Something went wrong."
    polish: ClassVar[str] = "Coś poszło nie tak."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """Return what is wrong and what to do about it, in Polish for `pl`, else in English."""
        return (self.polish if language == "pl" else self.english).format(**self.facts)


class UnauthenticatedError(Error):
    """Nobody is signed in, or the key is unknown."""

    english = "Sign in first, or send a valid API key."
    polish = "Najpierw się zaloguj albo podaj prawidłowy klucz API."


class ForbiddenError(Error):
    """Whoever asks lacks a right."""

    english = (
        "You do not have the right to do this. An administrator of your organisation grants it."
    )
    polish = "Nie masz do tego uprawnień. Przyznaje je administrator Twojej organizacji."


class NotFoundError(Error):
    """There is no such thing, as far as whoever asks may know."""

    english = "There is no such thing here."
    polish = "Nie ma tu czegoś takiego."


class GoneError(Error):
    """It was here and was taken away for good."""

    english = "It was removed and will not come back."
    polish = "To zostało usunięte i już nie wróci."


class ConflictError(Error):
    """It cannot be done as things stand."""

    english = "This cannot be done as things stand now."
    polish = "W obecnym stanie nie można tego zrobić."


class TooManyError(Error):
    """Asked too often; `seconds` says when to try again."""

    english = "Too many requests. Try again in {seconds} s."
    polish = "Za dużo żądań. Spróbuj ponownie za {seconds} s."


class UnavailableError(Error):
    """Something that is needed does not answer; nothing was changed."""

    english = "This cannot be done right now, and nothing was changed. Try again later."
    polish = "Teraz nie da się tego zrobić i nic nie zostało zmienione. Spróbuj później."


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field: where, a stable code, a sentence in each language."""

    pointer: str
    """JSON pointer into what was given."""
    code: str
    english: str
    polish: str


class InvalidInputError(Error):
    """What was given breaks rules; `faults` names each field."""

    english = "Some fields need a correction; nothing was changed."
    polish = "Niektóre pola wymagają poprawy; nic nie zostało zmienione."

    def __init__(self, faults: Sequence[Fault] = (), **facts: object) -> None:
        self.faults = tuple(faults)
        super().__init__(**facts)
