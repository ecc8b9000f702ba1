"""A program that awards batches and is killed: before the first statement, the second, and so on.

    python -m tests.batches.dying DATABASE HOME ORGANISATION TEMPLATE

It first awards a batch without dying, so that all children find what was loaded and compiled. For
each death there is a batch of its own. What is after a statement is before the next one, and a
commit stands between two. When a child survives, another one, a lease later, finishes what the dead
left. One line a batch says how whoever worked on it ended.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from issuing import Issuer, collaborators
from sqlalchemy import event

from bulk.taking import LEASE
from issuer.db.engine import Database, open_database

from . import sheets

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
ROWS = 3
NEVER = 0
"""The number of the statement before which nobody dies."""


def issuing(database: Database, home: str, organisation: UUID, now: datetime) -> Issuer:
    """Return the organisation at an instant."""
    return Issuer(collaborators(database, Path(home), lambda: now), organisation)


def in_child(action: object, *arguments: object) -> int:
    """Run a function in a child, and return how that ended, as `waitpid` tells it."""
    child = os.fork()
    if child == 0:
        action(*arguments)  # type: ignore[operator]  # whatever is called here
        os._exit(0)
    return os.waitpid(child, 0)[1]


def award(database: Database, home: str, organisation: UUID, template: UUID, number: int) -> None:
    """Make a batch, write its id into a file, work on it, and die before the nth statement."""
    issuer = issuing(database, home, organisation, NOW)
    batch = sheets.checked_batch(issuer, template, sheets.people(ROWS))
    sheets.confirm(issuer, batch)
    (Path(home) / str(number)).write_text(str(batch), encoding="utf-8")
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", count)
    sheets.work(issuer, batch)


def finish(database: Database, home: str, organisation: UUID, number: int) -> None:
    """Work on what is left of all batches, when the lease of whoever died is over."""
    issuer = issuing(database, home, organisation, NOW + LEASE)
    for each in range(1, number + 1):
        sheets.work(issuer, UUID((Path(home) / str(each)).read_text(encoding="utf-8")))


def main(url: str, home: str, organisation: str, template: str) -> None:
    """Let one child after another die, each one statement later; the last one finishes."""
    database, owner, number, status = open_database(url), UUID(organisation), 0, 1
    award(database, home, owner, UUID(template), NEVER)
    sys.stdout.write(f"{(Path(home) / str(NEVER)).read_text(encoding='utf-8')} 0\n")
    # Children must not share a connection.
    database.dispose()
    while status != 0:
        number += 1
        status = in_child(award, database, home, owner, UUID(template), number)
        batch = (Path(home) / str(number)).read_text(encoding="utf-8")
        sys.stdout.write(f"{batch} {'killed' if os.WIFSIGNALED(status) else status}\n")
    sys.stdout.write(f"finished {in_child(finish, database, home, owner, number)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
