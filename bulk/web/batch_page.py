"""What the page of a batch shows, by where the batch stands."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from bulk.api.views import failure_view
from bulk.columns import ANSWERS, HEADINGS, Answer, Column
from bulk.headless import order_in_words
from bulk.page_facts import has_file, has_unseen_rival, organisation_of, shown_template
from bulk.progress import Progress, is_being_revoked, progress_of
from bulk.records import faults_of_row
from bulk.rows import Shown, Sorting, View, list_rows
from issuer.audit_trail import actors_of
from issuer.callers import Caller
from issuer.errors import Fault
from issuer.lasting_access import who_is_behind
from issuer.models import Award, Batch, BatchRow, BatchState
from issuer.rights import Right
from issuer.web.languages import language_of_page

ROWS_OF_A_PAGE = 50

AT_WORK = frozenset({BatchState.CONFIRMED, BatchState.RUNNING, BatchState.PAUSED})
OVER = frozenset({BatchState.FINISHED, BatchState.CANCELLED})
_WITH_ROWS = frozenset({BatchState.CHECKED, *OVER})

_NAMING = frozenset({"E01", "E02", "E03", "E04", "E05", "E08", "E10", "E11", "E12"})
"""Errors whose sentences say what they are about."""


class Question(StrEnum):
    """What is asked once more before it is done."""

    CONFIRM = "confirm"
    CANCEL = "cancel"
    UNDO = "undo"
    REVOKE = "revoke"


class Wishes(BaseModel):
    """How the rows are looked at, and what is asked; what is none of its words does not matter."""

    sort: str = Sorting.NUMBER
    down: str = ""
    shown: str = Shown.ALL
    cursor: str | None = Field(None, max_length=4096)
    ask: str = ""

    @property
    def view(self) -> View:
        """How the rows are sorted and filtered."""
        sorting = Sorting(self.sort) if self.sort in set(Sorting) else Sorting.NUMBER
        shown = Shown(self.shown) if self.shown in set(Shown) else Shown.ALL
        return View(sorting, self.down == "1", shown)


@dataclass(frozen=True)
class Typed:
    """What somebody typed into one of the forms of a batch, and what is wrong with it."""

    question: Question | None = None
    day: str = ""
    hour: str = ""
    reason: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Heading:
    """The heading of a column, which sorts by it."""

    name: str
    label: str
    address: str
    order: str
    """`ascending`, `descending`, or nothing."""


@dataclass(frozen=True)
class Remark:
    """What is wrong or questionable in a row."""

    code: str
    text: str


@dataclass(frozen=True)
class ShownRow:
    """A row and what is said about it, in the language of the page."""

    row: BatchRow
    remarks: Sequence[Remark]
    is_revoked: bool
    """Whether what was awarded to it does not stand any more."""


class ProgressValues(TypedDict):
    """What the line about the progress of a batch is filled in with."""

    batch: Batch
    progress: Progress
    is_revoking: bool


def batch_values(
    request: Request,
    session: Session,
    caller: Caller,
    batch: Batch,
    wishes: Wishes,
    typed: Typed,
    *,
    now: datetime,
) -> dict[str, object]:
    """Return what the page of a batch is filled in with.

    Raises `InvalidInputError` for the cursor of another list.
    """
    language = language_of_page(request)
    template = shown_template(session, caller, batch.achievement_id, language)
    values: dict[str, object] = {
        "batch": batch,
        "achievement": template.achievement,
        "content": template.content,
        "title": template.title,
        "title_language": template.language,
        "failure": failure_view(batch, language),
        "assumed_order": order_in_words(batch.file_kind, language),
        "may_award": Right.AWARD in caller.rights,
        "typed": typed,
        "question": typed.question or wishes.ask,
        "faults": typed.faults,
        "named": _named(session, batch),
        "progress": progress_of(session, batch, now=now) if batch.state in AT_WORK else None,
        **_second_person(session, caller, batch),
    }
    if batch.state in OVER:
        values |= _afterwards(session, batch, now)
    if batch.state == BatchState.CHECKED:
        values["has_unseen_rival"] = has_unseen_rival(session, batch)
    if batch.state in _WITH_ROWS:
        values |= _rows(request, session, batch, wishes, language)
    return values


def progress_values(session: Session, batch: Batch, *, now: datetime) -> ProgressValues:
    """Return what the line about the progress of a batch is filled in with."""
    progress = progress_of(session, batch, now=now)
    return {"batch": batch, "progress": progress, "is_revoking": is_being_revoked(session, batch)}


def _second_person(session: Session, caller: Caller, batch: Batch) -> Mapping[str, object]:
    organisation = organisation_of(session, batch)
    wants_two = organisation.two_confirm_batches and batch.state == BatchState.CHECKED
    first = batch.approved_by
    is_same = first is not None and (
        who_is_behind(session, first) == who_is_behind(session, caller.actor)
    )
    return {
        "is_first": wants_two and first is None,
        "waits_for_other": wants_two and is_same,
        "is_second": wants_two and first is not None and not is_same,
    }


def _afterwards(session: Session, batch: Batch, now: datetime) -> Mapping[str, object]:
    is_taken_back = batch.undone_at is not None or batch.reason is not None
    can_be = batch.awarded > 0 and not is_taken_back
    until = batch.mails_at if batch.mails_at and batch.mails_at > now else None
    return {
        "is_taken_back": is_taken_back,
        "is_revoking": is_being_revoked(session, batch),
        "undo_until": until if can_be else None,
        "can_be_revoked": can_be,
    }


def _rows(
    request: Request, session: Session, batch: Batch, wishes: Wishes, language: str
) -> Mapping[str, object]:
    view = wishes.view
    found = list_rows(session, batch, view, cursor=wishes.cursor, limit=ROWS_OF_A_PAGE)
    revoked = _revoked(session, found.items)
    wrong = batch.errors + batch.failed
    base = request.url.remove_query_params(("cursor", "ask"))
    following = base.include_query_params(cursor=found.next).query if found.next else None
    return {
        "has_workbook": has_file(session, batch),
        "rows": [
            ShownRow(row, _remarks(row, language), row.award_id in revoked) for row in found.items
        ],
        "headings": _headings(view, language),
        "view": view,
        "filters": {
            Shown.ALL: batch.rows,
            Shown.OK: batch.rows - wrong,
            Shown.WARNINGS: batch.warnings,
            Shown.ERRORS: wrong,
        },
        "filtered_by": {shown: f"?{_as_sorted(view, shown)}#rows" for shown in Shown},
        "first": f"?{base.query}#rows" if wishes.cursor else None,
        "next": f"?{following}#rows" if following else None,
    }


def _headings(view: View, language: str) -> Sequence[Heading]:
    labels = {
        Sorting.NUMBER: ANSWERS[Answer.ROW_NUMBER],
        Sorting.EMAIL: HEADINGS[Column.EMAIL],
        Sorting.FIRST_NAME: HEADINGS[Column.FIRST_NAME],
        Sorting.LAST_NAME: HEADINGS[Column.LAST_NAME],
        Sorting.STATUS: ANSWERS[Answer.STATUS],
    }
    orders = {view.sorting: "descending" if view.is_descending else "ascending"}
    return [
        Heading(
            sorting.value,
            label.text(language),
            f"?{_query(sorting, view)}#rows",
            orders.get(sorting, ""),
        )
        for sorting, label in labels.items()
    ]


def _query(sorting: Sorting, view: View) -> str:
    """Return where a heading leads; pressed again, it sorts the other way."""
    down = sorting == view.sorting and not view.is_descending
    return f"sort={sorting}&down={int(down)}&shown={view.shown}"


def _as_sorted(view: View, shown: Shown) -> str:
    """Return where a filter leads; rows stay sorted as they are."""
    return f"sort={view.sorting}&down={int(view.is_descending)}&shown={shown}"


def _revoked(session: Session, rows: Sequence[BatchRow]) -> Set[UUID]:
    """Return the awards of rows that were revoked since."""
    awards = [row.award_id for row in rows if row.award_id is not None]
    return set(
        session.scalars(select(Award.id).where(Award.id.in_(awards), Award.revoked_at.is_not(None)))
    )


def _remarks(row: BatchRow, language: str) -> Sequence[Remark]:
    return [Remark(fault.code, _said(fault, language)) for fault in faults_of_row(row)]


def _said(fault: Fault, language: str) -> str:
    """Return what is said about a row, beginning with the column unless the sentence names it."""
    text = fault.polish if language == "pl" else fault.english
    if fault.code in _NAMING or fault.code.startswith("W"):
        return text
    return f"{HEADINGS[Column(fault.pointer)].text(language)}: {text}"


def _named(session: Session, batch: Batch) -> Mapping[str, str]:
    known = {batch.created_by, batch.approved_by, batch.confirmed_by} - {None}
    return actors_of(session, {str(actor) for actor in known})
