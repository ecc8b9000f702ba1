"""A program that awards and is killed: at the first statement, then at the second, and so on.

    python tests/faults/dying.py DATABASE HOME ORGANISATION TEMPLATE

It first awards one person without dying, and forks once for each death, so that what takes long is
loaded and compiled once. The child kills itself with
SIGKILL right before (`before`) or right after (`after`) its nth statement. One line a child says
how it ended; the program is over when a child survives in both ways.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from issuing import collaborators
from sqlalchemy import event

from issuer.award_rules import NewAward
from issuer.awards import award_achievement
from issuer.callers import the_service
from issuer.db.engine import Database, open_database

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)


def award(
    database: Database, home: str, organisation: UUID, template: UUID, death: tuple[str, int]
) -> None:
    """Award one person, and die on the way; nobody dies at the statement with the number 0."""
    moment, number = death
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, f"{moment}_cursor_execute", count)
    service = collaborators(database, Path(home), lambda: NOW)
    new = NewAward("Jan", f"Kowalski {moment} {number}", "jan@example.org")
    with database.writing() as session, session.begin():
        award_achievement(session, the_service(organisation), service, template, new, now=NOW)


def main(url: str, home: str, organisation: str, template: str) -> None:
    """Let one child after another die, each one statement later."""
    database = open_database(url)
    award(database, home, UUID(organisation), UUID(template), ("before", 0))
    # Children must not share a connection.
    database.dispose()
    for moment in ("before", "after"):
        number = 0
        while True:
            number += 1
            child = os.fork()
            if child == 0:
                award(database, home, UUID(organisation), UUID(template), (moment, number))
                os._exit(0)
            _, status = os.waitpid(child, 0)
            killed = os.WIFSIGNALED(status)
            sys.stdout.write(f"{moment} {number} {'killed' if killed else status}\n")
            if not killed:
                break


if __name__ == "__main__":
    main(*sys.argv[1:])
