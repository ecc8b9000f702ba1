"""What came of the rows of a chunk: which are stored, and why the others are not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from bulk.checking import in_column, repeated_row
from bulk.records import ready_numbers, status_key, written_fault
from issuer.award_warnings import duplicate_remark
from issuer.casting import Cast
from issuer.db.many_changes import change_rows
from issuer.errors import Fault
from issuer.many_awards import awards_in_force
from issuer.models import Award, BatchChunk, BatchRow, DuplicatePolicy, RowState
from issuer.moulds import Mould
from issuer.text.dates import local_day


@dataclass(frozen=True)
class Outcome:
    """What came of the rows of a chunk, by their numbers."""

    casts: dict[int, Cast]
    faults: dict[int, Sequence[Fault]]


def still_ready(session: Session, chunk: BatchChunk, outcome: Outcome) -> Outcome:
    """Leave out rows that are not to be awarded any more: somebody was erased meanwhile."""
    ready = ready_numbers(session, chunk)
    return Outcome(
        {number: made for number, made in outcome.casts.items() if number in ready},
        {number: faults for number, faults in outcome.faults.items() if number in ready},
    )


def without_duplicates(session: Session, mould: Mould, outcome: Outcome) -> Outcome:
    """Take out whom the template does not let be awarded a second time.

    The rows were checked when its policy may have been another one.
    """
    if mould.policy == DuplicatePolicy.ALLOW:
        return outcome
    first: dict[str, int] = {}
    for number, each in outcome.casts.items():
        first.setdefault(each.email_key, number)
    refused: dict[int, Sequence[Fault]] = {
        number: [repeated_row(first[each.email_key])]
        for number, each in outcome.casts.items()
        if first[each.email_key] != number
    }
    if mould.policy == DuplicatePolicy.DENY:
        found = awards_in_force(session, mould.achievement_id, list(first))
        refused |= {
            number: [in_column(duplicate_remark(mould.policy, _day(found[key][0], mould)))]
            for key, number in first.items()
            if key in found
        }
    casts = {number: each for number, each in outcome.casts.items() if number not in refused}
    return Outcome(casts, {**outcome.faults, **refused})


def is_still_so(session: Session, mould: Mould, chunk: BatchChunk, written: Outcome) -> bool:
    """Tell whether awards that were written may stay; the organisation and template are locked.

    They may not if somebody was erased meanwhile, or awarded whom the template does not let be
    awarded a second time.
    """
    if not written.casts.keys() | written.faults.keys() <= ready_numbers(session, chunk):
        return False
    if mould.policy != DuplicatePolicy.DENY:
        return True
    own = {each.email_key: each.award["id"] for each in written.casts.values()}
    return not awards_in_force(session, mould.achievement_id, list(own), besides=list(own.values()))


def _day(award: Award, mould: Mould) -> date:
    return local_day(award.awarded_at, mould.zone)


def settle_rows(session: Session, batch_id: UUID, outcome: Outcome) -> None:
    """Write into the rows what came of them."""
    awarded = [
        {"number": number, "award_id": made.award["id"]} for number, made in outcome.casts.items()
    ]
    change_rows(session, BatchRow, {"batch_id": batch_id}, awarded, {"state": RowState.AWARDED})
    failed = [
        {"batch_id": batch_id, "number": number, "state": RowState.FAILED,
         "faults": [written_fault(fault) for fault in faults],
         "sort_status": status_key(faults)}
        for number, faults in outcome.faults.items()
    ]  # fmt: skip
    if failed:
        # By primary key, many rows in one statement.
        session.execute(update(BatchRow), failed)
