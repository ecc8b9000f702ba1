"""The awards of a chunk were written and wait for the organisation, in which somebody else works.

They keep nobody waiting who works there, and are stored only if they still may be.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Thread
from types import MappingProxyType
from uuid import UUID, uuid4

import pytest
import visitors
from batches import sheets
from databases import PostgresServer, is_somebody_waiting
from issuing import JAN, Issuer, collaborators, new_issuer
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from timing import Clock, wait_until

from bulk import chunks, taking
from bulk.batches import cancel_batch
from bulk.columns import Column
from bulk.confirming import confirm_batch, pause_batch, resume_batch
from bulk.jobs import due_chunks
from bulk.outcomes import Outcome
from issuer.awards import award_achievement
from issuer.callers import Caller
from issuer.db.engine import open_database
from issuer.erasing_people import erase_person
from issuer.erasure import erase_recipient
from issuer.issuer_keys import rotate_keys
from issuer.locks import lock
from issuer.models import (
    Award,
    Batch,
    BatchRow,
    BatchState,
    DuplicatePolicy,
    Form,
    Organisation,
    Role,
)

Deed = Callable[[Session, Issuer, UUID, UUID], object]
Taken = tuple[UUID, UUID, taking.Taken, Outcome]


@pytest.fixture(scope="module")
def issuing(
    postgresql: PostgresServer, postgresql_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Issuer]:
    """Yield an organisation with records of its own: places that are kept in vain count here."""
    clock = Clock(datetime(2030, 3, 1, 12, tzinfo=UTC))
    with postgresql.new_database(like=postgresql_template) as name:
        database = open_database(postgresql.url(name))
        yield new_issuer(collaborators(database, tmp_path_factory.mktemp("storing"), clock))
        database.dispose()


@pytest.fixture
def once(issuing: Issuer) -> UUID:
    """Return a template that nobody is awarded twice."""
    return issuing.template(DuplicatePolicy.DENY)


def taken(issuer: Issuer, template: UUID) -> Taken:
    """Return a batch of three people, whoever confirmed it, and its chunk, taken and signed."""
    name = uuid4().hex[:8]
    rows = [{**row, Column.EMAIL: f"{name}-{row[Column.EMAIL]}"} for row in sheets.people(3)]
    batch = sheets.checked_batch(issuer, template, rows)
    person = visitors.add_staff(issuer, Role.ISSUER, email=f"{name}@example.org").id
    caller = replace(issuer.caller, actor=f"person:{person}", person_id=person)
    with issuer.writing() as session:
        confirm_batch(session, caller, batch, hold=timedelta(), now=issuer.now)
    (chunk,) = due_chunks(issuer.service, batch, 9)
    found = chunks.take_chunk(chunk, issuer.service)
    assert found is not None
    return batch, person, found, chunks.sign_chunk(issuer.service, found)


def stored_beside(issuer: Issuer, case: Taken, deed: Deed) -> bool:
    """Do something while the awards wait to be stored; return whether they were."""
    batch, person, found, outcome = case
    answers: list[bool] = []
    storer = Thread(target=lambda: answers.append(sheets.store(issuer, found, outcome)))
    with issuer.writing() as session:
        lock(session, Organisation, issuer.organisation_id)
        storer.start()
        wait_until(lambda: is_somebody_waiting(issuer.service.database) or not storer.is_alive())
        deed(session, issuer, batch, person)
    storer.join()
    (answer,) = answers
    return answer


def _first_address(session: Session, batch: UUID) -> str:
    rows = select(BatchRow.email).where(BatchRow.batch_id == batch).order_by(BatchRow.number)
    return str(session.scalars(rows.limit(1)).one())


def award_one(session: Session, issuer: Issuer, batch: UUID, _: UUID) -> None:
    """Award the first person of the batch."""
    new = JAN._replace(email=_first_address(session, batch))
    template = session.get_one(Batch, batch).achievement_id
    award_achievement(session, issuer.caller, issuer.service, template, new, now=issuer.now)


def erase_one(session: Session, issuer: Issuer, batch: UUID, _: UUID) -> None:
    """Erase the first person of the batch."""
    email = _first_address(session, batch)
    erase_recipient(session, issuer.caller, issuer.service, email, revoke=True, now=issuer.now)


def rotate(session: Session, issuer: Issuer, _batch: UUID, _: UUID) -> None:
    """Change the keys that have signed."""
    rotate_keys(session, issuer.caller, issuer.service, now=issuer.now)


def erase_who_confirmed(session: Session, issuer: Issuer, _: UUID, person: UUID) -> None:
    """Erase who confirmed the batch, and whom its awards therefore name."""
    erase_person(session, Caller("operator", None, is_operator=True), person, now=issuer.now)


def pause(session: Session, issuer: Issuer, batch: UUID, _: UUID) -> None:
    """Pause the batch."""
    pause_batch(session, issuer.caller, batch, now=issuer.now)


def cancel(session: Session, issuer: Issuer, batch: UUID, _: UUID) -> None:
    """Give the batch up."""
    cancel_batch(session, issuer.caller, batch, now=issuer.now)


AWARDED_AFTER: Mapping[str, tuple[Deed, set[str]]] = MappingProxyType({
    "award-one": (award_one, {"awarded", "failed"}),
    "erase-one": (erase_one, {"awarded", "refused"}),
    "rotate": (rotate, {"awarded"}),
    "pause": (pause, {"awarded"}),
})  # fmt: skip


@pytest.mark.parametrize("name", AWARDED_AFTER)
def test_what_changed_meanwhile_is_seen_before_awards_are_stored(
    issuing: Issuer, once: UUID, name: str
) -> None:
    deed, states = AWARDED_AFTER[name]
    case = taken(issuing, once)
    batch = case[0]

    assert not stored_beside(issuing, case, deed)
    assert awards_of(issuing, batch) == 0

    if sheets.read(issuing, batch).state == BatchState.PAUSED:
        with issuing.writing() as session:
            resume_batch(session, issuing.caller, batch, now=issuing.now)
    assert sheets.work(issuing, batch) == 1
    found = sheets.read(issuing, batch)
    assert found.state == BatchState.FINISHED
    assert set(sheets.states(issuing, batch).values()) == states
    awarded = list(sheets.states(issuing, batch).values()).count("awarded")
    assert awards_of(issuing, batch) == found.awarded == awarded


def test_nothing_of_a_batch_that_was_given_up_meanwhile_is_stored(
    issuing: Issuer, once: UUID
) -> None:
    case = taken(issuing, once)

    assert not stored_beside(issuing, case, cancel)

    assert sheets.read(issuing, case[0]).state == BatchState.CANCELLED
    assert awards_of(issuing, case[0]) == 0


def test_neither_waits_when_whom_the_awards_name_is_erased(issuing: Issuer, once: UUID) -> None:
    case = taken(issuing, once)

    assert stored_beside(issuing, case, erase_who_confirmed)

    assert awards_of(issuing, case[0]) == 3


def test_of_two_who_store_one_chunk_one_does(issuing: Issuer, once: UUID) -> None:
    case = taken(issuing, once)
    batch, _, found, outcome = case
    forms = issuing.count(Form)
    answers: list[bool] = []

    def store_as_well(*_: object) -> None:
        second.start()
        wait_until(
            lambda: (
                is_somebody_waiting(issuing.service.database, at_least=2) or not second.is_alive()
            )
        )

    second = Thread(target=lambda: answers.append(sheets.store(issuing, found, outcome)))
    first = stored_beside(issuing, case, store_as_well)
    second.join()

    assert sorted([first, *answers]) == [False, True]
    assert awards_of(issuing, batch) == 3
    assert issuing.count(Form) == forms + 6
    assert sheets.read(issuing, batch).awarded == 3


def awards_of(issuer: Issuer, batch: UUID) -> int:
    """Return how many awards a batch has made."""
    query = select(func.count()).select_from(Award).where(Award.batch_id == batch)
    with issuer.service.database.reading() as session:
        return session.scalar(query) or 0
