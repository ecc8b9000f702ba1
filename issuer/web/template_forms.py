"""Writing a template in a browser: every button of the editor sends the whole form.

One of them saves; the others show the form again with a preview, one more row or one less.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from issuer.achievement_errors import AchievementChangedError
from issuer.achievement_lists import read_achievement
from issuer.achievements import AchievementChange, change_achievement, create_achievement
from issuer.activation import activate_achievement
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.documents.content import AchievementContent
from issuer.documents.reading import read_content
from issuer.errors import Fault, InvalidInputError
from issuer.markdown import as_html
from issuer.models import Achievement, DuplicatePolicy
from issuer.web import template_content
from issuer.web.forms import Fields, FieldsDep, attempt, wrong
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other
from issuer.web.template_frameworks import esco_faults, plain_esco, row_of
from issuer.web.template_pictures import keep_picture, picture_fields
from issuer.web.template_rows import NUMBERED, compacted, unseen, with_row, without_row
from issuer.web.template_sheet import Sheet, progress_of, show_sheet

router = APIRouter(tags=["pages"], include_in_schema=False)

_NEW = {"/achievement_type": "MicroCredential", "/email_identifier": "1"}
_LONGEST_PREVIEW = 20_000
_ONE_VALIDITY = (
    "Fill in only one of months, days and the last day.",
    "Wypełnij tylko jedno z pól: miesiące, dni albo termin ważności.",
)
_SAVE, _ACTIVATE, _PROGRESS = "save", "activate", "progress"


@dataclass(frozen=True)
class _Desk:
    """Where a form is worked on: the request and what it was given."""

    request: Request
    session: Session
    caller: Caller
    service: Collaborators
    now: datetime

    @property
    def language(self) -> str:
        return language_of_page(self.request)

    def show(self, sheet: Sheet) -> Response:
        return show_sheet(self.request, sheet, self.session, self.caller, self.service)


@router.get("/templates/new")
def show_new(request: Request, caller: CallerDep, session: Reading, service: Service) -> Response:
    """Show the form of a new template."""
    typed = {**_NEW, **picture_fields(session, caller, None)}
    return show_sheet(request, Sheet(typed, ("pl",)), session, caller, service)


@router.post("/templates/new")
def create(
    request: Request,
    sent: FieldsDep,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> Response:
    """Create a draft, or show the form again as its button says."""
    return _answer(_Desk(request, session, caller, service, now), sent, None, None)


@router.get("/templates/{template_id}/edit")
def show_edit(
    template_id: UUID, request: Request, caller: CallerDep, session: Reading, service: Service
) -> Response:
    """Show the form of a template that there is."""
    details = read_achievement(session, caller, template_id, base_url=service.settings.base_url)
    content = details.content
    typed = {**template_content.shown(content), **picture_fields(session, caller, content.image)}
    sheet = Sheet(typed, content.languages, details.achievement, content)
    return show_sheet(request, sheet, session, caller, service)


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
    """Save a template, or show the form again as its button says.

    An active template gets a new version, which is awarded once it is activated.
    """
    details = read_achievement(session, caller, template_id, base_url=service.settings.base_url)
    desk = _Desk(request, session, caller, service, now)
    return _answer(desk, sent, details.achievement, details.content)


@router.post("/templates/markdown")
def show_markdown(sent: FieldsDep) -> Response:
    """Return Markdown as the HTML that pages show of it."""
    return Response(as_html(sent.text("text")[:_LONGEST_PREVIEW]), media_type="text/html")


def _answer(
    desk: _Desk, sent: Fields, achievement: Achievement | None, before: AchievementContent | None
) -> Response:
    typed = {name: sent.text(name) for name in sent.values}
    offered = template_content.languages_of(before)
    chosen = tuple(each for each in offered if each in sent.many("languages"))
    sheet = Sheet(typed, chosen, achievement, before, is_unsaved=True)
    step, _, argument = sent.text("do").partition(":")
    if step == _PROGRESS:
        progress = progress_of(sheet, desk.session, desk.caller, desk.service, desk.language)
        values = {"completeness": progress.completeness, "is_ready": progress.can_be_activated}
        return page(desk.request, "template_form_progress.html", values)
    saves = step in {"", _SAVE, _ACTIVATE}
    kept = keep_picture(
        desk.session, desk.caller, typed, sent.files.get("image"),
        titles=sheet.titles, draws=saves, now=desk.now,
    )  # fmt: skip
    sheet = replace(sheet, typed=kept.typed)
    if not saves:
        wrong_picture = _words(kept.faults, desk.language)
        return desk.show(replace(_stepped(sheet, step, argument), faults=wrong_picture))
    return _save(desk, replace(sheet, typed=_tidy(kept.typed)), kept.faults, step)


def _stepped(sheet: Sheet, step: str, argument: str) -> Sheet:
    """Return the form as a button that does not save leaves it."""
    typed = sheet.typed
    if step == "add":
        typed = with_row(typed, argument)
    elif step == "remove":
        typed = without_row(typed, argument)
    elif step == "pick":
        row = row_of(typed.get("pick", ""), template_content.languages_of(sheet.before))
        typed = with_row(typed, "/alignments", row) if row else typed
    return replace(sheet, typed=typed, is_preview=step == "preview")


def _save(desk: _Desk, sheet: Sheet, found: Mapping[str, Fault], step: str) -> Response:
    faults = {**found, **esco_faults(sheet.typed)}
    words = _words(faults, desk.language)
    try:
        with attempt(desk.session):
            content = read_content(sheet.document)
            if faults:
                return desk.show(replace(sheet, faults=words, status=422))
            saved = _stored(desk, sheet, content)
            if step == _ACTIVATE:
                activate_achievement(
                    desk.session, desk.service, desk.caller, saved.id,
                    revision=saved.revision, now=desk.now,
                )  # fmt: skip
    except InvalidInputError as error:
        found_too = wrong(_for_people(error), desk.language, _fields_by_pointer(sheet.typed))
        words = found_too | words
        return desk.show(replace(sheet, faults=words, status=422))
    except AchievementChangedError as error:
        typed = {**sheet.typed, "revision": str(error.facts["revision"])}
        return desk.show(replace(sheet, typed=typed, is_overtaken=True, status=409))
    notice = "activated" if step == _ACTIVATE else "saved"
    return see_other(f"/templates/{saved.id}", notice=notice)


def _stored(desk: _Desk, sheet: Sheet, content: AchievementContent) -> Achievement:
    policy = _policy(sheet.typed)
    if sheet.achievement is None:
        return create_achievement(
            desk.session, desk.caller, content, duplicate_policy=policy, now=desk.now
        )
    wanted = AchievementChange(_revision(sheet.typed), content, policy)
    return change_achievement(desk.session, desk.caller, sheet.achievement.id, wanted, now=desk.now)


def _tidy(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the form without empty rows, and addresses of ESCO's pages as those of concepts."""
    return {
        name: plain_esco(text) if _is_address(name) else text
        for name, text in compacted(typed).items()
    }


def _is_address(name: str) -> bool:
    place = NUMBERED.fullmatch(name)
    return place is not None and place["member"] in {"url", "esco_url"}


def _words(faults: Mapping[str, Fault], language: str) -> dict[str, str]:
    return {
        name: fault.polish if language == "pl" else fault.english for name, fault in faults.items()
    }


def _for_people(error: InvalidInputError) -> InvalidInputError:
    """Return the error in words of this form, where a sentence names fields of the API."""
    faults = [
        replace(fault, english=_ONE_VALIDITY[0], polish=_ONE_VALIDITY[1])
        if fault.code == "one-validity"
        else fault
        for fault in error.faults
    ]
    return type(error)(faults, **error.facts)


def _fields_by_pointer(typed: Mapping[str, str]) -> dict[str, str]:
    """Return the field of each pointer into the template; of a whole part, its first field."""
    hidden = unseen(typed)
    names = [name for name in typed if name.startswith("/") and name not in hidden]
    found = {f"/content{name}": name for name in names} | {name: name for name in names}
    for name in names:
        steps = name.split("/")
        for length in range(len(steps) - 1, 1, -1):
            part = "/".join(steps[:length])
            found.setdefault(f"/content{part}", name)
            found.setdefault(part, name)
    languages = {"/languages": "languages", "/content/languages": "languages"}
    return found | languages | {"/content/image": "image", "/image": "image"}


def _policy(typed: Mapping[str, str]) -> DuplicatePolicy:
    chosen = typed.get("duplicate_policy", "")
    return DuplicatePolicy(chosen) if chosen in set(DuplicatePolicy) else DuplicatePolicy.ALLOW


def _revision(typed: Mapping[str, str]) -> int:
    text = typed.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
