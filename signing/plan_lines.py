"""N-Quads with gaps: lines that are put together at compile time as far as they are known.

A part of a line is either bytes or a gap, the number of what belongs there. Whole lines are sorted
by code point in RDFC-1.0; in UTF-8 that is the order of their bytes. Where two lines differ before
the first gap of either, their order is known for every filling; only the others are sorted anew for
each document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Part: TypeAlias = bytes | int
Line: TypeAlias = tuple[Part, ...]
"""No two neighbouring parts are bytes: see `line`."""


def line(*parts: Part) -> Line:
    """Return a line of these parts, neighbouring bytes put together."""
    merged: list[Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if isinstance(part, bytes) and isinstance(last, bytes):
            merged[-1] = last + part
        else:
            merged.append(part)
    return tuple(merged)


@dataclass(frozen=True)
class Text:
    """Text with gaps, ready to be filled."""

    parts: tuple[bytes, ...]
    """What is known; empty where a gap is."""
    gaps: tuple[tuple[int, int], ...]
    """The place in `parts` of each gap, and the number of what belongs there."""

    def filled(self, table: Sequence[bytes]) -> bytes:
        """Return the text with each gap filled from `table`."""
        parts = list(self.parts)
        for place, number in self.gaps:
            parts[place] = table[number]
        return b"".join(parts)


@dataclass(frozen=True)
class Runs:
    """Lines in order. Those of one run stand together, but in an order that the gaps decide."""

    runs: tuple[tuple[Text, ...], ...]

    @property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """The gaps of all lines."""
        return tuple(gap for run in self.runs for text in run for gap in text.gaps)

    def filled(self, table: Sequence[bytes]) -> bytes:
        """Return the sorted lines with each gap filled from `table`."""
        found: list[bytes] = []
        for run in self.runs:
            lines = [text.filled(table) for text in run]
            found += lines if len(lines) == 1 else sorted(lines)
        return b"".join(found)


Block: TypeAlias = Text | Runs
"""Several lines: as one text, where their order is known."""


def filled(blocks: Iterable[Block], table: Sequence[bytes]) -> list[bytes]:
    """Return each block with its gaps filled from `table`."""
    found = []
    for one in blocks:
        if isinstance(one, Runs):
            found.append(one.filled(table))
            continue
        # What `Text.filled` does, without the call: there are many blocks, and all are short.
        parts = list(one.parts)
        for place, number in one.gaps:
            parts[place] = table[number]
        found.append(b"".join(parts))
    return found


def block(lines: Iterable[Line], before: Line = ()) -> Block:
    """Return the block of `lines`, each to be written after `before`.

    `before` is the same for all, so it does not matter for their order. Lines that are equal are
    written as often: what is hashed for a node says the same of each nameless object that it has.
    """
    runs: list[tuple[Text, ...]] = []
    settled: list[Part] = []
    for run in _runs(lines):
        if len(run) == 1:
            settled += (*before, *run[0])
            continue
        if settled:
            runs.append((_text(settled),))
            settled = []
        runs.append(tuple(_text((*before, *one)) for one in run))
    if settled:
        runs.append((_text(settled),))
    return runs[0][0] if len(runs) == len(runs[0]) == 1 else Runs(tuple(runs))


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Yield the lines in order; together those whose order only their gaps decide."""
    run: list[Line] = []
    for one in sorted(lines, key=lambda one: (_beginning(one), len(one))):
        # What begins like the first of a run stands beside it: lines are sorted by beginning.
        if run and _beginning(one).startswith(_beginning(run[0])) and len(run[0]) > 1:
            run.append(one)
            continue
        if run:
            yield run
        run = [one]
    if run:
        yield run


def _beginning(one: Line) -> bytes:
    """Return what is known of a line before its first gap."""
    return one[0] if one and isinstance(one[0], bytes) else b""


def _text(parts: Iterable[Part]) -> Text:
    merged = line(*parts)
    return Text(
        tuple(part if isinstance(part, bytes) else b"" for part in merged),
        tuple((place, part) for place, part in enumerate(merged) if isinstance(part, int)),
    )
