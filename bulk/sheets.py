"""A sheet as it was read, whatever file it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import NamedTuple, TypeAlias

_ROWS_OF_USUAL_ROOM = 500_000

MARK_SHEET, MARK_TITLE = "insygnia", "insygnia-import-template"
"""The name of our hidden sheet, and what its first cell says."""


class FileKind(StrEnum):
    """What a sheet came as."""

    XLSX = "xlsx"
    TEXT = "text"
    """CSV, TSV, or lines that somebody pasted."""
    LINES = "lines"
    """The same without headings, its columns in the order of the import template."""
    NAMES_FIRST = "names-first"
    """The same with the names before the address."""


class Broken(Enum):
    """A cell that holds something which is not the value that people mean."""

    FORMULA = "formula"
    """A formula whose result was not stored with it."""
    ERROR = "error"
    """An error of a formula, such as `#N/A`."""
    ROUNDED = "rounded"
    """A number with more digits than a sheet keeps, of which the last ones are lost."""
    MERGED = "merged"
    """A cell that is merged into another one, which alone holds the text."""


Cell: TypeAlias = str | date | Broken
"""Text as it stands, blanks and all; a day; or what is neither. A blank cell is the empty text.

A number is text as people write it, without needless zeros (`12`, `4.5`); a day with a time of day,
and a time alone, are text of ISO 8601. A `date` is never a `datetime`.
"""


class SheetRow(NamedTuple):
    """One row that is not blank."""

    number: int
    """The sheet's own: the first row of data is 2, without headings 1."""
    cells: tuple[Cell, ...]
    """As many as there are headings, or fewer: what is missing at the end is blank.

    A row of a text file that has more cells than headings has more here too.
    """


@dataclass(frozen=True)
class Mark:
    """What the hidden sheet of our workbooks says; nobody has checked any of it."""

    achievement_id: str
    language: str
    schema: int
    batch_id: str | None
    """The batch that the workbook came back from; none for an import template."""


@dataclass(frozen=True)
class SheetFile:
    """A file with a sheet of awards."""

    kind: FileKind
    headings: tuple[str, ...]
    """The texts of the first row, in the order of the columns.

    A column of a workbook that has none is called after its letter, such as `(F)`, if anything
    stands in it.
    """
    rows: Iterable[SheetRow]
    """Those that are not blank, in the order of their numbers; each time from the first one."""
    count: int
    """How many rows there are."""
    mark: Mark | None
    """None where there is no hidden sheet of ours."""


@dataclass(frozen=True)
class SheetLimits:
    """How much a sheet may hold; more is refused as a whole."""

    rows: int = 200_000
    """Rows of data that are not blank."""
    columns: int = 64
    megabytes: int = 50
    """Of the file (1 048 576 bytes each)."""

    @property
    def scale(self) -> int:
        """How many times the usual room a sheet gets: more where an operator allows more rows."""
        return -(-self.rows // _ROWS_OF_USUAL_ROOM)
