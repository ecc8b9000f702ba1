"""The report of a batch: one row for each row of the sheet, the same as CSV and as XLSX."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from bulk.columns import ANSWERS, HEADINGS, Answer, Column
from issuer.tables import Cell, csv_chunks, xlsx_chunks

_COLUMNS: tuple[Column | Answer, ...] = (
    Answer.ROW_NUMBER,
    Column.EMAIL,
    Column.FIRST_NAME,
    Column.LAST_NAME,
    Answer.STATUS,
    Answer.DETAILS,
    Answer.AWARDED_ON,
    Answer.CREDENTIAL_ID,
    Answer.CREDENTIAL_URL,
    Answer.DELIVERY,
)
_TITLES: Mapping[str, str] = MappingProxyType({"pl": "Raport", "en": "Report"})


@dataclass(frozen=True)
class ReportRow:
    """What is reported of one row, in the words of the reader's language."""

    number: int
    """The sheet's own: the first row of data is 2."""
    email: str
    first_name: str
    last_name: str
    status: str
    details: str
    awarded_on: str = ""
    credential_id: str = ""
    credential_url: str = ""
    delivery: str = ""
    extras: Sequence[str] = ()
    """The cells of the sheet's own columns, in the order of their headings."""

    def cells(self) -> tuple[Cell, ...]:
        """Return the cells of the row in the order of `report_headings`."""
        return (
            self.number,
            self.email,
            self.first_name,
            self.last_name,
            self.status,
            self.details,
            self.awarded_on,
            self.credential_id,
            self.credential_url,
            self.delivery,
            *self.extras,
        )


def report_headings(extras: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the headings in Polish for `pl`, else in English; `extras` as the sheet has them."""
    known = (
        (HEADINGS[column] if isinstance(column, Column) else ANSWERS[column]) for column in _COLUMNS
    )
    return (*(heading.text(language) for heading in known), *extras)


def report_csv(rows: Iterable[ReportRow], extras: Sequence[str], language: str) -> Iterator[bytes]:
    """Yield the report as CSV in pieces; `extras` are the headings of the sheet's own columns."""
    return csv_chunks(report_headings(extras, language), _filled(rows, len(extras)))


def report_xlsx(rows: Iterable[ReportRow], extras: Sequence[str], language: str) -> Iterator[bytes]:
    """Yield the report as a workbook in pieces; `extras` as in `report_csv`."""
    title = _TITLES["pl" if language == "pl" else "en"]
    cells = _filled(rows, len(extras))
    return xlsx_chunks(report_headings(extras, language), cells, title=title)


def _filled(rows: Iterable[ReportRow], extras: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of rows; of those that were erased or let go the sheet's own are blank."""
    for row in rows:
        yield (*row.cells(), *[""] * (extras - len(row.extras)))
