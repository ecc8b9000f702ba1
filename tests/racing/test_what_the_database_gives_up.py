"""Two that wait for one another all the same: the database gives one up, and it is done again."""

from collections.abc import Sequence
from functools import partial
from threading import Barrier, Thread
from uuid import UUID

import pytest
from issuing import Issuer
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from issuer.db.repeating import repeated
from issuer.locks import lock
from issuer.models import Organisation


def test_both_are_done_in_the_end(racing: Issuer, elsewhere: Issuer) -> None:
    ids = [racing.organisation_id, elsewhere.organisation_id]
    both_hold_one, tried, done = Barrier(2), list[UUID](), list[UUID]()

    def lock_both(wanted: Sequence[UUID]) -> None:
        is_first_try = wanted[0] not in tried
        tried.append(wanted[0])
        with racing.writing() as session:
            session.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
            lock(session, Organisation, wanted[0])
            if is_first_try:
                both_hold_one.wait()
            lock(session, Organisation, wanted[1])
        done.append(wanted[0])

    orders = (ids, ids[::-1])
    threads = [Thread(target=repeated, args=(partial(lock_both, order),)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == sorted(ids)
    assert len(tried) > len(done)


def test_an_error_of_another_kind_is_not_repeated(racing: Issuer) -> None:
    tries = []

    def fall() -> None:
        tries.append(1)
        with racing.writing() as session:
            session.execute(text("SET LOCAL statement_timeout = '10ms'"))
            session.execute(text("SELECT pg_sleep(5)"))

    with pytest.raises(OperationalError):
        repeated(fall)

    assert len(tries) == 1
