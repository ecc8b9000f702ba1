"""Which columns of a sheet are which: found by what their headings say.

Case, accents, blanks, dashes and asterisks make no difference, nor does the order; Polish and
English names may stand beside each other, and so may the names of the API (`first_name`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from types import MappingProxyType

from bulk.columns import ANSWERS, HEADINGS, Answer, Column
from bulk.sheet_errors import (
    MissingHeadingError,
    MissingHeadingsError,
    MisspeltHeadingError,
    NoHeadingsError,
    RepeatedHeadingError,
    SheetError,
)
from issuer.text.letters import folded

_NEAR = 0.6
"""So much of two headings must be alike for one to be taken for the other, misspelt."""
_LONGEST_QUOTED = 60


@dataclass(frozen=True)
class Headings:
    """Where the columns of a sheet stand; the first is 0."""

    columns: Mapping[Column, int]
    answers: Mapping[Answer, int]
    """The columns that we wrote ourselves, in a workbook that came back."""
    extras: Mapping[str, int]
    """The others, by a heading that is theirs alone, in the order of the sheet."""
    width: int
    """How many columns have a heading."""

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings of columns that are kept for the report and mean nothing to us."""
        return tuple(self.extras)


def match_headings(headings: Sequence[str]) -> Headings:
    """Return which column is which.

    Raises `RepeatedHeadingError` for a known heading that stands there twice, and for one that
    every sheet needs and this has not: `MissingHeadingError`, `MissingHeadingsError`,
    `MisspeltHeadingError` with what may be meant for it, or `NoHeadingsError`.
    """
    places: dict[Column | Answer, list[int]] = {}
    others: list[int] = []
    for place, text in enumerate(headings):
        known = _KNOWN.get(_key(text))
        if known is not None:
            places.setdefault(known, []).append(place)
        elif text.strip():
            others.append(place)
    missing = [column for column in _REQUIRED if column not in places]
    if missing:
        raise _missing(missing, [headings[place] for place in others], has_any=bool(places))
    _check_repeated(places)
    return Headings(
        {known: places[known][0] for known in places if isinstance(known, Column)},
        {known: places[known][0] for known in places if isinstance(known, Answer)},
        dict(_named_apart(headings, others)),
        len(headings),
    )


def knows(text: str) -> bool:
    """Tell whether a text is the heading of a column that means something to us."""
    return _key(text) in _KNOWN


def letters_of(place: int) -> str:
    """Return what people call a column, counted from 0: A, B, …, Z, AA."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _key(text: str) -> str:
    """Return what of a heading counts: its letters and digits, without case and accents."""
    return "".join(char for char in folded(text) if char.isalnum())


_KNOWN: Mapping[str, Column | Answer] = MappingProxyType(
    {
        _key(name): known
        for table in (ANSWERS, HEADINGS)
        for known, heading in table.items()
        for name in (known.value, heading.english, heading.polish)
    }
)
_REQUIRED = tuple(column for column, heading in HEADINGS.items() if heading.is_required)


def _check_repeated(places: Mapping[Column | Answer, Sequence[int]]) -> None:
    for known, found in places.items():
        if len(found) > 1:
            heading = HEADINGS[known] if isinstance(known, Column) else ANSWERS[known]
            raise RepeatedHeadingError(
                heading=heading.english,
                polish_heading=heading.polish,
                columns=", ".join(map(letters_of, found)),
            )


def _missing(missing: Sequence[Column], others: Sequence[str], *, has_any: bool) -> SheetError:
    if not has_any and any("@" in text for text in others):
        return NoHeadingsError()
    if len(missing) > 1:
        names = [HEADINGS[column] for column in missing]
        return MissingHeadingsError(
            headings=", ".join(name.english for name in names),
            polish_headings=", ".join(name.polish for name in names),
        )
    heading = HEADINGS[missing[0]]
    english, polish = heading.english, heading.polish
    meant = _nearest({_key(english), _key(polish)}, others)
    if meant is None:
        return MissingHeadingError(heading=english, polish_heading=polish)
    found = meant[:_LONGEST_QUOTED]
    return MisspeltHeadingError(heading=english, polish_heading=polish, found=found)


def _nearest(wanted: set[str], others: Sequence[str]) -> str | None:
    """Return the heading that is most like one of those wanted, if any is."""
    found = [
        (max(_likeness(name, key) for name in wanted), text)
        for text in others
        if (key := _key(text[:_LONGEST_QUOTED]))
    ]
    likeness, text = max(found, default=(0.0, ""), key=lambda pair: pair[0])
    return text.strip() if likeness >= _NEAR else None


def _likeness(wanted: str, found: str) -> float:
    if wanted in found or (len(found) > 3 and found in wanted):
        return 1.0
    return SequenceMatcher(None, wanted, found).ratio()


def _named_apart(headings: Sequence[str], places: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Yield headings with their places; those that say the same are told apart by a number."""
    taken: set[str] = set()
    for place in places:
        name, number = headings[place].strip(), 1
        while name in taken:
            number += 1
            name = f"{headings[place].strip()} ({number})"
        taken.add(name)
        yield name, place
