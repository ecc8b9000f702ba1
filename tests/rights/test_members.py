"""Who works for an organisation, and what an administrator may change about it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.members import remove_member
from issuer.models import AuditEntry, Membership, Person, Role
from issuer.people_errors import LastAdministratorError
from issuer.rights import Right

EWA = "ewa@example.org"


@pytest.fixture
def anna(issuer: Issuer) -> Person:
    """Return the only administrator."""
    return visitors.add_staff(issuer, Role.ADMINISTRATOR, name="Anna Żak")


@pytest.fixture
def ewa(issuer: Issuer) -> Person:
    """Return somebody who writes templates."""
    return visitors.add_staff(issuer, Role.AUTHOR, email=EWA, name="Ewa Zając")


def _change(client: TestClient, person: Person, *roles: str) -> Any:
    return client.put(f"/api/v1/members/{person.id}/roles", json={"roles": roles})


def test_members_are_listed_in_the_order_of_the_polish_alphabet(
    app: FastAPI, anna: Person, ewa: Person, issuer: Issuer
) -> None:
    visitors.add_staff(issuer, Role.VIEWER, email="l@example.org", name="Ewa Ącka")

    items = visitors.sign_in(app).get("/api/v1/members").json()["items"]

    assert [item["name"] for item in items] == ["Anna Żak", "Ewa Ącka", "Ewa Zając"]
    assert items[2] | {"since": ""} == {
        "person_id": str(ewa.id),
        "name": "Ewa Zając",
        "email": EWA,
        "roles": ["author"],
        "since": "",
    }


def test_a_right_is_given_and_taken_at_once(app: FastAPI, anna: Person, ewa: Person) -> None:
    client = visitors.sign_in(app)
    assert _change(client, ewa, "issuer", "author").status_code == 200
    rights = visitors.sign_in(app, EWA).get("/api/v1/me").json()["rights"]
    assert rights == ["award", "read", "templates"]

    assert _change(client, ewa, "viewer").json()["roles"] == ["viewer"]
    assert visitors.sign_in(app, EWA).get("/api/v1/me").json()["rights"] == ["read"]


def test_who_is_removed_is_out_at_once_and_keeps_the_account(
    app: FastAPI, anna: Person, ewa: Person
) -> None:
    client, ewas = visitors.sign_in(app), visitors.sign_in(app, EWA)

    assert client.delete(f"/api/v1/members/{ewa.id}").status_code == 204

    assert ewas.get("/api/v1/members").status_code == 401
    ewas = visitors.sign_in(app, EWA)
    assert ewas.get("/api/v1/me").json()["workplaces"] == []
    assert ewas.get("/api/v1/members").status_code == 403


def test_the_last_administrator_stays_one(app: FastAPI, anna: Person, ewa: Person) -> None:
    client = visitors.sign_in(app)

    demoted = _change(client, anna, "author")
    removed = client.delete(f"/api/v1/members/{anna.id}")

    assert (demoted.status_code, removed.status_code) == (409, 409)
    assert demoted.json()["type"].endswith("/problems/last-administrator")
    assert Right.MEMBERS in client.get("/api/v1/me").json()["rights"]


def test_an_administrator_who_is_disabled_does_not_count(
    app: FastAPI, anna: Person, issuer: Issuer
) -> None:
    other = visitors.add_staff(issuer, Role.ADMINISTRATOR, email=EWA)
    with issuer.writing() as session:
        session.get_one(Person, other.id).disabled_at = issuer.now

    assert _change(visitors.sign_in(app), anna, "author").status_code == 409


def test_two_administrators_who_remove_each_other_at_once_leave_one(
    anna: Person, issuer: Issuer
) -> None:
    other = visitors.add_staff(issuer, Role.ADMINISTRATOR, email=EWA)
    pairs = [(anna, other), (other, anna)]

    def remove(pair: tuple[Person, Person]) -> bool:
        who = replace(issuer.caller, person_id=pair[0].id)
        with issuer.writing() as session:
            try:
                remove_member(session, who, pair[1].id, now=issuer.now)
            except LastAdministratorError:
                return False
            return True

    with ThreadPoolExecutor(2) as pool:
        removed = list(pool.map(remove, pairs))

    assert removed.count(True) == 1
    with issuer.service.database.reading() as session:
        roles = session.scalars(select(Membership.roles)).all()
    assert roles == [["administrator"]]


def test_an_administrator_may_award_only_after_saying_so(
    app: FastAPI, anna: Person, issuer: Issuer
) -> None:
    client = visitors.sign_in(app)
    assert "award" not in client.get("/api/v1/me").json()["rights"]

    assert _change(client, anna, "administrator", "issuer").status_code == 200

    assert "award" in client.get("/api/v1/me").json()["rights"]
    with issuer.service.database.reading() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "member.roles-changed")
        ).one()
    assert entry.actor == f"person:{anna.id}"
    assert entry.subject_id == str(anna.id)
    assert entry.facts == {"before": ["administrator"], "after": ["administrator", "issuer"]}


@pytest.mark.parametrize("roles", [[], ["owner"], ["author", 5], "author"])
def test_roles_that_do_not_exist_are_refused(
    app: FastAPI, anna: Person, ewa: Person, roles: Any
) -> None:
    client = visitors.sign_in(app)

    answer = client.put(f"/api/v1/members/{ewa.id}/roles", json={"roles": roles})

    assert answer.status_code == 422


def test_a_program_gives_no_more_than_it_has(
    app: FastAPI, anna: Person, ewa: Person, issuer: Issuer
) -> None:
    program = visitors.program(app, issuer, Right.MEMBERS, Right.READ, Right.TEMPLATES)

    assert _change(program, ewa, "author", "viewer").status_code == 200
    for role in ("administrator", "issuer"):
        assert _change(program, ewa, role).status_code == 403
        new = {"email": "new@example.org", "roles": [role]}
        assert program.post("/api/v1/invitations", json=new).status_code == 403


def test_somebody_works_for_several_organisations_one_at_a_time(
    app: FastAPI, anna: Person, issuer: Issuer, other_issuer: Issuer
) -> None:
    visitors.join(other_issuer, anna, [Role.VIEWER])
    client = visitors.sign_in(app)
    places = {place["organisation_id"] for place in client.get("/api/v1/me").json()["workplaces"]}
    second = str(other_issuer.organisation_id)
    before = client.cookies["__Host-insygnia"]

    switched = client.put("/api/v1/sessions/current/organisation", json={"organisation_id": second})

    assert switched.status_code == 204
    assert client.cookies["__Host-insygnia"] != before
    me = client.get("/api/v1/me").json()
    assert (me["organisation_id"], me["rights"]) == (second, ["read"])
    assert places == {str(issuer.organisation_id), second}


def test_nobody_works_for_an_organisation_by_asking(
    app: FastAPI, anna: Person, other_issuer: Issuer
) -> None:
    answer = visitors.sign_in(app).put(
        "/api/v1/sessions/current/organisation",
        json={"organisation_id": str(other_issuer.organisation_id)},
    )

    assert answer.status_code == 404


def test_an_operator_has_no_rights_in_an_organisation(app: FastAPI, issuer: Issuer) -> None:
    visitors.add_person(issuer.service, is_operator=True)

    client = visitors.sign_in(app)

    assert client.get("/api/v1/me").json()["rights"] == []
    assert client.get("/api/v1/members").status_code == 403
