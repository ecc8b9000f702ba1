"""One award for staff: what it is, what happened to it; sent again, revoked, erased."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from issuer import award_changes, award_records, erasure
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.award_history import history_of
from issuer.badge_contents import read_contents
from issuer.badges import newest_forms
from issuer.callers import Caller
from issuer.errors import InvalidInputError
from issuer.models import Award, FormKind
from issuer.rights import Right
from issuer.validity import validity_of
from issuer.web.forms import Fields, FieldsDep, attempt, unsure, wrong
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)


@router.get("/awards/{award_id}")
def show_award(
    award_id: UUID, request: Request, caller: CallerDep, session: Reading, now: Now
) -> Response:
    """Show everything about one award."""
    caller.require(Right.READ)
    award = award_records.award_of(session, caller, award_id)
    values = {**_shown(session, award, now), "history": history_of(session, caller, award)}
    return page(request, "award.html", values)


@router.post("/awards/{award_id}/resend")
def resend(award_id: UUID, caller: CallerDep, session: Writing, now: Now) -> Response:
    """Send the recipient a new link."""
    award_changes.resend_award(session, caller, award_id, now=now)
    return see_other(f"/awards/{award_id}", notice="resent")


@router.get("/awards/{award_id}/revoke")
def show_revocation(
    award_id: UUID, request: Request, caller: CallerDep, session: Reading, now: Now
) -> Response:
    """Ask for the reason of a revocation, and whether it is really meant."""
    return _ask(request, session, caller, award_id, "revoke", now=now)


@router.post("/awards/{award_id}/revoke")
def revoke(
    award_id: UUID,
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Revoke an award for ever, with a reason that its recipient reads."""
    if not sent.text("sure"):
        faults = unsure(language_of_page(request))
        return _ask(request, session, caller, award_id, "revoke", sent, faults, now=now)
    try:
        with attempt(session):
            reason = sent.text("reason")
            award_changes.revoke_award(session, caller, service, award_id, reason, now=now)
    except InvalidInputError as error:
        faults = wrong(error, language_of_page(request), {"/reason": "reason"})
        return _ask(request, session, caller, award_id, "revoke", sent, faults, now=now)
    return see_other(f"/awards/{award_id}", notice="revoked")


@router.get("/awards/{award_id}/erase")
def show_erasure(
    award_id: UUID, request: Request, caller: CallerDep, session: Reading, now: Now
) -> Response:
    """Ask whether a person is really to be erased from an award."""
    return _ask(request, session, caller, award_id, "erase", now=now)


@router.post("/awards/{award_id}/erase")
def erase(
    award_id: UUID,
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Erase whom an award is for, for ever; only its status entry is left (rule 34)."""
    if not sent.text("sure"):
        faults = unsure(language_of_page(request))
        return _ask(request, session, caller, award_id, "erase", sent, faults, now=now)
    is_revoked = bool(sent.text("revoke"))
    erasure.erase_award(session, caller, service, award_id, revoke=is_revoked, now=now)
    return see_other(f"/awards/{award_id}", notice="erased")


def _ask(
    request: Request,
    session: Session,
    caller: Caller,
    award_id: UUID,
    step: str,
    sent: Fields | None = None,
    faults: dict[str, str] | None = None,
    *,
    now: datetime,
) -> Response:
    """Show the question before a step that cannot be undone."""
    award = award_records.award_of(session, caller, award_id)
    typed = sent or Fields()
    values = {
        **_shown(session, award, now),
        "faults": faults or {},
        "reason": typed.text("reason"),
        "is_revoked": bool(typed.text("revoke")),
    }
    return page(request, f"award_{step}.html", values, status=422 if faults else 200)


def _shown(session: Session, award: Award, now: datetime) -> dict[str, object]:
    forms = newest_forms(session, award) if award.erased_at is None else {}
    return {
        "award": award,
        "state": validity_of(award, now),
        "contents": read_contents(forms[FormKind.JSON].content) if forms else None,
    }
