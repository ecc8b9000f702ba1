"""The organisation's data in a browser: profile, members, keys, API keys."""

import re
from importlib.resources import files

import visitors
from fastapi import FastAPI
from issuing import Issuer, new_issuer
from sqlalchemy import select

from issuer.issuer_keys import keys_of
from issuer.models import ApiKey, KeyState, Organisation, Role

from .desk import fill, forms_on, staff


def organisation(issuer: Issuer) -> Organisation:
    with issuer.service.database.reading() as session:
        return session.get_one(Organisation, issuer.organisation_id)


def test_the_profile_is_changed(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR)

    fill(client, "/organisation", name__pl="Akademia Nowa", url="https://akademia.example",
         street="Prosta 1", locality="Łódź", nip="5260250274", accent="#1a4d8f")  # fmt: skip

    now = organisation(issuer)
    assert (now.names["pl"], now.url, now.accent) == (
        "Akademia Nowa", "https://akademia.example", "#1a4d8f",
    )  # fmt: skip
    assert now.address == {"street": "Prosta 1", "locality": "Łódź", "country": "PL"}
    assert now.identifiers == {"nip": "5260250274"}
    assert "Akademia Nowa" in client.get(f"/issuers/{now.slug}?lang=pl").text


def test_faults_of_the_profile_stand_at_their_fields(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR)

    answer = fill(client, "/organisation", name__pl="", country="XX", nip="123", accent="blue")

    for name in ("name-pl", "country", "nip", "accent"):
        assert f'id="{name}-wrong"' in answer.text
    assert organisation(issuer).names["pl"] == "Akademia"


def test_a_logo_is_taken_and_left_out_again(app: FastAPI, issuer: Issuer) -> None:

    client = staff(app, issuer, Role.ADMINISTRATOR)
    picture = (files("issuer.samples") / "badge.png").read_bytes()
    data = forms_on(client.get("/organisation").text)["/organisation"].fields

    client.post("/organisation", data=data, files={"logo": ("logo.png", picture)})
    logo = organisation(issuer).logo_id
    assert client.get(f"/uploads/{logo}").headers["content-type"] == "image/png"
    fill(client, "/organisation", no_logo="1")

    assert organisation(issuer).logo_id is None


def test_roles_are_changed_and_members_removed(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR)
    ewa = visitors.add_staff(issuer, Role.VIEWER, email="ewa@example.org", name="Ewa Lis")
    page, roles = "/organisation/members", f"/organisation/members/{ewa.id}/roles"

    fill(client, page, roles, role=["issuer"])
    text = client.get(page).text
    unsure = fill(client, page, f"/organisation/members/{ewa.id}/remove")
    assert "ewa@example.org" in client.get(page).text
    fill(client, page, f"/organisation/members/{ewa.id}/remove", sure="1")

    assert "Tick the box if you really mean it." in unsure.text
    assert re.search("ewa@example.org.*?Awarder", text, re.DOTALL)
    assert "ewa@example.org" not in client.get(page).text


def test_the_last_administrator_stays(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR)
    action = next(
        name
        for name in forms_on(client.get("/organisation/members").text)
        if name.endswith("/roles")
    )

    answer = fill(client, "/organisation/members", action, role=["viewer"])
    removal = action.replace("/roles", "/remove")
    left = fill(client, "/organisation/members", removal, sure="1")

    for each in (answer, left):
        assert each.status_code == 422
        assert "An organisation needs an administrator" in each.text
    assert client.get("/organisation/api-keys").status_code == 200


def test_a_bad_invitation_is_said_at_the_form(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR)
    page, action = "/organisation/members", "/organisation/invitations"

    no_address = fill(client, page, action, email="nobody", role="viewer")
    no_role = fill(client, page, action, email="ewa@example.org")

    assert 'id="email-wrong"' in no_address.text
    assert "ewa@example.org" in no_role.text
    assert no_role.status_code == 422


def test_an_invitation_is_sent_again_and_withdrawn(app: FastAPI, issuer: Issuer) -> None:
    client, page = staff(app, issuer, Role.ADMINISTRATOR), "/organisation/members"
    fill(client, page, "/organisation/invitations", email="ewa@example.org", role="viewer")
    forms = forms_on(client.get(page).text)
    resend, withdraw = (
        next(name for name in forms if name.endswith(f"/{step}")) for step in ("resend", "withdraw")
    )

    assert fill(client, page, resend).status_code == 303
    fill(client, page, withdraw)

    assert "ewa@example.org" not in client.get(page).text


def test_an_api_key_is_shown_once_and_ended(app: FastAPI, issuer: Issuer) -> None:
    client, page = staff(app, issuer, Role.ADMINISTRATOR), "/organisation/api-keys"

    made = fill(client, page, name="Dziekanat", scope=["read"])
    key = re.search(r"insygnia_[a-z0-9]{12}_[\w-]{43}", made.text)
    assert key is not None
    headers = {"Authorization": f"Bearer {key[0]}"}
    assert visitors.browser(app).get("/api/v1/members", headers=headers).status_code == 200
    assert key[0] not in client.get(page).text
    with issuer.service.database.reading() as session:
        row = session.scalars(select(ApiKey)).one()
    fill(client, page, f"{page}/{row.id}/revoke")

    assert visitors.browser(app).get("/api/v1/members", headers=headers).status_code == 401


def test_keys_are_replaced(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR)

    fill(client, "/organisation/keys", "/organisation/keys/rotate")

    with issuer.service.database.reading() as session:
        states = [key.state for key in keys_of(session, issuer.organisation_id)]
    assert states == [KeyState.ACTIVE] * 2 + [KeyState.RETIRED] * 2


def test_who_works_for_two_organisations_goes_to_the_other(app: FastAPI, issuer: Issuer) -> None:
    other = new_issuer(issuer.service, "druga")
    person = visitors.add_staff(issuer, Role.ADMINISTRATOR)
    visitors.join(other, person, [Role.VIEWER])
    client = visitors.sign_in(app)

    answer = fill(client, "/organisation", "/organisation/switch",
                  organisation=str(other.organisation_id))  # fmt: skip

    assert answer.headers["location"] == "/templates"
    assert "druga" in client.get("/organisation", headers={"Accept": "text/html"}).text
    assert client.get("/organisation/api-keys").status_code == 403
