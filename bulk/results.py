"""What became of each row of a batch, in the words of a reader: for reports and workbooks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bulk.columns import HEADINGS, Column
from bulk.records import entry_of_row, faults_of_row
from bulk.reports import ReportRow
from bulk.row_marks import RowMark
from bulk.workbook_anew import ReturnedRow
from issuer.award_exports import delivery_in_words
from issuer.db.engine import Database
from issuer.errors import Fault
from issuer.models import Award, Batch, BatchRow, BatchState, Organisation, RowState
from issuer.text.dates import displayed_date, local_day

_AT_ONCE = 1_000

_STATES: Mapping[str, Mapping[RowState, str]] = {
    "pl": {
        RowState.READY: "OK",
        RowState.REFUSED: "Błąd",
        RowState.DONE: "Przyznano wcześniej",
        RowState.AWARDED: "Przyznano",
        RowState.FAILED: "Nie przyznano",
    },
    "en": {
        RowState.READY: "OK",
        RowState.REFUSED: "Error",
        RowState.DONE: "Awarded before",
        RowState.AWARDED: "Awarded",
        RowState.FAILED: "Not awarded",
    },
}
_REVOKED = {"pl": "Unieważniono", "en": "Revoked"}
_OVER = frozenset({BatchState.FINISHED, BatchState.CANCELLED})
_WRONG = frozenset({RowState.REFUSED, RowState.FAILED})


@dataclass(frozen=True)
class Reader:
    """For whom results are written."""

    language: str
    """`pl` or `en`."""
    zone: ZoneInfo
    base_url: str


@dataclass(frozen=True)
class Result:
    """A row, and its award if it has one."""

    row: BatchRow
    award: Award | None
    is_over: bool
    """Whether nothing more of its batch will be awarded."""


def results_of(database: Database, batch: Batch) -> Iterator[Result]:
    """Yield the rows of a batch in the order of the sheet; memory does not grow with them."""
    last, is_over = 0, batch.state in _OVER
    while True:
        query = (
            select(BatchRow, Award)
            .outerjoin(Award, Award.id == BatchRow.award_id)
            .where(BatchRow.batch_id == batch.id, BatchRow.number > last)
            .order_by(BatchRow.number)
            .limit(_AT_ONCE)
        )
        with database.reading() as session:
            found = [Result(row, award, is_over) for row, award in session.execute(query)]
        yield from found
        if len(found) < _AT_ONCE:
            return
        last = found[-1].row.number


def report_rows(results: Iterable[Result], reader: Reader) -> Iterator[ReportRow]:
    """Yield what is reported of each row."""
    for result in results:
        row, award = result.row, result.award
        mark = mark_of(result, reader)
        yield ReportRow(
            number=row.number,
            email=row.email or "",
            first_name=row.first_name or "",
            last_name=row.last_name or "",
            status=mark.status,
            details=mark.details,
            awarded_on=mark.awarded_on,
            credential_id=mark.credential_id,
            credential_url=mark.credential_url,
            delivery=delivery_in_words(award.delivery, reader.language) if award else "",
            extras=row.extras,
        )


def returned_rows(results: Iterable[Result], reader: Reader) -> Iterator[ReturnedRow]:
    """Yield what a workbook says of each row that comes back."""
    for result in results:
        entry = entry_of_row(result.row)
        yield ReturnedRow(mark_of(result, reader), entry.values, result.row.extras)


def mark_of(result: Result, reader: Reader) -> RowMark:
    """Return what became of a row."""
    row, award = result.row, result.award
    faults = faults_of_row(row)
    return RowMark(
        number=row.number,
        status=_status(result, reader.language),
        details=" ".join(sentence_of(fault, reader.language) for fault in faults),
        awarded_on=_day(award, reader),
        credential_id=award.credential_id if award else "",
        credential_url=f"{reader.base_url}/credentials/{award.credential_uuid}" if award else "",
        wrong=_wrong(faults, reader.language) if row.state in _WRONG else {},
    )


def sentence_of(fault: Fault, language: str) -> str:
    """Return what is wrong or questionable, with the column that it is about."""
    text = fault.polish if language == "pl" else fault.english
    return f"{fault.code} {_heading(fault, language)}: {text}"


def _heading(fault: Fault, language: str) -> str:
    return HEADINGS[Column(fault.pointer)].text(language)


def _wrong(faults: Sequence[Fault], language: str) -> Mapping[Column, str]:
    found: dict[Column, str] = {}
    for fault in faults:
        column = Column(fault.pointer)
        text = fault.polish if language == "pl" else fault.english
        found[column] = f"{found[column]} {text}" if column in found else text
    return found


def _status(result: Result, language: str) -> str:
    state, award = result.row.state, result.award
    if award is not None and award.revoked_at is not None:
        return _REVOKED[language]
    if state == RowState.READY and result.is_over:
        return _STATES[language][RowState.FAILED]
    return _STATES[language][state]


def _day(award: Award | None, reader: Reader) -> str:
    if award is None:
        return ""
    return displayed_date(local_day(award.awarded_at, reader.zone), reader.language)


def reader_of(organisation: Organisation, language: str, base_url: str) -> Reader:
    """Return the reader of results of an organisation's batch."""
    chosen = "pl" if language == "pl" else "en"
    return Reader(chosen, ZoneInfo(organisation.time_zone), base_url)
