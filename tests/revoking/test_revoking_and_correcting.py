"""What happens to an award later: revoked, corrected, replaced, sent again."""

import json
from datetime import timedelta

import pytest
from issuing import JAN, Issuer
from sqlalchemy import select

from issuer.award_changes import correct_award, resend_award, revoke_award
from issuer.award_errors import AlreadyAwardedError, AlreadyRevokedError, InvalidAwardError
from issuer.award_rules import NewAward
from issuer.links import create_link
from issuer.models import (
    AuditEntry,
    Award,
    AwardState,
    DuplicatePolicy,
    Generation,
    Link,
    LinkPurpose,
    Mail,
    MailKind,
    StatusList,
)
from issuer.validity import validity_of
from signing.status_list import decode, status_at
from verifier.report import Verdict


def revoke(issuer: Issuer, award: Award, reason: str = "pomyłka") -> None:
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, award.id, reason, now=issuer.now)


def correct(issuer: Issuer, award: Award, correction: NewAward) -> None:
    with issuer.writing() as session:
        correct_award(
            session, issuer.caller, issuer.service, award.id, correction, "literówka",
            now=issuer.now,
        )  # fmt: skip


def test_a_revocation_is_seen_at_once_in_every_form(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    other = issuer.award(issuer.template())

    revoke(issuer, award)

    verdicts = [issuer.verify(form).verdict for form in issuer.forms(award).values()]
    assert verdicts == [Verdict.INVALID] * 2
    assert issuer.verify(issuer.forms(other)["json"]).verdict is Verdict.VALID
    assert validity_of(issuer.read(award), issuer.now) == "revoked"


def test_a_revocation_is_final_and_needs_a_reason(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())

    with pytest.raises(InvalidAwardError):
        revoke(issuer, award, " ")
    revoke(issuer, award)

    with pytest.raises(AlreadyRevokedError):
        revoke(issuer, award)
    with pytest.raises(AlreadyRevokedError):
        correct(issuer, award, JAN)
    with pytest.raises(AlreadyRevokedError), issuer.writing() as session:
        resend_award(session, issuer.caller, award.id, now=issuer.now)


def test_the_reason_stands_beside_its_digest_so_that_it_can_be_erased(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())

    revoke(issuer, award, "Praca nie była samodzielna.")

    with issuer.service.database.reading() as session:
        row = session.scalars(select(AuditEntry).where(AuditEntry.action == "award.revoked")).one()
    assert (row.text, len(row.text_digest or ""), len(row.text_nonce or "")) == (
        "Praca nie była samodzielna.",
        64,
        32,
    )


def test_a_corrected_badge_stands_at_the_same_address_and_the_first_is_revoked(
    issuer: Issuer,
) -> None:
    award = issuer.award(issuer.template())
    first = issuer.forms(award)

    correct(issuer, award, NewAward("Jan", "Kowalewski", "jan@example.org"))

    second = issuer.forms(award)
    before, after = (json.loads(forms["json"]) for forms in (first, second))
    assert after["id"] == before["id"]
    assert after["credentialSubject"]["identifier"][0]["identityHash"] == "Jan Kowalewski"
    assert after["awardedDate"] == before["awardedDate"]
    assert after["validFrom"] == "2030-03-01T11:58:01Z"
    assert after["credentialStatus"]["id"] != before["credentialStatus"]["id"]
    assert [issuer.verify(form).verdict for form in first.values()] == [Verdict.INVALID] * 2
    assert [issuer.verify(form).verdict for form in second.values()] == [Verdict.VALID] * 2


def test_every_earlier_generation_is_revoked_by_the_next(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    for name in ("A", "B", "C"):
        correct(issuer, award, NewAward("Jan", name, "jan@example.org"))

    verdicts = [
        issuer.verify(issuer.forms(award, number)["jwt"]).verdict for number in (1, 2, 3, 4)
    ]

    assert verdicts == [Verdict.INVALID] * 3 + [Verdict.VALID]
    revoke(issuer, award)
    assert issuer.verify(issuer.forms(award, 4)["jwt"]).verdict is Verdict.INVALID


def test_another_address_ends_what_the_first_mailbox_could_open(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    with issuer.writing() as session:
        create_link(session, LinkPurpose.CLAIM, award_id=award.id, now=issuer.now)
        session.get_one(Award, award.id).state = AwardState.CLAIMED

    correct(issuer, award, NewAward("Jan", "Kowalski", "jan.kowalski@example.org"))

    record = issuer.read(award)
    assert (record.state, record.claimed_at) == (AwardState.AWARDED, None)
    with issuer.service.database.reading() as session:
        assert session.scalars(select(Link.used_at)).all() == [issuer.now]
        kinds = session.execute(select(Mail.kind, Mail.recipient).order_by(Mail.created_at)).all()
    assert (MailKind.CORRECTION, "jan.kowalski@example.org") in [tuple(row) for row in kinds]


def test_a_refused_correction_leaves_the_badge_as_it_was(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())

    with pytest.raises(InvalidAwardError):
        correct(issuer, award, NewAward("", "Kowalski", "jan@example.org"))

    assert issuer.count(Generation) == 1
    assert issuer.verify(issuer.forms(award)["json"]).verdict is Verdict.VALID


def test_allow_lets_the_same_person_have_it_twice(issuer: Issuer) -> None:
    template = issuer.template(DuplicatePolicy.ALLOW)

    awards = [issuer.award(template) for _ in range(2)]

    verdicts = [issuer.verify(issuer.forms(award)["json"]).verdict for award in awards]
    assert verdicts == [Verdict.VALID] * 2


def test_deny_refuses_the_second_and_names_the_date_of_the_first(issuer: Issuer) -> None:
    template = issuer.template(DuplicatePolicy.DENY)
    award = issuer.award(template)

    with pytest.raises(AlreadyAwardedError) as caught:
        issuer.award(template, email=" JAN@Example.ORG ")

    assert "01.03.2030" in caught.value.sentence("pl")
    revoke(issuer, award)
    assert issuer.award(template).id != award.id


def test_replace_revokes_the_earlier_one_and_says_what_replaced_it(issuer: Issuer) -> None:
    template = issuer.template(DuplicatePolicy.REPLACE)
    first = issuer.award(template)

    second = issuer.award(template)

    assert issuer.verify(issuer.forms(first)["json"]).verdict is Verdict.INVALID
    assert issuer.verify(issuer.forms(second)["json"]).verdict is Verdict.VALID
    record = issuer.read(first)
    assert record.replaced_by_id == second.id
    assert validity_of(record, issuer.now) == "replaced"


def test_resending_queues_one_more_mail(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())

    with issuer.writing() as session:
        resend_award(session, issuer.caller, award.id, now=issuer.now)

    assert issuer.count(Mail) == 2


def test_the_signed_list_is_new_after_each_change_and_says_what_the_bits_say(
    issuer: Issuer,
) -> None:
    award = issuer.award(issuer.template())
    issuer.service.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]  # the test's clock

    revoke(issuer, award)

    with issuer.service.database.reading() as session:
        status_list = session.scalars(select(StatusList)).one()
        generation = session.scalars(select(Generation)).one()
    signed = json.loads(status_list.signed)
    bits = decode(signed["credentialSubject"]["encodedList"])
    assert bits == status_list.bits
    assert status_at(bits, generation.status_index or 0) == 1
    assert sum(bits).bit_count() == 1
    assert signed["validFrom"] == "2030-03-01T12:58:00Z"
    assert signed["validUntil"] == "2030-03-02T13:00:00Z"
    assert status_list.signed_at == issuer.now
