"""Templates for staff: the list with its filters, and one template with what it lacks."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from issuer.achievement_lists import (
    AchievementDetails,
    AchievementFilter,
    list_achievements,
    read_achievement,
)
from issuer.achievement_pictures import PNG, preview_picture
from issuer.achievements import archive_achievement, delete_draft, reactivate_achievement
from issuer.activation import MICRO_CREDENTIAL, activate_achievement
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.api.uploads import file_response
from issuer.award_errors import AchievementNotActiveError
from issuer.errors import InvalidInputError
from issuer.models import AchievementState
from issuer.rights import Right
from issuer.web.forms import FieldsDep, attempt
from issuer.web.languages import language_of_page
from issuer.web.rendering import first_page, page, see_other
from issuer.web.template_completeness import completeness_of

router = APIRouter(tags=["pages"], include_in_schema=False)

PAGE_SIZE = 24
Sought = Annotated[str, Query(max_length=250)]


@router.get("/templates")
def show_templates(
    request: Request,
    caller: CallerDep,
    session: Reading,
    q: Sought = "",
    state: Sought = "",
    kind: Annotated[str, Query(alias="type", max_length=100)] = "",
    language: Sought = "",
    mine: bool = False,  # noqa: FBT001, FBT002 - a query parameter
    cursor: Annotated[str | None, Query(max_length=4096)] = None,
) -> Response:
    """Show the templates of the organisation, newest first."""
    text = q.replace("\0", "").strip()
    wanted = AchievementFilter(
        state=AchievementState(state) if state in set(AchievementState) else None,
        achievement_type=kind.replace("\0", "") or None,
        language=language.replace("\0", "") or None,
        text=text or None,
        mine=mine,
    )
    found = list_achievements(session, caller, wanted, cursor=cursor, limit=PAGE_SIZE)
    values = {
        "cards": found.items,
        "first": first_page(request),
        "next": _with(request, found.next),
        "filters": {"q": text, "state": state, "type": kind, "language": language},
        "mine": mine,
        "is_filtered": any((text, state, kind, language)),
    }
    return page(request, "templates.html", values)


@router.get("/templates/{template_id}")
def show_template(
    template_id: UUID, request: Request, caller: CallerDep, session: Reading, service: Service
) -> Response:
    """Show a template, and what it lacks."""
    details = read_achievement(session, caller, template_id, base_url=service.settings.base_url)
    language = language_of_page(request)
    newest, active = details.achievement.version, details.achievement.active_version
    values = {
        **_shown(request, details),
        "meter": completeness_of(
            details.missing,
            language,
            languages=details.content.languages,
            editor=f"/templates/{template_id}/edit",
        )
        if details.content.achievement_type == MICRO_CREDENTIAL
        else None,
        "is_changed": active not in {None, newest},
    }
    return page(request, "template.html", values)


@router.get("/templates/{template_id}/award")
def show_ways(
    template_id: UUID, request: Request, caller: CallerDep, session: Reading, service: Service
) -> Response:
    """Ask how the template is to be awarded: to one person or to many.

    Raises `AchievementNotActiveError` for a template that cannot be awarded.
    """
    caller.require(Right.AWARD)
    details = read_achievement(session, caller, template_id, base_url=service.settings.base_url)
    if details.achievement.state != AchievementState.ACTIVE:
        raise AchievementNotActiveError(state=details.achievement.state)
    return page(request, "award_choice.html", _shown(request, details))


@router.get("/templates/{template_id}/picture")
def show_picture(template_id: UUID, caller: CallerDep, session: Reading) -> Response:
    """Return the picture that badges of the template have or will have."""
    found = preview_picture(session, caller, template_id, None, PNG)
    return file_response(found, caching="private, no-cache")


@router.post("/templates/{template_id}/activate")
def activate(
    template_id: UUID,
    request: Request,
    fields: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Activate the newest version, or say what it lacks."""
    try:
        with attempt(session):
            activate_achievement(
                session, service, caller, template_id, revision=_revision(fields.text), now=now
            )
    except InvalidInputError as error:
        language = language_of_page(request)
        faults = [each.polish if language == "pl" else each.english for each in error.faults]
        values = {"id": template_id, "sentence": error.sentence(language), "faults": faults}
        return page(request, "template_refused.html", values, status=422)
    return see_other(f"/templates/{template_id}", notice="activated")


@router.post("/templates/{template_id}/archive")
def archive(
    template_id: UUID, fields: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Take a template out of use."""
    archive_achievement(session, caller, template_id, revision=_revision(fields.text), now=now)
    return see_other(f"/templates/{template_id}", notice="archived")


@router.post("/templates/{template_id}/reactivate")
def reactivate(
    template_id: UUID, fields: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Put a template to use again."""
    reactivate_achievement(session, caller, template_id, revision=_revision(fields.text), now=now)
    return see_other(f"/templates/{template_id}", notice="activated")


@router.post("/templates/{template_id}/delete")
def delete(template_id: UUID, caller: CallerDep, session: Writing, now: Now) -> Response:
    """Delete a draft that was never active."""
    delete_draft(session, caller, template_id, now=now)
    return see_other("/templates", notice="deleted")


def _shown(request: Request, details: AchievementDetails) -> dict[str, object]:
    """Return a template with its texts in the reader's language, or in its own."""
    language = language_of_page(request)
    content = details.content
    shown = language if language in content.languages else content.default_language
    return {
        "details": details,
        "achievement": details.achievement,
        "content": content,
        "texts": content.texts[shown],
        "shown": shown,
    }


def _revision(text: Callable[[str], str]) -> int:
    revision = text("revision")
    return int(revision) if revision.isascii() and revision.isdecimal() else 0


def _with(request: Request, cursor: str | None) -> str | None:
    """Return the query of the next page of this same list."""
    return request.url.include_query_params(cursor=cursor).query if cursor else None
