"""Links are looked at as often as one likes, and used once (rule 29)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from timing import Clock

from issuer.db.engine import Database
from issuer.links import LIFETIMES, create_link, forget_old_links, look_up, redeem, renew_token
from issuer.models import Link, LinkPurpose
from issuer.people_errors import LinkUnusableError

PURPOSES = list(LinkPurpose)


def _new(database: Database, purpose: LinkPurpose, now: datetime) -> str:
    with database.writing() as session, session.begin():
        return renew_token(session, create_link(session, purpose, now=now), now=now)


def _works(database: Database, token: str, purpose: LinkPurpose, now: datetime) -> bool:
    with database.reading() as session:
        try:
            look_up(session, token, purpose, now=now)
        except LinkUnusableError:
            return False
        return True


@pytest.mark.parametrize("purpose", PURPOSES)
def test_looking_at_a_link_does_not_use_it_up(
    database: Database, clock: Clock, purpose: LinkPurpose
) -> None:
    token = _new(database, purpose, clock())
    for _ in range(3):
        assert _works(database, token, purpose, clock())

    with database.writing() as session, session.begin():
        assert redeem(session, token, purpose, now=clock()).used_at == clock()

    assert not _works(database, token, purpose, clock())
    with database.writing() as session, session.begin(), pytest.raises(LinkUnusableError):
        redeem(session, token, purpose, now=clock())


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_link_expires_in_its_time(database: Database, clock: Clock, purpose: LinkPurpose) -> None:
    token = _new(database, purpose, clock())

    clock.advance(LIFETIMES[purpose] - timedelta(seconds=1))
    assert _works(database, token, purpose, clock())
    clock.advance(timedelta(seconds=1))
    assert not _works(database, token, purpose, clock())
    with database.writing() as session, session.begin(), pytest.raises(LinkUnusableError):
        redeem(session, token, purpose, now=clock())


def test_a_link_for_one_thing_is_good_for_nothing_else(database: Database, clock: Clock) -> None:
    token = _new(database, LinkPurpose.RESET, clock())

    others = [purpose for purpose in PURPOSES if purpose != LinkPurpose.RESET]
    assert not any(_works(database, token, purpose, clock()) for purpose in others)


def test_a_link_has_no_token_until_its_mail_is_written(database: Database, clock: Clock) -> None:
    with database.writing() as session, session.begin():
        link = create_link(session, LinkPurpose.INVITATION, now=clock())
        unsent = link.token_hash
        first = renew_token(session, link, now=clock())
        second = renew_token(session, link, now=clock())

    with database.reading() as session:
        kept = session.scalars(select(Link)).one()
    assert len(second) == 43
    assert first not in {kept.token_hash, second}
    assert kept.token_hash not in {unsent, second}
    assert not _works(database, first, LinkPurpose.INVITATION, clock())
    assert _works(database, second, LinkPurpose.INVITATION, clock())


def test_the_time_of_a_link_begins_when_its_mail_is_written(
    database: Database, clock: Clock
) -> None:
    with database.writing() as session, session.begin():
        link = create_link(session, LinkPurpose.RESET, now=clock())
    clock.advance(timedelta(hours=5))
    with database.writing() as session, session.begin():
        token = renew_token(session, link, now=clock())

    assert _works(database, token, LinkPurpose.RESET, clock())


def test_a_used_link_gets_no_new_token(database: Database, clock: Clock) -> None:
    token = _new(database, LinkPurpose.INVITATION, clock())
    with database.writing() as session, session.begin():
        link = redeem(session, token, LinkPurpose.INVITATION, now=clock())
        with pytest.raises(LinkUnusableError):
            renew_token(session, link, now=clock())


def test_links_are_deleted_a_month_after_they_stopped_working(
    database: Database, clock: Clock
) -> None:
    _new(database, LinkPurpose.SIGN_IN, clock())
    clock.advance(timedelta(days=29))
    with database.writing() as session, session.begin():
        assert forget_old_links(session, now=clock()) == 0
    clock.advance(timedelta(days=2))
    with database.writing() as session, session.begin():
        assert forget_old_links(session, now=clock()) == 1
