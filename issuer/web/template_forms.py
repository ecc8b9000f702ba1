"""Writing a template in a browser: its texts in each language and its European elements."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request, Response

from issuer.achievement_lists import read_achievement
from issuer.achievements import AchievementChange, change_achievement, create_achievement
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.documents import concepts
from issuer.documents.concepts import Concept
from issuer.documents.content import AchievementContent
from issuer.documents.reading import read_content
from issuer.errors import InvalidInputError
from issuer.models import Achievement, DuplicatePolicy
from issuer.uploads import UploadPurpose, store_upload
from issuer.web import template_content
from issuer.web.forms import Fields, FieldsDep, attempt, wrong
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)

_NEW = {"/achievement_type": "MicroCredential", "/email_identifier": "1"}


@router.get("/templates/new")
def show_new(request: Request) -> Response:
    """Show the form of a new template."""
    return _form(request, _NEW, {"pl"}, None, None)


@router.post("/templates/new")
def create(
    request: Request, sent: FieldsDep, caller: CallerDep, session: Writing, now: Now
) -> Response:
    """Create a draft."""
    try:
        with attempt(session):
            document = template_content.content_sent(sent, None)
            if picture := sent.files.get("image"):
                kept = store_upload(session, caller, UploadPurpose.PICTURE, *picture, now=now)
                document["image"] = str(kept.id)
            made = create_achievement(
                session, caller, read_content(document), duplicate_policy=_policy(sent), now=now
            )
    except InvalidInputError as error:
        return _refused(request, sent, error, None, None)
    return see_other(f"/templates/{made.id}", notice="saved")


@router.get("/templates/{template_id}/edit")
def show_edit(
    template_id: UUID, request: Request, caller: CallerDep, session: Reading, service: Service
) -> Response:
    """Show the form of a template that there is."""
    details = read_achievement(session, caller, template_id, base_url=service.settings.base_url)
    content = details.content
    typed = template_content.shown(content)
    return _form(request, typed, set(content.languages), details.achievement, content)


@router.post("/templates/{template_id}/edit")
def change(
    template_id: UUID,
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Save a template; an active one gets a new version, which is awarded once it is activated."""
    details = read_achievement(session, caller, template_id, base_url=service.settings.base_url)
    try:
        with attempt(session):
            document = template_content.content_sent(sent, details.content)
            if sent.text("no_image"):
                document.pop("image", None)
            if picture := sent.files.get("image"):
                kept = store_upload(session, caller, UploadPurpose.PICTURE, *picture, now=now)
                document["image"] = str(kept.id)
            change_achievement(
                session,
                caller,
                template_id,
                AchievementChange(_revision(sent), read_content(document), _policy(sent)),
                now=now,
            )
    except InvalidInputError as error:
        return _refused(request, sent, error, details.achievement, details.content)
    return see_other(f"/templates/{template_id}", notice="saved")


def _policy(sent: Fields) -> DuplicatePolicy:
    chosen = sent.text("duplicate_policy")
    return DuplicatePolicy(chosen) if chosen in set(DuplicatePolicy) else DuplicatePolicy.ALLOW


def _revision(sent: Fields) -> int:
    text = sent.text("revision")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _refused(
    request: Request,
    sent: Fields,
    error: InvalidInputError,
    achievement: Achievement | None,
    content: AchievementContent | None,
) -> Response:
    typed = {name: sent.text(name) for name in sent.values}
    names = {name: name for name in typed if name.startswith("/")}
    names |= {f"/content{name}": name for name in names} | {
        "/file": "image",
        "/languages": "languages",
    }
    faults = wrong(error, language_of_page(request), names)
    return _form(request, typed, set(sent.many("languages")), achievement, content, faults)


def _form(
    request: Request,
    typed: Mapping[str, str],
    chosen: set[str],
    achievement: Achievement | None,
    content: AchievementContent | None,
    faults: dict[str, str] | None = None,
) -> Response:
    policy = achievement.duplicate_policy if achievement else DuplicatePolicy.ALLOW
    values = {
        "typed": typed,
        "chosen": chosen,
        "all_languages": template_content.languages_of(content),
        "achievement": achievement,
        "policy": typed.get("duplicate_policy", policy),
        "has_image": content is not None and content.image is not None,
        "outcome_rows": template_content.rows_of(typed, "/european/learning_outcomes", 3),
        "link_rows": template_content.rows_of(typed, "/european/further_information", 1),
        "alignment_rows": template_content.rows_of(typed, "/alignments", 1),
        "result_rows": template_content.rows_of(typed, "/result_descriptions", 1),
        "options": _options(language_of_page(request)),
        "faults": faults or {},
    }
    return page(request, "template_form.html", values, status=422 if faults else 200)


def _options(language: str) -> Mapping[str, list[tuple[str, str]]]:
    """Return what can be chosen in the lists of the form."""

    def entries(found: tuple[Concept, ...]) -> list[tuple[str, str]]:
        return [("", "–"), *((each.uri or "", each.label(language)) for each in found)]

    def named(found: Mapping[str, Concept]) -> list[tuple[str, str]]:
        return [(key, each.label(language)) for key, each in found.items()]

    def levels(found: tuple[Concept, ...]) -> list[tuple[str, str]]:
        return [("", "–"), *((str(n), each.label(language)) for n, each in enumerate(found, 1))]

    return {
        "assessment": entries(concepts.ASSESSMENTS),
        "participation": entries(concepts.MODES),
        "supervision": [("", "–"), *named(concepts.SUPERVISIONS)],
        "stackability": [("", "–"), *named(concepts.STACKABILITIES)],
        "cycle": [("", "–"), *named(concepts.CYCLES)],
        "kinds": named(concepts.OUTCOME_KINDS),
        "eqf": levels(concepts.EQF_LEVELS),
        "prk": levels(concepts.PRK_LEVELS),
    }
