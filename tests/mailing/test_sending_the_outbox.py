"""A queued mail is rendered, handed over, and what came of it is written down."""

from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from issuing import JAN, PUBLIC_URL, Issuer
from sqlalchemy import select
from timing import Clock

from issuer.award_changes import correct_award, revoke_award
from issuer.links import hash_of
from issuer.mail_errors import MailDelayedError
from issuer.mailing import BACK_OFF, send_mail
from issuer.models import Award, Delivery, Link, MailKind, Organisation

from .mails import awarded, filed, html, newest_mail, plain, row, token_in


class NoAnswer:
    """A way on which no mail leaves today."""

    def __init__(self) -> None:
        self.tries = 0

    def send(self, message: EmailMessage, mail_id: UUID) -> None:  # noqa: ARG002 - of the protocol
        self.tries += 1
        raise MailDelayedError(reason="no-connection")


REVOKED_BECAUSE = "Pomyłka w nazwisku."


def test_a_mail_comes_from_the_organisation_and_names_the_title(issuer: Issuer) -> None:
    _, mail = awarded(issuer)

    assert send_mail(mail, issuer.service) is None

    message = filed(issuer.service, mail)
    assert message["From"].addresses[0].display_name == "Akademia"
    assert message["From"].addresses[0].addr_spec == "noreply@badges.example"
    assert message["To"].addresses[0].addr_spec == "jan@example.org"
    assert message["Subject"] == "Akademia przyznaje Ci odznakę: Koordynator projektów"


def test_an_answer_to_the_mail_reaches_the_organisation(issuer: Issuer) -> None:
    _, mail = awarded(issuer)
    with issuer.writing() as session:
        session.get_one(Organisation, issuer.organisation_id).email = "biuro@akademia.example"

    send_mail(mail, issuer.service)

    answered = filed(issuer.service, mail)["Reply-To"].addresses
    assert [address.addr_spec for address in answered] == ["biuro@akademia.example"]


def test_the_link_of_the_mail_works_and_only_its_hash_is_kept(issuer: Issuer) -> None:
    award, mail = awarded(issuer)
    send_mail(mail, issuer.service)

    token = token_in(filed(issuer.service, mail))
    with issuer.service.database.reading() as session:
        link = session.scalars(select(Link)).one()

    assert len(token) == 43
    assert link.token_hash == hash_of(token)
    assert link.award_id == award.id
    assert row(issuer.service, mail).link_id == link.id


def test_there_is_one_button_and_no_attachment(issuer: Issuer) -> None:
    _, mail = awarded(issuer)
    send_mail(mail, issuer.service)
    message = filed(issuer.service, mail)

    assert list(message.iter_attachments()) == []
    assert html(message).count("display:inline-block") == 1
    assert f"{PUBLIC_URL}/claim/{token_in(message)}/decline" in plain(message)
    assert "jan@example.org" not in plain(message) + html(message)


def test_the_mail_speaks_the_language_of_the_award(issuer: Issuer) -> None:
    _, mail = awarded(issuer, JAN._replace(language="en"))
    send_mail(mail, issuer.service)

    message = filed(issuer.service, mail)
    assert "Claim the badge" in plain(message)
    assert '<html lang="en">' in html(message)
    assert message["Content-Language"] == "en"


def test_what_was_sent_is_written_down_with_the_award(issuer: Issuer) -> None:
    award, mail = awarded(issuer)
    send_mail(mail, issuer.service)

    sent = row(issuer.service, mail)
    assert (sent.state, sent.attempts, sent.sent_at) == (Delivery.SENT, 1, issuer.now)
    assert issuer.read(award).delivery == Delivery.SENT


def test_a_sent_mail_is_not_sent_again(issuer: Issuer) -> None:
    _, mail = awarded(issuer)
    send_mail(mail, issuer.service)
    way = NoAnswer()

    assert send_mail(mail, issuer.service, way) is None
    assert way.tries == 0


def test_a_server_that_does_not_answer_is_tried_later_and_later(
    issuer: Issuer, clock: Clock
) -> None:
    _, mail = awarded(issuer)

    for wait in BACK_OFF:
        assert send_mail(mail, issuer.service, NoAnswer()) == clock.now + wait
        clock.advance(wait)

    assert BACK_OFF[0] == timedelta(minutes=1)
    assert BACK_OFF[-1] == timedelta(hours=24)
    assert row(issuer.service, mail).state == Delivery.QUEUED
    assert row(issuer.service, mail).failure == "no-connection"


def test_after_the_longest_wait_a_mail_has_failed_and_the_award_says_so(
    issuer: Issuer, clock: Clock
) -> None:
    award, mail = awarded(issuer)
    for wait in BACK_OFF:
        send_mail(mail, issuer.service, NoAnswer())
        clock.advance(wait)

    assert send_mail(mail, issuer.service, NoAnswer()) is None

    assert issuer.read(award).delivery == Delivery.FAILED
    assert row(issuer.service, mail).state == Delivery.FAILED


def test_a_mail_is_not_tried_before_it_is_due(issuer: Issuer, clock: Clock) -> None:
    _, mail = awarded(issuer)
    send_mail(mail, issuer.service, NoAnswer())
    clock.advance(timedelta(seconds=59))
    way = NoAnswer()

    send_mail(mail, issuer.service, way)

    assert way.tries == 0


def test_a_mail_that_had_to_be_sent_twice_is_one_mail_with_the_newest_link(
    issuer: Issuer, clock: Clock
) -> None:
    _, mail = awarded(issuer)

    class Dies:
        """Hands the mail over, and the process dies before anything is written down."""

        def send(self, message: EmailMessage, mail_id: UUID) -> None:  # noqa: ARG002 - of the protocol
            first.append(message)
            raise KeyboardInterrupt

    first: list[EmailMessage] = []
    with pytest.raises(KeyboardInterrupt):
        send_mail(mail, issuer.service, Dies())
    assert send_mail(mail, issuer.service) is None  # somebody may still be sending it
    clock.advance(timedelta(minutes=11))
    send_mail(mail, issuer.service)

    second = filed(issuer.service, mail)
    assert second["Message-ID"] == first[0]["Message-ID"]
    with issuer.service.database.reading() as session:
        assert session.scalars(select(Link.token_hash)).one() == hash_of(token_in(second))


def test_a_mail_about_a_revoked_award_is_not_sent_any_more(issuer: Issuer) -> None:
    award, mail = awarded(issuer)
    revoke(issuer, award)
    way = NoAnswer()

    send_mail(mail, issuer.service, way)

    assert way.tries == 0
    assert row(issuer.service, mail).state == Delivery.CANCELLED


def test_a_mail_about_a_revocation_says_why_and_needs_no_link(issuer: Issuer) -> None:
    award, _ = awarded(issuer)
    revoke(issuer, award)

    mail = newest_mail(issuer.service, MailKind.REVOCATION)
    send_mail(mail, issuer.service)

    text = plain(filed(issuer.service, mail))
    assert REVOKED_BECAUSE in text
    assert "https://" not in text


def test_of_two_copies_the_second_is_not_sent_when_the_first_was_used(
    issuer: Issuer, clock: Clock
) -> None:
    award, mail = awarded(issuer)
    send_mail(mail, issuer.service, NoAnswer())
    with issuer.writing() as session:
        link = session.scalars(select(Link).where(Link.award_id == award.id)).one()
        link.used_at = clock.now
    clock.advance(timedelta(minutes=2))
    way = NoAnswer()

    assert send_mail(mail, issuer.service, way) is None

    assert way.tries == 0
    assert issuer.read(award).delivery == Delivery.SENT


def test_a_mail_to_an_address_that_was_corrected_meanwhile_is_not_sent(issuer: Issuer) -> None:
    award, mail = awarded(issuer)
    with issuer.writing() as session:
        correct_award(
            session, issuer.caller, issuer.service, award.id,
            JAN._replace(email="other@example.org"), "address", now=issuer.now,
        )  # fmt: skip
    way = NoAnswer()

    send_mail(mail, issuer.service, way)

    assert way.tries == 0
    assert row(issuer.service, mail).state == Delivery.CANCELLED


def revoke(issuer: Issuer, award: Award) -> None:
    with issuer.writing() as session:
        revoke_award(
            session, issuer.caller, issuer.service, award.id, REVOKED_BECAUSE, now=issuer.now
        )
