"""The hidden sheet by which our workbooks are known again: for which template, of which batch.

Nobody sees it in the list of hidden sheets either, and who copies the visible sheet elsewhere
loses nothing: it only lets us say that a file belongs to another template.
"""

from typing import Any, TypeAlias

from openpyxl import Workbook

SHEET = "insygnia"
TITLE = "insygnia-import-template"
SCHEMA = 1

_Sheet: TypeAlias = Any  # openpyxl carries no types, and one of its classes is private.


def write_mark(
    workbook: Workbook, *, achievement_id: str, language: str, batch_id: str | None = None
) -> None:
    """Write the hidden sheet into `workbook`, or write the one that stands there anew.

    A person's own sheet of that name is left alone, and the workbook goes without.
    """
    lines = {"schema": str(SCHEMA), "achievement": achievement_id, "language": language}
    if batch_id is not None:
        lines["batch"] = batch_id
    named = next((name for name in workbook.sheetnames if name.casefold() == SHEET), None)
    if named is not None:
        if not _is_ours(workbook[named]):
            return
        del workbook[named]
    sheet = workbook.create_sheet(SHEET)
    sheet.sheet_state = "veryHidden"
    sheet.append([TITLE])
    for line in lines.items():
        sheet.append(line)


def _is_ours(sheet: _Sheet) -> bool:
    return bool(sheet["A1"].value == TITLE)
