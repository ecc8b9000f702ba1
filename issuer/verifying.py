"""Public verification over HTTP: anybody's badge in, the report out. No account is needed."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.api.cors import opened
from issuer.api.dependencies import Now, Reading, Service
from issuer.api.problems import language_of
from issuer.collaborators import Collaborators
from issuer.generations import newest_generation
from issuer.models import Award
from issuer.own_documents import own_answer
from issuer.verifying_errors import FileTooLargeError, VerifierBusyError
from keys.strict_json import Json
from signing.json_ld import Document
from signing.proof_options import written
from verifier.errors import UnreachableError
from verifier.fetching.budget import Budget
from verifier.fetching.copies import FreshCopies
from verifier.fetching.fetcher import GuardedFetcher
from verifier.fetching.resolver import FetchingResolver, OwnRecords
from verifier.processes.errors import BusyError, EndedError
from verifier.processes.messages import Answer, Job, answer_of
from verifier.processes.pool import Pool, Room
from verifier.report import Genuine
from verifier.resolver import OWN, Resolver, Resource
from verifier.texts import Language
from verifier.unfinished import unfinished_report

LARGEST_FILE = 10 * 1024 * 1024
_log = structlog.get_logger()

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
    """What all verifications share: the way out, what was fetched lately, and who verifies."""

    fetcher: GuardedFetcher
    copies: FreshCopies
    pool: Pool

    def answer(self, service: Collaborators, job: Job) -> Answer:
        """Return the report on `job`; one that says so if the verification came to no end.

        Raises `VerifierBusyError` when too many wait.
        """
        try:
            return self.pool.verify(job, self.resolver(service))
        except BusyError as e:
            raise VerifierBusyError from e
        except EndedError as e:
            _log.warning("verification_ended", reason=e.ending.value, where=e.where)
            return answer_of(unfinished_report(e.ending, job.now), job.language)

    def close(self) -> None:
        """End the children; whoever serves an application that goes before its process does so."""
        self.pool.close()

    def resolver(self, service: Collaborators) -> Resolver:
        """Return the way to further documents for one verification, with a budget of its own."""
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
            return OwnOnLocalhost(settings.base_url, answer, resolver)
        return resolver


def install(app: FastAPI, fetcher: GuardedFetcher) -> None:
    """Let `app` verify badges, and ask strangers only through `fetcher`.

    Nobody works before the first badge comes, and then at most half of the processors do: awards
    have the rest. The children end with this process.
    """
    room = Room(working=max(1, (os.cpu_count() or 1) // 2))
    pool = Pool(monotonic=time.monotonic, room=room)
    app.state.verification = Verification(fetcher, FreshCopies(), pool)
    app.state.report_on = partial(_report_on, app.state.verification)
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
    in_words = "text/plain" in request.headers.get("accept", "")
    language = Language(language_of(request)) if in_words else None
    answer = verification.answer(service, Job(body, now, recipient, language))
    if answer.text is not None:
        return PlainTextResponse(answer.text)
    report = {**answer.report, **_replacement(session, service, answer.report)}
    return opened(JSONResponse(report))


def _report_on(
    verification: Verification,
    service: Collaborators,
    session: Session,
    badge: bytes,
    now: datetime,
) -> Mapping[str, Json]:
    """Return the report for the page on which people verify."""
    report = verification.answer(service, Job(badge, now)).report
    return {**report, **_replacement(session, service, report)}


def _replacement(session: Session, service: Collaborators, report: Document) -> dict[str, Json]:
    """Return where the badge stands that replaced this one; the old document cannot say it.

    Only our own records know, so only our own badges are told of (rule 15).
    """
    credential = report["credential"]
    if credential is None or report["genuine"] != Genuine.YES.value:
        return {}
    award = session.scalars(
        select(Award).where(Award.credential_id == str(credential.get("id")))
    ).one_or_none()
    if award is None or award.erased_at is not None:
        return {}
    shown = award
    if award.replaced_by_id is not None:
        shown = session.get_one(Award, award.replaced_by_id)
    elif not _is_earlier_generation(session, award, credential):
        return {}
    return {"replaced_by": f"{service.settings.base_url}/credentials/{shown.credential_uuid}"}


def _is_earlier_generation(session: Session, award: Award, document: Document) -> bool:
    newest = newest_generation(session, award)
    return newest is not None and document.get("validFrom") != written(newest.valid_from)
