"""The mail of a demonstration: without a mail server, on this machine only, a page shows it.

Messages hold links that open other people's badges, so there is no such page anywhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.policy import default
from pathlib import Path
from uuid import UUID

from fastapi import APIRouter, Request, Response

from issuer.api.dependencies import Service
from issuer.collaborators import Collaborators
from issuer.errors import NotFoundError
from issuer.mail_transport import LOCAL_HOSTS, mail_folder, shows_mail
from issuer.web.rendering import page

router = APIRouter(tags=["pages"], include_in_schema=False)

MOST_SHOWN = 50
_SANDBOX = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'self'; frame-ancestors 'self'; "
    "sandbox allow-top-navigation-by-user-activation"
)


@dataclass(frozen=True)
class Filed:
    """A message in the folder."""

    mail_id: UUID
    message: EmailMessage
    at: datetime

    @property
    def language(self) -> str:
        """In which language it is written."""
        return str(self.message["Content-Language"])

    def text(self, subtype: str) -> str:
        """Return what it says as `plain` or `html`."""
        part = self.message.get_body((subtype,))
        return str(part.get_content()) if part is not None else ""


@router.get("/mail")
def show_mails(request: Request, service: Service) -> Response:
    """Show which messages were filed, the newest first."""
    return page(
        request,
        "mails.html",
        {"mails": _filed(_folder(request, service)), "zone": service.settings.time_zone},
    )


@router.get("/mail/{mail_id}")
def show_mail(mail_id: UUID, request: Request, service: Service) -> Response:
    """Show one message as its recipient sees it."""
    found = _read(_folder(request, service) / f"{mail_id}.eml")
    return page(request, "mail.html", {"mail": found, "plain": found.text("plain")})


@router.get("/mail/{mail_id}/body")
def show_body(mail_id: UUID, request: Request, service: Service) -> Response:
    """Return the HTML of a message; it runs nothing and loads nothing."""
    html = _read(_folder(request, service) / f"{mail_id}.eml").text("html")
    # Its links open in the whole window, not in the frame that shows it.
    framed = html.replace("<head>", '<head><base target="_top">', 1)
    headers = {"Content-Security-Policy": _SANDBOX, "Cache-Control": "no-store"}
    return Response(framed, media_type="text/html", headers=headers)


def _folder(request: Request, service: Collaborators) -> Path:
    # The host is looked at as well: a page elsewhere can let its own name lead to this machine.
    if not shows_mail(service.settings) or request.url.hostname not in LOCAL_HOSTS:
        raise NotFoundError
    return mail_folder(service.settings)


def _filed(folder: Path) -> Sequence[Filed]:
    if not folder.is_dir():
        return ()
    paths = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    # A list shows headers alone: to take every message apart would last half a second.
    return [_read(path, BytesHeaderParser) for path in paths[:MOST_SHOWN]]


def _read(path: Path, parser: type[BytesParser] = BytesParser) -> Filed:
    try:
        message = parser(policy=default).parsebytes(path.read_bytes())
    except OSError as error:
        raise NotFoundError from error
    if not isinstance(message, EmailMessage):
        raise NotFoundError
    return Filed(UUID(path.stem), message, message["Date"].datetime)
