"""A badge went to the wrong mailbox and was corrected: what waits to be sent goes nowhere."""

from uuid import UUID

from issuing import JAN, Issuer
from sqlalchemy import select

from issuer.award_changes import correct_award
from issuer.mailing import send_mail
from issuer.models import Award, Delivery, Link, Mail


def _mails(issuer: Issuer) -> list[UUID]:
    with issuer.service.database.reading() as session:
        return list(session.scalars(select(Mail.id).order_by(Mail.created_at, Mail.id)))


def _correct(issuer: Issuer, award: Award, email: str) -> None:
    with issuer.writing() as session:
        correct_award(
            session, issuer.caller, issuer.service, award.id, JAN._replace(email=email),
            "Inny adres.", now=issuer.now,
        )  # fmt: skip


def test_a_mail_that_was_never_tried_is_not_sent_to_the_first_address(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    (first,) = _mails(issuer)
    _correct(issuer, award, "inny@example.org")

    assert send_mail(first, issuer.service) is None

    assert not (issuer.service.settings.home / "mail" / f"{first}.eml").exists()
    with issuer.service.database.reading() as session:
        assert session.get_one(Mail, first).state == Delivery.CANCELLED
        assert session.scalars(select(Link)).all() == []


def test_of_two_corrections_only_the_last_address_gets_a_link(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    _correct(issuer, award, "drugi@example.org")
    _correct(issuer, award, "trzeci@example.org")

    for mail in _mails(issuer):
        send_mail(mail, issuer.service)

    with issuer.service.database.reading() as session:
        sent = session.scalars(select(Mail.recipient).where(Mail.state == Delivery.SENT)).all()
    assert sent == ["trzeci@example.org"]
