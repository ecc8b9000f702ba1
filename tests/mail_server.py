"""An SMTP server on loopback that keeps what it is sent."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP


@dataclass
class Mailbox:
    """What arrived, and how the server answers; made by `smtp_server`."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    """The addresses of each message's envelope."""
    refusal: str = ""
    """What to answer instead of taking a message, such as `451 Try later`."""

    @property
    def url(self) -> str:
        """The value for INSYGNIA_SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it by the name of the command
        self,
        server: Any,  # noqa: ARG002 - aiosmtpd has no types and gives all three
        session: Any,  # noqa: ARG002 - the same
        envelope: Any,
    ) -> str:
        """Keep a message, or refuse it."""
        if self.refusal:
            return self.refusal
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.recipients.append(list(envelope.rcpt_tos))
        self.messages.append(message)
        return "250 OK"


@contextmanager
def running_mailbox() -> Iterator[Mailbox]:
    """Yield a mailbox whose server listens on a free port of loopback."""
    mailbox = Mailbox()
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(mailbox, enable_SMTPUTF8=True), "127.0.0.1", 0)
    )
    mailbox.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, name="smtp")
    thread.start()
    try:
        yield mailbox
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
