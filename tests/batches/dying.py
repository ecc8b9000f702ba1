"""A program that awards batches and is killed: before the first statement, the second, and so on.

    python -m tests.batches.dying DATABASE HOME ORGANISATION TEMPLATE

For each death there is a batch of its own. What is after a statement is before the next one, and a
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

from bulk.chunks import LEASE
from issuer.db.engine import open_database

from . import sheets

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
ROWS = 3


def issuing(url: str, home: str, organisation: UUID, now: datetime) -> Issuer:
    """Return the organisation at an instant, over a connection of this process."""
    service = collaborators(open_database(url), Path(home), lambda: now)
    return Issuer(service, organisation)


def in_child(action: object, *arguments: object) -> int:
    """Run a function in a child, and return how that ended, as `waitpid` tells it."""
    child = os.fork()
    if child == 0:
        action(*arguments)  # type: ignore[operator]  # whatever is called here
        os._exit(0)
    return os.waitpid(child, 0)[1]


def award(url: str, home: str, organisation: UUID, template: UUID, number: int) -> None:
    """Make a batch, write its id into a file, work on it, and die before the nth statement."""
    issuer = issuing(url, home, organisation, NOW)
    batch = sheets.checked_batch(issuer, template, sheets.people(ROWS))
    sheets.confirm(issuer, batch)
    (Path(home) / str(number)).write_text(str(batch), encoding="utf-8")
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(issuer.service.database.engine, "before_cursor_execute", count)
    sheets.work(issuer, batch)


def finish(url: str, home: str, organisation: UUID, number: int) -> None:
    """Work on what is left of all batches, when the lease of whoever died is over."""
    issuer = issuing(url, home, organisation, NOW + LEASE)
    for each in range(1, number + 1):
        sheets.work(issuer, UUID((Path(home) / str(each)).read_text(encoding="utf-8")))


def main(url: str, home: str, organisation: str, template: str) -> None:
    """Let one child after another die, each one statement later; the last one finishes."""
    owner, number, status = UUID(organisation), 0, 1
    while status != 0:
        number += 1
        status = in_child(award, url, home, owner, UUID(template), number)
        batch = (Path(home) / str(number)).read_text(encoding="utf-8")
        sys.stdout.write(f"{batch} {'killed' if os.WIFSIGNALED(status) else status}\n")
    sys.stdout.write(f"finished {in_child(finish, url, home, owner, number)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
