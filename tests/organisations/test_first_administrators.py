"""Operators create organisations and let in their first administrators, and nobody else."""

import pytest
import visitors
from claiming.recipients import PAGE
from fastapi import FastAPI
from issuing import Issuer, new_issuer
from sqlalchemy import select
from staff_pages.desk import fill
from starlette.testclient import TestClient

from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.errors import ForbiddenError
from issuer.first_administrators import invite_first_administrator
from issuer.models import Link, Mail, MailKind, Organisation, Role

NEW = {"name-pl": "Szkoła Podstawowa nr 7", "email": "dyrektor@szkola.example"}


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(service)


@pytest.fixture
def operator(app: FastAPI, service: Collaborators) -> TestClient:
    """Return the browser of an operator, who works for no organisation."""
    visitors.add_person(service, is_operator=True)
    client = visitors.sign_in(app)
    client.headers.update(PAGE)
    client.get("/?lang=en")
    return client


def the_invitation(service: Collaborators) -> Link:
    with service.database.reading() as session:
        mail = session.scalars(select(Mail).where(Mail.kind == MailKind.INVITATION)).one()
        return session.get_one(Link, mail.link_id)


def test_an_operator_creates_an_organisation_and_invites_its_administrator(
    operator: TestClient, service: Collaborators
) -> None:
    answer = fill(operator, "/operator", **NEW)

    assert answer.headers["location"] == "/operator"
    invitation = the_invitation(service)
    with service.database.reading() as session:
        made = session.scalars(select(Organisation)).one()
    assert made.slug == "szkola-podstawowa-nr-7"
    assert (invitation.organisation_id, invitation.email) == (made.id, NEW["email"])
    assert invitation.roles == [Role.ADMINISTRATOR]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name-pl": ""}, "name-pl"), ({"slug": "A B"}, "slug"), ({"email": "x"}, "email"),
     ({"country": "Polska"}, "country")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(
    operator: TestClient, service: Collaborators, wrong: dict[str, str], field: str
) -> None:
    answer = fill(operator, "/operator", **{**NEW, **wrong})

    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    assert "dyrektor@szkola.example" in answer.text or "email" in wrong
    with service.database.reading() as session:
        assert session.scalars(select(Organisation)).all() == []


def test_an_organisation_without_administrator_gets_one(
    operator: TestClient, service: Collaborators
) -> None:
    school = new_issuer(service, "szkola")
    page, field = f"/operator/{school.organisation_id}/administrator", school.organisation_id

    fill(operator, "/operator", page, **{f"email-{field}": "anna@szkola.example"})

    assert the_invitation(service).organisation_id == school.organisation_id


def test_an_operator_lets_nobody_into_an_organisation_that_has_an_administrator(
    operator: TestClient, service: Collaborators
) -> None:
    school = new_issuer(service, "szkola")
    visitors.add_staff(school, Role.ADMINISTRATOR, email="dyrektor@szkola.example")
    address = f"/api/v1/organisations/{school.organisation_id}/administrator"

    answer = operator.post(address, json={"email": "ja@example.org"})

    assert answer.status_code == 409
    assert "/administrator" not in operator.get("/operator").text
    with service.database.reading() as session:
        assert session.scalars(select(Mail)).all() == []


def test_only_operators_do_it(issuer: Issuer) -> None:
    stranger = Caller("person:x", issuer.organisation_id)
    with issuer.service.database.writing() as session, pytest.raises(ForbiddenError):
        invite_first_administrator(
            session, stranger, issuer.organisation_id, "a@example.org", now=issuer.now
        )
