"""People who work with the service are erased by operators, or by their only administrator."""

from uuid import UUID

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer, new_issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.invitations import invite
from issuer.models import (
    Identity,
    Link,
    LoginSession,
    Mail,
    Membership,
    Person,
    Role,
)
from issuer.people import request_reset

EWA = "ewa.zych@example.org"


@pytest.fixture
def ewa(issuer: Issuer) -> Person:
    """Return an author of the organisation, with traces everywhere."""
    person = visitors.add_staff(issuer, Role.AUTHOR, email=EWA, name="Ewa Zych")
    with issuer.writing() as session:
        request_reset(session, EWA, now=issuer.now)
        session.add(Identity(person_id=person.id, iss="https://id.example", sub="ewa.zych",
                             created_at=issuer.now))  # fmt: skip
    return person


@pytest.fixture
def anna(app: FastAPI, issuer: Issuer) -> TestClient:
    """Return the browser of an administrator."""
    visitors.add_staff(issuer, Role.ADMINISTRATOR)
    return visitors.sign_in(app)


def _erase(client: TestClient, person: UUID, kind: str = "members") -> int:
    return client.post(f"/api/v1/{kind}/{person}/erase").status_code


def test_of_an_account_an_id_is_left(
    app: FastAPI, anna: TestClient, issuer: Issuer, ewa: Person
) -> None:
    session_of_ewa = visitors.sign_in(app, EWA)

    assert _erase(anna, ewa.id) == 204

    with issuer.service.database.reading() as session:
        row = session.get_one(Person, ewa.id)
        assert (row.name, row.email, row.password_hash) == ("–", f"erased@{ewa.id}.invalid", None)
        assert row.email_key == row.email
        assert row.disabled_at == issuer.now
        for table in (Identity, Membership, LoginSession):
            found = session.scalars(select(table).where(table.person_id == ewa.id)).all()
            assert found == []
        mails = session.scalars(select(Mail).where(Mail.person_id == ewa.id)).all()
        assert [(mail.recipient, mail.state) for mail in mails] == [(None, "cancelled")]
        assert session.scalars(select(Link).where(Link.person_id == ewa.id)).all() == []
    assert session_of_ewa.get("/api/v1/me").status_code == 401
    refused = visitors.browser(app).post(
        "/api/v1/sessions", json={"email": EWA, "password": visitors.PASSWORD}
    )
    assert refused.status_code == 401
    assert _erase(anna, ewa.id) == 404


def test_what_was_sent_to_the_address_goes_as_well(anna: TestClient, issuer: Issuer) -> None:
    other = new_issuer(issuer.service, "politechnika")
    with other.writing() as session:
        invite(session, other.caller, EWA.upper(), [Role.VIEWER], now=other.now)
    ewa = visitors.add_staff(issuer, Role.VIEWER, email=EWA)

    _erase(anna, ewa.id)

    with issuer.service.database.reading() as session:
        assert session.scalars(select(Link.email).where(Link.email.is_not(None))).all() == []
        assert set(session.scalars(select(Mail.recipient))) == {None}


def test_awards_to_the_same_address_are_another_matter(
    anna: TestClient, issuer: Issuer, ewa: Person
) -> None:
    award = issuer.award(issuer.template(), email=EWA)

    _erase(anna, ewa.id)

    assert issuer.read(award).email == EWA
    with issuer.service.database.reading() as session:
        mails = select(Mail.recipient).where(Mail.award_id == award.id)
        assert session.scalars(mails).all() == [EWA]


def test_the_last_administrator_stays(anna: TestClient, issuer: Issuer) -> None:
    with issuer.service.database.reading() as session:
        me = session.scalars(select(Person).where(Person.email == visitors.ANNA)).one()

    assert _erase(anna, me.id) == 409
    with issuer.service.database.reading() as session:
        assert session.get_one(Person, me.id).name == "Anna Nowak"


def test_who_works_elsewhere_too_is_for_operators(
    app: FastAPI, anna: TestClient, issuer: Issuer, ewa: Person
) -> None:
    other = new_issuer(issuer.service, "politechnika")
    visitors.join(other, ewa, [Role.VIEWER])
    visitors.add_person(issuer.service, "olga@example.org", is_operator=True)
    operator = visitors.sign_in(app, "olga@example.org")

    assert _erase(anna, ewa.id) == 409
    assert _erase(operator, ewa.id, "people") == 204

    with issuer.service.database.reading() as session:
        assert session.get_one(Person, ewa.id).name == "–"
        assert session.scalars(select(Membership).where(Membership.person_id == ewa.id)).all() == []
    assert _erase(operator, ewa.id, "people") == 404


def test_an_operator_is_for_operators(anna: TestClient, issuer: Issuer) -> None:
    olga = visitors.add_person(issuer.service, "olga@example.org", is_operator=True)
    visitors.join(issuer, olga, [Role.VIEWER])

    assert _erase(anna, olga.id) == 409


def test_operators_cannot_take_the_last_administrator_either(
    app: FastAPI, anna: TestClient, issuer: Issuer
) -> None:
    visitors.add_person(issuer.service, "olga@example.org", is_operator=True)
    operator = visitors.sign_in(app, "olga@example.org")
    with issuer.service.database.reading() as session:
        me = session.scalars(select(Person).where(Person.email == visitors.ANNA)).one()

    assert _erase(operator, me.id, "people") == 409
    assert anna.get("/api/v1/me").status_code == 200
