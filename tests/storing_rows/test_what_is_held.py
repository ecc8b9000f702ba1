"""A row that a transaction has locked is asked for once, and not longer than it lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from issuing import Issuer
from sqlalchemy import event

from issuer.locks import lock
from issuer.models import Mail, MailKind, Organisation


@contextmanager
def statements(issuer: Issuer) -> Iterator[list[str]]:
    """Give what the database is asked inside."""
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    engine = issuer.service.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def asked_for_organisation(asked: list[str]) -> int:
    return sum("FROM organisation" in statement for statement in asked)


def test_a_transaction_asks_once_and_the_next_one_anew(issuer: Issuer) -> None:
    key = issuer.caller.organisation_id
    with statements(issuer) as asked, issuer.service.database.writing() as session:
        with session.begin():
            assert lock(session, Organisation, key) is lock(session, Organisation, key)
            # It stays loaded though nobody here holds it.
            assert session.get_one(Organisation, key).id == key
            assert asked_for_organisation(asked) == 1
        with session.begin():
            assert lock(session, Organisation, key) is not None
        assert asked_for_organisation(asked) == 2


def test_what_was_given_up_with_a_transaction_is_asked_for_again(issuer: Issuer) -> None:
    key = issuer.caller.organisation_id
    with statements(issuer) as asked, issuer.service.database.writing() as session:
        session.begin()
        lock(session, Organisation, key)
        session.rollback()
        session.begin()
        lock(session, Organisation, key)
        assert asked_for_organisation(asked) == 2


def test_what_was_given_up_with_a_savepoint_is_asked_for_again(issuer: Issuer) -> None:
    key = issuer.caller.organisation_id
    with statements(issuer) as asked, issuer.service.database.writing() as session, session.begin():
        savepoint = session.begin_nested()
        lock(session, Organisation, key)
        savepoint.rollback()
        lock(session, Organisation, key)
        assert asked_for_organisation(asked) == 2


def test_a_row_that_was_deleted_is_not_held(issuer: Issuer) -> None:
    with issuer.writing() as session:
        mail = Mail(
            id=uuid4(), kind=MailKind.AWARD, language="pl", due_at=issuer.now, created_at=issuer.now
        )
        session.add(mail)
        session.flush()
        held = lock(session, Mail, mail.id)
        assert held is mail
        session.delete(held)
        session.flush()
        assert lock(session, Mail, mail.id) is None
