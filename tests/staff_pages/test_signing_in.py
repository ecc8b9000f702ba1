"""Signing in and out, invitations and forgotten passwords, in a browser."""

import pytest
import visitors
from claiming.recipients import phone
from fastapi import FastAPI
from issuing import Issuer
from sqlalchemy import select, update
from starlette.testclient import TestClient

from issuer.models import LinkPurpose, LoginSession, Person, Role
from issuer.sessions import FRESH
from issuer.sign_in import create_sign_in_link

from .desk import fill, staff


def test_a_member_signs_in_and_comes_to_the_templates(app: FastAPI, issuer: Issuer) -> None:
    visitors.add_staff(issuer, Role.AUTHOR)
    client = phone(app)

    asked = client.get("/templates", follow_redirects=False)
    answer = fill(client, asked.headers["location"], "/sign-in", email=visitors.ANNA,
                  password=visitors.PASSWORD)  # fmt: skip

    assert asked.headers["location"] == "/sign-in?next=%2Ftemplates"
    assert answer.headers["location"] == "/templates"
    assert client.get("/templates").status_code == 200


def test_a_wrong_password_keeps_the_address_and_says_what_to_do(
    app: FastAPI, issuer: Issuer
) -> None:
    visitors.add_staff(issuer, Role.AUTHOR)

    answer = fill(phone(app), "/sign-in", email=visitors.ANNA, password="wrong wrong wrong")

    assert answer.status_code == 401
    assert visitors.ANNA in answer.text
    assert "wrong wrong" not in answer.text
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(app: FastAPI, issuer: Issuer, wanted: str) -> None:
    visitors.add_staff(issuer, Role.AUTHOR)

    answer = phone(app).post(
        "/sign-in",
        data={"email": visitors.ANNA, "password": visitors.PASSWORD, "next": wanted},
        follow_redirects=False,
    )

    assert answer.headers["location"] == "/templates"


def test_signing_out_ends_the_session(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.AUTHOR)

    fill(client, "/templates", "/sign-out")

    assert client.get("/templates", follow_redirects=False).status_code == 303


def test_a_link_signs_in_by_its_button_and_once(app: FastAPI, issuer: Issuer) -> None:
    person = visitors.add_staff(issuer, Role.ADMINISTRATOR)
    with issuer.writing() as session:
        token = create_sign_in_link(session, person.id, now=issuer.now)
    client = phone(app)

    assert fill(client, f"/sign-in/{token}").headers["location"] == "/templates"
    assert phone(app).get(f"/sign-in/{token}").status_code == 404


def test_somebody_who_is_invited_chooses_a_password_and_works(app: FastAPI, issuer: Issuer) -> None:
    administrator = staff(app, issuer, Role.ADMINISTRATOR)
    fill(administrator, "/organisation/members", "/organisation/invitations",
         email="ewa@example.org", role=["issuer", "author"])  # fmt: skip
    token = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)
    client = phone(app)

    page = client.get(f"/invitations/{token}").text
    short = fill(client, f"/invitations/{token}", name="Ewa Lis", password="short")
    joined = fill(client, f"/invitations/{token}", name="Ewa Lis", password=visitors.PASSWORD)

    assert "ewa@example.org" in page
    assert (short.status_code, "12" in short.text, "Ewa Lis" in short.text) == (422, True, True)
    assert joined.headers["location"] == "/templates"
    assert client.get("/templates/new").status_code == 200
    assert phone(app).get(f"/invitations/{token}").status_code == 404


def test_who_has_an_account_joins_with_it(app: FastAPI, issuer: Issuer) -> None:
    administrator = staff(app, issuer, Role.ADMINISTRATOR)
    visitors.add_person(issuer.service, "ewa@example.org", name="Ewa Lis")
    fill(administrator, "/organisation/members", "/organisation/invitations",
         email="ewa@example.org", role="viewer")  # fmt: skip
    token = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)

    turned = fill(phone(app), f"/invitations/{token}", name="Ewa", password=visitors.PASSWORD)
    client = visitors.sign_in(app, "ewa@example.org")
    client.headers["Accept"] = "text/html"
    before = dict(client.cookies)
    joined = fill(client, f"/invitations/{token}")

    assert turned.headers["location"] == f"/sign-in?next=/invitations/{token}"
    assert joined.headers["location"] == "/templates"
    assert client.get("/templates").status_code == 200
    assert before["__Host-insygnia"] != client.cookies["__Host-insygnia"]


def test_a_forgotten_password_is_set_anew(app: FastAPI, issuer: Issuer) -> None:
    visitors.add_staff(issuer, Role.AUTHOR)
    client, new = phone(app), "osiem czerwonych parasoli"

    known = fill(client, "/reset", email=visitors.ANNA)
    unknown = fill(client, "/reset", email="nobody@example.org")
    token = visitors.token_in_mail(issuer.service, LinkPurpose.RESET)
    short = fill(client, f"/reset/{token}", password="short")
    fill(client, f"/reset/{token}", password=new)

    assert known.text == unknown.text
    assert short.status_code == 422
    assert fill(client, "/sign-in", email=visitors.ANNA, password=new).status_code == 303
    assert phone(app).get(f"/reset/{token}").status_code == 404


def test_who_has_no_password_chooses_one_without_being_asked_for_it(
    app: FastAPI, issuer: Issuer
) -> None:
    client, change = signed_in_by_link(app, issuer), "/account/password"
    text = client.get("/account?lang=en").text
    assert 'name="current"' not in text
    assert "You have no password yet." in text

    short = fill(client, "/account", change, new="krótkie")
    assert 'id="new-wrong"' in short.text
    done = fill(client, "/account", change, new="cztery zwykłe nowe słowa")

    assert done.status_code == 303
    assert 'name="current"' in client.get("/account").text
    visitors.sign_in(app, password="cztery zwykłe nowe słowa")
    again = fill(client, "/account", change, new="pięć cichych latarni")
    assert "This is not your password." in again.text


def test_a_first_password_is_chosen_only_soon_after_signing_in(
    app: FastAPI, issuer: Issuer
) -> None:
    client = signed_in_by_link(app, issuer)
    with issuer.writing() as session:
        session.execute(update(LoginSession).values(created_at=issuer.now - 2 * FRESH))

    text = client.get("/account?lang=en").text
    assert 'action="/account/password"' not in text
    assert 'href="/reset"' in text
    fields = {"csrf": visitors.form_of(client)["csrf"], "new": "cztery zwykłe nowe słowa"}
    refused = client.post("/account/password", data=fields)

    assert refused.status_code == 422
    assert "You signed in more than an hour ago." in refused.text
    with issuer.service.database.reading() as session:
        assert session.scalars(select(Person.password_hash)).all() == [None]


def signed_in_by_link(app: FastAPI, issuer: Issuer) -> TestClient:
    person = visitors.add_person(issuer.service, has_password=False)
    visitors.join(issuer, person, [Role.VIEWER])
    with issuer.writing() as session:
        token = create_sign_in_link(session, person.id, now=issuer.now)
    client = phone(app)
    fill(client, f"/sign-in/{token}")
    return client
