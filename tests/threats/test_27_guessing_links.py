"""A link is not guessed, not used twice, and says nothing about why it does not work."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
import visitors
from issuing import Issuer
from sqlalchemy import select
from timing import Clock

from issuer.db.engine import Database
from issuer.links import create_link, hash_of, look_up, redeem, renew_token
from issuer.models import Link, LinkPurpose
from issuer.people_errors import LinkUnusableError

GUESSES = 10_000
AT_ONCE = 8


def _new(database: Database, now: datetime) -> str:
    with database.writing() as session, session.begin():
        link = create_link(session, LinkPurpose.CLAIM, now=now)
        return renew_token(session, link, now=now)


# On PostgreSQL they are made where a badge is claimed: tests/claiming/test_claiming.py.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_ten_thousand_guesses_find_nothing(database: Database, clock: Clock) -> None:
    _new(database, clock())
    tried = 0

    with database.reading() as session:
        for _ in range(GUESSES):
            with pytest.raises(LinkUnusableError):
                look_up(session, secrets.token_urlsafe(32), LinkPurpose.CLAIM, now=clock())
            tried += 1

    assert tried == GUESSES


def test_of_many_who_use_it_at_once_one_wins(database: Database, clock: Clock) -> None:
    token = _new(database, clock())

    def use(_: int) -> bool:
        with database.writing() as session, session.begin():
            try:
                redeem(session, token, LinkPurpose.CLAIM, now=clock())
            except LinkUnusableError:
                return False
            return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        won = list(pool.map(use, range(AT_ONCE * 3)))

    assert won.count(True) == 1


def test_unknown_used_replaced_and_expired_links_have_one_answer(issuer: Issuer) -> None:
    client = visitors.browser(visitors.serve(issuer.service))
    person = visitors.add_person(issuer.service)

    def link(*, used: bool = False, expired: bool = False, replaced: bool = False) -> str:
        with issuer.writing() as session:
            row = create_link(session, LinkPurpose.SIGN_IN, person_id=person.id, now=issuer.now)
            token = renew_token(session, row, now=issuer.now)
            if used:
                redeem(session, token, LinkPurpose.SIGN_IN, now=issuer.now)
            if expired:
                row.expires_at = issuer.now
            if replaced:
                renew_token(session, row, now=issuer.now)
            return token

    tokens = ["x" * 43, link(used=True), link(expired=True), link(replaced=True)]
    answers = [client.post("/api/v1/sessions/link", json={"token": token}) for token in tokens]

    assert {(answer.status_code, answer.content) for answer in answers} == {
        (404, answers[0].content)
    }
    assert client.post("/api/v1/sessions/link", json={"token": link()}).status_code == 204


def test_a_copy_of_the_database_has_no_usable_link(database: Database, clock: Clock) -> None:
    token = _new(database, clock())

    with database.reading() as session:
        row = session.scalars(select(Link)).one()

    assert row.token_hash == hash_of(token)
    assert token not in {str(value) for value in vars(row).values()}
    with database.reading() as session, pytest.raises(LinkUnusableError):
        look_up(session, row.token_hash, LinkPurpose.CLAIM, now=clock())
