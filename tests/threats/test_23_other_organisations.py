"""Every route, as every kind of stranger: the table of permissions is what happens.

Walks the table, so that a route which is added is asked as well. The members of the other
organisation have every right there: only where they work keeps them out.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import issuing
import pytest
import visitors
from issuing import Issuer
from starlette.testclient import TestClient

from issuer.api.access import SAFE_METHODS
from issuer.api.permissions import PERMISSIONS, Access, Permission
from issuer.api_keys import revoke_api_key
from issuer.collaborators import Collaborators
from issuer.db.engine import open_database
from issuer.models import Role
from issuer.rights import Right, rights_of

from .belongings import SAMPLES, belongings_of
from .example_bodies import example_body

Row = tuple[str, str]
GUARDED = sorted(
    row for row, permission in PERMISSIONS.items()
    if permission not in {Access.PUBLIC, Access.RECIPIENT}
)  # fmt: skip
NEEDING_A_RIGHT = [row for row in GUARDED if isinstance(PERMISSIONS[row], Right)]
NAMING_SOMETHING = [row for row in NEEDING_A_RIGHT if "{" in row[1]]
"""The operator's routes name organisations too, but an operator stands above all of them."""
PARAMETER = re.compile(r"{(\w+)}")


def _named(row: Row) -> str:
    return f"{row[0]} {row[1]}"


@dataclass
class Ticking:
    """A clock that moves on by a second whenever it is looked at, so that no rate is reached."""

    now: datetime = datetime(2030, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass(frozen=True)
class Strangers:
    """Two organisations of one service, and everybody who asks about the first."""

    belongings: Mapping[str, str]
    document: dict[str, Any]
    anonymous: TestClient
    outsider: TestClient
    """Signed in, and a member of nothing."""
    members: Mapping[Role, TestClient]
    others: tuple[TestClient, TestClient]
    """A member and a program of the other organisation, both with every right."""
    keys: Mapping[Right, TestClient]
    """Programs with every scope but that one."""
    revoked: TestClient

    def ask(self, client: TestClient, row: Row) -> int:
        """Return the status that this route answers."""
        method, path = row
        address = PARAMETER.sub(lambda match: self.belongings[match[1]], path)
        body = example_body(self.document, method, path) or {"data": visitors.form_of(client)}
        if method in SAFE_METHODS:
            body = {}
        answer = client.request(method, address, follow_redirects=False, **body)
        return answer.status_code


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def strangers(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Strangers]:
    """Yield the strangers; nothing that they ask for changes anything."""
    folder: Path = tmp_path_factory.mktemp("matrix")
    with ExitStack() as stack:
        if request.param == "sqlite":
            shutil.copyfile(request.getfixturevalue("sqlite_template"), folder / "insygnia.db")
            url = f"sqlite:///{folder / 'insygnia.db'}"
        else:
            server = request.getfixturevalue("postgresql")
            template = request.getfixturevalue("postgresql_template")
            url = server.url(stack.enter_context(server.new_database(like=template)))
        database = open_database(url)
        stack.callback(database.dispose)
        clock = Ticking()
        yield _assembled(issuing.collaborators(database, folder, clock), clock)


def _assembled(service: Collaborators, clock: Ticking) -> Strangers:
    issuer, other = issuing.new_issuer(service), issuing.new_issuer(service, "politechnika")
    app = visitors.serve(service)
    visitors.add_person(service, "outsider@example.org")
    visitors.add_staff(other, *Role, email="other@example.org")
    for role in Role:
        visitors.add_staff(issuer, role, email=f"{role}@example.org")

    def signed_in(name: str) -> TestClient:
        # Five sign-ins a minute from one machine.
        clock.now += timedelta(minutes=2)
        return visitors.sign_in(app, f"{name}@example.org")

    return Strangers(
        belongings_of(issuer),
        app.openapi(),
        visitors.browser(app),
        signed_in("outsider"),
        {role: signed_in(role) for role in Role},
        (signed_in("other"), visitors.program(app, other, *Right)),
        {right: visitors.program(app, issuer, *(set(Right) - {right})) for right in Right},
        _revoked(visitors.program(app, issuer, *Right), issuer),
    )


def _revoked(client: TestClient, issuer: Issuer) -> TestClient:
    key = client.headers["authorization"].split("_")[1]
    with issuer.writing() as session:
        revoke_api_key(session, issuer.caller, key, now=issuer.now)
    return client


def test_every_parameter_has_a_sample() -> None:
    named = {name for _, path in GUARDED for name in PARAMETER.findall(path)}

    assert named - SAMPLES.keys() == set(), "add a line to tests/threats/belongings.py"


@pytest.mark.parametrize("row", GUARDED, ids=_named)
def test_somebody_unknown_is_asked_who_they_are(strangers: Strangers, row: Row) -> None:
    assert strangers.ask(strangers.anonymous, row) == 401


@pytest.mark.parametrize("row", GUARDED, ids=_named)
def test_a_revoked_key_is_worth_nothing(strangers: Strangers, row: Row) -> None:
    assert strangers.ask(strangers.revoked, row) == 401


@pytest.mark.parametrize("row", NEEDING_A_RIGHT, ids=_named)
def test_a_member_without_the_right_is_refused(strangers: Strangers, row: Row) -> None:
    lacking = [role for role in Role if PERMISSIONS[row] not in rights_of([role])]

    asked = {role: strangers.ask(strangers.members[role], row) for role in lacking}

    assert set(asked.values()) <= {403}, asked
    assert strangers.ask(strangers.outsider, row) == 403


@pytest.mark.parametrize("row", NEEDING_A_RIGHT, ids=_named)
def test_a_key_without_the_scope_is_refused(strangers: Strangers, row: Row) -> None:
    right = PERMISSIONS[row]
    assert isinstance(right, Right)

    assert strangers.ask(strangers.keys[right], row) == 403


@pytest.mark.parametrize("row", NAMING_SOMETHING, ids=_named)
def test_for_another_organisation_it_is_not_there(strangers: Strangers, row: Row) -> None:
    member, program = strangers.others
    # Programs have no business on pages, which may need a session beside the right.
    clients = (member, program) if row[1].startswith("/api/") else (member,)

    assert {strangers.ask(client, row) for client in clients} == {404}


@pytest.mark.parametrize("row", [row for row in NAMING_SOMETHING if row[0] == "GET"], ids=_named)
def test_for_its_own_organisation_it_is_there(strangers: Strangers, row: Row) -> None:
    able = next(role for role in Role if PERMISSIONS[row] in rights_of([role]))

    assert strangers.ask(strangers.members[able], row) == 200


_REFUSED: Mapping[Permission, Callable[[Strangers], list[TestClient]]] = {
    Access.SIGNED_IN: lambda all_: [all_.keys[Right.ERASE]],
    Access.MEMBER: lambda all_: [all_.outsider],
    Access.OPERATOR: lambda all_: [*all_.members.values(), *all_.others, all_.outsider],
}


@pytest.mark.parametrize("row", [row for row in GUARDED if row not in NEEDING_A_RIGHT], ids=_named)
def test_what_is_for_some_is_not_for_others(strangers: Strangers, row: Row) -> None:
    clients = _REFUSED[PERMISSIONS[row]](strangers)

    assert {strangers.ask(client, row) for client in clients} == {403}
