"""The versions of a template, and what differs between two of them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from issuer.achievement_errors import EditionNotFoundError
from issuer.api.dependencies import CallerDep, Reading
from issuer.documents import concepts
from issuer.documents.concepts import Concept
from issuer.version_history import HistoryEntry, VersionHistory, read_version_history
from issuer.web.languages import language_of_page
from issuer.web.rendering import page
from issuer.web.template_differences import Change, Piece, differences

router = APIRouter(tags=["pages"], include_in_schema=False)

Number = Annotated[int | None, Query(ge=1, le=1_000_000)]

_NAMED: Mapping[str, Mapping[str, Concept]] = MappingProxyType({
    "/european/learning_outcomes/kind": concepts.OUTCOME_KINDS,
    "/european/supervision": concepts.SUPERVISIONS,
    "/european/stackability/kind": concepts.STACKABILITIES,
    "/european/level/cycle": concepts.CYCLES,
})  # fmt: skip
_VOCABULARY = {"/european/assessment/concept", "/european/participation/concept"}


@router.get("/templates/{template_id}/versions")
def show_versions(
    template_id: UUID, request: Request, caller: CallerDep, session: Reading
) -> Response:
    """Show the versions of a template, the newest first."""
    history = read_version_history(session, caller, template_id)
    return page(request, "template_versions.html", _shown(request, history))


@router.get("/templates/{template_id}/versions/difference")
def show_difference(
    template_id: UUID,
    request: Request,
    caller: CallerDep,
    session: Reading,
    older: Number = None,
    newer: Number = None,
) -> Response:
    """Show what differs between two versions, by default the newest and the one before it.

    Raises `EditionNotFoundError` for a version that there is not.
    """
    history = read_version_history(session, caller, template_id)
    last = newer or history.achievement.version
    numbers = sorted((older or max(last - 1, 1), last))
    first, second = (history.entry(number) for number in numbers)
    if first is None or second is None:
        raise EditionNotFoundError
    language = language_of_page(request)
    values = {
        **_shown(request, history),
        "older": first,
        "newer": second,
        "changes": [
            _worded(change, language) for change in differences(first.content, second.content)
        ],
    }
    return page(request, "template_version_difference.html", values)


def _shown(request: Request, history: VersionHistory) -> dict[str, object]:
    newest: HistoryEntry = history.entries[0]
    language = language_of_page(request)
    content = newest.content
    shown = language if language in content.languages else content.default_language
    return {
        "history": history,
        "achievement": history.achievement,
        "title": content.texts[shown].name,
        "shown": shown,
    }


def _worded(change: Change, language: str) -> Change:
    """Return a change with the names of entries of vocabularies in place of their codes."""
    if change.field not in _NAMED and change.field not in _VOCABULARY:
        return change
    pieces = [_named(change.field, _whole(change, kind), kind, language) for kind in _SIDES]
    return replace(change, pieces=tuple(piece for piece in pieces if piece.text))


def _whole(change: Change, kind: str) -> str:
    return "".join(piece.text for piece in change.pieces if piece.kind in {"same", kind})


def _named(field: str, code: str, kind: str, language: str) -> Piece:
    concept = _NAMED[field].get(code) if field in _NAMED else concepts.known(code)
    text = concept.label(language) if concept else code
    return Piece("removed" if kind == "removed" else "added", text)


_SIDES = ("removed", "added")
