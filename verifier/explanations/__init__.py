"""What each code of the report means, whose matter it is, what to do, and the clause behind it.

    explanation("expired")["advice"]["pl"]

These are the texts of the pages of codes and of docs/reference/codes.md.
"""

import re
from collections.abc import Mapping
from functools import cache

from keys.strict_json import Json
from verifier.explanations.kinds import KINDS, WHOSE, Both, Kind
from verifier.explanations.kinds_of_validity import VALIDITY_KINDS
from verifier.explanations.open_badges_2 import OPEN_BADGES_2_KINDS
from verifier.explanations.table import TABLE
from verifier.texts import TEXTS

ALL_KINDS: Mapping[str, Kind] = {**KINDS, **VALIDITY_KINDS, **OPEN_BADGES_2_KINDS}
_FACT = re.compile(r"\s*\([^()]*\{\w+\}[^()]*\)|\{\w+\}")


@cache
def explanation(code: str) -> Mapping[str, Json]:
    """Return everything about a code, each text in both languages; KeyError if there is no such.

    The `title` is its sentence, without the facts of a single badge.
    """
    kind_name, clause = TABLE[code]
    kind = ALL_KINDS[kind_name]
    english, polish = TEXTS[code]
    return {
        "code": code,
        "title": _both((_without_facts(english), _without_facts(polish))),
        "meaning": _both(kind.meaning),
        "whose": kind.whose.value,
        "fault": _both(WHOSE[kind.whose]),
        "advice": _both(kind.advice),
        "clause": clause,
    }


def explanations() -> list[Mapping[str, Json]]:
    """Return everything about every code, in the order of the checks."""
    return [explanation(code) for code in TEXTS if code in TABLE]


def _without_facts(sentence: str) -> str:
    def shortened(match: re.Match[str]) -> str:
        return "" if "(" in match[0] else "…"

    return _FACT.sub(shortened, sentence).replace("….", "…").strip()


def _both(texts: Both) -> dict[str, str]:
    return dict(zip(("en", "pl"), texts, strict=True))
