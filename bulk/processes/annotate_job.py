"""The job of writing results into somebody's workbook, as the child does it."""

import codecs
import io
from datetime import date

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from bulk.columns import HEADINGS, Column
from bulk.processes.parcels import Parcel
from bulk.remarks import sized
from bulk.row_marks import Label, RowMark, from_bytes
from bulk.workbook_annotating import annotate


def work(order: Parcel) -> Parcel:
    """Return `{written: true}` with the workbook, or `{lost: […]}` with what it would lose.

    The order is `{achievement, language, batch}` with the file and the marks of its rows.
    """
    told = order.message
    data, marks = order.contents
    label = Label(told["achievement"], told["language"], told["batch"])
    outcome = annotate(data, from_bytes(marks), label)
    if isinstance(outcome, bytes):
        return Parcel({"written": True}, (outcome,))
    return Parcel({"lost": [loss.value for loss in outcome]})


def _rehearse() -> None:
    """Annotate a small workbook, so that everything that this takes is in memory.

    In a child what is looked for only when it is needed is not found any more.
    """
    workbook, written = Workbook(), io.BytesIO()
    sheet = workbook.active
    sheet.append([HEADINGS[column].english for column in Column])
    sheet.merge_cells("A3:B4")
    sheet["A1"].comment = sized("EMAIL")
    sheet["A5"], sheet["A6"].hyperlink = date(2026, 1, 1), "https://example.com"
    sheet.conditional_formatting.add("A1:A9", CellIsRule("equal", ["1"]))
    sheet.add_data_validation(DataValidation(type="list", formula1='"a"', sqref="A1:A9"))
    sheet.add_table(Table(displayName="A", ref="A1:C2"))
    workbook.save(written)
    marks = [RowMark(2, "", "", wrong={Column.EMAIL: "EMAIL"})]
    annotate(written.getvalue(), marks, Label("", "en", ""))
    codecs.lookup("cp437")  # of names in archives, where they are not UTF-8


_rehearse()
