"""What a credential is called in front of people: a micro-credential, a badge, or a credential."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Noun:
    """A word for a credential, in the cases that sentences need."""

    nominative: str
    accusative: str
    genitive: str


_ENGLISH: Mapping[str, Noun] = MappingProxyType({
    "MicroCredential": Noun("micro-credential", "a micro-credential", "micro-credential"),
    "Badge": Noun("badge", "a badge", "badge"),
})  # fmt: skip
_POLISH: Mapping[str, Noun] = MappingProxyType({
    "MicroCredential": Noun("mikropoświadczenie", "mikropoświadczenie", "mikropoświadczenia"),
    "Badge": Noun("odznaka", "odznakę", "odznaki"),
})  # fmt: skip


def noun_of(achievement_type: str, language: str) -> Noun:
    """Return the word for a credential of `achievement_type` in Polish for `pl`, else in English.

    Every type but `MicroCredential` and `Badge` is simply a credential.
    """
    if language == "pl":
        return _POLISH.get(
            achievement_type, Noun("poświadczenie", "poświadczenie", "poświadczenia")
        )
    return _ENGLISH.get(achievement_type, Noun("credential", "a credential", "credential"))
