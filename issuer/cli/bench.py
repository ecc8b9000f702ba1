"""`insygnia bench`: what signing and verifying cost, as ratios to the raw Ed25519 operation.

Times depend on the machine and on what else it does; ratios taken within one round much less. So
all operations run in turn, round after round, and each is compared with the raw operation of its
own round. `bench_operations`, `bench_reports` and `bench_storing` say what is measured.
"""

import json
import platform
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from issuer.cli import files
from issuer.cli.bench_operations import Operation, operations
from issuer.cli.bench_reports import reports
from issuer.cli.bench_storing import storing
from issuer.cli.parsing import Commands

SIGN_FLOOR = "sign-ed25519"
VERIFY_FLOOR = "verify-ed25519"

_LEAST_ROUNDS = 3
_LONGEST_RUN = 3600
_WARMING = 2
_TURN = 0.05
"""Seconds for which an operation is repeated in a round: rates are those of steady work, in which
the processor has at hand what it needs."""


@dataclass(frozen=True)
class Row:
    """One operation: median, least and greatest time of a round, and the ratio to its floor."""

    name: str
    us: float
    per_s: float
    ratio: float
    min_us: float
    max_us: float


def add_to(commands: Commands) -> None:
    """Add `bench`."""
    parser = commands.add_parser("bench", help="measure signing and verifying on this machine")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=_seconds, default=30, help="for all; default: 30")
    parser.add_argument(
        "--turn", type=_seconds, default=_TURN, help=f"for one at a time; default: {_TURN}"
    )
    parser.add_argument(
        "--postgresql", metavar="URL", help="a database in which a table is made and dropped"
    )
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    with ExitStack() as stack:
        named = {**operations(), **reports(), **stack.enter_context(storing(options.postgresql))}
        rows = measured(named, seconds=options.seconds, turn=options.turn, clock=perf_counter)
    if options.json:
        result = {"machine": machine(), "rows": [vars(row) for row in rows]}
        files.write_text(json.dumps(result, indent=2) + "\n")
    else:
        files.write_text(_table(rows))
    return 0


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= _LONGEST_RUN:
        raise ArgumentTypeError(f"{text} is not between 0 and {_LONGEST_RUN}")
    return seconds


def measured(
    named: Mapping[str, Operation],
    *,
    seconds: float,
    clock: Callable[[], float],
    turn: float = _TURN,
) -> list[Row]:
    """Return a row for each operation, after rounds over all of them until `seconds` are over.

    In a round each operation is repeated for about `turn` seconds, or done once if it takes longer.
    """
    begin = clock()
    repeats = {name: _repeats(operation, turn, clock) for name, operation in named.items()}
    rounds: list[dict[str, float]] = []
    while len(rounds) < _LEAST_ROUNDS or clock() - begin < seconds:
        rounds.append(
            {name: _time(operation, repeats[name], clock) for name, operation in named.items()}
        )
    return [_row(name, rounds) for name in named]


def machine() -> str:
    """Return the machine and the Python that were measured, in words."""
    return f"{platform.machine()} {platform.system()}, Python {platform.python_version()}"


def _repeats(operation: Operation, turn: float, clock: Callable[[], float]) -> int:
    """Return how often to repeat an operation in a round; the first calls warm caches."""
    for _ in range(_WARMING):
        operation.run()
    once = _time(operation, 1, clock) * operation.badges
    return max(1, int(turn / once)) if once > 0 else 1


def _time(operation: Operation, repeats: int, clock: Callable[[], float]) -> float:
    """Return the seconds that an operation takes for one badge."""
    begin = clock()
    for _ in range(repeats):
        operation.run()
    return (clock() - begin) / repeats / operation.badges


def _row(name: str, rounds: Sequence[Mapping[str, float]]) -> Row:
    floor = VERIFY_FLOOR if name.startswith("verify") else SIGN_FLOOR
    times = [turn[name] for turn in rounds]
    middle = median(times)
    return Row(
        name,
        us=middle * 1e6,
        per_s=1 / middle,
        ratio=median(turn[name] / turn[floor] for turn in rounds),
        min_us=min(times) * 1e6,
        max_us=max(times) * 1e6,
    )


def _table(rows: Sequence[Row]) -> str:
    # fmt: off
    lines = [f"{machine()}; ratio: to a raw Ed25519 {SIGN_FLOOR} or {VERIFY_FLOOR}",
             f"{'operation':32}{'µs':>10}{'per s':>10}{'ratio':>8}{'least':>10}{'most':>10}"]
    # fmt: on
    lines += [
        f"{row.name:32}{row.us:10.1f}{row.per_s:10.0f}{row.ratio:8.2f}"
        f"{row.min_us:10.1f}{row.max_us:10.1f}"
        for row in rows
    ]
    return "\n".join(lines) + "\n"
