"""What anybody may read about achievements and organisations: pages for people, JSON for programs.

One address serves both: `Accept` decides, and `?format=json` or `?format=elm` decides before it, so
that a page can link to its data. The pages are made elsewhere: `app` sets `state.public_pages`.
"""

import hashlib
import json
from enum import StrEnum
from typing import Annotated, Any, Protocol
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from issuer import editions, organisations
from issuer.api import cors
from issuer.api.dependencies import Reading, Service
from issuer.api.negotiation import asks_for_profile, preferred, wanted_languages
from issuer.documents.achievement import edition_identifier
from issuer.documents.elm import elm_document
from issuer.documents.profile import profile_document
from issuer.editions import PublishedEdition
from issuer.models import Organisation
from issuer.organisation_errors import IssuerNotFoundError

ELM_PROFILE = "http://data.europa.eu/snb/model"
"""How the profiles of the European Learning Model begin."""

LD_JSON, JSON, HTML = "application/ld+json", "application/json", "text/html"
_FOR_EVER = "public, max-age=31536000, immutable"
_SHORTLY = "public, max-age=300"
_NOT_FOUND: dict[int | str, dict[str, Any]] = {404: {"description": "There is no such thing."}}
_FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A page, or JSON-LD.",
        "content": {
            LD_JSON: {"schema": {"type": "object"}},
            JSON: {"schema": {"type": "object"}},
            HTML: {"schema": {"type": "string"}},
        },
    },
    304: {"description": "The document has not changed."},
    **_NOT_FOUND,
}


class Format(StrEnum):
    """A form of a document, asked for in its address."""

    JSON = "json"
    """Open Badges 3.0."""
    ELM = "elm"
    """European Learning Model 3."""


class PublicPages(Protocol):
    """Makes the pages for people."""

    def edition(self, request: Request, edition: PublishedEdition) -> Response:
        """Return the page of an achievement."""

    def organisation(self, request: Request, organisation: Organisation) -> Response:
        """Return the page of an organisation."""


AskedFormat = Annotated[
    Format | None, Query(alias="format", description="json or elm, whatever `Accept` says.")
]
Language = Annotated[str, Path(max_length=35, examples=["pl"])]


def public_pages(request: Request) -> PublicPages:
    """Return what `app` composed to make the pages."""
    pages: PublicPages = request.app.state.public_pages
    return pages


Pages = Annotated[PublicPages, Depends(public_pages)]
router = APIRouter(tags=["public documents"])


@router.get(
    "/achievements/{achievement_id}",
    status_code=302,
    response_class=RedirectResponse,
    summary="The newest edition of an achievement",
    responses={302: {"description": "Leads to the newest edition."}, **_NOT_FOUND},
)
def get_achievement(achievement_id: UUID, request: Request, session: Reading) -> Response:
    """Lead to the newest edition, in the language that fits `lang` or `Accept-Language` best.

    The form that was asked for is kept.
    """
    wanted = wanted_languages(request)
    number, language = editions.newest_edition(session, achievement_id, wanted)
    place = f"/achievements/{achievement_id}/{number}/{quote(language, safe='-')}"
    return cors.opened(_leading_to(request, place))


@router.get(
    "/achievements/{achievement_id}/{version}/{language}",
    response_class=Response,
    summary="One edition: what credentials name as their achievement",
    responses=_FORMS,
)
def get_edition(
    achievement_id: UUID,
    version: int,
    language: Language,
    request: Request,
    session: Reading,
    service: Service,
    pages: Pages,
    form: AskedFormat = None,
) -> Response:
    """Return one version in one language, which never changes (rule 18).

    `?format=elm`, or `Accept: application/ld+json; profile="http://data.europa.eu/snb/model…"`,
    gives all European elements in all languages as the European Learning Model has them.
    """
    found = editions.published_edition(session, achievement_id, version, language)
    accept = request.headers.get("accept", "")
    if form is Format.ELM or (form is None and asks_for_profile(accept, LD_JSON, ELM_PROFILE)):
        return _document(request, _elm(found, service.settings.base_url), LD_JSON, _SHORTLY)
    if (media_type := _form_of(accept, form)) == HTML:
        return _varying(pages.edition(request, found))
    return _document(request, found.document, media_type, _FOR_EVER)


@router.get(
    "/issuers/{slug}",
    response_class=Response,
    summary="The profile of an organisation",
    responses=_FORMS,
)
def get_issuer(
    slug: Annotated[str, Path(max_length=63)],
    request: Request,
    session: Reading,
    service: Service,
    pages: Pages,
    form: AskedFormat = None,
) -> Response:
    """Return who the organisation is, closed ones too: an Open Badges 3.0 Profile or a page."""
    organisation = organisations.organisation_with_slug(session, slug)
    if organisation is None:
        raise IssuerNotFoundError
    if (media_type := _form_of(request.headers.get("accept", ""), form)) == HTML:
        return _varying(pages.organisation(request, organisation))
    record = organisations.issuer_record(organisation, service.settings.base_url)
    languages = [organisation.language, *organisation.names]
    language = editions.best_language(languages, wanted_languages(request))
    return _document(request, profile_document(record, language), media_type, _SHORTLY)


@router.options("/achievements/{achievement_id}", include_in_schema=False)
@router.options("/achievements/{achievement_id}/{version}/{language}", include_in_schema=False)
@router.options("/issuers/{slug}", include_in_schema=False)
def ask_before() -> Response:
    """Tell browsers that scripts of any site may read these documents."""
    return cors.preflight()


def _leading_to(request: Request, place: str) -> Response:
    """Return a redirect to `place`, on whatever host was asked."""
    query = f"?{request.url.query}" if request.url.query else ""
    headers = {"Cache-Control": "public, max-age=60", "Vary": "Accept-Language"}
    return RedirectResponse(f"{place}{query}", status_code=302, headers=headers)


def _elm(found: PublishedEdition, base_url: str) -> dict[str, Any]:
    """Return the learning model of a version; all languages are in it, so the first names it."""
    address = edition_identifier(
        base_url, found.achievement.id, found.version.number, found.content.default_language
    )
    issuer = organisations.issuer_record(found.organisation, base_url)
    return elm_document(found.content, issuer, address=address)


def _form_of(accept: str, form: Format | None) -> str:
    """Return the media type to answer with: JSON-LD when nothing that is here is accepted."""
    if form is not None:
        return LD_JSON
    return preferred(accept, (LD_JSON, JSON, HTML)) or LD_JSON


def _document(request: Request, document: Any, media_type: str, caching: str) -> Response:  # noqa: ANN401 - whatever JSON holds
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()}"'
    headers = {"Cache-Control": caching, "ETag": tag, "X-Content-Type-Options": "nosniff"}
    known = request.headers.get("if-none-match", "").split(",")
    if tag in (each.strip().removeprefix("W/") for each in known):
        return cors.opened(_varying(Response(status_code=304, headers=headers)))
    return cors.opened(_varying(Response(text, media_type=media_type, headers=headers)))


def _varying(response: Response) -> Response:
    response.headers.append("Vary", "Accept, Accept-Language")
    return response
