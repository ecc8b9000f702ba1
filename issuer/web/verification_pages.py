"""Where anybody checks a badge: a file, a pasted text, or a badge of this service."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from issuer.api.access import holding_of
from issuer.api.dependencies import Now, Reading, Service
from issuer.badges import Viewer, find_badge
from issuer.collaborators import Collaborators
from issuer.models import FormKind
from issuer.uploads import LARGEST_UPLOAD
from issuer.web.forms import FieldsDep
from issuer.web.rendering import page
from keys.strict_json import Json

router = APIRouter(tags=["pages"], include_in_schema=False)

_BADGES = "/credentials/"


class ReportOn(Protocol):
    """What this page wants of the verifier."""

    def __call__(
        self, service: Collaborators, session: Session, badge: bytes, now: datetime
    ) -> Mapping[str, Json]:
        """Return the report on a badge of any kind, as `POST /api/v1/verify` answers it."""


@router.get("/verify")
def show_verification(
    request: Request,
    session: Reading,
    service: Service,
    now: Now,
    url: Annotated[str, Query(max_length=2083)] = "",
) -> Response:
    """Show where to give a badge; a badge of this service at `?url=` is checked at once.

    It must be one that the visitor may see: the page says no more than the badge's own.
    """
    badge_id = _badge_at(url, service.settings.base_url)
    if badge_id is None:
        return _page(request)
    viewer = Viewer(
        caller=request.state.login.caller if request.state.login else None,
        holding=holding_of(request, session),
    )
    found = find_badge(session, badge_id, viewer).forms[FormKind.JSON]
    return _report(request, session, service, found.content.encode(), now)


@router.post("/verify")
def verify(
    request: Request, sent: FieldsDep, session: Reading, service: Service, now: Now
) -> Response:
    """Check a file or a pasted text; nothing of it is kept."""
    _, badge = sent.files.get("file", ("", b""))
    badge = badge or sent.text("text").strip().encode()
    if not badge:
        return _page(request, faults={"file": "nothing"}, status=422)
    if len(badge) > LARGEST_UPLOAD:
        return _page(request, faults={"file": "too-large"}, status=422)
    return _report(request, session, service, badge, now)


def _report(
    request: Request, session: Session, service: Collaborators, badge: bytes, now: datetime
) -> Response:
    report_on: ReportOn = request.app.state.report_on
    return _page(request, report=report_on(service, session, badge, now))


def _page(
    request: Request,
    *,
    report: Mapping[str, Json] | None = None,
    faults: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """Show the page; `faults` name what is wrong, and the page says it."""
    values = {"report": report, "faults": faults or {}}
    return page(request, "verify.html", values, status=status)


def _badge_at(url: str, base_url: str) -> UUID | None:
    """Return the id of the badge of this service at `url`."""
    path = urlsplit(url.removeprefix(base_url)).path if url.startswith(base_url + "/") else ""
    try:
        return UUID(path.removeprefix(_BADGES)) if path.startswith(_BADGES) else None
    except ValueError:
        return None
