"""What is done with a batch on its page: awarded, paused, resumed, given up, taken back.

Who is late finds the page as it is now: somebody else, or the service, was quicker.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from bulk import batches, confirming, revoking
from bulk.batch_errors import BatchStateError
from bulk.page_facts import organisation_of
from bulk.web.batch_page import Question, Typed, Wishes, batch_values
from issuer.api.dependencies import CallerDep, Now, Service, Writing
from issuer.callers import Caller
from issuer.errors import ConflictError, Fault, InvalidInputError
from issuer.models import Batch, BatchState
from issuer.web.forms import UNSURE, Fields, FieldsDep, attempt, wrong
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)

_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(:[0-5][0-9])?")
_FIELDS = {"/day": "day", "/hour": "hour", "/reason": "reason", "/sure": "sure-1"}
_NO_DAY = Fault("/day", "missing", "Choose the day as well.", "Wybierz też dzień.")
_NO_HOUR = Fault(
    "/hour",
    "invalid-hour",
    "Write the hour such as 14:30.",
    "Podaj godzinę, na przykład 14:30.",
)
_PAST = Fault(
    "/day",
    "past",
    "This time is over: choose a later one.",
    "Ten termin już minął – wybierz późniejszy.",
)


@dataclass(frozen=True)
class _Deed:
    """One request to do something with a batch, and what it needs to be answered."""

    request: Request
    session: Session
    caller: Caller
    batch_id: UUID
    sent: Fields
    question: Question
    now: datetime

    def attempt(self, do: Callable[[], str | None]) -> Response:
        """Do it and go to the page, which says what `do` returns; or show what was wrong."""
        try:
            with attempt(self.session):
                notice = do()
        except BatchStateError:
            return see_other(f"/batches/{self.batch_id}", notice="import-moved-on")
        except ConflictError as error:
            return self.refused({"form": error.sentence(language_of_page(self.request))})
        except InvalidInputError as error:
            return self.refused(wrong(error, language_of_page(self.request), _FIELDS))
        return see_other(f"/batches/{self.batch_id}", notice=notice)

    def refused(self, faults: dict[str, str], *, status: int = 422) -> Response:
        """Show the page with the question again, and what was typed."""
        batch = batches.find_batch(self.session, self.caller, self.batch_id)
        typed = Typed(
            self.question, self.sent.text("day"), self.sent.text("hour"),
            self.sent.text("reason"), faults,
        )  # fmt: skip
        values = batch_values(
            self.request, self.session, self.caller, batch, Wishes(), typed, now=self.now
        )
        return page(self.request, "batch.html", values, status=status)


@router.post("/batches/{batch_id}/confirm")
def confirm(
    batch_id: UUID,
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Award the rows that keep all rules, now or later; where two people must, approve first."""
    deed = _Deed(request, session, caller, batch_id, sent, Question.CONFIRM, now)
    batch = batches.find_batch(session, caller, batch_id)
    if batch.state == BatchState.CHECKED and sent.text("ok") != str(batch.ok):
        # Not what was seen: without a number of rows, nobody was asked yet.
        return deed.refused({}, status=200)
    if batch.confirmed_by == caller.actor:
        # The same button, pressed twice.
        return see_other(f"/batches/{batch_id}")
    hold = timedelta(minutes=service.settings.batch_hold_minutes)

    def award() -> str | None:
        due_at = _due(sent, ZoneInfo(organisation_of(session, batch).time_zone), now)
        found = confirming.confirm_batch(
            session, caller, batch_id, hold=hold, due_at=due_at, now=now
        )
        return "import-approved" if found.state == BatchState.CHECKED else None

    return deed.attempt(award)


@router.post("/batches/{batch_id}/pause")
def pause(
    batch_id: UUID, request: Request, sent: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Award nothing more until the batch is resumed."""
    deed = _Deed(request, session, caller, batch_id, sent, Question.CANCEL, now)

    def stop() -> None:
        confirming.pause_batch(session, caller, batch_id, now=now)

    return deed.attempt(stop)


@router.post("/batches/{batch_id}/resume")
def resume(
    batch_id: UUID, request: Request, sent: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Go on with a paused batch."""
    deed = _Deed(request, session, caller, batch_id, sent, Question.CANCEL, now)

    def go_on() -> None:
        confirming.resume_batch(session, caller, batch_id, now=now)

    return deed.attempt(go_on)


@router.post("/batches/{batch_id}/cancel")
def cancel(
    batch_id: UUID, request: Request, sent: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Award nothing more of a batch; of one that was not confirmed nothing is kept."""
    template = batches.find_batch(session, caller, batch_id).achievement_id
    kept: list[Batch | None] = []
    deed = _Deed(request, session, caller, batch_id, sent, Question.CANCEL, now)

    def give_up() -> None:
        kept.append(batches.cancel_batch(session, caller, batch_id, now=now))

    answer = deed.attempt(give_up)
    if kept == [None]:
        return see_other(f"/templates/{template}", notice="import-discarded")
    return answer


@router.post("/batches/{batch_id}/undo")
def undo(
    batch_id: UUID, request: Request, sent: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Take everything back while nobody was written to."""
    deed = _Deed(request, session, caller, batch_id, sent, Question.UNDO, now)

    def take_back() -> str:
        revoking.undo_batch(session, caller, batch_id, now=now)
        return "import-undone"

    return deed.attempt(take_back)


@router.post("/batches/{batch_id}/revoke")
def revoke(
    batch_id: UUID, request: Request, sent: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Revoke everything that a batch awarded, with a reason that the recipients read."""
    deed = _Deed(request, session, caller, batch_id, sent, Question.REVOKE, now)

    def end_all() -> str:
        batches.find_batch(session, caller, batch_id)
        if not sent.text("sure"):
            raise InvalidInputError([UNSURE])
        revoking.revoke_batch(session, caller, batch_id, sent.text("reason"), now=now)
        return "import-revoked"

    return deed.attempt(end_all)


def _due(sent: Fields, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return when awarding begins, none for at once; raises `InvalidInputError`."""
    day, hour = sent.day("day", "/day"), sent.text("hour").strip()
    if day is None and not hour:
        return None
    found = _HOUR.fullmatch(hour)
    faults = [*([_NO_DAY] if day is None else []), *([_NO_HOUR] if found is None else [])]
    if day is None or found is None:
        raise InvalidInputError(faults)
    local = datetime.combine(day, time(int(found[1]), int(found[2])), zone)
    due_at = local.astimezone(UTC)
    if due_at <= now:
        raise InvalidInputError([_PAST])
    return due_at
