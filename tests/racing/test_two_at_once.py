"""Two who do something to the same award at once: one waits, both are answered, the sums are right.

On PostgreSQL, where rows are locked. Two that lock in different orders wait for one another until
the database gives one of them up; that is an `OperationalError` here, and a 503 for a person.
"""

from collections.abc import Callable, Sequence
from itertools import combinations_with_replacement
from threading import Barrier, Thread
from typing import TypeVar
from uuid import UUID

import pytest
from issuing import Issuer
from sqlalchemy import func, select

from issuer import errors
from issuer.models import Achievement, Award, AwardState, Form, Generation, IssuerKey, StatusList
from signing.status_list import status_at

from .colleagues import COLLEAGUE_DEEDS, new_colleague
from .deeds import DEEDS, new_case

Subject = TypeVar("Subject")


def race(
    first: Callable[[Subject], None], second: Callable[[Subject], None], case: Subject
) -> None:
    """Do both at once; what is refused in words is refused, everything else is raised."""
    start, fallen = Barrier(2), list[Exception]()

    def run(deed: Callable[[Subject], None]) -> None:
        start.wait()
        try:
            deed(case)
        except errors.Error:
            pass
        except Exception as error:  # noqa: BLE001 - it is looked at below, in the test's thread
            fallen.append(error)

    threads = [Thread(target=run, args=(deed,)) for deed in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not fallen, fallen


def assert_sums(issuer: Issuer, template: UUID) -> None:
    """Check counters, status entries and states against one another."""
    with issuer.service.database.reading() as session:
        achievement = session.get_one(Achievement, template)
        awards = session.scalars(select(Award).where(Award.achievement_id == template)).all()
        generations = session.scalars(select(Generation)).all()
        lists = {each.id: each for each in session.scalars(select(StatusList))}
        kept = set(session.scalars(select(Form.generation_id)))
        active = session.scalar(
            select(func.count())
            .select_from(IssuerKey)
            .where(IssuerKey.organisation_id == issuer.organisation_id, IssuerKey.state == "active")
        )
    assert achievement.awarded_count == len(awards)
    assert achievement.claimed_count == sum(a.state == AwardState.CLAIMED for a in awards)
    places = {(each.status_list_id, each.status_index) for each in generations}
    assert len(places) == len(generations) == sum(each.taken for each in lists.values())
    assert active == 2
    for award in awards:
        own = [each for each in generations if each.award_id == award.id]
        assert_states(award, own, kept)
        for each in own:
            assert each.status_list_id is not None
            assert each.status_index is not None
            bit = status_at(lists[each.status_list_id].bits, each.status_index)
            assert bit == (each.revoked_at is not None)


def assert_states(award: Award, generations: Sequence[Generation], kept: set[UUID]) -> None:
    """Check an award against its generations."""
    revoked = {each.number for each in generations if each.revoked_at is not None}
    numbers = {each.number for each in generations}
    assert numbers == set(range(1, award.generation + 1))
    assert revoked == (numbers if award.revoked_at else numbers - {award.generation})
    newest = next(each for each in generations if each.number == award.generation)
    assert (newest.id in kept) == (award.erased_at is None)


@pytest.mark.parametrize("name", DEEDS)
def test_no_two_wait_for_one_another(racing: Issuer, template: UUID, name: str) -> None:
    later = list(DEEDS)[list(DEEDS).index(name) :]
    for other in later:
        race(DEEDS[name], DEEDS[other], new_case(racing, template))

    assert_sums(racing, template)


def test_no_two_wait_for_one_another_over_a_colleague(racing: Issuer, elsewhere: Issuer) -> None:
    pairs = combinations_with_replacement(COLLEAGUE_DEEDS.values(), 2)

    for first, second in pairs:
        race(first, second, new_colleague(racing, elsewhere))
