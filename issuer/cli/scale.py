"""`insygnia scale`: many awards to try lists with, and how long these take.

Progress goes to stderr, the table of figures to stdout.
"""

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from issuer.cli import files
from issuer.cli.parsing import Commands
from issuer.cli.preparing import opened
from issuer.db.engine import Database
from issuer.db.upgrade import upgrade
from issuer.scale import make_organisation
from issuer.scale_measures import PAGE, Row, measured, scale_organisation
from issuer.settings import Settings

_MOST = 10_000_000


def add_to(commands: Commands) -> None:
    """Add `scale`."""
    parser = commands.add_parser("scale", help="make many awards, and measure lists of them")
    parser.add_argument("--awards", type=_count, help="how many to make, in a new organisation")
    parser.add_argument("--home", type=Path, help="folder of the database; default: INSYGNIA_HOME")
    parser.add_argument("--measure", action="store_true", help="time pages of the newest ones")
    parser.add_argument("--repeats", type=_count, default=20, help="of each page; default: 20")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Make awards, measure lists, or do the one and then the other."""
    if options.awards is None and not options.measure:
        raise files.RefusedError("say --awards NUMBER, or --measure, or both")
    settings = Settings(home=options.home) if options.home else Settings()
    upgrade(settings.database)
    with opened(settings) as database:
        if options.awards is not None:
            begin = perf_counter()
            make_organisation(database, options.awards, now=datetime.now(UTC))
            took = perf_counter() - begin
            sys.stderr.write(f"made {options.awards} awards in {took:.0f} s\n")
        if options.measure:
            files.write_text(_table(_measured(database, options.repeats)))
    return 0


def _measured(database: Database, repeats: int) -> list[Row]:
    with database.reading() as session:
        organisation = scale_organisation(session)
    if organisation is None:
        raise files.RefusedError("there is nothing to measure: say --awards NUMBER first")
    now = datetime.now(UTC)
    return list(measured(database, organisation, now=now, repeats=repeats, clock=perf_counter))


def _table(rows: Iterable[Row]) -> str:
    lines = [
        f"pages of {PAGE}, milliseconds; first: the first page, deep: pages all over the list",
        f"{'filter':22}{'order':14}{'entries':>9}{'first p50':>11}{'p95':>8}"
        f"{'deep p50':>10}{'p95':>8}",
    ]
    lines += [
        f"{row.wanted:22}{row.order:14}{row.rows:9}{row.first[0]:11.1f}{row.first[1]:8.1f}"
        f"{row.deep[0]:10.1f}{row.deep[1]:8.1f}"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= _MOST:
        raise ArgumentTypeError(f"{text} is not between 1 and {_MOST}")
    return number
