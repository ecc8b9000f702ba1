"""What was issued: found in the list, told of in full, sent again, revoked, erased."""

import re

import pytest
from fastapi import FastAPI
from issuing import CONTENT, JAN, Issuer, new_issuer
from mailing.mails import claim_token

from issuer.claims import decline_award
from issuer.models import Mail, Role

from .desk import fill, staff


def test_awards_are_searched_filtered_and_sorted(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    issuer.award(template)
    issuer.award(template, JAN, first_name="Anna", last_name="Ćwik", email="anna@example.org")
    client = staff(app, issuer, Role.VIEWER)

    def shown(query: str) -> list[str]:
        text = client.get(f"/awards?{query}").text
        return re.findall(r'<th scope="row"><a[^>]*>([^<]*)</a>', text)

    assert shown("order=name") == ["Anna Ćwik", "Jan Kowalski"]
    assert shown("order=-name") == ["Jan Kowalski", "Anna Ćwik"]
    assert shown("q=kowal") == ["Jan Kowalski"]
    assert shown("q=anna%40") == ["Anna Ćwik"]
    assert shown("state=claimed") == []
    assert shown("delivery=sent") == []
    assert shown("since=2999-01-01") == []
    assert len(shown("delivery=queued&since=2000-01-01&until=2999-01-01")) == 2
    assert len(shown(f"template={template}&validity=valid&order=nonsense&q=%00")) == 2
    assert len(shown("template=x&since=31/12/2030&until=%00&delivery=x")) == 2
    assert 'aria-sort="ascending"' in client.get("/awards?order=name").text


def test_the_list_is_exported_as_it_is_filtered(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    issuer.award(template)
    issuer.award(template, JAN, first_name="Anna", last_name="Ćwik", email="anna@example.org")
    client = staff(app, issuer, Role.VIEWER)

    text = client.get(f"/awards?q=kowal&template={template}&lang=en").text
    address = re.search(r'href="(/api/v1/awards/export\.csv\?[^"]*)"', text)

    assert address is not None
    table = client.get(address[1].replace("&amp;", "&")).text
    assert "Kowalski" in table
    assert "Ćwik" not in table


def test_an_award_tells_its_history(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client, page = staff(app, issuer, Role.ISSUER), f"/awards/{award.id}"

    fill(client, page, f"{page}/resend")
    fill(client, f"{page}/revoke", reason="Na prośbę odbiorcy", sure="1")
    text = client.get(page).text

    assert issuer.count(Mail) == 3
    for sentence in ("Awarded", "Sent again", "Revoked", "Na prośbę odbiorcy", "Anna"):
        assert sentence in text[text.index('id="history"') :], sentence


def test_that_a_recipient_declined_is_said_before_that_the_badge_is_valid(
    app: FastAPI, issuer: Issuer
) -> None:
    award = issuer.award(issuer.template())
    with issuer.writing() as session:
        decline_award(session, claim_token(issuer.service, award), now=issuer.now)
    client = staff(app, issuer, Role.VIEWER)

    for address in ("/awards", f"/awards/{award.id}"):
        said = re.findall(r"</span> (declined|Valid)</span>", client.get(address).text)
        assert said == ["declined", "Valid"], address


@pytest.mark.parametrize(
    ("step", "typed"), [("revoke", {"reason": "Pomyłka"}), ("erase", {"revoke": "1"})]
)
def test_what_cannot_be_undone_is_asked_twice(
    app: FastAPI, issuer: Issuer, step: str, typed: dict[str, str]
) -> None:
    award = issuer.award(issuer.template())
    client = staff(app, issuer, Role.ADMINISTRATOR, Role.ISSUER)
    page = f"/awards/{award.id}/{step}"

    unsure = fill(client, page, **typed)
    assert unsure.status_code == 422
    assert "Tick the box if you really mean it." in unsure.text
    assert all(value in unsure.text for value in typed.values())
    assert issuer.read(award).revoked_at is None
    assert fill(client, page, **typed, sure="1").status_code == 303

    assert issuer.read(award).revoked_at == issuer.now
    assert page not in client.get(f"/awards/{award.id}").text


def test_a_revocation_needs_a_reason(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client = staff(app, issuer, Role.ISSUER)

    answer = fill(client, f"/awards/{award.id}/revoke", sure="1")

    assert answer.status_code == 422
    assert 'id="reason-wrong"' in answer.text
    assert issuer.read(award).revoked_at is None


def test_an_erased_award_shows_nobody(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client, page = staff(app, issuer, Role.ADMINISTRATOR, Role.ISSUER), f"/awards/{award.id}"

    fill(client, f"{page}/erase", sure="1")
    text = client.get(page).text

    assert issuer.read(award).revoked_at is None
    assert "Personal data erased" in text
    assert "Kowalski" not in text + client.get("/awards").text


def test_only_who_may_erase_is_asked(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client = staff(app, issuer, Role.ISSUER)

    assert f"/awards/{award.id}/erase" not in client.get(f"/awards/{award.id}").text
    assert client.get(f"/awards/{award.id}/erase").status_code == 403


def test_another_organisation_is_asked_nothing(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client = staff(app, new_issuer(issuer.service, "druga"), Role.ADMINISTRATOR, Role.ISSUER)

    for step in ("", "/revoke", "/erase"):
        assert client.get(f"/awards/{award.id}{step}").status_code == 404, step


def test_the_chosen_template_stays_chosen_and_is_named_in_a_language_it_has(
    app: FastAPI, issuer: Issuer
) -> None:
    both = issuer.template()
    texts = {"pl": CONTENT["texts"]["pl"]}
    polish = issuer.template(languages=["pl"], texts=texts, result_descriptions=[])
    client = staff(app, issuer, Role.VIEWER)

    text = client.get(f"/awards?template={polish}&lang=en").text

    assert f'<option value="{both}">Project coordinator</option>' in text
    assert f'<option value="{polish}" selected>Koordynator projektów</option>' in text
