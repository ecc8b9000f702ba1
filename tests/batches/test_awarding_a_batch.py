"""A confirmed batch is awarded chunk by chunk, each row once."""

from datetime import timedelta
from itertools import chain, count, repeat
from typing import Any
from uuid import UUID

import pytest
from issuing import Issuer
from sqlalchemy import select, update
from timing import Clock

from bulk import chunks, confirming, taking
from bulk.columns import Column
from bulk.jobs import due_chunks, work_on_batch
from issuer.achievements import archive_achievement
from issuer.issuer_keys import rotate_keys
from issuer.models import (
    Achievement,
    Award,
    BatchState,
    DuplicatePolicy,
    Form,
    Organisation,
    StatusList,
)
from verifier.report import Verdict

from . import sheets


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirming, "ROWS_OF_A_CHUNK", 3)


def test_every_row_that_keeps_the_rules_is_awarded_once(issuer: Issuer) -> None:
    template = issuer.template()
    rows = [*sheets.people(7), {Column.EMAIL: "nikt", Column.FIRST_NAME: "Jan"}]
    batch = sheets.checked_batch(issuer, template, rows)
    sheets.confirm(issuer, batch)

    assert sheets.work(issuer, batch) == 3

    found = sheets.read(issuer, batch)
    assert (found.state, found.awarded, found.failed) == (BatchState.FINISHED, 7, 0)
    assert sheets.books_of(issuer, batch) == sheets.exactly(7)
    assert sheets.states(issuer, batch) == {**dict.fromkeys(range(2, 9), "awarded"), 9: "refused"}
    assert sheets.noted(issuer)["batch.awarded"] == 3


def test_what_a_batch_signs_is_valid(issuer: Issuer) -> None:
    template = issuer.template()
    cells = {
        **sheets.people(1)[0],
        Column.LANGUAGE: "en",
        Column.VALID_UNTIL: "2031-05-31",
        Column.NARRATIVE: "Took part in a project.",
        Column.EVIDENCE_NAME: "Report",
        Column.EVIDENCE_URL: "https://example.org/report",
        Column.ACTIVITY_FROM: "2030-01-02",
        Column.ACTIVITY_TO: "2030-02-03",
        Column.GRADE: "5,0",
    }
    batch = sheets.checked_batch(issuer, template, [cells])
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)

    with issuer.service.database.reading() as session:
        award = session.scalars(select(Award)).one()
        forms = session.scalars(select(Form.content)).all()

    assert [issuer.verify(form).verdict for form in forms] == [Verdict.VALID, Verdict.VALID]
    assert (award.language, award.narrative) == ("en", "Took part in a project.")
    assert award.results == [{"result": "ocena", "value": "5,0"}]
    assert award.activity_from is not None


def test_a_chunk_that_another_has_stored_is_not_stored_again(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(3))
    sheets.confirm(issuer, batch)
    (chunk,) = due_chunks(issuer.service, batch, 9)
    taken = chunks.take_chunk(chunk, issuer.service)
    assert taken is not None
    outcome = chunks.sign_chunk(issuer.service, taken)

    assert sheets.store(issuer, taken, chunks.sign_chunk(issuer.service, taken))
    assert not sheets.store(issuer, taken, outcome)
    assert sheets.books_of(issuer, batch) == sheets.exactly(3)


def test_whoever_takes_a_chunk_up_again_signs_with_the_same_places(
    issuer: Issuer, clock: Clock
) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(3))
    sheets.confirm(issuer, batch)
    (chunk,) = due_chunks(issuer.service, batch, 9)
    first = chunks.take_chunk(chunk, issuer.service)
    assert chunks.take_chunk(chunk, issuer.service) is None, "it is in work"
    clock.now += taking.LEASE

    again = chunks.take_chunk(chunk, issuer.service)

    assert first is not None
    assert again is not None
    assert again.entries == first.entries


@pytest.mark.parametrize("change", ["archived", "closed"])
def test_a_batch_stops_and_says_why_when_its_template_awards_nothing_more(
    issuer: Issuer, change: str
) -> None:
    template = issuer.template()
    batch = sheets.checked_batch(issuer, template, sheets.people(2))
    sheets.confirm(issuer, batch)
    (chunk,) = due_chunks(issuer.service, batch, 9)
    taken = chunks.take_chunk(chunk, issuer.service)
    assert taken is not None
    outcome = chunks.sign_chunk(issuer.service, taken)
    with issuer.writing() as session:
        if change == "archived":
            archive_achievement(
                session,
                issuer.caller,
                template,
                revision=issuer.achievement(template).revision,
                now=issuer.now,
            )
        else:
            session.get_one(Organisation, issuer.organisation_id).closed_at = issuer.now

    assert not sheets.store(issuer, taken, outcome)
    assert not chunks.award_chunks(chunk, issuer.service)

    found = sheets.read(issuer, batch)
    assert found.state == BatchState.PAUSED
    assert found.failure is not None
    assert issuer.count(Award) == 0


def test_keys_that_were_rotated_meanwhile_do_not_sign(clock: Clock, issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(2))
    sheets.confirm(issuer, batch)
    (chunk,) = due_chunks(issuer.service, batch, 9)
    taken = chunks.take_chunk(chunk, issuer.service)
    assert taken is not None
    outcome = chunks.sign_chunk(issuer.service, taken)
    with issuer.writing() as session:
        rotate_keys(session, issuer.caller, issuer.service, now=issuer.now)

    assert not sheets.store(issuer, taken, outcome)
    assert sheets.work(issuer, batch) == 1
    assert sheets.books_of(issuer, batch) == sheets.exactly(2)


def test_whom_another_awarded_meanwhile_is_not_awarded_again(issuer: Issuer) -> None:
    template = issuer.template(DuplicatePolicy.DENY)
    batch = sheets.checked_batch(issuer, template, sheets.people(3))
    issuer.award(template, email="OSOBA1@example.org")
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)

    assert sheets.states(issuer, batch) == {2: "awarded", 3: "failed", 4: "awarded"}
    assert sheets.codes(issuer, batch)[3] == ["E12"]
    found = sheets.read(issuer, batch)
    assert (found.state, found.awarded, found.failed) == (BatchState.FINISHED, 2, 1)


def test_an_award_of_a_batch_replaces_an_earlier_one(issuer: Issuer) -> None:
    template = issuer.template(DuplicatePolicy.REPLACE)
    old = issuer.award(template, email="osoba1@example.org")
    batch = sheets.checked_batch(issuer, template, sheets.people(3))
    assert sheets.codes(issuer, batch)[3] == ["W05"]
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)

    with issuer.service.database.reading() as session:
        new = session.scalars(
            select(Award).where(Award.batch_id == batch, Award.email_key == old.email_key)
        ).one()
    read = issuer.read(old)
    assert (read.replaced_by_id, read.revoked_at) == (new.id, issuer.now)
    assert issuer.verify(issuer.forms(old)["json"]).verdict is Verdict.INVALID
    assert issuer.verify(issuer.forms(new)["json"]).verdict is Verdict.VALID


def test_a_row_whose_day_has_passed_meanwhile_fails_alone(issuer: Issuer, clock: Clock) -> None:
    rows = sheets.people(2)
    rows[0] = {**rows[0], Column.VALID_UNTIL: "2030-03-02"}
    batch = sheets.checked_batch(issuer, issuer.template(), rows)
    sheets.confirm(issuer, batch)
    clock.now += timedelta(days=3)
    sheets.work(issuer, batch)

    assert sheets.states(issuer, batch) == {2: "failed", 3: "awarded"}
    assert sheets.codes(issuer, batch)[2] == ["E08"]


def test_a_worker_leaves_a_batch_after_a_while_when_another_waits(issuer: Issuer) -> None:
    template = issuer.template()
    batch = sheets.checked_batch(issuer, template, sheets.people(9))
    sheets.confirm(issuer, batch)
    sheets.confirm(issuer, sheets.checked_batch(issuer, template, sheets.people(1)))
    seconds = iter([0.0, 1.0, 6.0])
    (first,) = due_chunks(issuer.service, batch, 1)

    done = work_on_batch(first, issuer.service, monotonic=lambda: next(seconds), seconds=5)

    assert done == 2
    assert issuer.service.jobs.handed[-1:] == [  # type: ignore[attr-defined]  # the list of the tests
        ("batch_chunk", each) for each in due_chunks(issuer.service, batch, 2)
    ]


def test_a_worker_stays_with_the_only_batch_and_hands_on_what_is_left(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(9))
    sheets.confirm(issuer, batch)
    seconds = chain([0.0, 6.0], repeat(7.0))
    first, *rest = due_chunks(issuer.service, batch, 3)

    done = work_on_batch(first, issuer.service, monotonic=lambda: next(seconds), seconds=5)

    assert done == 3
    assert set(sheets.states(issuer, batch).values()) == {"awarded"}
    # While the first one is signed, for whoever has nothing to do.
    assert issuer.service.jobs.handed[-2:] == [("batch_chunk", each) for each in rest]  # type: ignore[attr-defined]  # the list of the tests


def test_what_was_stored_stays_when_the_next_chunk_cannot_be_taken(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(6))
    sheets.confirm(issuer, batch)
    first, second = due_chunks(issuer.service, batch, 2)
    sealed: list[dict[str, Any]] = []

    def exchange_the_key_of_the_list(new: dict[str, Any]) -> bool:
        with issuer.writing() as session:
            status_list = session.scalars(select(StatusList)).one()
            sealed.append(status_list.permutation_key)
            status_list.permutation_key = new
        return True

    def go_on_with_a_broken_key() -> bool:
        return exchange_the_key_of_the_list({"broken": True})

    assert chunks.award_chunks(first, issuer.service, go_on_with_a_broken_key) == 1
    exchange_the_key_of_the_list(sealed[0])

    assert sheets.books_of(issuer, batch) == sheets.exactly(3)
    assert due_chunks(issuer.service, batch, 2) == [second]
    assert sheets.work(issuer, batch) == 1
    assert sheets.books_of(issuer, batch) == sheets.exactly(6)


def test_a_chunk_is_in_hand_while_the_one_before_is_stored(issuer: Issuer) -> None:
    batch = sheets.checked_batch(issuer, issuer.template(), sheets.people(9))
    sheets.confirm(issuer, batch)
    first, _, third = due_chunks(issuer.service, batch, 3)
    due: list[list[UUID]] = []

    def note() -> bool:
        due.append(due_chunks(issuer.service, batch, 3))
        return True

    assert chunks.award_chunks(first, issuer.service, note) == 3
    # Before the second is taken, then when the first, the second and the third are to be stored.
    assert due[1:4] == [[third], [], []]
    assert sheets.books_of(issuer, batch) == sheets.exactly(9)


def test_nothing_stays_in_hand_when_what_was_signed_may_not_be_stored(issuer: Issuer) -> None:
    template = issuer.template()
    batch = sheets.checked_batch(issuer, template, sheets.people(9))
    sheets.confirm(issuer, batch)
    all_chunks = due_chunks(issuer.service, batch, 3)
    asked = count()

    def change_the_template_while_two_are_signed() -> bool:
        if next(asked) == 1:
            with issuer.writing() as session:
                session.get_one(Achievement, template).duplicate_policy = DuplicatePolicy.DENY
        return True

    first = all_chunks[0]
    assert not chunks.award_chunks(first, issuer.service, change_the_template_while_two_are_signed)

    assert due_chunks(issuer.service, batch, 3) == all_chunks
    sheets.work(issuer, batch)
    assert sheets.books_of(issuer, batch) == sheets.exactly(9)


def test_the_counter_of_the_template_grows_with_the_batch(issuer: Issuer) -> None:
    template = issuer.template()
    issuer.award(template)
    batch = sheets.checked_batch(issuer, template, sheets.people(5))
    sheets.confirm(issuer, batch)
    sheets.work(issuer, batch)

    with issuer.service.database.reading() as session:
        assert session.scalar(select(Achievement.awarded_count)) == 6
        session.execute(update(Achievement).values(awarded_count=0))
