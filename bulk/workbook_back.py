"""The workbook that comes back after a batch: the person's own, where it can be kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bulk.row_marks import Label, RowMark
from bulk.workbook_anew import ReturnedRow, new_workbook
from bulk.workbook_losses import Loss

MOST_ROWS = 20_000
"""Of a workbook that is opened and saved again; above it takes too much memory and time."""

_XLSX = b"PK\x03\x04"

Annotate = Callable[[bytes, Sequence[RowMark], Label], bytes | tuple[Loss, ...]]
"""Runs `bulk.workbook_annotating.annotate` where it can do no harm.

Returns what that returns; a tuple without anything means that the file was too much for it, or that
it broke off.
"""


@dataclass(frozen=True)
class AnnotatedWorkbook:
    """A workbook (XLSX) with what became of each row."""

    content: bytes
    reason: str | None = None
    """Why it is a new one, as a sentence in its language; none if it is the person's own."""


def annotated(
    data: bytes,
    rows: Callable[[], Iterable[ReturnedRow]],
    extras: Sequence[str],
    label: Label,
    annotate: Annotate,
    *,
    count: int,
) -> AnnotatedWorkbook:
    """Return the file `data` with what became of its rows, or a new workbook that says why.

    Args:
        data: the file as it was uploaded, of whatever kind.
        rows: begins the `count` rows anew each time, in the order of their numbers.
        extras: the headings of the columns that are the sheet's own.
        label: whose workbook it is, and the language of what is written into it.
        annotate: runs in a child.
        count: how many `rows` there are.
    """
    if not data.startswith(_XLSX):
        reason = _reason(label.language, "not-xlsx")
    elif count > MOST_ROWS:
        reason = _reason(label.language, "too-long", count=count, most=MOST_ROWS)
    else:
        outcome = annotate(data, [row.mark for row in rows()], label)
        if isinstance(outcome, bytes):
            return AnnotatedWorkbook(outcome)
        reason = _lost(outcome, label.language)
    return AnnotatedWorkbook(new_workbook(rows(), extras, label, reason), reason)


def _lost(lost: tuple[Loss, ...], language: str) -> str:
    if not lost:
        return _reason(language, "too-much")
    named = ", ".join(_LOSSES[loss][language] for loss in lost)
    return _reason(language, "lost", lost=named)


def _reason(language: str, code: str, **facts: object) -> str:
    return f"{_REASONS[code][language].format(**facts)} {_CONSEQUENCE[language]}"


_CONSEQUENCE: Mapping[str, str] = MappingProxyType({
    "pl": (
        "Dlatego wyniki są w nowym pliku: wszystkie wiersze z Twoimi danymi, ale bez formatowania "
        "i bez innych arkuszy. Ten plik też możesz poprawić i wczytać ponownie."
    ),
    "en": (
        "Therefore the results stand in a new file: all rows with your data, but without your "
        "formatting and other sheets. You can correct and load this file as well."
    ),
})  # fmt: skip
_REASONS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "not-xlsx": {
        "pl": "Dane nie pochodziły z pliku XLSX, więc nie ma w czym zaznaczyć wyników.",
        "en": "The data did not come from an XLSX file, so there is none to mark the results in.",
    },
    "too-long": {
        "pl": (
            "Twój plik ma bardzo dużo wierszy ({count}), a wyniki wpisujemy do przesłanego pliku, "
            "gdy jest ich najwyżej {most}."
        ),
        "en": (
            "Your file has very many rows ({count}); results are written into the file itself up "
            "to {most}."
        ),
    },
    "lost": {
        "pl": (
            "Gdybyśmy wpisali wyniki do Twojego pliku, przepadłyby w nim elementy, których nie "
            "umiemy zachować: {lost}."
        ),
        "en": (
            "Had we written the results into your file, it would have lost what we cannot keep: "
            "{lost}."
        ),
    },
    "too-much": {
        "pl": "Wpisanie wyników do Twojego pliku wymagałoby zbyt dużo pamięci lub czasu.",
        "en": "Writing the results into your file would have taken too much memory or time.",
    },
})  # fmt: skip
_LOSSES: Mapping[Loss, Mapping[str, str]] = MappingProxyType({
    Loss.CHARTS: {"pl": "wykresy", "en": "charts"},
    Loss.PICTURES: {"pl": "obrazy lub kształty", "en": "pictures or shapes"},
    Loss.MACROS: {"pl": "makra", "en": "macros"},
    Loss.PIVOTS: {"pl": "tabele przestawne", "en": "pivot tables"},
    Loss.CONTROLS: {"pl": "przyciski lub obiekty osadzone", "en": "buttons or embedded objects"},
    Loss.THREADS: {"pl": "wątki komentarzy", "en": "threads of comments"},
    Loss.SOURCES: {"pl": "połączenia z danymi", "en": "connections to data"},
    Loss.SIGNATURE: {"pl": "podpis elektroniczny", "en": "an electronic signature"},
    Loss.RULES: {
        "pl": "nowsze reguły sprawdzania lub formatowania komórek",
        "en": "newer rules that check or format cells",
    },
    Loss.OTHER: {"pl": "elementy, których nie rozpoznajemy", "en": "parts that we do not know"},
})  # fmt: skip
