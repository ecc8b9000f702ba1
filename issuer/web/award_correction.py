"""The correction of an award: the same fields as in the wizard, on one page, with a reason."""

import hashlib
from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from issuer import award_changes, idempotency
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.award_records import award_of
from issuer.callers import Caller
from issuer.errors import InvalidInputError
from issuer.models import Award
from issuer.web import award_form
from issuer.web.award_form import Typed
from issuer.web.award_form_page import shown_fields, template_of, told
from issuer.web.forms import FieldsDep, attempt
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)


@router.get("/awards/{award_id}/correct")
def show_correction(
    award_id: UUID, request: Request, caller: CallerDep, session: Reading
) -> Response:
    """Show the form of a correction, filled with the award as it stands."""
    award = award_of(session, caller, award_id)
    template = template_of(session, award)
    return _form(request, session, caller, award, award_form.of_award(award, template.zone))


@router.post("/awards/{award_id}/correct")
def correct(
    award_id: UUID,
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Replace the badge by a corrected one at the same address, or change the form for it.

    Sending the same form twice corrects once.
    """
    award = award_of(session, caller, award_id)
    template = template_of(session, award)
    typed = award_form.typed_in(sent, template.content)
    asked = award_form.digest(typed)
    typed, faults = award_form.keep_files(session, caller, typed, now=now)
    do = sent.text("do")
    one_more = do == "add" or award_form.has_blank_evidence(sent)
    if do == "clear":
        typed = replace(typed, valid_until="")
    new, more = award_form.asked(typed, template.content)
    if not do:
        faults += more
    refuse = partial(_refuse, request, session, caller, award, typed, one_more=one_more)
    if faults:
        return refuse(InvalidInputError(faults))
    if do:
        return _form(request, session, caller, award, typed, one_more=one_more)
    try:
        with attempt(session):
            once = _key(award_id, sent.text("once"), asked)
            organisation = caller.organisation_id
            if not idempotency.earlier_award(session, organisation, once, asked, now=now):
                award_changes.correct_award(
                    session, caller, service, award_id, new, typed.reason, now=now
                )
                idempotency.note_award(session, organisation, once, award_id)
    except InvalidInputError as error:
        return refuse(error)
    return see_other(f"/awards/{award_id}", notice="corrected")


def _key(award_id: UUID, once: str, asked: bytes) -> str:
    """Return what only the same form with the same content has: what was changed is no repeat."""
    told = f"{award_id}:{once}:".encode() + asked
    return f"correction:{hashlib.sha256(told).hexdigest()}"


def _refuse(
    request: Request,
    session: Session,
    caller: Caller,
    award: Award,
    typed: Typed,
    error: InvalidInputError,
    *,
    one_more: bool,
) -> Response:
    content = template_of(session, award).content
    faults = told(error, typed, content, language_of_page(request))
    return _form(request, session, caller, award, typed, faults, one_more=one_more)


def _form(
    request: Request,
    session: Session,
    caller: Caller,
    award: Award,
    typed: Typed,
    faults: dict[str, str] | None = None,
    *,
    one_more: bool = False,
) -> Response:
    template = template_of(session, award)
    language = language_of_page(request)
    values = {
        **shown_fields(session, caller, template, typed, language=language, one_more=one_more),
        "faults": faults or {},
        "award": award,
        "once": uuid4(),
    }
    return page(request, "award_form.html", values, status=422 if faults else 200)
