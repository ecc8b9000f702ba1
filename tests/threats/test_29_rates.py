"""Who asks too often is told when to try again, whichever process they ask."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import visitors
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from sqlalchemy import select
from starlette.testclient import TestClient
from timing import Clock

from issuer.api.access import PUBLIC_RATES
from issuer.collaborators import Collaborators
from issuer.db.engine import Database, open_database
from issuer.errors import TooManyError
from issuer.models import RateCount
from issuer.rates import (
    SIGN_IN,
    LocalCounter,
    Rate,
    Rates,
    StoredCounter,
    forget_old_counts,
    open_rates,
)
from issuer.rights import Right

PROXY = "10.0.0.7"
WRONG = {"email": visitors.ANNA, "password": "wrong"}


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(service)


def test_five_sign_ins_a_minute_from_one_machine(app: FastAPI, clock: Clock) -> None:
    client = visitors.browser(app)

    def attempt(n: int) -> int:
        body = {"email": f"p{n}@example.org", "password": "wrong"}
        return client.post("/api/v1/sessions", json=body).status_code

    assert [attempt(n) for n in range(6)] == [401] * 5 + [429]
    clock.advance(timedelta(seconds=59))
    assert attempt(7) == 429
    clock.advance(timedelta(seconds=1))
    assert attempt(8) == 401


def test_five_sign_ins_a_minute_for_one_account_from_anywhere(service: Collaborators) -> None:
    settings = service.settings.model_copy(update={"trusted_proxies": PROXY})
    app = visitors.serve(replace(service, settings=settings))
    client = TestClient(app, PUBLIC_URL, client=(PROXY, 50_000))

    def attempt(n: int, email: str) -> int:
        headers = {"X-Forwarded-For": f"192.0.2.{n}"}
        body = {"email": email, "password": "wrong"}
        return client.post("/api/v1/sessions", json=body, headers=headers).status_code

    emails = ["anna@example.org", "ANNA@example.org", " anna@EXAMPLE.org "] * 2
    assert [attempt(n, email) for n, email in enumerate(emails)] == [401] * 5 + [429]
    assert attempt(9, "ewa@example.org") == 401


def test_the_answer_says_when_to_try_again(app: FastAPI, clock: Clock) -> None:
    client = visitors.browser(app)
    for _ in range(5):
        client.post("/api/v1/sessions", json=WRONG)
    clock.advance(timedelta(seconds=17.5))

    refused = client.post("/api/v1/sessions", json=WRONG)

    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "43"
    assert refused.json()["type"].endswith("/problems/too-many")


def test_two_workers_share_the_count(database_url: str, service: Collaborators) -> None:
    databases = [open_database(database_url) for _ in range(2)]
    apps = [visitors.serve(replace(service, database=opened)) for opened in databases]
    workers = [visitors.browser(app) for app in apps]

    answers = [workers[n % 2].post("/api/v1/sessions", json=WRONG).status_code for n in range(7)]

    for opened in databases:
        opened.dispose()
    assert answers == [401] * 5 + [429] * 2


def test_many_at_once_are_each_counted(database: Database, clock: Clock) -> None:
    rate = Rate("test", 10, 60, guards_secrets=True)
    rates = open_rates(database)

    def ask(_: int) -> bool:
        try:
            rates.count(rate, "somebody", now=clock())
        except TooManyError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        let_in = list(pool.map(ask, range(30)))

    assert let_in.count(True) == 10


def test_a_program_reads_100_times_and_writes_50_times_a_second(
    app: FastAPI, issuer: Issuer, clock: Clock
) -> None:
    program = visitors.program(app, issuer, Right.READ, Right.MEMBERS)
    other = visitors.program(app, issuer, Right.READ)

    def read(client: TestClient) -> int:
        return client.get("/api/v1/members").status_code

    def write() -> int:
        return program.delete("/api/v1/api-keys/none").status_code

    assert [read(program) for _ in range(101)] == [200] * 100 + [429]
    assert [write() for _ in range(51)] == [404] * 50 + [429]
    assert read(other) == 200
    clock.advance(timedelta(seconds=1))
    assert (read(program), write()) == (200, 404)


def test_one_machine_verifies_ten_times_a_second(app: FastAPI, clock: Clock) -> None:
    assert ("POST", "/api/v1/verify") in PUBLIC_RATES
    client = visitors.browser(app)

    def verify() -> int:
        return client.post("/api/v1/verify", content=b"{}").status_code

    assert [verify() for _ in range(11)] == [200] * 10 + [429]
    clock.advance(timedelta(seconds=1))
    assert verify() == 200


def test_on_postgresql_the_limits_of_a_second_are_shared_as_well(
    database: Database, clock: Clock
) -> None:
    shared = database.engine.dialect.name == "postgresql"
    rate = Rate("test", 3, 1)
    first, second = open_rates(database), open_rates(database)

    def ask(rates: Rates) -> bool:
        try:
            rates.count(rate, "a", now=clock())
        except TooManyError:
            return False
        return True

    let_in = [ask(rates) for rates in (first, first, second, second)]

    assert let_in.count(True) == (3 if shared else 4)


@pytest.mark.parametrize(
    "counter", [StoredCounter, lambda _: LocalCounter()], ids=["stored", "local"]
)
def test_a_span_begins_with_the_first_request(
    database: Database, clock: Clock, counter: Callable[[Database], StoredCounter]
) -> None:
    counting, begun = counter(database), clock()
    ends = begun + timedelta(seconds=10)

    assert counting.hit("a", 10, now=clock()) == (1, ends)
    clock.advance(timedelta(seconds=9))
    assert counting.hit("a", 10, now=clock()) == (2, ends)
    assert counting.hit("b", 10, now=clock())[0] == 1
    clock.advance(timedelta(seconds=1))
    assert counting.hit("a", 10, now=clock()) == (1, clock() + timedelta(seconds=10))


def test_neither_addresses_of_people_nor_of_machines_are_kept(
    database: Database, clock: Clock
) -> None:
    open_rates(database).count(SIGN_IN, visitors.ANNA, now=clock())

    with database.reading() as session:
        key = session.scalars(select(RateCount.key)).one()
    assert len(key) == 64
    assert "anna" not in key


def test_counts_of_spans_that_are_over_are_deleted(database: Database, clock: Clock) -> None:
    counter = StoredCounter(database)
    counter.hit("short", 1, now=clock())
    counter.hit("long", 100, now=clock())
    clock.advance(timedelta(seconds=2))

    with database.writing() as session, session.begin():
        forget_old_counts(session, now=clock())

    with database.reading() as session:
        assert session.scalars(select(RateCount.key)).all() == ["long"]


def test_memory_does_not_grow_with_every_machine_that_ever_asked(clock: Clock) -> None:
    counter = LocalCounter()
    for n in range(30_000):
        if n % 5000 == 0:
            clock.advance(timedelta(seconds=1))
        counter.hit(str(n), 1, now=clock())

    assert len(counter._counts) <= 10_000
