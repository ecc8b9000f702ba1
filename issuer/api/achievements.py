"""The achievement resource: templates of what can be earned."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from issuer import achievement_lists, achievements, activation
from issuer.achievement_lists import AchievementFilter, AchievementOrder
from issuer.achievement_pictures import PNG, SVG, preview_picture
from issuer.achievements import AchievementChange
from issuer.api.achievement_views import AchievementItem, AchievementView, item_of, view_of
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.api.fields import FROM_TEXT
from issuer.api.paging import USUAL_LIMIT, Cursor, Limit, Listing, listing
from issuer.api.uploads import file_response
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.models import AchievementState, DuplicatePolicy

router = APIRouter(prefix="/api/v1/achievements", tags=["achievements"])

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)
_EXAMPLE: dict[str, Any] = {
    "content": {
        "achievement_type": "Badge",
        "languages": ["pl"],
        "texts": {
            "pl": {
                "name": "Koordynator projektów",
                "description": "Potrafi zaplanować i poprowadzić projekt.",
                "criteria": "Zaliczenie kursu i **obrona** projektu.",
                "tags": ["projekty"],
            }
        },
    },
    "duplicate_policy": "deny",
}
_NOT_FOUND = {"description": "The organisation has no such template."}
_OUTDATED = {"description": "Somebody changed it meanwhile, or its state does not allow this."}
_INVALID = {"description": "Some fields need a correction; `faults` names each."}

_Policy = Annotated[DuplicatePolicy, *FROM_TEXT]
# No database takes this character, and no name holds it.
_Sought = Annotated[str | None, Query(max_length=250, pattern="^[^\x00]*$")]


class NewAchievement(BaseModel):
    """A template to create."""

    model_config = ConfigDict(**_STRICT, json_schema_extra={"example": _EXAMPLE})

    content: AchievementContent
    duplicate_policy: _Policy = Field(
        DuplicatePolicy.ALLOW,
        description="What happens when a person is awarded it again: allow, deny, or replace.",
    )


class ChangedAchievement(BaseModel):
    """What is to be different; content is replaced as a whole, what is left out stays."""

    model_config = ConfigDict(
        **_STRICT, json_schema_extra={"example": {"revision": 3, "duplicate_policy": "allow"}}
    )

    revision: int = Field(description="The one you read: a later change by others is not undone.")
    content: AchievementContent | None = None
    duplicate_policy: _Policy | None = None


class Step(BaseModel):
    """Which revision of a template is meant."""

    model_config = ConfigDict(**_STRICT, json_schema_extra={"example": {"revision": 3}})

    revision: int


@router.post(
    "", status_code=201, summary="Create a template", responses={409: _OUTDATED, 422: _INVALID}
)
def create_achievement(
    body: NewAchievement,
    response: Response,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> AchievementView:
    """Create a draft; `missing` in the answer says what a micro-credential still lacks."""
    made = achievements.create_achievement(
        session, caller, body.content, duplicate_policy=body.duplicate_policy, now=now
    )
    base_url = service.settings.base_url
    response.headers["Location"] = f"{base_url}/api/v1/achievements/{made.id}"
    return _view(session, caller, made.id, base_url)


@router.get("", summary="List templates", responses={422: _INVALID})
def list_achievements(
    caller: CallerDep,
    session: Reading,
    service: Service,
    state: AchievementState | None = None,
    achievement_type: Annotated[
        str | None, Query(alias="type", max_length=100, pattern="^[^\x00]*$")
    ] = None,
    language: _Sought = None,
    tag: _Sought = None,
    text: Annotated[
        str | None,
        Query(
            max_length=250,
            pattern="^[^\x00]*$",
            description="How the name, or a word of it, begins; case and accents do not matter.",
        ),
    ] = None,
    author: Annotated[Literal["me"] | None, Query(description="Only your own.")] = None,
    since: Annotated[date | None, Query(description="Last changed on this day or later.")] = None,
    until: Annotated[date | None, Query(description="Last changed on this day or before.")] = None,
    order: AchievementOrder = AchievementOrder.NEWEST,
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = None,
) -> Listing[AchievementItem]:
    """Return the organisation's templates that fit every filter given."""
    wanted = AchievementFilter(
        state=state,
        achievement_type=achievement_type,
        language=language,
        tag=tag,
        text=text,
        mine=author == "me",
        since=since,
        until=until,
    )
    page = achievement_lists.list_achievements(
        session, caller, wanted, order=order, cursor=cursor, limit=limit
    )
    return listing(page, lambda card: item_of(card, service.settings.base_url))


@router.get("/{achievement_id}", summary="Read a template", responses={404: _NOT_FOUND})
def get_achievement(
    achievement_id: UUID, caller: CallerDep, session: Reading, service: Service
) -> AchievementView:
    """Return a template with its versions, its author, and what it lacks."""
    return _view(session, caller, achievement_id, service.settings.base_url)


@router.patch(
    "/{achievement_id}",
    summary="Change a template",
    responses={404: _NOT_FOUND, 409: _OUTDATED, 422: _INVALID},
)
def change_achievement(
    achievement_id: UUID,
    body: ChangedAchievement,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> AchievementView:
    """Change a draft in place; of an active template, write the next version.

    The version in use is awarded until the next one is activated.
    """
    change = AchievementChange(body.revision, body.content, body.duplicate_policy)
    achievements.change_achievement(session, caller, achievement_id, change, now=now)
    return _view(session, caller, achievement_id, service.settings.base_url)


@router.post(
    "/{achievement_id}/activate",
    summary="Activate the newest version",
    responses={
        404: _NOT_FOUND,
        409: _OUTDATED,
        422: {
            "description": "`elements-missing`: a micro-credential lacks mandatory elements, each "
            "in `faults`; or a badge of it could not be signed."
        },
    },
)
def activate_achievement(
    achievement_id: UUID,
    body: Step,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> AchievementView:
    """Put the newest version to use; from then on it never changes."""
    activation.activate_achievement(
        session, service, caller, achievement_id, revision=body.revision, now=now
    )
    return _view(session, caller, achievement_id, service.settings.base_url)


@router.post(
    "/{achievement_id}/archive",
    summary="Archive a template",
    responses={404: _NOT_FOUND, 409: _OUTDATED},
)
def archive_achievement(
    achievement_id: UUID,
    body: Step,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> AchievementView:
    """Take a template out of use; what was awarded stays valid."""
    achievements.archive_achievement(
        session, caller, achievement_id, revision=body.revision, now=now
    )
    return _view(session, caller, achievement_id, service.settings.base_url)


@router.post(
    "/{achievement_id}/reactivate",
    summary="Reactivate an archived template",
    responses={404: _NOT_FOUND, 409: _OUTDATED},
)
def reactivate_achievement(
    achievement_id: UUID,
    body: Step,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> AchievementView:
    """Put an archived template to use again."""
    achievements.reactivate_achievement(
        session, caller, achievement_id, revision=body.revision, now=now
    )
    return _view(session, caller, achievement_id, service.settings.base_url)


@router.delete(
    "/{achievement_id}",
    status_code=204,
    summary="Delete a draft",
    responses={404: _NOT_FOUND, 409: {"description": "It was active once: archive it instead."}},
)
def delete_achievement(
    achievement_id: UUID, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Delete a template that was never active."""
    achievements.delete_draft(session, caller, achievement_id, now=now)
    return Response(status_code=204)


@router.get(
    "/{achievement_id}/picture",
    response_class=Response,
    summary="Preview the picture",
    responses={200: {"content": {PNG: {}, SVG: {}}}, 404: _NOT_FOUND},
)
def get_picture(
    achievement_id: UUID,
    caller: CallerDep,
    session: Reading,
    language: Annotated[str | None, Query(max_length=35)] = None,
    form: Annotated[Literal["png", "svg"], Query(alias="format")] = "png",
) -> Response:
    """Return the picture that badges of the newest version have, or will have."""
    media_type = PNG if form == "png" else SVG
    picture = preview_picture(session, caller, achievement_id, language, media_type)
    return file_response(picture, caching="private, no-cache")


def _view(session: Session, caller: Caller, achievement_id: UUID, base_url: str) -> AchievementView:
    details = achievement_lists.read_achievement(session, caller, achievement_id, base_url=base_url)
    return view_of(details, base_url)
