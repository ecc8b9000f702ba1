"""Awards for staff: one is made, listed, looked at, sent again, corrected, revoked."""

from typing import NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from issuer import award_changes, award_records, awards, idempotency
from issuer.achievement_records import own_achievement
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.award_errors import AchievementNotActiveError, AlreadyAwardedError
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.editions import content_of, version_numbered
from issuer.errors import InvalidInputError
from issuer.models import Achievement, AchievementVersion, Award, Organisation
from issuer.web import award_form
from issuer.web.award_form import Typed
from issuer.web.forms import FieldsDep, attempt, wrong
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)


class _Template(NamedTuple):
    achievement: Achievement
    content: AchievementContent
    zone: ZoneInfo


@router.get("/templates/{template_id}/award")
def show_award_form(
    template_id: UUID, request: Request, caller: CallerDep, session: Reading, now: Now
) -> Response:
    """Show the form with which one person is awarded."""
    template = _template(session, caller, template_id)
    return _form(request, template, award_form.blank(template.content, template.zone, now))


@router.post("/templates/{template_id}/award")
def award(
    template_id: UUID,
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Award one person; pressing the button twice awards once."""
    template = _template(session, caller, template_id)
    typed = award_form.typed_in(sent, template.content)
    body = award_form.digest(sent)
    once = f"form:{sent.text('once')[:64]}"
    try:
        with attempt(session):
            made = idempotency.earlier_award(session, caller.organisation_id, once, body, now=now)
            if made is None:
                new = award_form.asked(typed, sent, template.content, session, caller, now)
                made = awards.award_achievement(
                    session, caller, service, template_id, new, now=now
                ).id
                idempotency.note_award(session, caller.organisation_id, once, made)
    except (InvalidInputError, AlreadyAwardedError) as error:
        return _form(request, template, typed, _faults(request, error))
    kind = template.content.achievement_type
    noun = f"awarded-{kind}" if kind in {"MicroCredential", "Badge"} else "awarded"
    return see_other(f"/awards/{made}", notice=noun)


@router.get("/awards/{award_id}/correct")
def show_correction(
    award_id: UUID, request: Request, caller: CallerDep, session: Reading
) -> Response:
    """Show the form of a correction, filled with the award as it stands."""
    award = award_records.award_of(session, caller, award_id, for_change=False)
    template = _template_of(session, award)
    return _form(request, template, award_form.of_award(award, template.zone), award=award)


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
    """Replace the badge by a corrected one at the same address."""
    award = award_records.award_of(session, caller, award_id)
    template = _template_of(session, award)
    typed = award_form.typed_in(sent, template.content)
    try:
        with attempt(session):
            new = award_form.asked(typed, sent, template.content, session, caller, now)
            award_changes.correct_award(
                session, caller, service, award_id, new, typed.reason, now=now
            )
    except InvalidInputError as error:
        return _form(request, template, typed, _faults(request, error), award=award)
    return see_other(f"/awards/{award_id}", notice="corrected")


def _template(session: Session, caller: Caller, template_id: UUID) -> _Template:
    """Return an active template; raises `AchievementNotActiveError` for any other."""
    achievement = own_achievement(session, caller, template_id)
    version = version_numbered(session, achievement.id, achievement.active_version or 0)
    if version is None or achievement.state != "active":
        raise AchievementNotActiveError(state=achievement.state)
    organisation = session.get_one(Organisation, achievement.organisation_id)
    return _Template(achievement, content_of(version), ZoneInfo(organisation.time_zone))


def _template_of(session: Session, award: Award) -> _Template:
    """Return the version that was awarded."""
    achievement = session.get_one(Achievement, award.achievement_id)
    version = session.get_one(AchievementVersion, award.version_id)
    organisation = session.get_one(Organisation, award.organisation_id)
    return _Template(achievement, content_of(version), ZoneInfo(organisation.time_zone))


def _faults(request: Request, error: InvalidInputError | AlreadyAwardedError) -> dict[str, str]:
    language = language_of_page(request)
    if isinstance(error, AlreadyAwardedError):
        return {"email": error.sentence(language)}
    return wrong(error, language, award_form.NAMES)


def _form(
    request: Request,
    template: _Template,
    typed: Typed,
    faults: dict[str, str] | None = None,
    *,
    award: Award | None = None,
) -> Response:
    rows = max(len(typed.evidence), award_form.ROWS)
    empty = {"name": "", "url": "", "description": "", "narrative": "", "upload": ""}
    values = {
        "achievement": template.achievement,
        "content": template.content,
        "typed": typed,
        "results": typed.results or {},
        "evidence": [*typed.evidence, *[empty] * (rows - len(typed.evidence))],
        "faults": faults or {},
        "award": award,
        "once": uuid4(),
        **_options(template.content, language_of_page(request)),
    }
    return page(request, "award_form.html", values, status=422 if faults else 200)


def _options(content: AchievementContent, language: str) -> dict[str, object]:
    """Return what can be chosen in the form, each with what people read."""
    results = content.result_descriptions
    return {
        "value_options": {
            each.id: [(value, value) for value in each.allowed_values] for each in results
        },
        "level_options": {
            each.id: [
                (level.id, level.name.get(language) or next(iter(level.name.values())))
                for level in each.levels
            ]
            for each in results
        },
    }
