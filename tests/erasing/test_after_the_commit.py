"""What a job does for an erasure: filed mail goes, and the database lets go of old pages."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from issuing import JAN, Issuer
from sqlalchemy import select, text
from timing import Clock

from issuer.collaborators import Collaborators
from issuer.db.engine import Database
from issuer.erasure import erase_award
from issuer.erasure_jobs import clean_files, finish_erasure
from issuer.mailing import send_mail
from issuer.models import Award, Erasure, ErasureState, Mail


@pytest.fixture
def filed(issuer: Issuer, service: Collaborators) -> Path:
    """Return the folder in which the mail of an award is filed."""
    issuer.award(issuer.template(), JAN)
    _send(service)
    return service.settings.home / "mail"


def _send(service: Collaborators) -> None:
    with service.database.reading() as session:
        for mail in session.scalars(select(Mail.id)).all():
            send_mail(mail, service)


def _erase(issuer: Issuer) -> UUID:
    with issuer.writing() as session:
        award = session.scalars(select(Award.id).where(Award.erased_at.is_(None))).one()
        erase_award(session, issuer.caller, issuer.service, award, revoke=False, now=issuer.now)
        return (
            session.scalars(select(Erasure.id).order_by(Erasure.created_at.desc())).first() or award
        )


def _row(service: Collaborators, erasure: UUID) -> Erasure:
    with service.database.reading() as session:
        return session.get_one(Erasure, erasure)


def test_mail_that_was_filed_is_deleted(
    issuer: Issuer, service: Collaborators, filed: Path
) -> None:
    (mail,) = filed.glob("*.eml")
    (filed / f"{mail.stem}.part").write_text("half a mail")
    (filed / "other.eml").write_text("of somebody else")

    finish_erasure(_erase(issuer), service)

    assert [file.name for file in filed.iterdir()] == ["other.eml"]


def test_mail_that_was_on_its_way_is_looked_for_again(
    issuer: Issuer, service: Collaborators, filed: Path, clock: Clock
) -> None:
    (mail,) = filed.glob("*.eml")
    erasure = _erase(issuer)

    again = finish_erasure(erasure, service)
    assert again == clock() + timedelta(minutes=10)
    mail.write_text("Somebody had it in hand.")
    assert finish_erasure(erasure, service) is None, "it is not due"
    clock.now = again
    assert finish_erasure(erasure, service) is None

    assert not mail.exists()
    assert _row(service, erasure).state == ErasureState.DONE
    assert finish_erasure(erasure, service) is None


def test_without_a_folder_there_is_nothing_to_delete(
    issuer: Issuer, service: Collaborators, clock: Clock
) -> None:
    issuer.award(issuer.template(), JAN)
    erasure = _erase(issuer)
    clock.now = finish_erasure(erasure, service) or clock.now

    assert finish_erasure(erasure, service) is None
    assert _row(service, erasure).state == ErasureState.DONE


def test_one_cleaning_serves_all_erasures_before_it(
    issuer: Issuer, service: Collaborators, clock: Clock
) -> None:
    template = issuer.template()
    erasures = []
    for _ in range(2):
        issuer.award(template, JAN)
        erasures.append(_erase(issuer))
        clock.advance(timedelta(seconds=1))

    for erasure in erasures:
        finish_erasure(erasure, service)

    assert [_row(service, each).cleaned_at for each in erasures] == [clock(), None]


def test_while_somebody_reads_the_log_is_emptied_later(
    database: Database, issuer: Issuer, service: Collaborators, clock: Clock
) -> None:
    issuer.award(issuer.template(), JAN)
    erasure = _erase(issuer)
    with database.reading() as reader:
        reader.execute(text("SELECT count(*) FROM award"))
        again = finish_erasure(erasure, service)
    if database.engine.dialect.name == "sqlite":
        assert again == clock() + timedelta(minutes=1)
        clock.now = again

    again = finish_erasure(erasure, service)

    assert again is None or again > clock()
    assert _row(service, erasure).cleaned_at is not None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_write_ahead_log_of_sqlite_is_empty_afterwards(
    database: Database, issuer: Issuer
) -> None:
    issuer.award(issuer.template(), JAN)
    log = Path(f"{database.engine.url.database}-wal")
    assert log.stat().st_size > 0

    assert clean_files(database.engine)

    assert log.stat().st_size == 0
    with database.reading() as session:
        assert session.scalar(text("PRAGMA busy_timeout")) == 30_000
        assert session.scalar(text("PRAGMA secure_delete")) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_postgresql_deleted_is_vacuumed(database: Database, issuer: Issuer) -> None:
    issuer.award(issuer.template(), JAN)
    _erase(issuer)

    assert clean_files(database.engine)

    with database.reading() as session:
        # Every version of a row that is left is one that somebody can see.
        session.execute(text("CREATE EXTENSION IF NOT EXISTS pgstattuple"))
        for table in ("award", "form", "mail"):
            dead = session.scalar(text(f"SELECT dead_tuple_count FROM pgstattuple('{table}')"))
            assert dead == 0, table
