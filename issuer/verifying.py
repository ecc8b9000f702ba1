"""Public verification over HTTP: anybody's badge in, the report out. No account is needed."""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from sqlalchemy.orm import Session

from issuer.api.cors import opened, preflight
from issuer.api.dependencies import Now, Reading, Service
from issuer.api.negotiation import preferred
from issuer.api.problems import language_of
from issuer.api.verification_input import BODIES, LONGEST_RECIPIENT, Sent, sent
from issuer.collaborators import Collaborators
from issuer.own_documents import own_answer
from issuer.own_register import organisations_as_issuers
from issuer.replacements import with_replacement
from issuer.verification_reports.printed import printed_report, spoken
from issuer.verification_reports.shown import ShownReport, digest_of, new_report
from issuer.verification_reports.signed import signed_report
from issuer.verifying_errors import VerifierBusyError
from keys.strict_json import Json
from verifier.errors import UnreachableError
from verifier.explanations import explanations
from verifier.fetching.budget import Budget
from verifier.fetching.copies import FreshCopies
from verifier.fetching.fetcher import GuardedFetcher
from verifier.fetching.resolver import FetchingResolver, OwnRecords
from verifier.picture import Picture
from verifier.processes.errors import BusyError, EndedError
from verifier.processes.limits import Limits
from verifier.processes.messages import Answer, Job, answer_of
from verifier.processes.pool import Pool, Room
from verifier.recognised_issuers import (
    AnyRegistry,
    Registry,
    issuers_in,
    recognised_lines,
    with_recognised,
)
from verifier.registry_shelf import RegistryShelf
from verifier.resolver import OWN, Resolver, Resource
from verifier.texts import Language
from verifier.unfinished import unfinished_report

_JSON, _TEXT, _PDF = "application/json", "text/plain", "application/pdf"
_log = structlog.get_logger()

router = APIRouter(tags=["verification"])


@dataclass(frozen=True)
class OwnOnLocalhost(Resolver):
    """A resolver for a demonstration, whose own addresses are http and never leave the machine."""

    base_url: str
    answer: Callable[[str], bytes | None]
    others: Resolver

    def resolve(self, url: str) -> Resource:
        """Return our own document at `url`, or what the other resolver returns."""
        return self._own(url) if self._is_own(url) else self.others.resolve(url)

    def visit(self, url: str) -> Resource:
        """Return our own document at `url`, or what the other resolver finds there."""
        return self._own(url) if self._is_own(url) else self.others.visit(url)

    def _is_own(self, url: str) -> bool:
        return url.startswith(f"{self.base_url}/")

    def _own(self, url: str) -> Resource:
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
    shelf: RegistryShelf = field(default_factory=RegistryShelf, kw_only=True)

    def answer(self, service: Collaborators, job: Job) -> Answer:
        """Return the report on `job`; one that says so if the verification came to no end.

        Raises `VerifierBusyError` when too many wait.
        """
        try:
            answer = self.pool.verify(job, self.resolver(service))
        except BusyError as e:
            raise VerifierBusyError from e
        except EndedError as e:
            _log.warning("verification_ended", reason=e.ending.value, where=e.where)
            return answer_of(unfinished_report(e.ending, job.now), job.language)
        if ended := answer.refresh_ended:
            _log.warning("refresh_ended", reason=ended.ending.value, where=ended.where)
        return answer

    def registries(
        self, service: Collaborators, session: Session, report: Mapping[str, Json], now: datetime
    ) -> list[AnyRegistry]:
        """Return the registers in which the issuers of a report may be; ours comes first."""
        issuers = frozenset(issuers_in(report))
        if not issuers:
            return []
        resolver = self.resolver(service)

        def get(place: str) -> bytes:
            if place.startswith("https://"):
                return resolver.resolve(place).content
            try:
                return Path(place).read_bytes()
            except OSError as error:
                raise UnreachableError(place, "the file cannot be read") from error

        # Before the first question to the database: a slow register holds no connection of ours.
        others = self.shelf.registries(service.settings.registry_sources, get, now=now)
        base_url = service.settings.base_url
        own = organisations_as_issuers(session, issuers, base_url)
        return [Registry(base_url.partition("://")[2], own), *others]

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


@dataclass(frozen=True)
class Reported:
    """A report, and the pictures that came with its badges."""

    report: Mapping[str, Json]
    pictures: Sequence[Picture | None]


def install(app: FastAPI, fetcher: GuardedFetcher, milliseconds: int) -> None:
    """Let `app` verify badges, and ask strangers only through `fetcher`.

    A document may take so many `milliseconds` of a processor.
    Nobody works before the first badge comes, and then at most half of the processors do: awards
    have the rest. The children end with this process.
    """
    room = Room(working=max(1, (os.cpu_count() or 1) // 2))
    limits = Limits(processor_seconds=milliseconds / 1000)
    pool = Pool(monotonic=time.monotonic, room=room, limits=limits)
    app.state.verification = Verification(fetcher, FreshCopies(), pool)
    app.state.code_book = explanations
    app.state.report_on = partial(_report_on, app.state.verification)
    app.include_router(router)


_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report, as `Accept` wants it.",
        "content": {
            _JSON: {"schema": {"type": "object"}},
            _TEXT: {"schema": {"type": "string"}},
            _PDF: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@router.post(
    "/api/v1/verify",
    summary="Verify a badge",
    response_class=Response,
    openapi_extra=BODIES,
    responses=_ANSWERS,
)
def verify(
    request: Request,
    given: Annotated[Sent, Depends(sent)],
    service: Service,
    session: Reading,
    now: Now,
    recipient: Annotated[str | None, Query(max_length=LONGEST_RECIPIENT)] = None,
) -> Response:
    """Return the report on a badge: a file of any kind (JSON, JWT, picture, PDF) or an address.

    It is the body itself, or stands in a form or in an envelope of JSON. `recipient` (an e-mail
    address, a name or an id) asks whether it is that person's. Nothing is kept. `Accept` chooses
    between the report as JSON, as text in the language of the request, and as a PDF with the
    signed report attached.
    """
    verification: Verification = request.app.state.verification
    form = preferred(request.headers.get("accept", ""), (_JSON, _TEXT, _PDF)) or _JSON
    language = Language(language_of(request)) if form == _TEXT else None
    job = Job(given.badge, now, given.recipient or recipient, language)
    answer = verification.answer(service, job)
    report = _completed(verification, service, session, answer.report, now)
    if answer.text is not None and language is not None:
        lines = "".join(f"  {line}\n" for line in recognised_lines(report, language))
        return opened(PlainTextResponse(answer.text + lines))
    if form == _PDF:
        shown = new_report(report, digest_of(report, given.badge), now=now)
        return opened(_as_pdf(service, session, shown, language_of(request)))
    return opened(JSONResponse(report))


@router.options("/api/v1/verify", include_in_schema=False)
def ask_before() -> Response:
    """Tell browsers that scripts of any site may have badges verified (rule 28)."""
    return preflight("POST")


def _report_on(
    verification: Verification,
    service: Collaborators,
    session: Session,
    badge: bytes,
    now: datetime,
    recipient: str | None = None,
) -> Reported:
    """Return what the page shows on which people verify."""
    answer = verification.answer(service, Job(badge, now, recipient, pictures=True))
    report = _completed(verification, service, session, answer.report, now)
    return Reported(report, answer.pictures)


def _completed(
    verification: Verification,
    service: Collaborators,
    session: Session,
    report: Mapping[str, Json],
    now: datetime,
) -> Mapping[str, Json]:
    """Return a report with what only this service knows: replacements and registers."""
    registries = verification.registries(service, session, report, now)
    replaced = with_replacement(session, service.settings.base_url, report)
    return with_recognised(replaced, registries)


def _as_pdf(
    service: Collaborators, session: Session, shown: ShownReport, language: str
) -> Response:
    signed = signed_report(session, service, shown, now=shown.shown_at)
    base_url = service.settings.base_url
    content = printed_report(shown, signed, language=spoken(language), service=base_url)
    return Response(content, media_type=_PDF)
