"""Which rows of a sheet may be awarded: every rule of an award, and what only a sheet can break.

Pure. What is known only from records, that somebody has the award already, is asked for some
hundred rows at a time (`Known`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from bulk.columns import HEADINGS, Answer, Column
from bulk.earlier import Made, Returned, earlier, same_name
from bulk.entries import Entry
from issuer.award_rules import AcceptedAward, NewAward, check_award
from issuer.award_warnings import duplicate_remark, slips
from issuer.documents.content import AchievementContent
from issuer.documents.results import AwardedResult
from issuer.documents.results_content import ResultContent
from issuer.errors import Fault
from issuer.models import DuplicatePolicy, RowState
from issuer.text.dates import local_day

AT_ONCE = 500
"""So many rows are asked about in one question to the records."""

_HASH_BITS = 64
_HASH = (1 << _HASH_BITS) - 1

_COLUMNS: Mapping[str, Column] = {
    "/recipient/email": Column.EMAIL,
    "/recipient/first_name": Column.FIRST_NAME,
    "/recipient/last_name": Column.LAST_NAME,
    "/language": Column.LANGUAGE,
    "/valid_until": Column.VALID_UNTIL,
    "/narrative": Column.NARRATIVE,
    "/certificate_number": Column.CERTIFICATE_NUMBER,
    "/evidence/0/name": Column.EVIDENCE_NAME,
    "/evidence/0/description": Column.EVIDENCE_DESCRIPTION,
    "/evidence/0/narrative": Column.EVIDENCE_DESCRIPTION,
    "/evidence/0": Column.EVIDENCE_URL,
    "/evidence": Column.EVIDENCE_URL,
    "/activity/from": Column.ACTIVITY_FROM,
    "/activity/to": Column.ACTIVITY_TO,
    "/results": Column.GRADE,
}


@dataclass(frozen=True)
class Rules:
    """What the rows of a sheet are held against."""

    content: AchievementContent
    zone: ZoneInfo
    policy: DuplicatePolicy
    now: datetime


class Known(Protocol):
    """What the records know."""

    def last_awarded(self, email_keys: Sequence[str]) -> Mapping[str, datetime]:
        """Return when those of these addresses who have the award got it last."""

    def made(self, credentials: Sequence[str]) -> Mapping[str, Made]:
        """Return those of these credentials of the template that stand, by credential id."""

    def returned(self, email_keys: Sequence[str]) -> Sequence[Returned]:
        """Return what the batch whose workbook this is has awarded to these addresses."""


class CheckedRow(NamedTuple):
    """A row with everything that is to be said about it."""

    entry: Entry
    state: RowState
    faults: tuple[Fault, ...]
    """Pointers are the names of columns."""
    email_key: str | None
    award_id: UUID | None = None
    """The award that an earlier batch has made of it."""


class _Row(NamedTuple):
    """A row as it is by itself."""

    entry: Entry
    faults: tuple[Fault, ...]
    key: str | None
    """The address as it is compared; none for what may not be awarded."""
    name: str
    credential: str
    """The one that the row names as its own, if it does."""


@dataclass
class _Seen:
    """Which addresses came in which rows before.

    Of a name its hash is kept: a sheet may have a million of them.
    """

    rows: dict[str, int] = field(default_factory=dict)
    """By address: the number of its first row, and behind it the hash of the name there."""

    def first(self, key: str, number: int, name: str) -> tuple[int, bool]:
        """Return the first row with an address, and whether it has that name.

        If there is none yet, it is this one.
        """
        name_hash = hash(name) & _HASH
        found = self.rows.setdefault(key, number << _HASH_BITS | name_hash)
        return found >> _HASH_BITS, found & _HASH == name_hash


def check_rows(entries: Iterable[Entry], rules: Rules, known: Known) -> Iterator[CheckedRow]:
    """Yield each row of a sheet, checked against the rules, the rows before it and the records."""
    seen = _Seen()
    waiting = iter(entries)
    while some := list(islice(waiting, AT_ONCE)):
        yield from _check_some(some, rules, known, seen)


def accepted_row(entry: Entry, rules: Rules) -> tuple[AcceptedAward | None, tuple[Fault, ...]]:
    """Return the award of a row, or none and what is wrong with it, without looking at others."""
    new, faults = asked(entry, rules.content)
    accepted, found = check_award(new, rules.content, rules.zone, now=rules.now)
    if not (entry.faults or faults or found):
        return accepted, ()
    pointed = {fault.pointer for fault in entry.faults}
    more = tuple(fault for fault in map(in_column, found) if fault.pointer not in pointed)
    faults = (*entry.faults, *faults, *more)
    return (None if faults else accepted), faults


def asked(entry: Entry, content: AchievementContent) -> tuple[NewAward, tuple[Fault, ...]]:
    """Return what a row asks for, its grade as the first result that the template describes.

    A grade for a template without results is a fault: it would be lost.
    """
    grade = entry.values.get(Column.GRADE, "").strip()
    if not grade:
        return entry.new, ()
    if not content.result_descriptions:
        return entry.new, (_NO_GRADES,)
    return entry.new._replace(results=(_result(content.result_descriptions[0], grade),)), ()


def _result(described: ResultContent, grade: str) -> AwardedResult:
    """Return the grade as a level, known by its id or a name, as a status or as a value."""
    if described.levels:
        named = (
            level.id
            for level in described.levels
            if grade.casefold() in {name.casefold() for name in (level.id, *level.name.values())}
        )
        return AwardedResult(described.id, level=next(named, grade))
    if described.result_type == "Status":
        return AwardedResult(described.id, status=grade)
    return AwardedResult(described.id, value=grade)


def _check_some(
    entries: Sequence[Entry], rules: Rules, known: Known, seen: _Seen
) -> Iterator[CheckedRow]:
    checked = [_checked_alone(entry, rules) for entry in entries]
    asked_for = sorted({row.key for row in checked if row.key is not None})
    credentials = [row.credential for row in checked if row.credential]
    awarded = known.last_awarded(asked_for)
    made = known.made(credentials) if credentials else {}
    before = earlier(made, known.returned(asked_for))
    for row in checked:
        if row.key and (award := before.award_of(row.credential, row.key, row.name)):
            seen.first(row.key, row.entry.number, row.name)
            yield CheckedRow(row.entry, RowState.DONE, (), row.key, award)
            continue
        found = [*row.faults]
        if row.key is not None:
            found += _of_others(row, row.key, rules.policy, seen)
            if row.key in awarded:
                day = local_day(awarded[row.key], rules.zone)
                found.append(in_column(duplicate_remark(rules.policy, day)))
        if row.credential:
            found.append(_NOT_ITS_OWN if row.credential in made else _UNKNOWN)
        found += map(in_column, slips(row.entry.new))
        is_refused = any(not fault.code.startswith("W") for fault in found)
        state = RowState.REFUSED if is_refused else RowState.READY
        yield CheckedRow(row.entry, state, tuple(found), row.key)


def _checked_alone(entry: Entry, rules: Rules) -> _Row:
    accepted, faults = accepted_row(entry, rules)
    name = same_name(entry.new.first_name, entry.new.last_name)
    credential = entry.answers.get(Answer.CREDENTIAL_ID, "").strip()
    key = None if accepted is None else accepted.email_key
    return _Row(entry, faults, key, name, credential)


def _of_others(row: _Row, key: str, policy: DuplicatePolicy, seen: _Seen) -> Iterator[Fault]:
    """Yield what an earlier row with the same address means for this one."""
    number, is_same = seen.first(key, row.entry.number, row.name)
    if number == row.entry.number:
        return
    if not is_same and policy != DuplicatePolicy.ALLOW:
        yield repeated_row(number)
    elif is_same:
        yield Fault(
            Column.EMAIL,
            "E11",
            f"Repeated row (the same as row {number}).",
            f"Powtórzony wiersz (taki sam jak wiersz {number}).",
        )
    else:
        yield Fault(
            Column.EMAIL,
            "W03",
            f"The same e-mail address, another person (row {number}).",
            f"Ten sam e-mail, inna osoba (wiersz {number}).",
        )


def repeated_row(number: int) -> Fault:
    """Return that the address of an earlier row cannot be awarded a second time."""
    return Fault(
        Column.EMAIL,
        "E11",
        f"The same e-mail address as in row {number}; this template is awarded to an address once.",
        f"Ten sam e-mail co w wierszu {number}; ten wzorzec przyznaje się jednemu adresowi tylko "
        "raz.",
    )


def in_column(fault: Fault) -> Fault:
    """Return a fault of an award as one of a row: its pointer is the name of a column."""
    pointer = fault.pointer
    while pointer and pointer not in _COLUMNS:
        pointer = pointer.rpartition("/")[0]
    return _as_in_a_sheet(replace(fault, pointer=_COLUMNS.get(pointer, Column.EMAIL)))


def _as_in_a_sheet(fault: Fault) -> Fault:
    """Return a fault in the words of a sheet, where a field is called by its heading."""
    if fault.code in _MISSING:
        english, polish = _MISSING[fault.code]
        return replace(fault, english=english, polish=polish)
    if fault.code == "E05":
        heading = HEADINGS[Column(fault.pointer)]
        english = fault.english.replace("This field", f"The field “{heading.english}”")
        polish = fault.polish.replace("Pole", f"Pole „{heading.polish}”")
        return replace(fault, english=english, polish=polish)
    if fault.code == "E10":
        english = fault.english.removeprefix("This is not a valid URL. ")
        polish = fault.polish.removeprefix("Nieprawidłowy adres URL. ")
        return replace(
            fault,
            english=f"The address (URL) of the evidence is not valid. {english}",
            polish=f"Nieprawidłowy adres URL dowodu. {polish}",
        )
    return fault


_MISSING = {
    "E01": ("The e-mail address is missing.", "Brak adresu e-mail."),
    "E03": ("The first name is missing.", "Brak imienia."),
    "E04": ("The last name is missing.", "Brak nazwiska."),
}
# A row that names a credential which is not its own must not be awarded unasked.
_NOT_ITS_OWN = Fault(
    Column.EMAIL,
    "other-recipient",
    "This row was awarded to another e-mail address. Correct that award in the list of awards, or "
    "empty the cell CREDENTIAL ID to award once more.",
    "Ten wiersz przyznano na inny adres e-mail. Popraw to poświadczenie na liście wydanych albo "
    "wyczyść komórkę ID POŚWIADCZENIA, aby przyznać jeszcze raz.",
)
_UNKNOWN = Fault(
    Column.EMAIL,
    "unknown-credential",
    "The cell CREDENTIAL ID names no award of this template that is in force. Empty the cell to "
    "award this row.",
    "Komórka ID POŚWIADCZENIA nie wskazuje żadnego ważnego poświadczenia z tego wzorca. Wyczyść "
    "ją, aby przyznać ten wiersz.",
)
_NO_GRADES = Fault(
    Column.GRADE,
    "no-results",
    "This template describes no results, so a grade would be lost. Empty the cell, or add a result "
    "to the template.",
    "Ten wzorzec nie opisuje wyników, więc ocena by przepadła. Wyczyść komórkę albo dodaj wynik do "
    "wzorca.",
)
