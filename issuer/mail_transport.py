"""Handing a message over: to an SMTP server, or, where none is configured, into a folder."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from issuer.mail_errors import MailDelayedError, MailRefusedError
from issuer.settings import Settings

_TIMEOUT_SECONDS = 30
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
"""This machine, by its names."""
_DEFAULT_PORTS = {"smtp": 587, "smtps": 465}


class Transport(Protocol):
    """A way on which mail leaves."""

    def send(self, message: EmailMessage, mail_id: UUID) -> None:
        """Hand `message` over.

        Raises `MailDelayedError` if that may work later, `MailRefusedError` if it never will.
        """


@dataclass(frozen=True)
class Folder:
    """Mail is written to files, one for each mail; sending again replaces the file."""

    path: Path

    def send(self, message: EmailMessage, mail_id: UUID) -> None:
        """Write `message` to `<mail id>.eml`, readable for our own account only."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft = self.path / f"{mail_id}.part"
            draft.touch(mode=0o600)
            draft.write_bytes(message.as_bytes(policy=SMTP))
            draft.replace(self.path / f"{mail_id}.eml")
        except OSError as error:
            raise MailDelayedError(reason="folder") from error


@dataclass(frozen=True)
class SmtpServer:
    """A server to which mail is given.

    The connection is encrypted unless the server runs on this machine or the address of the
    setting ends in `?starttls=off`; a server that does not offer encryption gets no mail.
    """

    host: str
    port: int
    user: str
    password: str
    wrapped: bool
    """TLS from the first byte (`smtps`), not by STARTTLS."""
    starttls: bool

    def send(self, message: EmailMessage, mail_id: UUID) -> None:  # noqa: ARG002 - the folder needs it
        """Give `message` to the server."""
        try:
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _failure(max(codes, default=550)) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailDelayedError(reason="not-supported") from error
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused) as error:
            # Wrong settings are mended by the operator, and the mail shall not be lost meanwhile.
            raise MailDelayedError(reason="settings") from error
        except smtplib.SMTPResponseException as error:
            raise _failure(error.smtp_code) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailDelayedError(reason="no-connection") from error

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.wrapped:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=_TIMEOUT_SECONDS, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=_TIMEOUT_SECONDS)
        if self.starttls:
            try:
                server.starttls(context=context)
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
        return server


def open_transport(settings: Settings) -> Transport:
    """Return the SMTP server of the settings, or else the folder `mail` of the home."""
    if settings.smtp_url is None:
        return Folder(mail_folder(settings))
    parts = urlsplit(settings.smtp_url.get_secret_value())
    host = parts.hostname or "localhost"
    wished = parse_qs(parts.query).get("starttls") != ["off"]
    return SmtpServer(
        host,
        parts.port or _DEFAULT_PORTS.get(parts.scheme, 25),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        wrapped=parts.scheme == "smtps",
        starttls=wished and host not in LOCAL_HOSTS,
    )


def mail_folder(settings: Settings) -> Path:
    """Return the folder in which mail is filed where no server is configured."""
    return settings.home / "mail"


def _failure(code: int) -> MailDelayedError | MailRefusedError:
    # RFC 5321 section 4.2.1: 5yz is for ever, 4yz for now.
    permanent = code >= 500
    return MailRefusedError(reason=str(code)) if permanent else MailDelayedError(reason=str(code))


def shows_mail(settings: Settings) -> bool:
    """Tell whether mail is filed and may be shown: a demonstration on this machine."""
    host = urlsplit(settings.base_url).hostname
    return settings.smtp_url is None and settings.is_demonstration and host in LOCAL_HOSTS
