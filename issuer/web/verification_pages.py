"""Where anybody checks a badge: a file, a photo, a pasted text, an address. Nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated, Protocol

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from issuer.api.access import count_public, holding_of
from issuer.api.dependencies import Now, Reading, Service
from issuer.badges import Viewer, find_badge
from issuer.collaborators import Collaborators
from issuer.models import FormKind
from issuer.rates import PUBLIC_VERIFICATION
from issuer.uploads import LARGEST_UPLOAD
from issuer.verification_reports.shown import seal_shown
from issuer.web.forms import Fields, FieldsDep
from issuer.web.languages import language_of_page
from issuer.web.rendering import page
from issuer.web.verification_pictures import CamePicture, ShownPicture, badge_at, pictures_of
from keys.strict_json import Json

router = APIRouter(tags=["pages"], include_in_schema=False)

LONGEST_ADDRESS = 2083
LONGEST_RECIPIENT = 1000
# Of all pages this one alone may ask for the camera, to read a QR code.
_HEADERS = {
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
}


class Reported(Protocol):
    """What the verifier says."""

    @property
    def report(self) -> Mapping[str, Json]:
        """The report, as `POST /api/v1/verify` answers it."""

    @property
    def pictures(self) -> Sequence[CamePicture | None]:
        """What came with the badge of each report, as a new PNG; it may end before the reports."""


class ReportOn(Protocol):
    """What this page wants of the verifier."""

    def __call__(
        self,
        service: Collaborators,
        session: Session,
        badge: bytes,
        now: datetime,
        recipient: str | None = None,
    ) -> Reported:
        """Return the report on a file of any kind, and the pictures that came with it.

        The file may be the address of a badge; `recipient` asks whether it is that person's.
        """


@dataclass(frozen=True)
class Given:
    """What a visitor typed, to be shown again; a file cannot be."""

    url: str = ""
    text: str = ""
    recipient: str = ""


@router.get("/verify")
def show_verification(
    request: Request,
    session: Reading,
    service: Service,
    now: Now,
    url: Annotated[str, Query(max_length=LONGEST_ADDRESS)] = "",
) -> Response:
    """Show where to give a badge; a badge of this service at `?url=` is checked at once.

    It must be one that the visitor may see: the page says no more than the badge's own. Any other
    address only stands in its field: a link alone makes us ask nobody. Raises `TooManyError` for
    whoever has badges verified as often as this by a form.
    """
    own = _own_badge(request, session, service, url)
    if own is None:
        return _page(request, given=Given(url=url))
    count_public(request, PUBLIC_VERIFICATION)
    return _report(request, session, service, own, Given(), now)


@router.post("/verify")
def verify(
    request: Request, sent: FieldsDep, session: Reading, service: Service, now: Now
) -> Response:
    """Check what was given: a file or photo, else a text, else what is at an address."""
    given = Given(sent.text("url").strip(), sent.text("text").strip(), sent.text("recipient"))
    badge = _file(sent) or given.text.encode()
    badge = badge or _own_badge(request, session, service, given.url) or given.url.encode()
    if fault := _fault(badge, given):
        return _page(request, given=given, faults=fault, status=422)
    return _report(request, session, service, badge, given, now)


def _own_badge(
    request: Request, session: Session, service: Collaborators, url: str
) -> bytes | None:
    """Return the badge of this service at `url`; none if the address is no such one.

    Raises `BadgeNotFoundError` where the visitor may not see it, as the badge's own page does.
    """
    badge_id = badge_at(url, service.settings.base_url) if url.startswith("http") else None
    if badge_id is None:
        return None
    viewer = Viewer(
        caller=request.state.login.caller if request.state.login else None,
        holding=holding_of(request, session),
    )
    return find_badge(session, badge_id, viewer).forms[FormKind.JSON].content.encode()


def _file(sent: Fields) -> bytes:
    files = (sent.files.get(name, ("", b""))[1] for name in ("file", "photo"))
    return next((content for content in files if content), b"")


def _fault(badge: bytes, given: Given) -> dict[str, str]:
    """Return which field is to be corrected, and how."""
    if not badge:
        return {"file": "nothing"}
    if len(badge) > LARGEST_UPLOAD:
        return {"file": "too-large"}
    is_address = given.url.startswith(("https://", "http://"))
    if badge == given.url.encode() and not (is_address and len(given.url) <= LONGEST_ADDRESS):
        return {"url": "no-address"}
    return {}


def _report(
    request: Request,
    session: Session,
    service: Collaborators,
    badge: bytes,
    given: Given,
    now: datetime,
) -> Response:
    report_on: ReportOn = request.app.state.report_on
    recipient = given.recipient.strip()[:LONGEST_RECIPIENT] or None
    reported = report_on(service, session, badge, now, recipient)
    report, language = reported.report, language_of_page(request, "pl")
    pictures = pictures_of(report, reported.pictures, session, language)
    shown = seal_shown(service, report, badge, now=now)
    return _page(request, report=report, pictures=pictures, shown=shown)


def _page(
    request: Request,
    *,
    report: Mapping[str, Json] | None = None,
    pictures: Sequence[ShownPicture] = (),
    shown: str = "",
    given: Given | None = None,
    faults: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """Show the page; `faults` name what is wrong, and the page says it.

    `shown` is the report sealed, so that it can be printed or kept although we keep nothing.
    """
    values = {
        "report": report,
        "pictures": pictures,
        "shown_report": shown,
        "focus": True,
        "given": asdict(given or Given()),
        "faults": faults or {},
    }
    return page(request, "verify.html", values, status=status, headers=_HEADERS)
