"""Mail leaves through SMTP where that is configured, else it is filed for a look."""

import stat
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from uuid import UUID

import pytest
from issuing import JAN, PUBLIC_URL, Issuer, collaborators, new_issuer
from mail_server import Mailbox
from pydantic import SecretStr
from timing import Clock

from issuer.award_changes import correct_award
from issuer.db.engine import Database
from issuer.links import create_link
from issuer.mail_message import Sender, compose
from issuer.mail_texts.letters import Letter
from issuer.mail_transport import SmtpServer, open_transport
from issuer.mailing import send_mail, sender_address
from issuer.models import Award, Delivery, LinkPurpose, Mail, MailKind
from issuer.outbox import queue_mail
from issuer.settings import Settings

from .mails import awarded, row


@pytest.fixture
def issuer(database: Database, tmp_path: Path, clock: Clock, smtp_server: Mailbox) -> Issuer:
    """Return an organisation whose mails go to `smtp_server`."""
    url = SecretStr(smtp_server.url)
    return new_issuer(collaborators(database, tmp_path, clock, smtp_url=url))


def state_of(issuer: Issuer, mail: UUID) -> tuple[Delivery, str | None]:
    found = row(issuer.service, mail)
    return found.state, found.failure


def test_mail_reaches_the_one_recipient(issuer: Issuer, smtp_server: Mailbox) -> None:
    _, mail = awarded(issuer)

    send_mail(mail, issuer.service)

    assert smtp_server.recipients == [["jan@example.org"]]
    assert state_of(issuer, mail) == (Delivery.SENT, None)


def test_letters_of_a_mailbox_and_a_domain_that_are_not_ascii_arrive(
    issuer: Issuer, smtp_server: Mailbox
) -> None:
    _, mail = awarded(issuer, JAN._replace(email="żaneta@żółć.pl"))

    send_mail(mail, issuer.service)

    assert smtp_server.recipients == [["żaneta@xn--kda4b0koi.pl"]]


def test_a_server_that_says_later_is_asked_later(
    issuer: Issuer, smtp_server: Mailbox, clock: Clock
) -> None:
    _, mail = awarded(issuer)
    smtp_server.refusal = "451 Try again later"

    again = send_mail(mail, issuer.service)
    assert state_of(issuer, mail) == (Delivery.QUEUED, "451")
    smtp_server.refusal = ""
    assert again is not None
    clock.now = again
    send_mail(mail, issuer.service)

    assert state_of(issuer, mail) == (Delivery.SENT, None)
    assert len(smtp_server.messages) == 1


def test_a_server_that_says_never_is_not_asked_again(issuer: Issuer, smtp_server: Mailbox) -> None:
    award, mail = awarded(issuer)
    smtp_server.refusal = "550 No such mailbox"

    assert send_mail(mail, issuer.service) is None

    assert state_of(issuer, mail) == (Delivery.FAILED, "550")
    assert issuer.read(award).delivery == Delivery.FAILED


def test_no_server_at_all_leaves_the_award_as_it_is(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    nobody = SecretStr("smtp://127.0.0.1:9")
    issuer = new_issuer(collaborators(database, tmp_path, clock, smtp_url=nobody))
    _, mail = awarded(issuer)

    assert send_mail(mail, issuer.service) is not None

    assert state_of(issuer, mail) == (Delivery.QUEUED, "no-connection")


def test_an_address_that_is_none_fails_at_once(issuer: Issuer, smtp_server: Mailbox) -> None:
    award, mail = awarded(issuer)
    with issuer.writing() as session:
        session.get_one(Mail, mail).recipient = "nobody"
        session.get_one(Award, award.id).email = "nobody"

    assert send_mail(mail, issuer.service) is None

    assert state_of(issuer, mail) == (Delivery.FAILED, "address")
    assert smtp_server.messages == []


def test_filed_mail_is_for_our_account_only(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    issuer = new_issuer(collaborators(database, tmp_path, clock))
    _, mail = awarded(issuer)

    send_mail(mail, issuer.service)

    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == f"{mail}.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", [MailKind.INVITATION, MailKind.RESET, MailKind.MY_BADGES])
def test_links_for_other_things_lead_to_their_pages(
    issuer: Issuer, smtp_server: Mailbox, clock: Clock, kind: MailKind
) -> None:
    pages = {
        MailKind.INVITATION: (LinkPurpose.INVITATION, "/invitations/"),
        MailKind.RESET: (LinkPurpose.RESET, "/reset/"),
        MailKind.MY_BADGES: (LinkPurpose.MY_BADGES, "/my/"),
    }
    purpose, path = pages[kind]

    send_mail(_queued(issuer, kind, purpose, clock), issuer.service)

    body = smtp_server.messages[0].get_body(("plain",))
    assert body is not None
    assert f"{PUBLIC_URL}{path}" in body.get_content()


def _queued(issuer: Issuer, kind: MailKind, purpose: LinkPurpose, clock: Clock) -> UUID:
    with issuer.writing() as session:
        link = create_link(session, purpose, now=clock.now)
        return queue_mail(
            session, kind, recipient="anna@poczta.example", language="pl", now=clock.now,
            link_id=link.id,
        ).id  # fmt: skip


@pytest.mark.parametrize(
    ("url", "wrapped", "starttls", "port"),
    [
        ("smtp://mail.example", False, True, 587),
        ("smtp://mail.example:2525?starttls=off", False, False, 2525),
        ("smtps://mail.example", True, True, 465),
        ("smtp://localhost:25", False, False, 25),
    ],
)
def test_the_connection_is_encrypted_unless_the_operator_says_otherwise(
    tmp_path: Path, url: str, wrapped: bool, starttls: bool, port: int
) -> None:
    server = open_transport(Settings(home=tmp_path, smtp_url=SecretStr(url)))

    assert isinstance(server, SmtpServer)
    assert (server.wrapped, server.starttls, server.port) == (wrapped, starttls, port)


@pytest.mark.parametrize(
    ("public_url", "sender"),
    [
        ("https://odznaki.example:8443", "noreply@odznaki.example"),
        ("http://127.0.0.1:8000", "noreply@localhost"),
    ],
)
def test_the_sender_has_an_address_at_the_public_host(public_url: str, sender: str) -> None:
    assert sender_address(Settings(public_url=public_url)) == sender


def test_a_mail_to_an_address_that_was_corrected_meanwhile_is_not_sent(
    issuer: Issuer, smtp_server: Mailbox
) -> None:
    award, mail = awarded(issuer)
    with issuer.writing() as session:
        correction = JAN._replace(email="jan.kowalski@example.org")
        correct_award(
            session, issuer.caller, issuer.service, award.id, correction, "literówka",
            now=issuer.now,
        )  # fmt: skip

    assert send_mail(mail, issuer.service) is None

    assert state_of(issuer, mail) == (Delivery.CANCELLED, None)
    assert smtp_server.messages == []


@pytest.mark.parametrize(
    "subject",
    [
        "Akademia Przykładowa (demonstracja) przyznaje Ci mikropoświadczenie: Koordynator",
        "ż" * 240 + " a" * 60,
        "plain",
    ],
)
def test_a_subject_arrives_with_all_its_blanks(subject: str) -> None:
    letter = Letter(subject, "text", "<p>text</p>")
    sender = Sender("Akademia", "a@example.org")

    sent = compose(
        letter, sender, "jan@example.org", mail_id=UUID(int=1), language="pl",
        now=datetime(2030, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    read = message_from_bytes(sent.as_bytes(policy=policy.SMTP), policy=policy.default)

    assert read["Subject"] == subject
