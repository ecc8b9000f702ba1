"""The worker of the service does what its services left to be done."""

from dataclasses import replace
from datetime import timedelta

from issuing import JAN, Issuer
from log_lines import written_log
from mail_server import Mailbox
from pydantic import SecretStr
from timing import Clock, wait_until

from issuer.cli.worker import work_of
from issuer.db.engine import Database
from issuer.jobs.engine import JobEngine, Pace
from issuer.jobs.rows import ROWS
from issuer.models import StatusList


def signed_at(issuer: Issuer) -> object:
    with issuer.service.database.reading() as session:
        return session.query(StatusList.signed_at).scalar()


def test_an_award_is_mailed_and_its_status_list_stays_fresh(
    database: Database, url: str, issuer: Issuer, smtp_server: Mailbox, clock: Clock
) -> None:
    settings = {"smtp_url": SecretStr(smtp_server.url)}
    service = replace(issuer.service, settings=issuer.service.settings.model_copy(update=settings))
    engine = JobEngine(
        database, url, work_of(service), clock=clock, on_lost=lambda: None, pace=Pace(sweep=0.2)
    )
    with written_log() as log:
        engine.start()
        try:
            issuer.award(issuer.template(), JAN)
            wait_until(lambda: smtp_server.messages)
            first = signed_at(issuer)
            clock.advance(timedelta(hours=7))
            wait_until(lambda: signed_at(issuer) != first)
        finally:
            engine.stop()
        assert log.events("worker_hindered") == []
    assert smtp_server.recipients == [["jan@example.org"]]


def test_there_is_a_handler_for_each_kind_of_row(issuer: Issuer) -> None:
    work = work_of(issuer.service)
    assert set(work.handlers) == set(ROWS)
