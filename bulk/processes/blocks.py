"""Rows of a sheet as they travel from a child: blocks of JSON, which hold nothing but cells.

A block is a list of rows `[number, [cell, …]]`. A text is a string, a day its number (`toordinal`),
and what is neither is a list with the name of what it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import orjson

from bulk.sheets import Broken, Cell, SheetRow
from keys.strict_json import Json
from verifier.processes.errors import FrameError

ROWS_OF_A_BLOCK = 1000

_BROKEN = {(broken.value,): broken for broken in Broken}
_ENCODED = {broken: [broken.value] for broken in Broken}


def packed(rows: Iterable[SheetRow]) -> Iterator[bytes]:
    """Yield the blocks of a sheet."""
    block: list[Json] = []
    for row in rows:
        block.append(
            [row.number, [cell if type(cell) is str else _code(cell) for cell in row.cells]]
        )
        if len(block) == ROWS_OF_A_BLOCK:
            yield _written(block)
            block = []
    if block:
        yield _written(block)


@dataclass(frozen=True)
class PackedRows:
    """The rows of blocks; they are unpacked anew each time that somebody goes through them.

    So a sheet takes no more memory than its text.
    """

    blocks: tuple[bytes, ...]

    def __iter__(self) -> Iterator[SheetRow]:
        """Yield the rows; raises `FrameError` where `checked_count` would."""
        for block in self.blocks:
            yield from _rows(block)


def checked_count(rows: PackedRows, *, columns: int, first: int) -> int:
    """Return how many rows there are, after looking at every cell.

    Raises `FrameError` for anything else than cells that can be stored, in at most so many
    `columns`, of rows whose numbers grow from `first` on.
    """
    count, last = 0, first - 1
    for row in rows:
        if row.number <= last or len(row.cells) > columns:
            raise FrameError("Rows do not follow each other.")
        count, last = count + 1, row.number
    return count


def _code(cell: Cell) -> Json:
    if isinstance(cell, date):
        return cell.toordinal()
    return _ENCODED[cell] if isinstance(cell, Broken) else cell


def _written(block: list[Json]) -> bytes:
    text = orjson.dumps(block)
    return orjson.dumps(_without_zeros(block)) if b"\\u0000" in text else text


def _without_zeros(block: Json) -> Json:
    """Return a block without zeros, which no database takes: rules refuse what stands for them."""
    if isinstance(block, str):
        return block.replace("\0", "\ufffd")
    return [_without_zeros(each) for each in block] if isinstance(block, list) else block


def _rows(block: bytes) -> Iterator[SheetRow]:
    try:
        # Halves of characters and zeros can only stand in it escaped.
        is_odd = b"\\u" in block
        for number, cells in orjson.loads(block):
            if type(number) is not int or type(cells) is not list:
                raise FrameError("This is no row.")
            row = SheetRow(number, tuple([c if type(c) is str else _cell(c) for c in cells]))
            if is_odd:
                _check_storable(row)
            yield row
    except (ValueError, TypeError, OverflowError, RecursionError) as e:
        raise FrameError("A block of rows cannot be read.") from e


def _cell(code: Json) -> Cell:
    if type(code) is int:
        return date.fromordinal(code)
    return _broken(code)


def _broken(code: Json) -> Broken:
    try:
        return _BROKEN[tuple(code)]
    except KeyError as e:
        raise FrameError("A cell holds nothing known.") from e


def _check_storable(row: SheetRow) -> None:
    text = "".join(cell for cell in row.cells if isinstance(cell, str))
    if "\0" in text:
        raise FrameError("A cell holds what no database takes.")
    text.encode()
