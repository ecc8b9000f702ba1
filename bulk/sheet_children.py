"""Opening files of strangers: how many at a time, and within which limits."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Semaphore
from typing import Self

from bulk.annotating import annotating
from bulk.batch_errors import SheetsBusyError
from bulk.reading import read_sheet
from bulk.row_marks import Label, RowMark
from bulk.sheets import SheetFile, SheetLimits
from bulk.workbook_losses import Loss
from issuer.settings import Settings

_AT_ONCE = 2
_PATIENCE_S = 20.0


@dataclass(frozen=True)
class SheetChildren:
    """Reads sheets and writes into workbooks, each time in a child of its own."""

    limits: SheetLimits
    _room: Semaphore = field(default_factory=lambda: Semaphore(_AT_ONCE))

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return what opens files of at most the size that an operator allows."""
        return cls(SheetLimits(rows=settings.batch_rows, megabytes=settings.batch_megabytes))

    def read(self, data: bytes) -> SheetFile:
        """Return the sheet of a file; raises what `read_sheet` does, and `SheetsBusyError`."""
        with self._place():
            return read_sheet(data, limits=self.limits)

    def annotate(
        self, data: bytes, marks: Sequence[RowMark], label: Label
    ) -> bytes | tuple[Loss, ...]:
        """Write results into a workbook, as `Annotate` says; raises `SheetsBusyError`."""
        with self._place():
            return annotating(time.monotonic)(data, marks, label)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._room.acquire(timeout=_PATIENCE_S):
            raise SheetsBusyError
        try:
            yield
        finally:
            self._room.release()
