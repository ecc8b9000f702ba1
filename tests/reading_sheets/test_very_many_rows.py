"""Where an operator allows very many rows, a sheet gets room for them; and nowhere else."""

import io
import zipfile
from dataclasses import replace

import pytest

from bulk.processes import recognising, tables, workbook_parts
from bulk.processes.recognising import Content, recognised
from bulk.reading import read_sheet
from bulk.sheet_errors import HeavySheetError, SheetError
from bulk.sheets import SheetLimits

from .files import ANNA, HEADINGS, workbook_of

MANY = SheetLimits(rows=2_000_000, megabytes=250)


@pytest.mark.parametrize(
    ("rows", "scale"), [(1, 1), (200_000, 1), (500_000, 1), (500_001, 2), (2_000_000, 4)]
)
def test_room_grows_with_the_rows_that_are_allowed(rows: int, scale: int) -> None:
    assert SheetLimits(rows=rows).scale == scale


def test_an_archive_may_unpack_to_more(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook_of(HEADINGS, *[ANNA] * 50)
    unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(data)).infolist())
    monkeypatch.setattr(recognising, "MOST_UNPACKED", unpacked // 2)
    with pytest.raises(HeavySheetError):
        recognised(data, SheetLimits())
    assert recognised(data, MANY) is Content.WORKBOOK


def test_a_sheet_may_hold_more_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_TEXT", 30)
    blocks = [b"x" * 20] * 3
    with pytest.raises(HeavySheetError):
        list(tables._weighed(blocks, SheetLimits()))
    assert list(tables._weighed(blocks, MANY)) == blocks
    with pytest.raises(HeavySheetError):
        list(tables._weighed(blocks * 3, MANY))


def test_cells_may_be_farther_from_each_other() -> None:
    cells = workbook_parts._Cells(lowest=(1_000_000, 0), rightmost=(0, 19))
    cells.rows = 3
    with pytest.raises(SheetError):
        workbook_parts._check_extent(cells, replace(MANY, rows=500_000))
    workbook_parts._check_extent(cells, MANY)


def test_a_sheet_is_read_where_very_many_rows_are_allowed() -> None:
    assert read_sheet(workbook_of(HEADINGS, ANNA), limits=MANY).count == 1
