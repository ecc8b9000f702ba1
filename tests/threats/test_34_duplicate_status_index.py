"""Threat 34: two badges share an entry in a status list, so revoking one revokes the other."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from issuing import Issuer
from sqlalchemy import select, update

from issuer.models import Generation, Organisation, StatusList
from issuer.permutation import permuted
from issuer.status_lists import Entry, take_entries
from signing.status_list import MINIMUM_ENTRIES


def take(issuer: Issuer, count: int) -> list[Entry]:
    with issuer.writing() as session:
        organisation = session.get_one(Organisation, issuer.organisation_id)
        return take_entries(session, issuer.service, organisation, count, now=issuer.now)


def test_eight_at_once_never_take_the_same_entry(issuer: Issuer) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: take(issuer, 1)[0], range(200)))

    entries = Counter((entry.list_id, entry.index) for entry in taken)
    assert len(entries) == 200
    assert issuer.count(StatusList) == 1


def test_what_was_rolled_back_is_handed_out_once_only(issuer: Issuer) -> None:
    first = take(issuer, 3)
    with issuer.service.database.writing() as session:
        organisation = session.get_one(Organisation, issuer.organisation_id)
        take_entries(session, issuer.service, organisation, 5, now=issuer.now)
        session.rollback()

    second = take(issuer, 3)

    assert len({(entry.list_id, entry.index) for entry in first + second}) == 6


def test_a_full_list_is_closed_and_the_next_one_opened(issuer: Issuer) -> None:
    take(issuer, 1)
    with issuer.writing() as session:
        session.execute(update(StatusList).values(taken=MINIMUM_ENTRIES - 2))

    entries = take(issuer, 5)

    with issuer.service.database.reading() as session:
        lists = session.execute(
            select(StatusList.number, StatusList.taken, StatusList.closed_at).order_by(
                StatusList.number
            )
        ).all()
    assert [tuple(row) for row in lists] == [(1, MINIMUM_ENTRIES, issuer.now), (2, 3, None)]
    assert Counter(entry.list_id for entry in entries).most_common(2)[0][1] == 3


def test_the_order_of_awards_does_not_show_in_the_entries(issuer: Issuer) -> None:
    indexes = [entry.index for entry in take(issuer, 200)]

    assert indexes != sorted(indexes)
    steps = {later - earlier for earlier, later in pairwise(indexes)}
    assert len(steps) > 190
    assert all(0 <= index < MINIMUM_ENTRIES for index in indexes)


def test_each_list_hides_its_order_under_a_key_of_its_own() -> None:
    first = [permuted(b"1" * 32, number, MINIMUM_ENTRIES) for number in range(100)]
    second = [permuted(b"2" * 32, number, MINIMUM_ENTRIES) for number in range(100)]

    assert first != second


def test_awards_at_once_have_an_entry_each(issuer: Issuer) -> None:
    template = issuer.template()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: issuer.award(template, email=f"p{number}@example.org"),
                      range(30)))  # fmt: skip

    with issuer.service.database.reading() as session:
        pairs = session.execute(select(Generation.status_list_id, Generation.status_index)).all()
    assert len(pairs) == len({tuple(pair) for pair in pairs}) == 30
    assert issuer.achievement(template).awarded_count == 30
