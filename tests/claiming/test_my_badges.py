"""“My badges”: everything awarded to one mailbox, by a link that is sent there."""

from datetime import timedelta

from fastapi import FastAPI
from issuing import JAN, Issuer, new_issuer
from mailing.mails import claim_token
from timing import Clock

from issuer.models import AwardState, Mail

from .recipients import claimed, my_link, phone, press


def test_the_link_shows_what_every_organisation_awarded_to_the_mailbox(
    app: FastAPI, issuer: Issuer
) -> None:
    other = new_issuer(issuer.service, "druga")
    issuer.award(issuer.template())
    other.award(other.template(), email="JAN@Example.org")
    other.award(other.template(), email="anna@example.org", first_name="Anna")
    client = phone(app)
    token = my_link(client, issuer)

    answer = press(client, f"/my/{token}", f"/my/{token}")

    assert answer.headers["location"] == "/my"
    assert client.get("/my").text.count("<h2") == 2


def test_looking_at_the_link_opens_nothing_and_it_works_once(app: FastAPI, issuer: Issuer) -> None:
    issuer.award(issuer.template())
    token = my_link(phone(app), issuer)
    client = phone(app)

    assert client.get(f"/my/{token}").status_code == 200
    assert 'action="/my"' in client.get("/my").text
    assert press(client, f"/my/{token}", f"/my/{token}").status_code == 303
    assert phone(app).post(f"/my/{token}").status_code == 404


def test_the_link_expires_after_a_quarter_of_an_hour(
    app: FastAPI, issuer: Issuer, clock: Clock
) -> None:
    issuer.award(issuer.template())
    token = my_link(phone(app), issuer)
    clock.advance(timedelta(minutes=15))

    assert phone(app).post(f"/my/{token}").status_code == 404


def test_whoever_asks_does_not_learn_whether_there_is_anything(
    app: FastAPI, issuer: Issuer
) -> None:
    issuer.award(issuer.template())
    mails = issuer.count(Mail)

    known = phone(app).post("/my", data={"email": "jan@example.org"})
    unknown = phone(app).post("/my", data={"email": "nobody@example.org"})

    assert (known.status_code, known.text) == (unknown.status_code, unknown.text)
    assert issuer.count(Mail) == mails + 1


def test_asking_again_and_again_does_not_fill_somebodys_mailbox(
    app: FastAPI, issuer: Issuer, clock: Clock
) -> None:
    issuer.award(issuer.template())
    mails = issuer.count(Mail)

    for _ in range(4):
        assert phone(app).post("/my", data={"email": "jan@example.org"}).status_code == 200
    assert issuer.count(Mail) == mails + 1
    answers = [phone(app).post("/my", data={"email": "jan@example.org"}) for _ in range(2)]
    assert answers[-1].status_code == 429
    clock.advance(timedelta(minutes=2))
    phone(app).post("/my", data={"email": "jan@example.org"})
    assert issuer.count(Mail) == mails + 2


def test_what_is_no_address_is_said_at_the_field_and_kept(app: FastAPI) -> None:
    answer = phone(app).post("/my", data={"email": "jan(at)example.org"})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert "jan(at)example.org" in answer.text


def test_an_award_is_claimed_from_the_list(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client = phone(app)
    token = my_link(client, issuer)
    press(client, f"/my/{token}", f"/my/{token}")

    answer = press(client, "/my", f"/my/{award.credential_uuid}/claim")

    assert answer.headers["location"] == f"/credentials/{award.credential_uuid}"
    assert issuer.read(award).state == AwardState.CLAIMED


def test_the_session_of_one_award_shows_that_award_alone(app: FastAPI, issuer: Issuer) -> None:
    issuer.award(issuer.template())
    second = issuer.award(issuer.template(), JAN)
    client = claimed(app, issuer, second)

    assert client.get("/my").text.count("<h2") == 1


def test_the_session_of_one_mailbox_claims_nothing_of_another(app: FastAPI, issuer: Issuer) -> None:
    mine = issuer.award(issuer.template())
    client = phone(app)
    token = my_link(client, issuer)
    press(client, f"/my/{token}", f"/my/{token}")
    annas = issuer.award(issuer.template(), email="anna@example.org")

    answer = press(client, "/my", f"/my/{annas.credential_uuid}/claim")

    assert answer.status_code == 404
    assert issuer.read(annas).state == AwardState.AWARDED
    assert issuer.read(mine).state == AwardState.AWARDED


def test_ending_the_session_shows_nothing_any_more(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client = claimed(app, issuer, award)
    cookies = dict(client.cookies)

    press(client, "/my", "/my/end")

    thief = phone(app)
    thief.cookies.update(cookies)
    assert 'action="/my"' in thief.get("/my").text


def test_what_was_declined_is_not_in_the_list(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    kept, declined = issuer.award(template), issuer.award(template)
    decline = f"/claim/{claim_token(issuer.service, declined)}/decline"
    press(phone(app), decline, decline)
    client = phone(app)
    token = my_link(client, issuer)
    press(client, f"/my/{token}", f"/my/{token}")

    listed = client.get("/my").text

    assert str(kept.credential_uuid) in listed
    assert str(declined.credential_uuid) not in listed
