"""A mail that cannot be made or sent, for a reason nobody foresaw, ends; the others go on."""

from datetime import timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from issuing import JAN, Issuer
from log_lines import written_log
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from timing import Clock

from issuer.mail_transport import Transport
from issuer.mailing import BACK_OFF, send_mail
from issuer.metrics import records_exposition
from issuer.models import Award, Delivery, Form, Generation, Link

from .mails import awarded, filed, row


class Falling:
    """A way that falls over with a text about a person."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def send(self, message: EmailMessage, mail_id: UUID) -> None:  # noqa: ARG002 - of the protocol
        raise self.error


def spoil(issuer: Issuer, award: Award) -> None:
    """Let the signed form of an award be nothing that a mail can be made from."""
    with issuer.writing() as session:
        generation = select(Generation.id).where(Generation.award_id == award.id)
        session.execute(
            update(Form).where(Form.generation_id.in_(generation)).values(content="jan@example.org")
        )


def try_to_the_end(
    issuer: Issuer, clock: Clock, mail: UUID, way: Transport | None = None
) -> list[timedelta]:
    """Try a mail whenever it is due until it is given up; return how long each wait was."""
    waits = []
    for _ in range(len(BACK_OFF) + 1):
        due = send_mail(mail, issuer.service, way)
        if due is None:
            break
        waits.append(due - clock.now)
        clock.advance(waits[-1])
    return waits


def test_a_mail_that_cannot_be_made_fails_after_as_many_tries_as_any_other(
    issuer: Issuer, clock: Clock
) -> None:
    award, mail = awarded(issuer)
    spoil(issuer, award)

    assert try_to_the_end(issuer, clock, mail) == list(BACK_OFF)

    given_up = row(issuer.service, mail)
    assert given_up.state == Delivery.FAILED
    assert given_up.failure == "JsonError"
    assert given_up.attempts == len(BACK_OFF) + 1
    assert issuer.read(award).delivery == Delivery.FAILED
    assert send_mail(mail, issuer.service) is None


def test_a_mail_that_cannot_be_made_leaves_no_link_behind(issuer: Issuer) -> None:
    award, mail = awarded(issuer)
    spoil(issuer, award)

    send_mail(mail, issuer.service)

    assert issuer.count(Link) == 0


def test_a_way_that_falls_over_is_tried_later_and_given_up(issuer: Issuer, clock: Clock) -> None:
    award, mail = awarded(issuer)
    way = Falling(RuntimeError("jan@example.org is odd"))

    with written_log() as log:
        assert try_to_the_end(issuer, clock, mail, way) == list(BACK_OFF)

    assert row(issuer.service, mail).failure == "RuntimeError"
    assert issuer.read(award).delivery == Delivery.FAILED
    assert "jan@example.org" not in log.text


def test_other_mails_go_on(issuer: Issuer, clock: Clock) -> None:
    poisonous, mail = awarded(issuer)
    spoil(issuer, poisonous)
    clock.advance(timedelta(seconds=1))
    _, other = awarded(issuer)

    for each in (mail, other):
        send_mail(each, issuer.service)

    assert filed(issuer.service, other)["To"].addresses[0].addr_spec == JAN.email
    assert row(issuer.service, other).state == Delivery.SENT


def test_trouble_of_the_database_is_not_counted_against_the_mail(issuer: Issuer) -> None:
    _, mail = awarded(issuer)

    with pytest.raises(OperationalError):
        send_mail(mail, issuer.service, Falling(OperationalError("", {}, Exception())))

    assert row(issuer.service, mail).state == Delivery.QUEUED
    assert row(issuer.service, mail).failure is None


def test_the_figures_tell_why_mails_were_given_up(issuer: Issuer, clock: Clock) -> None:
    _, mail = awarded(issuer)
    try_to_the_end(issuer, clock, mail, Falling(RuntimeError("jan@example.org")))

    with issuer.service.database.reading() as session:
        figures = records_exposition(session, now=clock.now).decode()

    assert 'insygnia_mail_failures{reason="RuntimeError"} 1.0' in figures
    assert 'insygnia_mails{state="failed"} 1.0' in figures
    assert "jan@example.org" not in figures
