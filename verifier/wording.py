"""Sentences of the answers in plain words, filled with facts: days as people write them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from contexts.vocabulary import parse_instant
from verifier.texts import Language, text

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_INSTANTS = frozenset({"from", "until"})


@dataclass(frozen=True)
class Words:
    """A sentence of `verifier.texts.answers`, and the facts that fill it."""

    name: str
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    reason: tuple[str, Mapping[str, str]] | None = None
    """A code whose own sentence fills `{reason}`, with its facts."""

    def said(self, language: Language) -> str:
        """Return the sentence."""
        return text(self.name, self._facts(language), language)

    def _facts(self, language: Language) -> Mapping[str, str]:
        facts = {
            name: day_in_words(value, language) if name in _INSTANTS else value
            for name, value in self.facts.items()
        }
        if self.reason:
            code, of_code = self.reason
            facts["reason"] = text(code, of_code, language)
        return facts


def day_in_words(instant: str, language: Language) -> str:
    """Return the day of an instant in UTC as people write it; what cannot be read, as it is."""
    try:
        when: datetime = parse_instant(instant)
    except (ValueError, TypeError):
        return instant
    if language is Language.POLISH:
        return f"{when:%d.%m.}{when.year:04}"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year:04}"
