"""Handing rows to the workers, from any process."""

from collections.abc import Sequence
from uuid import UUID, uuid4

import structlog
from dbos import DBOSClient, DBOSPortableJSONSerializer, error

from issuer.jobs.rows import ROWS
from issuer.jobs.system import APPLICATION, SCHEMA, VERSION, WORKFLOW, open_engine

_CONNECTIONS = 2
_AGAIN = frozenset({"batch_chunk"})
"""Kinds of job whose rows may be put off, and handed on again at any time."""
_log = structlog.get_logger()


class Enqueuer:
    """The queue as those see it who put something into it; it runs nothing itself.

    No worker has to be alive, and nothing fails when the tables of the queue are not there: a row
    without a job is found by the sweep of the next worker.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url, pool_size=_CONNECTIONS)
        self._client = DBOSClient(
            system_database_engine=self._engine,
            dbos_system_schema=SCHEMA,
            serializer=DBOSPortableJSONSerializer(),
            application_name=APPLICATION,
            lazy=True,
            retry_connection_errors=False,
        )

    def enqueue(self, jobs: Sequence[tuple[str, UUID]]) -> None:
        """Start the jobs of these kinds for these rows, whose transaction is committed.

        The id of a row is the id of its first job, so that asking twice starts one.
        """
        for kind, row in dict.fromkeys(jobs):
            self._try(kind, row, f"{row}:{uuid4()}" if kind in _AGAIN else str(row))

    def enqueue_again(self, kind: str, row: UUID) -> bool:
        """Start a job for a row that waits, unless there is one; return whether it was started."""
        return self._try(kind, row, f"{row}:{uuid4()}")

    def close(self) -> None:
        """Close the connections."""
        self._client.destroy()
        self._engine.dispose()

    def _try(self, kind: str, row: UUID, job: str) -> bool:
        if kind not in ROWS:
            raise LookupError(f"there are no jobs of the kind {kind}")
        try:
            self._client.enqueue(
                {
                    "workflow_name": WORKFLOW,
                    "queue_name": kind,
                    "workflow_id": job,
                    # At most one job of a row waits or runs, wherever.
                    "deduplication_id": str(row),
                    "app_version": VERSION,
                },
                kind,
                str(row),
            )
        except error.DBOSQueueDeduplicatedError:
            return False
        except Exception as failure:  # noqa: BLE001 - what was committed stays so, whatever happens here
            _log.warning("job_not_enqueued", kind=kind, row=str(row), error=type(failure).__name__)
            return False
        return True
