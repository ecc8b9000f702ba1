"""The editor as a page: a form as it stands, with its rows, previews, faults and completeness."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fastapi import Request, Response
from sqlalchemy.orm import Session

from issuer.activation import MICRO_CREDENTIAL
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.documents import limits
from issuer.documents.content import AchievementContent
from issuer.documents.reading import read_content
from issuer.draft_elements import missing_in_draft
from issuer.errors import InvalidInputError
from issuer.models import Achievement, DuplicatePolicy
from issuer.web import template_content
from issuer.web.languages import language_of_page
from issuer.web.rendering import page
from issuer.web.template_completeness import Completeness, completeness_of
from issuer.web.template_frameworks import offered
from issuer.web.template_options import options, swatches
from issuer.web.template_pictures import FROM_TITLE, IMAGE, KIND, preview_of
from issuer.web.template_rows import ROWS, count_of, unseen
from keys.strict_json import Json

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "type": ("/achievement_type", "languages"),
    "texts": ("/texts",),
    "picture": ("image", "picture", "composer"),
    "elements": ("/european", "/credits"),
    "rules": (
        "/default_validity", "duplicate_policy", "/criteria_url", "/email_identifier",
        "/alignments", "/result_descriptions",
    ),
}  # fmt: skip
"""The sections of the editor, and what the names of their fields begin with."""

_LEAST_ROWS = {"/european/learning_outcomes": 1}


@dataclass(frozen=True)
class Sheet:
    """A form as it stands."""

    typed: Mapping[str, str]
    chosen: tuple[str, ...]
    """The languages that are ticked, in the order of the form."""
    achievement: Achievement | None = None
    """The template that is changed; none for a new one."""
    before: AchievementContent | None = None
    """What it said when it was read."""
    faults: Mapping[str, str] = field(default_factory=dict)
    """What is wrong, by field."""
    status: int = 200
    is_preview: bool = False
    is_unsaved: bool = False
    """It holds what was typed and not saved yet."""
    is_overtaken: bool = False
    """Somebody else saved the template since this form was shown."""

    @property
    def titles(self) -> dict[str, str]:
        """The titles as typed, by chosen language."""
        return {each: self.typed.get(f"/texts/{each}/name", "").strip() for each in self.chosen}

    @property
    def document(self) -> dict[str, Json]:
        """The template as JSON that the form describes; nothing of it is checked."""
        typed = dict(self.typed)
        if typed.get(KIND) == FROM_TITLE:
            typed[IMAGE] = ""
        return template_content.content_sent(typed, self.chosen, self.before)


@dataclass(frozen=True)
class Progress:
    """How far a form has come."""

    completeness: Completeness
    can_be_activated: bool
    """Nothing is missing and nothing is wrong, as far as that can be told without trying."""


def progress_of(
    sheet: Sheet, session: Session, caller: Caller, service: Collaborators, language: str
) -> Progress:
    """Return how far a form has come, in words of `language`."""
    document = sheet.document
    missing = missing_in_draft(session, caller, document, base_url=service.settings.base_url)
    needs_all = document.get("achievement_type") == MICRO_CREDENTIAL
    return Progress(
        completeness_of(missing, language, languages=sheet.chosen),
        _reads(document) and not (needs_all and missing),
    )


def show_sheet(
    request: Request, sheet: Sheet, session: Session, caller: Caller, service: Collaborators
) -> Response:
    """Return the editor with this form."""
    language = language_of_page(request)
    progress = progress_of(sheet, session, caller, service, language)
    values = {
        "sheet": sheet,
        "typed": sheet.typed,
        "chosen": sheet.chosen,
        "achievement": sheet.achievement,
        "faults": sheet.faults,
        "all_languages": template_content.languages_of(sheet.before),
        "policy": _policy(sheet),
        "rows": {name: max(count_of(sheet.typed, name), _LEAST_ROWS.get(name, 0)) for name in ROWS},
        "kept": unseen(sheet.typed),
        "wrong_in": _by_section(sheet.faults),
        "completeness": progress.completeness,
        "can_be_activated": progress.can_be_activated,
        "options": options(language),
        "frameworks": offered(language),
        "swatches": swatches(request.state.login.organisation.accent),
        "composed": preview_of(sheet.typed, sheet.titles),
        "limits": limits,
    }
    return page(request, "template_form.html", values, status=sheet.status)


def section_of(name: str) -> str:
    """Return the section in which a field stands; empty for what belongs to none."""
    for section, beginnings in SECTIONS.items():
        if name.startswith(beginnings):
            return section
    return ""


def _by_section(faults: Mapping[str, str]) -> dict[str, int]:
    found = dict.fromkeys(SECTIONS, 0)
    for name in faults:
        if section := section_of(name):
            found[section] += 1
    return found


def _policy(sheet: Sheet) -> str:
    stored = sheet.achievement.duplicate_policy if sheet.achievement else DuplicatePolicy.ALLOW
    return sheet.typed.get("duplicate_policy", stored)


def _reads(document: Json) -> bool:
    try:
        read_content(document)
    except InvalidInputError:
        return False
    return True
