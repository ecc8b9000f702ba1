"""What administrators look after: the audit trail and webhooks; and everybody's own account."""

import re

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer, new_issuer

from issuer.models import Role, Webhook

from .desk import fill, forms_on, staff

TRAIL = "/organisation/audit"
HOOKS = "/organisation/webhooks"
ADDRESS = "https://records.example/insygnia"


def entries(text: str) -> list[str]:
    return [
        " ".join(re.sub(r"<[^>]*>", " ", row).split())
        for row in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', text, re.DOTALL)
    ]


def test_the_trail_tells_what_was_done_and_by_whom(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    client = staff(app, issuer, Role.ADMINISTRATOR, Role.ISSUER)
    fill(client, f"/awards/{award.id}/revoke", reason="Pomyłka", sure="1")

    text = client.get(TRAIL).text

    assert "Credential revoked Pomyłka" in entries(text)
    assert f'href="/awards/{award.id}"' in text
    assert "Anna" in text[text.index("Credential revoked") :]


def test_the_trail_is_filtered(app: FastAPI, issuer: Issuer) -> None:
    issuer.award(issuer.template())
    client = staff(app, issuer, Role.ADMINISTRATOR)

    assert set(entries(client.get(f"{TRAIL}?action=award.made").text)) == {"Credential awarded"}
    assert entries(client.get(f"{TRAIL}?since=2999-01-01").text) == []
    assert entries(client.get(f"{TRAIL}?until=2000-01-01").text) == []
    assert entries(client.get(f"{TRAIL}?since=31/12/2030&until=%00&action=").text) != []


def test_the_trail_of_others_is_not_shown(app: FastAPI, issuer: Issuer) -> None:
    issuer.award(issuer.template())
    client = staff(app, new_issuer(issuer.service, "druga"), Role.ADMINISTRATOR)

    assert "Credential awarded" not in entries(client.get(TRAIL).text)


@pytest.mark.parametrize("page", [TRAIL, HOOKS])
def test_only_administrators_see_them(app: FastAPI, issuer: Issuer, page: str) -> None:
    client = staff(app, issuer, Role.AUTHOR, Role.ISSUER)

    assert client.get(page).status_code == 403
    assert page not in client.get("/organisation").text


def test_a_webhook_shows_its_secret_once(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR)

    made = fill(client, HOOKS, url=ADDRESS)

    assert re.search(r'value="whsec_[^"]+"', made.text)
    assert "whsec_" not in client.get(HOOKS).text
    assert ADDRESS in client.get(HOOKS).text


def test_a_webhook_gets_a_new_secret_and_is_deleted(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR)
    fill(client, HOOKS, url=ADDRESS)
    actions = forms_on(client.get(HOOKS).text)
    rotate = next(name for name in actions if name.endswith("/rotate-secret"))
    delete = next(name for name in actions if name.endswith("/delete"))

    assert "whsec_" in fill(client, HOOKS, rotate).text
    assert "It was not called yet." in client.get(rotate.removesuffix("/rotate-secret")).text
    fill(client, HOOKS, delete)

    assert issuer.count(Webhook) == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"url": "http://records.example"}, "url"), ({"url": ADDRESS, "event": []}, "event-awarded")],
)
def test_a_wrong_webhook_is_said_at_its_field(
    app: FastAPI, issuer: Issuer, typed: dict[str, str | list[str]], field: str
) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR)

    answer = fill(client, HOOKS, "", **typed)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert issuer.count(Webhook) == 0


def test_one_changes_the_own_name_and_language(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.VIEWER)

    fill(client, "/account", name="Anna Maria Nowak", language="pl")
    text = client.get("/account").text

    assert "Anna Maria Nowak" in text
    assert '<html lang="pl">' in text
    assert fill(client, "/account", name=" ").status_code == 422


def test_one_changes_the_own_password(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.VIEWER)
    change = "/account/password"

    wrong = fill(client, "/account", change, current="x", new="cztery zwykłe nowe słowa")
    assert "This is not your password." in wrong.text
    short = fill(client, "/account", change, current=visitors.PASSWORD, new="krótkie")
    assert 'id="new-wrong"' in short.text
    done = fill(
        client, "/account", change, current=visitors.PASSWORD, new="cztery zwykłe nowe słowa"
    )

    assert done.status_code == 303
    assert client.get("/account").status_code == 200
