"""The wizard that awards one person: two steps, each a page of one form, kept by the form itself.

What was typed in one step stands in hidden fields of the other, so nothing is stored until the
award is made, and no address names anybody. The buttons are called `do`: next, back, award, and
for the second step clear, add, remove-N.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from issuer import awards, idempotency
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.award_errors import AlreadyAwardedError, IdempotencyKeyReusedError
from issuer.award_warnings import recipient_remarks
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.errors import Error, Fault, InvalidInputError
from issuer.web import award_form
from issuer.web.award_form import Typed
from issuer.web.award_form_page import AwardedTemplate, active_template, shown_fields, told
from issuer.web.forms import Fields, FieldsDep, attempt
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)

_RECIPIENT = "/recipient/"
_RECIPIENT_FIELDS = frozenset({"first_name", "last_name", "email"})


@dataclass(frozen=True)
class _Wizard:
    """One request to the wizard, and what it needs to be answered."""

    request: Request
    session: Session
    caller: Caller
    template: AwardedTemplate
    now: datetime
    step: int = 1
    """The step that was sent, and is shown unless it is left."""
    once: str = ""
    """What makes a repeated form award once."""
    seen: str = ""
    """Which questions were answered by pressing the button again."""
    one_more: bool = False
    """Whether a blank piece of evidence is shown: one that was added now or before."""


@router.get("/templates/{template_id}/award/one")
def show_wizard(
    template_id: UUID, request: Request, caller: CallerDep, session: Reading, now: Now
) -> Response:
    """Show the first step."""
    template = active_template(session, caller, template_id)
    wizard = _Wizard(request, session, caller, template, now)
    return _show(wizard, award_form.blank(template.content, template.zone, now), is_fresh=True)


@router.post("/templates/{template_id}/award/one")
def take_step(
    template_id: UUID,
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Go to the next step or back, change the form, or award; pressing twice awards once."""
    template = active_template(session, caller, template_id)
    wizard = _Wizard(
        request, session, caller, template, now, 2 if sent.text("step") == "2" else 1,
        sent.text("once")[:64], sent.text("seen"),
        sent.text("do") == "add" or award_form.has_blank_evidence(sent),
    )  # fmt: skip
    typed = award_form.typed_in(sent, template.content)
    if sent.text("do") == "award":
        return _award(wizard, service, typed)
    typed, faults = award_form.keep_files(session, caller, typed, now=now)
    if faults:
        return _refuse(wizard, typed, InvalidInputError(faults))
    return _move(wizard, sent, typed)


def _move(wizard: _Wizard, sent: Fields, typed: Typed) -> Response:
    do = sent.text("do")
    if do == "next":
        return _next(wizard, typed)
    if do == "back":
        return _show(wizard, typed, step=1)
    if do == "clear":
        typed = replace(typed, valid_until="")
    return _show(wizard, typed)


def _next(wizard: _Wizard, typed: Typed) -> Response:
    """Show the second step, unless something is wrong with the recipient."""
    content, zone = wizard.template.content, wizard.template.zone
    new, _, faults = award_form.checked(typed, content, zone, now=wizard.now)
    faults = [fault for fault in faults if fault.pointer.startswith(_RECIPIENT)]
    remarks = recipient_remarks(wizard.session, wizard.template.achievement, new, zone)
    faults += [remark for remark in remarks if not _is_question(remark)]
    if faults:
        return _refuse(wizard, typed, InvalidInputError(faults))
    return _show(wizard, typed, step=2)


def _award(wizard: _Wizard, service: Collaborators, typed: Typed) -> Response:
    session, caller, now = wizard.session, wizard.caller, wizard.now
    organisation, once = caller.organisation_id, f"form:{wizard.once}"
    try:
        with attempt(session):
            asked = award_form.digest(typed)
            made = idempotency.earlier_award(session, organisation, once, asked, now=now)
            if made is None:
                made = _make(wizard, service, typed)
                idempotency.note_award(session, organisation, once, made)
    except (InvalidInputError, AlreadyAwardedError) as error:
        # What was kept within the savepoint is gone with it.
        typed, _ = award_form.keep_files(session, caller, typed, now=now)
        return _refuse(wizard, typed, error)
    kind = wizard.template.content.achievement_type
    notice = f"awarded-{kind}" if kind in {"MicroCredential", "Badge"} else "awarded"
    return see_other(f"/awards/{made}", notice=notice)


def _make(wizard: _Wizard, service: Collaborators, typed: Typed) -> UUID:
    """Award, and return the id of the award.

    Raises `InvalidInputError` also for questions that were not put yet, which are not faults.
    """
    session, template, now = wizard.session, wizard.template, wizard.now
    typed, faults = award_form.keep_files(session, wizard.caller, typed, now=now)
    new, _, more = award_form.checked(typed, template.content, template.zone, now=now)
    if faults or more:
        raise InvalidInputError([*faults, *more])
    remarks = recipient_remarks(session, template.achievement, new, template.zone)
    if remarks and all(map(_is_question, remarks)) and wizard.seen != _token(remarks, typed):
        raise InvalidInputError(remarks)
    made = awards.award_achievement(
        session, wizard.caller, service, template.achievement.id, new, now=now
    )
    return made.id


def _refuse(wizard: _Wizard, typed: Typed, error: Error) -> Response:
    """Show the step in which something is wrong, or the questions that were not answered yet."""
    language = language_of_page(wizard.request)
    if isinstance(error, IdempotencyKeyReusedError):
        return _show(replace(wizard, once=""), typed, is_repeated=True)
    if not isinstance(error, InvalidInputError):
        faults = {"email": error.sentence(language)}
    elif error.faults and all(map(_is_question, error.faults)):
        return _show(wizard, typed, is_asked=True)
    else:
        faults = told(error, typed, wizard.template.content, language)
    in_first = {name: told for name, told in faults.items() if name in _RECIPIENT_FIELDS}
    if in_first:
        return _show(wizard, typed, step=1, faults=in_first)
    step = wizard.step if set(faults) == {"form"} else 2
    return _show(wizard, typed, step=step, faults=faults)


def _show(
    wizard: _Wizard,
    typed: Typed,
    *,
    step: int | None = None,
    faults: dict[str, str] | None = None,
    is_asked: bool = False,
    **more: bool,
) -> Response:
    language = language_of_page(wizard.request)
    shown = step or wizard.step
    questions = _questions(wizard, typed) if shown == 2 or is_asked else ()
    values = {
        **shown_fields(
            wizard.session, wizard.caller, wizard.template, typed,
            language=language, one_more=wizard.one_more,
        ),
        "step": shown,
        "is_moved": step is not None,
        "faults": faults or {},
        "questions": [each.polish if language == "pl" else each.english for each in questions],
        "is_asked": is_asked,
        "once": wizard.once or uuid4(),
        "seen": _token(questions, typed) or wizard.seen,
        "is_fresh": False,
        "is_repeated": False,
        **more,
    }  # fmt: skip
    return page(wizard.request, "award_wizard.html", values, status=422 if faults else 200)


def _questions(wizard: _Wizard, typed: Typed) -> Sequence[Fault]:
    new, _ = award_form.asked(typed, wizard.template.content)
    achievement, zone = wizard.template.achievement, wizard.template.zone
    remarks = recipient_remarks(wizard.session, achievement, new, zone)
    return [remark for remark in remarks if _is_question(remark)]


def _is_question(remark: Fault) -> bool:
    return remark.code.startswith("W")


def _token(questions: Sequence[Fault], typed: Typed) -> str:
    """Return what tells that exactly these questions were put about this recipient.

    Nothing asked is an empty text.
    """
    if not questions:
        return ""
    about = (typed.first_name, typed.last_name, typed.email, [each.english for each in questions])
    return hashlib.sha256(repr(about).encode()).hexdigest()
