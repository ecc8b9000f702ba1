"""The sentence for each code of the report, in English and Polish.

A code is stable: programs may rely on it. `{…}` is filled with the facts of the check.
"""

from collections.abc import Mapping
from enum import Enum
from string import Formatter

from verifier.texts.answers import ANSWERS
from verifier.texts.bundles import BUNDLES
from verifier.texts.contents import CONTENTS
from verifier.texts.files import FILES
from verifier.texts.labels import LABELS
from verifier.texts.open_badges_2 import OPEN_BADGES_2
from verifier.texts.proofs import PROOFS
from verifier.texts.refresh import REFRESH
from verifier.texts.validity import VALIDITY

TEXTS: Mapping[str, tuple[str, str]] = {
    **FILES,
    **CONTENTS,
    **BUNDLES,
    **PROOFS,
    **VALIDITY,
    **REFRESH,
    **OPEN_BADGES_2,
}
"""Each code of a check or proof, with its sentence in English and in Polish."""

_LONGEST_FACT = 300


class Language(Enum):
    """A language of the report; its value is the BCP 47 tag."""

    ENGLISH = "en"
    POLISH = "pl"


def text(code: str, facts: Mapping[str, str], language: Language) -> str:
    """Return the sentence for `code`, filled with `facts`; KeyError for a code without one."""
    return _filled((TEXTS.get(code) or LABELS.get(code) or ANSWERS[code])[_COLUMN[language]], facts)


_COLUMN = {Language.ENGLISH: 0, Language.POLISH: 1}


def _filled(template: str, facts: Mapping[str, str]) -> str:
    """Return `template` with each fact made fit to print: strangers wrote them."""
    names = {name for _, name, _, _ in Formatter().parse(template) if name}
    return template.format_map({name: printable(facts.get(name, "")) for name in names}).strip()


def printable(value: str) -> str:
    """Return `value` on one line, short, and without anything that steers a terminal."""
    short = value[:_LONGEST_FACT]
    shown = short if short.isprintable() else "".join(c if c.isprintable() else "�" for c in short)
    return shown if len(value) <= _LONGEST_FACT else shown + "…"
