"""Merged cells: one text for several cells, which only the first of them holds."""

from collections.abc import Sequence

from bulk.sheets import Broken, Cell

Area = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell, each by row and column from 0."""

_FIRST_ROW_OF_DATA = 1


class MergedCells:
    """The merged cells of a sheet, while its rows go by from the first to the last."""

    def __init__(self, areas: Sequence[Area]) -> None:
        self._waiting = sorted(areas, reverse=True)
        self._open: list[Area] = []

    def spread(self, index: int, cells: list[Cell]) -> None:
        """Mark those cells of row `index` (from 0) that are part of a merged one with a text."""
        if not self._waiting and not self._open:
            return
        self._open = [area for area in self._open if area[1][0] >= index]
        while self._waiting and self._waiting[-1][0][0] <= index:
            (top, left), last = self._waiting.pop()
            if top == index and left < len(cells) and cells[left] != "":
                self._open.append(((top, left), last))
        if index >= _FIRST_ROW_OF_DATA:
            for area in self._open:
                _mark(area, index, cells)


def _mark(area: Area, index: int, cells: list[Cell]) -> None:
    (top, left), (_, right) = area
    for column in range(left, min(right + 1, len(cells))):
        if cells[column] == "" and (index, column) != (top, left):
            cells[column] = Broken.MERGED
