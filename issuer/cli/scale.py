"""`insygnia scale`: many awards to try lists with, and how long these take.

Progress goes to stderr, the table of figures to stdout.
"""

import sys
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from issuer.cli import files
from issuer.cli.preparing import opened
from issuer.db.engine import Database
from issuer.db.upgrade import upgrade
from issuer.scale import make_organisation
from issuer.scale_measures import PAGE, Row, measured, scale_organisation
from issuer.settings import Settings

_MOST = 10_000_000


def run(options: Namespace) -> int:
    """Make awards, measure lists, or do the one and then the other."""
    if options.awards is None and not options.measure:
        raise files.RefusedError("say --awards N, or --measure, or both")
    numbers = [options.repeats, *([] if options.awards is None else [options.awards])]
    if not all(1 <= number <= _MOST for number in numbers):
        raise files.RefusedError(f"a number must be between 1 and {_MOST}")
    settings = Settings(home=Path(options.home)) if options.home else Settings()
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
        raise files.RefusedError("there is nothing to measure: say --awards N first")
    now = datetime.now(UTC)
    return list(measured(database, organisation, now=now, repeats=repeats, clock=perf_counter))


def _table(rows: Iterable[Row]) -> str:
    lines = [
        f"pages of {PAGE}, milliseconds; first: the first page, deep: pages all over the list",
        f"{'filter':26}{'order':14}{'entries':>9}{'first p50':>11}{'p95':>8}"
        f"{'deep p50':>10}{'p95':>8}",
    ]
    lines += [
        f"{row.wanted:26}{row.order:14}{row.rows:9}{row.first[0]:11.1f}{row.first[1]:8.1f}"
        f"{row.deep[0]:10.1f}{row.deep[1]:8.1f}"
        for row in rows
    ]
    return "\n".join(lines) + "\n"
