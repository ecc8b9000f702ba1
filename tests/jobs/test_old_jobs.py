"""Jobs that ended are deleted some days later; what they are asked to do names nobody."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.engine import make_url
from timing import Clock, wait_until

from issuer.db.engine import Database
from issuer.jobs.engine import delete_old_jobs
from issuer.jobs.enqueueing import Enqueuer
from issuer.jobs.system import open_engine

from .outbox import is_sent, marks_sent, queue_mail, running_engine


def columns(url: str, column: str, table: str) -> list[object]:
    schema = "" if make_url(url).get_backend_name() == "sqlite" else "dbos."
    engine = open_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT {column} FROM {schema}{table}"))
        values = [row[0] for row in found]
    engine.dispose()
    return values


def test_jobs_are_deleted_three_days_after_they_ended(
    database: Database, url: str, enqueuer: Enqueuer, clock: Clock
) -> None:
    # The job tables are dated by the database itself.
    today = datetime.now(UTC)
    with running_engine(database, url, marks_sent(database, clock), clock):
        mail = queue_mail(database, clock())
        enqueuer.enqueue([("mail", mail)])
        wait_until(lambda: columns(url, "status", "workflow_status") == ["SUCCESS"])
        delete_old_jobs(today + timedelta(days=2))
        assert len(columns(url, "workflow_uuid", "workflow_status")) == 1
        delete_old_jobs(today + timedelta(days=4))
        assert columns(url, "workflow_uuid", "workflow_status") == []


def test_a_job_is_told_an_id_and_nothing_else(
    database: Database, url: str, enqueuer: Enqueuer, clock: Clock
) -> None:
    with running_engine(database, url, marks_sent(database, clock), clock):
        mail = queue_mail(database, clock())
        enqueuer.enqueue([("mail", mail)])
        wait_until(lambda: is_sent(database, mail))
    assert columns(url, "inputs", "workflow_input") == [
        f'{{"namedArgs":{{}},"positionalArgs":["mail","{mail}"]}}'
    ]
    assert columns(url, "application_version", "workflow_status") == ["1"]
    assert columns(url, "serialization", "workflow_status") == ["portable_json"]


def test_an_error_of_a_handler_leaves_no_text_in_the_job_tables(
    database: Database, url: str, enqueuer: Enqueuer, clock: Clock
) -> None:
    def fails(row: UUID) -> None:
        raise RuntimeError("ada@example.org")

    with running_engine(database, url, fails, clock):
        mail = queue_mail(database, clock())
        enqueuer.enqueue([("mail", mail)])
        wait_until(lambda: columns(url, "status", "workflow_status") == ["SUCCESS"])
    assert columns(url, "error", "workflow_status") == [None]
