"""A template with everything that a sheet may fill in, and workbooks as people make them."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

from bulk.columns import HEADINGS, Column
from bulk.row_marks import Label, RowMark
from bulk.workbook_annotating import annotate
from issuer.documents.content import AchievementContent

ACHIEVEMENT = "0198a1b2-0000-4000-8000-000000000001"
BATCH = "0198a1b2-0000-4000-8000-00000000000b"
POLISH = Label(ACHIEVEMENT, "pl", BATCH)

DANGEROUS = (
    "=1+1",
    '=HYPERLINK("http://evil.example","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C'!A0",
)


def template(**members: Any) -> AchievementContent:
    """Return a template in Polish and English, with such members besides."""
    texts = {
        language: {"name": name, "description": "…", "criteria": "…"}
        for language, name in (("pl", "Analiza hałasu"), ("en", "Analysis of noise"))
    }
    return AchievementContent.model_validate({"languages": ("pl", "en"), "texts": texts, **members})


def opened(data: bytes) -> Any:
    """Return a workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(data), rich_text=True)


def as_bytes(workbook: Workbook) -> bytes:
    """Return a workbook as a file."""
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def filled(rows: Sequence[Mapping[Column, str]]) -> Workbook:
    """Return a workbook with Polish headings and a row for each mapping."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Grupa A"
    columns = list(Column)
    sheet.append([HEADINGS[column].polish for column in columns])
    for row in rows:
        sheet.append([row.get(column) for column in columns])
    return workbook


def back(workbook: Workbook, marks: Sequence[RowMark], label: Label = POLISH) -> Any:
    """Return the workbook that comes back for `workbook`, opened."""
    outcome = annotate(as_bytes(workbook), marks, label)
    assert isinstance(outcome, bytes), outcome
    return opened(outcome)


def column_of(sheet: Any, heading: str) -> int:
    """Return the column of a sheet under which heading, counted from 1."""
    return [cell.value for cell in sheet[1]].index(heading) + 1


def cell_under(sheet: Any, heading: str, row: int) -> Any:
    """Return the cell of a row under a heading."""
    return sheet.cell(row, column_of(sheet, heading))
