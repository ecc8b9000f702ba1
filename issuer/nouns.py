"""What a credential is called in front of people: a micro-credential, a badge, or a credential."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Noun:
    """A word for a credential, in the forms that sentences need."""

    nominative: str
    accusative: str
    genitive: str
    one: str
    """The accusative with the number one: *award one micro-credential*."""
    it: str
    """The accusative of its pronoun."""
    plural: str
    """The accusative of several."""


_ENGLISH: Mapping[str, Noun] = MappingProxyType({
    "MicroCredential": Noun(
        "micro-credential", "a micro-credential", "micro-credential",
        "one micro-credential", "it", "micro-credentials",
    ),
    "Badge": Noun("badge", "a badge", "badge", "one badge", "it", "badges"),
})  # fmt: skip
_POLISH: Mapping[str, Noun] = MappingProxyType({
    "MicroCredential": Noun(
        "mikropoświadczenie", "mikropoświadczenie", "mikropoświadczenia",
        "jedno mikropoświadczenie", "je", "mikropoświadczenia",
    ),
    "Badge": Noun("odznaka", "odznakę", "odznaki", "jedną odznakę", "ją", "odznaki"),
})  # fmt: skip
_CREDENTIAL: Mapping[str, Noun] = MappingProxyType({
    "en": Noun("credential", "a credential", "credential", "one credential", "it", "credentials"),
    "pl": Noun(
        "poświadczenie", "poświadczenie", "poświadczenia", "jedno poświadczenie", "je",
        "poświadczenia",
    ),
})  # fmt: skip


def noun_of(achievement_type: str, language: str) -> Noun:
    """Return the word for a credential of `achievement_type` in Polish for `pl`, else in English.

    Every type but `MicroCredential` and `Badge` is simply a credential.
    """
    if language == "pl":
        return _POLISH.get(achievement_type, _CREDENTIAL["pl"])
    return _ENGLISH.get(achievement_type, _CREDENTIAL["en"])
