"""A worker to be killed: python -m tests.batches.killable RECORDS JOBS HOME SECONDS

It works on batches and nothing else, and lives SECONDS in the future. It ends with 3 when others
have taken it for dead.
"""

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from issuing import collaborators

from bulk.batches import CHUNK
from bulk.jobs import work_on_batch
from issuer.db.engine import open_database
from issuer.jobs.engine import JobEngine, Pace, Work

LOST = 3


def main(records: str, jobs: str, home: Path, ahead: timedelta) -> None:
    """Work until killed."""

    def now() -> datetime:
        return datetime.now(UTC) + ahead

    service = collaborators(open_database(records), home, now)

    def work(chunk: UUID) -> None:
        work_on_batch(chunk, service, seconds=1)

    engine = JobEngine(
        service.database,
        jobs,
        Work({CHUNK: work}),
        clock=now,
        on_lost=lambda: os._exit(LOST),
        pace=Pace(beat=0.1, sweep=0.3),
    )
    engine.start()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), timedelta(seconds=float(sys.argv[4])))
