"""People come in by invitation: with a new account, or with the one they have."""

from datetime import timedelta
from typing import Any

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from sqlalchemy import select
from starlette.testclient import TestClient
from timing import Clock
from visitors import ANNA

from issuer.collaborators import Collaborators
from issuer.invitations import invite_operator
from issuer.models import AuditEntry, Link, LinkPurpose, Mail, MailKind, Role

EWA = "ewa@example.org"
ACCOUNT = {"name": "Ewa Zając", "password": "trzy spokojne jeziora", "language": "pl"}


@pytest.fixture
def anna(app: FastAPI, issuer: Issuer) -> TestClient:
    """Return the browser of an administrator."""
    visitors.add_staff(issuer, Role.ADMINISTRATOR)
    return visitors.sign_in(app)


def _invite(anna: TestClient, email: str = EWA, *roles: str) -> dict[str, Any]:
    answer = anna.post("/api/v1/invitations", json={"email": email, "roles": roles or ["author"]})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _accept(client: TestClient, token: str, **more: Any) -> Any:
    return client.post("/api/v1/invitations/accept", json={"token": token, **more})


def test_who_accepts_gets_an_account_and_the_roles_and_is_signed_in(
    app: FastAPI, anna: TestClient, issuer: Issuer
) -> None:
    _invite(anna, EWA, "author", "issuer")
    ewa = visitors.browser(app)

    token = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)
    assert _accept(ewa, token, account=ACCOUNT).status_code == 201

    me = ewa.get("/api/v1/me").json()
    assert (me["email"], me["name"]) == (EWA, "Ewa Zając")
    assert me["workplaces"][0]["roles"] == ["author", "issuer"]
    assert me["rights"] == ["award", "read", "templates"]
    visitors.sign_in(app, EWA, "trzy spokojne jeziora")


def test_the_invitation_is_mailed_to_the_address_and_nothing_else_is_kept_of_it(
    anna: TestClient, issuer: Issuer
) -> None:
    _invite(anna)

    with issuer.service.database.reading() as session:
        mail = session.scalars(select(Mail)).one()
        notes = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "member.invited")
        ).one()
    assert (mail.kind, mail.recipient) == (MailKind.INVITATION, EWA)
    assert EWA not in str(vars(notes))


def test_an_invitation_is_good_for_one_person(
    app: FastAPI, anna: TestClient, issuer: Issuer
) -> None:
    _invite(anna)
    token = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)
    assert _accept(visitors.browser(app), token, account=ACCOUNT).status_code == 201

    again = _accept(visitors.browser(app), token, account={**ACCOUNT, "name": "Ktoś Inny"})

    assert again.status_code == 404
    assert again.json()["type"].endswith("/problems/link-unusable")


def test_an_account_is_never_taken_over_by_an_invitation_to_its_address(
    app: FastAPI, anna: TestClient, issuer: Issuer
) -> None:
    visitors.add_person(issuer.service, EWA, name="Ewa Zając")
    _invite(anna)
    token = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)

    refused = _accept(visitors.browser(app), token, account=ACCOUNT)

    assert refused.status_code == 409
    assert refused.json()["type"].endswith("/problems/account-exists")
    ewa = visitors.sign_in(app, EWA)
    assert _accept(ewa, token).status_code == 201
    assert ewa.get("/api/v1/me").json()["workplaces"][0]["roles"] == ["author"]


def test_accepting_while_signed_in_replaces_the_cookie(
    app: FastAPI, anna: TestClient, issuer: Issuer
) -> None:
    visitors.add_person(issuer.service, EWA)
    ewa = visitors.sign_in(app, EWA)
    before = ewa.cookies["__Host-insygnia"]
    _invite(anna)

    _accept(ewa, visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION))

    old = {"Cookie": f"__Host-insygnia={before}"}
    assert visitors.browser(app).get("/api/v1/me", headers=old).status_code == 401
    assert ewa.get("/api/v1/me").status_code == 200


def test_who_is_a_member_is_not_invited_again(anna: TestClient) -> None:
    answer = anna.post("/api/v1/invitations", json={"email": ANNA, "roles": ["issuer"]})

    assert answer.status_code == 409
    assert answer.json()["type"].endswith("/problems/already-member")


def test_a_second_invitation_ends_the_first(
    app: FastAPI, anna: TestClient, issuer: Issuer, clock: Clock
) -> None:
    _invite(anna)
    first = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)
    clock.advance(timedelta(minutes=1))
    _invite(anna, "EWA@example.org", "viewer")

    assert _accept(visitors.browser(app), first, account=ACCOUNT).status_code == 404
    assert len(anna.get("/api/v1/invitations").json()["items"]) == 1


def test_an_invitation_that_was_withdrawn_does_not_work(
    app: FastAPI, anna: TestClient, issuer: Issuer
) -> None:
    invitation = _invite(anna)
    token = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)

    assert anna.delete(f"/api/v1/invitations/{invitation['id']}").status_code == 204

    assert _accept(visitors.browser(app), token, account=ACCOUNT).status_code == 404
    assert anna.get("/api/v1/invitations").json()["items"] == []


def test_an_invitation_is_sent_again_with_a_new_link(
    app: FastAPI, anna: TestClient, issuer: Issuer
) -> None:
    invitation = _invite(anna)
    first = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)

    assert anna.post(f"/api/v1/invitations/{invitation['id']}/resend").status_code == 202

    second = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)
    with issuer.service.database.reading() as session:
        assert len(session.scalars(select(Mail)).all()) == 2
    assert _accept(visitors.browser(app), first, account=ACCOUNT).status_code == 404
    assert _accept(visitors.browser(app), second, account=ACCOUNT).status_code == 201


def test_a_bad_password_leaves_the_invitation_open(
    app: FastAPI, anna: TestClient, issuer: Issuer
) -> None:
    _invite(anna)
    token = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)

    bad = {**ACCOUNT, "password": "Akademia12345"}
    assert _accept(visitors.browser(app), token, account=bad).status_code == 422
    assert _accept(visitors.browser(app), token, account=ACCOUNT).status_code == 201


def test_the_first_operator_is_invited_by_the_command_line(
    app: FastAPI, service: Collaborators
) -> None:
    with service.database.writing() as session, session.begin():
        link = invite_operator(session, EWA, language="pl", now=service.clock())
        assert link.organisation_id is None
    ewa = visitors.browser(app)

    token = visitors.token_in_mail(service, LinkPurpose.INVITATION)
    assert _accept(ewa, token, account=ACCOUNT).status_code == 201

    assert ewa.get("/api/v1/me").json()["is_operator"] is True


@pytest.mark.parametrize(
    "email", ["", "ewa", "ewa@", "ewa@example", "ewa@example.org\r\nBcc: x@y.pl"]
)
def test_what_is_no_address_is_not_invited(anna: TestClient, issuer: Issuer, email: str) -> None:
    answer = anna.post("/api/v1/invitations", json={"email": email, "roles": ["viewer"]})

    assert answer.status_code == 422
    assert issuer.count(Link) == 0


def test_nobody_accepts_without_an_account(app: FastAPI, anna: TestClient, issuer: Issuer) -> None:
    _invite(anna)
    token = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)

    assert _accept(visitors.browser(app), token).status_code == 401
    assert _accept(visitors.browser(app), token, account=ACCOUNT).status_code == 201
