"""Opening files of strangers: how many at a time, and within which limits."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bulk.annotating import annotating
from bulk.places import Places
from bulk.reading import read_sheet
from bulk.row_marks import Label, RowMark
from bulk.sheets import SheetFile, SheetLimits
from bulk.workbook_losses import Loss
from issuer.settings import Settings

_LEAST = 2
"""Whoever waits for a workbook does not wait for a sheet that is read meanwhile."""


@dataclass(frozen=True)
class SheetChildren:
    """Reads sheets and writes into workbooks, each time in a child of its own."""

    limits: SheetLimits
    places: Places

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return what opens files of at most the size, and so many, that an operator allows."""
        limits = SheetLimits(rows=settings.batch_rows, megabytes=settings.batch_megabytes)
        count = settings.open_sheets or max(_LEAST, os.cpu_count() or _LEAST)
        return cls(limits, Places(settings.home, count))

    def read(self, data: bytes) -> SheetFile:
        """Return the sheet of a file; raises what `read_sheet` does, and `SheetsBusyError`."""
        with self.places.one():
            return read_sheet(data, limits=self.limits)

    def annotate(
        self, data: bytes, marks: Sequence[RowMark], label: Label
    ) -> bytes | tuple[Loss, ...]:
        """Write results into a workbook, as `Annotate` says; raises `SheetsBusyError`."""
        with self.places.one():
            return annotating(time.monotonic)(data, marks, label)
