"""From a letter to a message with headers; text of people enters headers only through `Address`.

`EmailMessage` refuses line breaks in headers (header injection), and what is hidden is taken out
before, so a strange name makes an odd-looking mail and never another recipient.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from uuid import UUID

from issuer.mail_errors import MailRefusedError
from issuer.mail_texts.letters import Letter
from issuer.text.domains import a_label_domain
from issuer.text.emails import accepted_email
from issuer.text.errors import TextError

_LONGEST_NAME = 120
_LINE = 72
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Sender:
    """In whose name a mail is sent, from which address, and who gets an answer."""

    name: str
    address: str
    reply_to: str | None = None


def compose(
    letter: Letter, sender: Sender, recipient: str, *, mail_id: UUID, language: str, now: datetime
) -> EmailMessage:
    """Return the message: plain text and HTML, no attachment.

    Its Message-ID is made of `mail_id`, so a mail that had to be sent twice can be told as one.
    Raises `MailRefusedError` when an address cannot stand in a header.
    """
    message = EmailMessage()
    origin = _address(sender.name, sender.address)
    message["From"] = origin
    message["To"] = _person(recipient)
    if sender.reply_to:
        message["Reply-To"] = _address(sender.name, sender.reply_to)
    # Not by assignment: Python 3.11.7 loses blanks where it folds what is not ASCII.
    subject = Header(_seen(letter.subject), "utf-8", maxlinelen=_LINE, header_name="Subject")
    message.set_raw("Subject", subject.encode())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail_id}@{origin.domain}>"
    # Nobody's out-of-office answer is of use (RFC 3834 section 5).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.plain)
    message.add_alternative(letter.html, subtype="html")
    # Only now: the methods above move everything about the content into the parts.
    message["Content-Language"] = language
    return message


def _person(address: str) -> Address:
    try:
        accepted = accepted_email(address)
    except TextError as error:
        raise MailRefusedError(reason="address") from error
    return _address("", accepted)


def _address(name: str, address: str) -> Address:
    local_part, _, domain = address.rpartition("@")
    try:
        host = a_label_domain(domain)
        if not local_part or host is None:
            raise MailRefusedError(reason="address")
        return Address(_seen(name)[:_LONGEST_NAME], local_part, host)
    except (ValueError, IndexError) as error:  # what the parser of addresses raises
        raise MailRefusedError(reason="address") from error


def _seen(text: str) -> str:
    # Headers are parsed once more when they are set: what looks like an encoded word (RFC 2047)
    # would be decoded, and line breaks can hide in it.
    return " ".join(_HIDDEN.sub(" ", text).replace("=?", "= ?").split())
