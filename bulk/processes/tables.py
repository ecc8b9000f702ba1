"""What all kinds of sheets have in common once they are open: a first row, and rows below it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bulk.headings import letters_of
from bulk.processes.blocks import packed
from bulk.processes.jobs import MOST_BYTES
from bulk.sheet_errors import (
    EmptySheetError,
    HeavySheetError,
    TooManyColumnsError,
    TooManyRowsError,
)
from bulk.sheets import Broken, Cell, FileKind, Mark, SheetLimits, SheetRow
from issuer.text.names import BLANKS

MOST_TEXT = 160 * 1_048_576
"""Bytes of text that a sheet may hold: a small file can say the same long text a million times."""

_UNSEEN = BLANKS + "\u200b\u2060"


@dataclass(frozen=True)
class Table:
    """A sheet that was read, its rows packed: as objects they take ten times the room."""

    kind: FileKind
    headings: tuple[str, ...]
    blocks: tuple[bytes, ...]
    mark: Mark | None = None


def workbook_table(
    first: Sequence[Cell], rows: Iterable[SheetRow], mark: Mark | None, limits: SheetLimits
) -> Table:
    """Return a sheet of a workbook; columns that hold something below no heading get a name.

    Raises `EmptySheetError`, `TooManyRowsError`, `TooManyColumnsError`, `HeavySheetError`.
    """
    texts = [heading_text(cell) for cell in _trimmed(first)]
    _check_columns(len(texts), limits)
    headed = {place for place, text in enumerate(texts) if text}
    bare = [place for place in range(limits.columns) if place not in headed]
    used: set[int] = set()
    blocks = tuple(_weighed(packed(_noting(_within(rows, limits), bare, used)), limits))
    texts += [""] * (max(used, default=0) + 1 - len(texts))
    names = (
        f"({letters_of(place)})" if place in used else text for place, text in enumerate(texts)
    )
    return Table(FileKind.XLSX, tuple(names), blocks, mark)


def text_table(
    first: Sequence[Cell],
    rows: Iterable[SheetRow],
    limits: SheetLimits,
    kind: FileKind = FileKind.TEXT,
) -> Table:
    """Return the sheet of a text file; a row with more cells than there are headings keeps one.

    Raises `EmptySheetError`, `TooManyRowsError`, `TooManyColumnsError`, `HeavySheetError`.
    """
    headings = tuple(heading_text(cell) for cell in _trimmed(first))
    _check_columns(len(headings), limits)
    width = len(headings) + 1
    cut = (
        SheetRow(row.number, row.cells[:width]) if len(row.cells) > width else row for row in rows
    )
    return Table(kind, headings, tuple(_weighed(packed(_within(cut, limits, spare=1)), limits)))


def trimmed_row(number: int, cells: Sequence[Cell]) -> SheetRow | None:
    """Return a row without the blank cells at its end, or none if it is blank."""
    trimmed = _trimmed(cells)
    # Of a merged cell only the first part says anything.
    if not trimmed or (trimmed[-1] is Broken.MERGED and all(map(_says_nothing, trimmed))):
        return None
    return SheetRow(number, tuple(trimmed))


def heading_text(cell: Cell) -> str:
    """Return a cell of the first row as text on one line."""
    if isinstance(cell, Broken):
        return ""
    text = cell if isinstance(cell, str) else cell.isoformat()
    return " ".join(text.strip(_UNSEEN).split())


def _trimmed(cells: Sequence[Cell]) -> Sequence[Cell]:
    end = len(cells)
    while end and is_blank(cells[end - 1]):
        end -= 1
    return cells[:end] if end < len(cells) else cells


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell shows nothing."""
    return type(cell) is str and (not cell or not cell.strip(_UNSEEN))


def _says_nothing(cell: Cell) -> bool:
    return cell is Broken.MERGED or is_blank(cell)


def _check_columns(count: int, limits: SheetLimits) -> None:
    if count > limits.columns:
        raise TooManyColumnsError(columns=count, limit=limits.columns)


def _noting(rows: Iterable[SheetRow], places: Sequence[int], used: set[int]) -> Iterator[SheetRow]:
    """Yield the rows, and note in which of `places` they hold anything."""
    for row in rows:
        width = len(row.cells)
        for place in places:
            if place >= width:
                break
            if not _says_nothing(row.cells[place]):
                used.add(place)
        yield row


def _within(rows: Iterable[SheetRow], limits: SheetLimits, *, spare: int = 0) -> Iterator[SheetRow]:
    """Yield the rows, and raise at their end if there were none or too many."""
    count = 0
    for row in rows:
        _check_columns(len(row.cells) - spare, limits)
        count += 1
        if count <= limits.rows:
            yield row
    if count > limits.rows:
        raise TooManyRowsError(rows=count, limit=limits.rows)
    if not count:
        raise EmptySheetError


def _weighed(blocks: Iterable[bytes], limits: SheetLimits) -> Iterator[bytes]:
    weight, most = 0, min(MOST_TEXT * limits.scale, MOST_BYTES)
    for block in blocks:
        weight += len(block)
        if weight > most:
            raise HeavySheetError
        yield block
