"""Who leaves, or administers no more, keeps no way in: sessions, API keys, invitations."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
import visitors
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.api_keys import create_api_key
from issuer.errors import ForbiddenError
from issuer.invitations import find_invitation, invite
from issuer.models import AuditEntry, LinkPurpose, Person, Role
from issuer.people_errors import LinkUnusableError
from issuer.rights import Right

EWA = "ewa@example.org"
STRANGER = "stranger@example.org"


@pytest.fixture
def anna(issuer: Issuer) -> Person:
    """Return the administrator who stays."""
    return visitors.add_staff(issuer, Role.ADMINISTRATOR)


@pytest.fixture
def ewa(issuer: Issuer) -> Person:
    """Return the administrator who goes."""
    return visitors.add_staff(issuer, Role.ADMINISTRATOR, email=EWA, name="Ewa Zając")


def new_key(client: TestClient, *scopes: str) -> str:
    answer = client.post("/api/v1/api-keys", json={"name": "A program", "scopes": scopes})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["key"])


def opens(app: FastAPI, key: str) -> bool:
    status = visitors.browser(app).get("/api/v1/members", headers=visitors.bearer(key)).status_code
    assert status in {200, 401}
    return status == 200


def audited(issuer: Issuer, action: str) -> Sequence[AuditEntry]:
    with issuer.service.database.reading() as session:
        return session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()


def leave(client: TestClient, person: Person, how: str) -> None:
    """Remove somebody from the organisation, or leave them a viewer."""
    address = f"/api/v1/members/{person.id}"
    answer = (
        client.delete(address)
        if how == "removed"
        else client.put(f"{address}/roles", json={"roles": ["viewer"]})
    )
    assert answer.status_code in {200, 204}, answer.text


@pytest.mark.parametrize("how", ["removed", "demoted"])
def test_the_keys_that_they_made_open_nothing_any_more(
    app: FastAPI, issuer: Issuer, anna: Person, ewa: Person, how: str
) -> None:
    annas, ewas = visitors.sign_in(app), visitors.sign_in(app, EWA)
    staying, going = new_key(annas, "read"), new_key(ewas, "read", "members")
    program = TestClient(app, PUBLIC_URL, headers=visitors.bearer(going))
    made_by_it = new_key(program, "read")

    leave(annas, ewa, how)

    assert [opens(app, key) for key in (staying, going, made_by_it)] == [True, False, False]
    entries = audited(issuer, "api-key.revoked")
    assert {entry.subject_id for entry in entries} == {
        key.split("_")[1] for key in (going, made_by_it)
    }
    for entry in entries:
        assert entry.actor == f"person:{anna.id}"
        assert entry.facts == {"because": "giver-lost-the-right"}


@pytest.mark.parametrize("how", ["removed", "demoted"])
def test_the_invitations_that_they_sent_let_nobody_in(
    app: FastAPI, issuer: Issuer, anna: Person, ewa: Person, how: str
) -> None:
    annas, ewas = visitors.sign_in(app), visitors.sign_in(app, EWA)
    wanted = {"email": STRANGER, "roles": ["administrator"]}
    assert ewas.post("/api/v1/invitations", json=wanted).status_code == 201
    token = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)

    leave(annas, ewa, how)

    with issuer.service.database.reading() as session, pytest.raises(LinkUnusableError):
        find_invitation(session, token, now=issuer.now)
    assert annas.get("/api/v1/invitations").json()["items"] == []
    assert len(audited(issuer, "member.invitation-withdrawn")) == 1


def test_an_invitation_that_waits_for_who_was_removed_lets_them_not_back_in(
    app: FastAPI, issuer: Issuer, anna: Person
) -> None:
    with issuer.writing() as session:
        invite(session, issuer.caller, EWA, [Role.VIEWER], now=issuer.now)
    token = visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)
    # They came in by another invitation, sent to another address of theirs.
    ewa = visitors.add_staff(issuer, Role.VIEWER, email=EWA)

    leave(visitors.sign_in(app), ewa, "removed")

    with issuer.service.database.reading() as session, pytest.raises(LinkUnusableError):
        find_invitation(session, token, now=issuer.now)


def test_what_others_gave_stays(app: FastAPI, issuer: Issuer, anna: Person, ewa: Person) -> None:
    annas = visitors.sign_in(app)
    key = new_key(annas, "read")
    wanted = {"email": STRANGER, "roles": ["viewer"]}
    assert annas.post("/api/v1/invitations", json=wanted).status_code == 201
    of_nobody = visitors.new_key(issuer, Right.READ)

    leave(annas, ewa, "removed")

    assert opens(app, key)
    assert opens(app, of_nobody)
    assert len(annas.get("/api/v1/invitations").json()["items"]) == 1


def test_what_they_gave_elsewhere_stays(
    app: FastAPI, issuer: Issuer, other_issuer: Issuer, anna: Person, ewa: Person
) -> None:
    visitors.join(other_issuer, ewa, [Role.ADMINISTRATOR])
    with other_issuer.writing() as session:
        made = create_api_key(
            session,
            replace(other_issuer.caller, person_id=ewa.id),
            name="Elsewhere",
            scopes=[Right.READ],
            now=issuer.now,
        )

    leave(visitors.sign_in(app), ewa, "removed")

    assert opens(app, made.text)


def test_other_roles_of_an_administrator_change_nothing_about_their_keys(
    app: FastAPI, anna: Person, ewa: Person
) -> None:
    annas, key = visitors.sign_in(app), new_key(visitors.sign_in(app, EWA), "read")

    roles = {"roles": ["administrator", "issuer"]}
    assert annas.put(f"/api/v1/members/{ewa.id}/roles", json=roles).status_code == 200

    assert opens(app, key)


def test_who_was_removed_while_their_request_waited_gives_no_access(
    app: FastAPI, issuer: Issuer, anna: Person, ewa: Person
) -> None:
    as_ewa = replace(issuer.caller, actor=f"person:{ewa.id}", person_id=ewa.id)
    text = new_key(visitors.sign_in(app, EWA), "read", "members")
    as_program = replace(issuer.caller, api_key_id=text.split("_")[1])
    leave(visitors.sign_in(app), ewa, "removed")

    for caller in (as_ewa, as_program):
        with pytest.raises(ForbiddenError), issuer.writing() as session:
            create_api_key(session, caller, name="Late", scopes=[Right.READ], now=issuer.now)
        with pytest.raises(ForbiddenError), issuer.writing() as session:
            invite(session, caller, STRANGER, [Role.VIEWER], now=issuer.now)
