"""A worker to be killed: python killable.py RECORDS JOBS FOLDER SECONDS

It marks mails as sent, and lives SECONDS in the future. While there is a file `hold` in FOLDER it
says by a file `begun` that it has a mail in hand, and waits. It ends with 3 when it is lost.
"""

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from issuer.db.engine import open_database
from issuer.jobs.engine import JobEngine, Pace, Work
from issuer.models import Delivery, Mail

LOST = 3


def main(records: str, jobs: str, folder: Path, ahead: timedelta) -> None:
    """Work until killed."""
    database = open_database(records)

    def now() -> datetime:
        return datetime.now(UTC) + ahead

    def handle(mail_id: UUID) -> None:
        while (folder / "hold").exists():
            (folder / "begun").touch()
            time.sleep(0.01)
        with database.writing() as session, session.begin():
            mail = session.get(Mail, mail_id, with_for_update=True)
            if mail is not None and mail.state == Delivery.QUEUED:
                mail.state, mail.sent_at = Delivery.SENT, now()
                mail.attempts += 1

    engine = JobEngine(
        database,
        jobs,
        Work({"mail": handle}),
        clock=now,
        on_lost=lambda: os._exit(LOST),
        pace=Pace(beat=0.1, sweep=0.5),
    )
    engine.start()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), timedelta(seconds=float(sys.argv[4])))
