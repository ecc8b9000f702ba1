"""The link of a mail shows what was awarded; its button claims it, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from fastapi import FastAPI
from issuing import JAN, Issuer
from mailing.mails import claim_token
from sqlalchemy import select
from timing import Clock

from issuer.award_changes import revoke_award
from issuer.claims import claim_award
from issuer.models import AuditEntry, AwardState, Link, LoginSession, Webhook, WebhookDelivery
from issuer.people_errors import LinkUnusableError

from .recipients import claimed, phone, press


def test_looking_at_the_link_changes_nothing(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client, token = phone(app), claim_token(issuer.service, award)

    pages = [client.get(f"/claim/{token}{end}") for end in ("", "/picture", "/decline", "")]

    assert [page.status_code for page in pages] == [200] * 4
    assert "Koordynator projektów" in pages[0].text
    assert "Jan Kowalski" in pages[0].text
    assert pages[1].headers["content-type"] == "image/png"
    assert issuer.read(award).state == AwardState.AWARDED
    assert issuer.count(LoginSession) == 0
    assert not client.cookies


def test_the_button_claims_and_leads_to_the_badge_of_its_holder(
    app: FastAPI, issuer: Issuer
) -> None:
    template = issuer.template()
    award = issuer.award(template)

    client = claimed(app, issuer, award)

    assert issuer.read(award).state == AwardState.CLAIMED
    assert issuer.read(award).claimed_at == issuer.now
    assert issuer.achievement(template).claimed_count == 1
    page = client.get(f"/credentials/{award.credential_uuid}")
    assert page.status_code == 200
    assert "Who sees this page" in page.text


def test_a_claim_is_in_the_audit_trail_and_told_to_webhooks(app: FastAPI, issuer: Issuer) -> None:
    with issuer.writing() as session:
        session.add(
            Webhook(
                organisation_id=issuer.organisation_id,
                url="https://hooks.example/x",
                events=["claimed"],
                secrets=[],
                created_at=issuer.now,
            )
        )
    award = issuer.award(issuer.template())

    claimed(app, issuer, award)

    with issuer.service.database.reading() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "award.claimed")
        ).one()
        call = session.scalars(select(WebhookDelivery)).one()
    assert (entry.actor, entry.subject_id) == ("recipient", str(award.id))
    assert (call.event, call.payload["award"]) == ("claimed", str(award.id))
    assert "Jan" not in str(call.payload)


def test_a_link_works_once_and_every_dead_link_gets_the_same_answer(
    app: FastAPI, issuer: Issuer, clock: Clock
) -> None:
    used, unknown = claim_token(issuer.service, issuer.award(issuer.template())), "x" * 43
    press(phone(app), f"/claim/{used}", f"/claim/{used}")
    expired = claim_token(issuer.service, issuer.award(issuer.template()))
    clock.advance(timedelta(days=181))

    answers = [phone(app).get(f"/claim/{token}") for token in (used, unknown, expired)]
    answers += [phone(app).post(f"/claim/{token}") for token in (used, unknown, expired)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert 'action="/my"' in answers[0].text


def test_27_of_two_claims_at_once_with_one_link_one_wins(issuer: Issuer) -> None:
    template = issuer.template()
    award = issuer.award(template)
    token = claim_token(issuer.service, award)

    def claim(_: int) -> bool:
        try:
            with issuer.writing() as session:
                claim_award(session, token, now=issuer.now)
        except LinkUnusableError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(claim, range(4)))

    assert sorted(outcomes) == [False, False, False, True]
    assert issuer.achievement(template).claimed_count == 1
    assert issuer.count(LoginSession) == 1


# On SQLite they are made where links are looked up: tests/threats/test_27_guessing_links.py.
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_27_guessed_tokens_open_nothing(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    claim_token(issuer.service, award)

    with issuer.writing() as session:
        for guess in range(10_000):
            with pytest.raises(LinkUnusableError):
                claim_award(session, f"{guess:043}", now=issuer.now)


def test_this_was_not_me_ends_the_link_and_hides_the_badge(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client, token = phone(app), claim_token(issuer.service, award)

    answer = press(client, f"/claim/{token}/decline", f"/claim/{token}/decline")

    assert answer.status_code == 200
    assert issuer.read(award).state == AwardState.DECLINED
    assert client.get(f"/claim/{token}").status_code == 404
    assert client.get(f"/credentials/{award.credential_uuid}").status_code == 404


def test_what_was_revoked_can_no_longer_be_claimed(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client, token = phone(app), claim_token(issuer.service, award)
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, award.id, "x", now=issuer.now)

    assert "<button" not in client.get(f"/claim/{token}").text.partition("<main")[2]
    assert client.post(f"/claim/{token}").status_code == 409
    with issuer.service.database.reading() as session:
        assert session.scalars(select(Link.used_at)).all() == [None]


def test_no_other_site_learns_the_address_with_the_token(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    token = claim_token(issuer.service, award)
    client = phone(app)

    answers = [client.get(f"/claim/{token}{end}") for end in ("", "/decline", "/picture")]
    answers.append(press(client, f"/claim/{token}", f"/claim/{token}"))

    for answer in answers:
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"


def test_a_page_of_another_site_cannot_claim(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    token = claim_token(issuer.service, award)

    answer = phone(app).post(f"/claim/{token}", headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert issuer.read(award).state == AwardState.AWARDED


def test_a_form_of_a_browser_that_sends_no_referrer_is_accepted(
    app: FastAPI, issuer: Issuer
) -> None:
    award = issuer.award(issuer.template())
    sent = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
    token = claim_token(issuer.service, award)

    answer = phone(app).post(f"/claim/{token}", headers=sent, follow_redirects=False)

    assert answer.status_code == 303
    assert issuer.read(award).state == AwardState.CLAIMED


def test_the_page_speaks_the_language_of_the_award_to_those_who_ask_for_none(
    app: FastAPI, issuer: Issuer
) -> None:
    award = issuer.award(issuer.template(), JAN, language="en")
    token = claim_token(issuer.service, award)
    client = phone(app)
    del client.headers["Accept-Language"]

    assert '<html lang="en">' in client.get(f"/claim/{token}").text
    assert '<html lang="pl">' in client.get(f"/claim/{token}?lang=pl").text
    assert '<html lang="pl">' in client.get(f"/claim/{token}").text
