"""Files of batches as whoever asks for them gets them: made here, or by a process of their own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Self

import structlog

from bulk.batch_errors import FileNotMadeError, SheetsBusyError
from bulk.making.orders import FileName, Order, pieces
from bulk.places import Places
from bulk.sheet_children import SheetChildren
from issuer.collaborators import Collaborators
from issuer.models import Batch
from verifier.processes.spawning import module

_ROWS_MADE_HERE = 1_000
"""Up to so many rows take less time than a process to start."""
_PIECE = 64 * 1024
_MOST_INSIDE = 6
"""So many wait for a file, or fetch one: each holds one of the threads that answer requests."""
_PATIENCE_S = 5.0
_log = structlog.get_logger()


@dataclass(frozen=True)
class FileMakers:
    """Makes the files of batches, so many at a time."""

    children: SheetChildren
    places: Places
    _inside: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(_MOST_INSIDE))

    @classmethod
    def beside(cls, children: SheetChildren) -> Self:
        """Return what makes as many files at a time as sheets are opened on the machine."""
        folder, count = children.places.folder, children.places.count
        return cls(children, Places(folder, count, name="report", patience_s=_PATIENCE_S))

    def made(
        self, name: FileName, service: Collaborators, batch: Batch, language: str
    ) -> Iterator[bytes]:
        """Return a file in pieces; the first of them is there when this returns.

        Whoever does not want the rest closes the iterator, which ends what makes it. Raises
        `BatchClearedError`, `SheetsBusyError` and `FileNotMadeError`.
        """
        if batch.rows <= _ROWS_MADE_HERE:
            annotate, url = self.children.annotate, service.settings.base_url
            found = pieces(name, service.database, batch.id, language, url, annotate)
        else:
            found = self._elsewhere(self._order(name, service, batch, language))
        if name is FileName.WORKBOOK or batch.rows > _ROWS_MADE_HERE:
            found = self._inside_room(found)
        first = next(found, b"")
        return _again(first, found)

    def _order(self, name: FileName, service: Collaborators, batch: Batch, language: str) -> Order:
        return Order(
            name,
            str(batch.id),
            language,
            service.settings.base_url,
            service.database.engine.url.render_as_string(hide_password=False),
            str(self.children.places.folder.absolute()),
            self.children.places.count,
        )

    def _elsewhere(self, order: Order) -> Iterator[bytes]:
        with self.places.one(), _started() as maker:
            yield from _told(maker, order)

    def _inside_room(self, found: Iterator[bytes]) -> Iterator[bytes]:
        if not self._inside.acquire(blocking=False):
            raise SheetsBusyError
        try:
            yield from found
        finally:
            self._inside.release()


@contextmanager
def _started() -> Iterator[subprocess.Popen[bytes]]:
    """Start a process that makes a file, and end it however this ends."""
    with subprocess.Popen(  # noqa: S603 - this very program
        module("bulk.making"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as maker:
        try:
            yield maker
        finally:
            maker.kill()


def _told(maker: subprocess.Popen[bytes], order: Order) -> Iterator[bytes]:
    """Yield what a maker makes; raises `FileNotMadeError` unless it says that this was all."""
    if maker.stdin is None or maker.stdout is None:
        raise FileNotMadeError
    try:
        maker.stdin.write(order.written())
        # It stays open: by its end the maker learns that nobody wants the file any more.
        maker.stdin.flush()
    except BrokenPipeError as e:
        raise FileNotMadeError from e
    while piece := maker.stdout.read(_PIECE):
        yield piece
    if (code := maker.wait()) != 0:
        _log.error("batch_file_not_made", batch=order.batch_id, file=str(order.name), code=code)
        raise FileNotMadeError


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
