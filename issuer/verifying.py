"""Public verification over HTTP: anybody's badge in, the report out. No account is needed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from contexts.library import shipped
from issuer.api.cors import opened
from issuer.api.dependencies import Now, Reading, Service
from issuer.api.problems import language_of
from issuer.collaborators import Collaborators
from issuer.generations import newest_generation
from issuer.models import Award
from issuer.own_documents import own_answer
from issuer.verifying_errors import FileTooLargeError
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.json_ld import Document
from signing.members import id_of
from signing.proof_options import written
from verifier.errors import UnreachableError
from verifier.fetching.budget import Budget
from verifier.fetching.copies import FreshCopies
from verifier.fetching.fetcher import GuardedFetcher
from verifier.fetching.resolver import OWN, FetchingResolver, OwnRecords
from verifier.presentation import as_json, as_text
from verifier.report import Genuine, Report
from verifier.resolver import Resolver, Resource
from verifier.texts import Language
from verifier.verify import Verifier, canonicalisers

LARGEST_FILE = 10 * 1024 * 1024

router = APIRouter(tags=["verification"])


async def _body(request: Request) -> bytes:
    """Return the body, and stop reading when it is longer than a badge can be."""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > LARGEST_FILE:
            raise FileTooLargeError
    return bytes(parts)


@dataclass(frozen=True)
class OwnOnLocalhost:
    """A resolver for a demonstration, whose own addresses are http and never leave the machine."""

    base_url: str
    answer: Callable[[str], bytes | None]
    others: Resolver

    def resolve(self, url: str) -> Resource:
        """Return our own document at `url`, or what the other resolver returns."""
        if not url.startswith(f"{self.base_url}/"):
            return self.others.resolve(url)
        content = self.answer(url)
        if content is None:
            raise UnreachableError(url, "this service has nothing there")
        return Resource(url, content, OWN)


@dataclass(frozen=True)
class Verification:
    """What all verifications share: the contexts, the way out, and what was fetched lately."""

    fetcher: GuardedFetcher
    readings: tuple[Canonicaliser, ...]
    copies: FreshCopies

    def verifier(self, service: Collaborators) -> Verifier:
        """Return a verifier for one verification, with a budget of its own."""
        settings = service.settings
        answer = own_answer(service.database, settings.base_url)
        own = None if settings.is_demonstration else OwnRecords(settings.base_url, answer)
        resolver: Resolver = FetchingResolver(
            fetcher=self.fetcher,
            budget=Budget(monotonic=time.monotonic),
            clock=service.clock,
            own=own,
            copies=self.copies,
        )
        if settings.is_demonstration:
            resolver = OwnOnLocalhost(settings.base_url, answer, resolver)
        return Verifier(self.readings, resolver)


def install(app: FastAPI, fetcher: GuardedFetcher) -> None:
    """Let `app` verify badges, and ask strangers only through `fetcher`."""
    app.state.verification = Verification(fetcher, canonicalisers(shipped()), FreshCopies())
    app.include_router(router)


@router.post(
    "/api/v1/verify",
    summary="Verify a badge",
    openapi_extra={"requestBody": {"content": {"application/octet-stream": {}}}},
)
def verify(
    request: Request,
    body: Annotated[bytes, Depends(_body)],
    service: Service,
    session: Reading,
    now: Now,
    recipient: Annotated[str | None, Query(max_length=1000)] = None,
) -> Response:
    """Return the report on the badge in the body, a file of any kind: JSON, JWT, picture, PDF.

    `recipient` (an e-mail address, a name or an id) asks whether it is that person's. Nothing is
    kept. With `Accept: text/plain` the report is text, in the language of the request.
    """
    verification: Verification = request.app.state.verification
    report = verification.verifier(service).verify(body, now=now, recipient=recipient)
    if "text/plain" in request.headers.get("accept", ""):
        return PlainTextResponse(as_text(report, Language(language_of(request))))
    answer = {**as_json(report), **_replacement(session, service, report)}
    return opened(JSONResponse(answer))


def _replacement(session: Session, service: Collaborators, report: Report) -> dict[str, Json]:
    """Return where the badge stands that replaced this one; the old document cannot say it.

    Only our own records know, so only our own badges are told of (rule 15).
    """
    if report.credential is None or report.genuine is not Genuine.YES:
        return {}
    award = session.scalars(
        select(Award).where(Award.credential_id == str(id_of(report.credential)))
    ).one_or_none()
    if award is None or award.erased_at is not None:
        return {}
    shown = award
    if award.replaced_by_id is not None:
        shown = session.get_one(Award, award.replaced_by_id)
    elif not _is_earlier_generation(session, award, report.credential):
        return {}
    return {"replaced_by": f"{service.settings.base_url}/credentials/{shown.credential_uuid}"}


def _is_earlier_generation(session: Session, award: Award, document: Document) -> bool:
    newest = newest_generation(session, award)
    return newest is not None and document.get("validFrom") != written(newest.valid_from)
