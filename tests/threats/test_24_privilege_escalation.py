"""Whatever members do, nobody gets a right that no administrator gave."""

import shutil
import tempfile
from pathlib import Path

import issuing
import pytest
import visitors
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from issuing import Issuer
from sqlalchemy import select
from starlette.testclient import TestClient
from timing import Clock

from issuer.callers import Caller
from issuer.db.engine import open_database
from issuer.errors import Error
from issuer.members import change_roles, remove_member
from issuer.models import AuditEntry, Membership, Role
from issuer.rights import Right, rights_of

PEOPLE = 4
ROLES = st.frozensets(st.sampled_from(Role), min_size=1)
WHO = st.integers(0, PEOPLE - 1)


class Office(RuleBasedStateMachine):
    """People who work together and change each other's roles; a model of who may what."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="office-"))
        shutil.copyfile(self.template, self.folder / "insygnia.db")
        self.database = open_database(f"sqlite:///{self.folder / 'insygnia.db'}")
        clock = Clock(visitors.NOON)
        service = issuing.collaborators(self.database, self.folder, clock)
        self.issuer: Issuer = issuing.new_issuer(service)
        self.roles: dict[int, frozenset[Role]] = {}
        self.ids = []
        for who in range(PEOPLE):
            roles = frozenset({Role.ADMINISTRATOR if who == 0 else Role.VIEWER})
            person = visitors.add_staff(self.issuer, *roles, email=f"p{who}@example.org")
            self.ids.append(person.id)
            self.roles[who] = roles

    @rule(who=WHO, whom=WHO, roles=ROLES)
    def give(self, who: int, whom: int, roles: frozenset[Role]) -> None:
        """Let somebody give somebody roles, and know beforehand whether they may."""
        may = self._may(who) and whom in self.roles
        ends = whom in self._administrators() and Role.ADMINISTRATOR not in roles
        keeps_one = not (ends and len(self._administrators()) == 1)
        with self.issuer.writing() as session:
            try:
                change_roles(session, self._caller(who), self.ids[whom], roles, now=self.issuer.now)
            except Error:
                assert not (may and keeps_one)
                return
        assert may
        assert keeps_one
        self.roles[whom] = roles

    @rule(who=WHO, whom=WHO)
    def remove(self, who: int, whom: int) -> None:
        """Let somebody remove somebody."""
        may = self._may(who) and whom in self.roles
        keeps_one = self._administrators() != {whom}
        with self.issuer.writing() as session:
            try:
                remove_member(session, self._caller(who), self.ids[whom], now=self.issuer.now)
            except Error:
                assert not (may and keeps_one)
                return
        assert may
        assert keeps_one
        del self.roles[whom]

    @invariant()
    def there_is_an_administrator_and_the_records_say_the_same(self) -> None:
        """Compare the records with the model."""
        with self.database.reading() as session:
            rows = session.execute(select(Membership.person_id, Membership.roles))
            kept = {self.ids.index(person): frozenset(map(Role, roles)) for person, roles in rows}
        assert kept == self.roles
        assert self._administrators()

    def teardown(self) -> None:
        """Check that each change stands in the audit trail, and clean up."""
        with self.database.reading() as session:
            changes = session.scalars(
                select(AuditEntry).where(AuditEntry.action == "member.roles-changed")
            )
            actors = {entry.actor for entry in changes}
        assert actors <= {f"person:{person}" for person in self.ids}
        self.database.dispose()
        shutil.rmtree(self.folder)

    def _may(self, who: int) -> bool:
        return Right.MEMBERS in rights_of(self.roles.get(who, frozenset()))

    def _administrators(self) -> set[int]:
        return {who for who, roles in self.roles.items() if Role.ADMINISTRATOR in roles}

    def _caller(self, who: int) -> Caller:
        return Caller(
            f"person:{self.ids[who]}",
            self.issuer.organisation_id,
            rights_of(self.roles.get(who, frozenset())),
            person_id=self.ids[who],
        )


def test_no_order_of_changes_escalates(sqlite_template: Path) -> None:
    machine = type("OfficeHere", (Office,), {"template": sqlite_template})

    run_state_machine_as_test(
        machine, settings=settings(max_examples=15, stateful_step_count=20, deadline=None)
    )


def test_administering_is_not_awarding() -> None:
    administrator = rights_of([Role.ADMINISTRATOR])

    assert Right.AWARD not in administrator
    assert Right.TEMPLATES not in administrator
    assert [role for role in Role if Right.MEMBERS in rights_of([role])] == [Role.ADMINISTRATOR]
    assert [role for role in Role if Right.AWARD in rights_of([role])] == [Role.ISSUER]


@pytest.mark.parametrize("field", ["is_operator", "rights", "organisation_id", "roles", "email"])
def test_nobody_gives_themselves_more_by_naming_a_field(issuer: Issuer, field: str) -> None:
    app = visitors.serve(issuer.service)
    visitors.add_staff(issuer, Role.VIEWER)
    client: TestClient = visitors.sign_in(app)

    assert client.patch("/api/v1/me", json={"name": "Anna", field: True}).status_code == 422
    assert client.get("/api/v1/me").json()["rights"] == ["read"]
