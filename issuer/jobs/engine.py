"""The worker's side: jobs are run, lost ones started again, and old ones deleted."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID, uuid4

import structlog
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer
from sqlalchemy import Engine

from issuer.db.engine import Database
from issuer.jobs import heartbeat, rows
from issuer.jobs.enqueueing import Enqueuer
from issuer.jobs.system import (
    APPLICATION,
    POOL_SIZE,
    SCHEMA,
    VERSION,
    WORKFLOW,
    open_engine,
    refuse_pickles,
)

_AT_ONCE = 8
_ALONE = frozenset({"batch_reading", "batch_chunk"})
"""Kinds of job that compute: of each, a worker does one at a time. More workers do more."""
_POLL_S = 0.2
_LEISURE_S = 0.5
"""How often a queue is looked into: those of mails and calls, and those of longer work."""
# A sheet is read while somebody waits for its preview.
_LONG = frozenset({"batch_chunk", "erasure"})
_SOON_S = 2.0
"""Between two sweeps while more is due than one of them takes."""
_KEPT = timedelta(days=3)
_DELETED_AT_ONCE = 500
_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_log = structlog.get_logger()


@dataclass(frozen=True)
class Pace:
    """How often the engine does by itself what nobody asks it for, in seconds."""

    beat: float = 5
    sweep: float = 60
    tidy: float = 24 * 3600
    farewell: int = 10
    """How long jobs that run may take to end when the engine stops."""


@dataclass(frozen=True)
class Work:
    """What a worker does."""

    handlers: Mapping[str, Callable[[UUID], None]]
    """By kind of job, what is done with a row. It opens its own transactions, and leaves a row that
    could not be sent queued, with another try noted in `attempts` and `due_at`."""
    chores: Sequence[Callable[[], object]] = field(default_factory=tuple)
    """What is done at the start and with every sweep."""


class JobEngine:
    """Runs the jobs of all processes, in this process, from `start` to `stop`."""

    def __init__(
        self,
        database: Database,
        system_url: str,
        work: Work,
        *,
        clock: Callable[[], datetime],
        on_lost: Callable[[], None],
        pace: Pace | None = None,
    ) -> None:
        """Make an engine; `on_lost` is called when others have taken this worker for dead."""
        self.worker_id = uuid4().hex
        self._database = database
        self._system_url = system_url
        self._work = work
        self._clock = clock
        self._on_lost = on_lost
        self._pace = pace or Pace()
        self._enqueuer = Enqueuer(system_url)
        self._in_hand: set[str] = set()
        self._stopping = threading.Event()
        self._sweep_now = threading.Event()
        self._more_waits = threading.Event()
        self._threads = [
            threading.Thread(target=self._beat_on, name="heartbeat", daemon=True),
            threading.Thread(target=self._sweep_on, name="sweep", daemon=True),
        ]
        self._engine: Engine | None = None

    def start(self) -> None:
        """Begin to work; the tables of the queue are made where there are none."""
        refuse_pickles()
        self._engine = open_engine(self._system_url)
        DBOS(config=_configuration(self._engine, self.worker_id))
        DBOS.workflow(name=WORKFLOW)(partial(self._run))
        DBOS.launch()
        for kind in self._work.handlers:
            DBOS.register_queue(
                kind,
                worker_concurrency=1 if kind in _ALONE else _AT_ONCE,
                polling_interval_sec=_LEISURE_S if kind in _LONG else _POLL_S,
                on_conflict="always_update",
            )
        with self._database.writing() as session, session.begin():
            heartbeat.enlist(session, self.worker_id, now=self._clock())
        for thread in self._threads:
            thread.start()
        _log.info("worker_started", worker=self.worker_id)

    def stop(self) -> None:
        """End: jobs that run may finish, the others are left to the next worker."""
        self._stopping.set()
        self._sweep_now.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()
        patience = self._pace.farewell if self._in_hand else 0
        DBOS.destroy(workflow_completion_timeout_sec=patience, destroy_registry=True)
        self._guarded(self._resign)
        self._enqueuer.close()
        if self._engine is not None:
            self._engine.dispose()
        _log.info("worker_stopped", worker=self.worker_id)

    def sweep(self) -> int:
        """Start a job for every due row that has none; return how many were started."""
        started = 0
        for kind in self._work.handlers:
            with self._database.reading() as session:
                waiting = rows.due(session, kind, now=self._clock())
            if len(waiting) == rows.MOST_AT_ONCE:
                self._more_waits.set()
            started += sum(self._enqueuer.enqueue_again(kind, row) for row in waiting)
        return started

    def _run(self, kind: str, row: str) -> None:
        """Do one job. It never raises: DBOS would keep the error's text, and not try again."""
        self._in_hand.add(row)
        try:
            self._work.handlers[kind](UUID(row))
        except Exception as error:  # noqa: BLE001 - a handler may raise whatever it likes
            _log.warning("job_failed", kind=kind, row=row, error=type(error).__name__)
            self._guarded(self._postpone, kind, UUID(row))
        finally:
            self._in_hand.discard(row)

    def _postpone(self, kind: str, row: UUID) -> None:
        with self._database.writing() as session, session.begin():
            rows.postpone(session, kind, row, now=self._clock())

    def _resign(self) -> None:
        with self._database.writing() as session, session.begin():
            heartbeat.resign(session, self.worker_id)

    def _beat_on(self) -> None:
        while not self._stopping.is_set():
            self._guarded(self._beat)
            self._stopping.wait(self._pace.beat)

    def _beat(self) -> None:
        now = self._clock()
        with self._database.writing() as session, session.begin():
            alive = heartbeat.beat(session, self.worker_id, now=now)
        if not alive:
            _log.error("worker_lost", worker=self.worker_id)
            self._on_lost()
            return
        with self._database.writing() as session, session.begin():
            buried = heartbeat.bury(session, self.worker_id, _cancel_jobs_of, now=now)
        if buried:
            _log.warning("workers_buried", count=buried)
            self._sweep_now.set()

    def _sweep_on(self) -> None:
        tidied: datetime | None = None
        while not self._stopping.is_set():
            self._sweep_now.clear()
            self._more_waits.clear()
            self._guarded(self.sweep)
            for chore in self._work.chores:
                self._guarded(chore)
            now = self._clock()
            if tidied is None or (now - tidied).total_seconds() >= self._pace.tidy:
                self._guarded(delete_old_jobs, now)
                tidied = now
            # `stop` sets both, this one first: whoever cleared the second sees the first.
            if not self._stopping.is_set():
                pause = (
                    min(self._pace.sweep, _SOON_S)
                    if self._more_waits.is_set()
                    else self._pace.sweep
                )
                self._sweep_now.wait(pause)

    def _guarded(self, action: Callable[..., object], *arguments: object) -> None:
        """Do what the next round does again if it fails, such as while the database is away."""
        try:
            action(*arguments)
        except Exception as error:  # noqa: BLE001 - these threads must live as long as the process
            name = getattr(action, "__name__", "chore")
            _log.warning("worker_hindered", action=name, error=type(error).__name__)


def delete_old_jobs(now: datetime) -> None:
    """Delete the jobs that ended some days ago; nobody else does."""
    before = (now - _KEPT).isoformat()
    while True:
        old = DBOS.list_workflows(
            status=_ENDED,
            completed_before=before,
            limit=_DELETED_AT_ONCE,
            load_input=False,
            load_output=False,
        )
        if not old:
            return
        DBOS.delete_workflows([job.workflow_id for job in old])


def _cancel_jobs_of(worker_id: str) -> None:
    """Give up what a dead worker was at; the sweep finds the rows and starts them anew."""
    jobs = DBOS.list_workflows(
        status="PENDING", executor_id=worker_id, load_input=False, load_output=False
    )
    if jobs:
        DBOS.cancel_workflows([job.workflow_id for job in jobs])


def _configuration(engine: Engine, worker_id: str) -> DBOSConfig:
    return {
        "name": APPLICATION,
        "system_database_engine": engine,
        "dbos_system_schema": SCHEMA,
        "sys_db_pool_size": POOL_SIZE,
        # The default is pickle: whoever writes to the database would run code here.
        "serializer": DBOSPortableJSONSerializer(),
        "application_version": VERSION,
        "executor_id": worker_id,
        # Nothing here waits for messages, so no connection has to listen for them.
        "use_listen_notify": False,
        # How long the engine takes to stop; nothing is asked of the database meanwhile.
        "notification_listener_polling_interval_sec": 0.1,
        "log_level": "WARNING",
    }
