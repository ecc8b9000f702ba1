"""The job of reading a sheet, in a child: {rows, columns} + file → {kind, headings, mark} + blocks.

What is wrong with the file as a whole is an answer too: {refused, facts}.
"""

import codecs
from dataclasses import asdict

from bulk.processes.parcels import Parcel
from bulk.processes.recognising import Content, recognised
from bulk.processes.tables import Table
from bulk.processes.text_rows import read_text
from bulk.processes.workbook_rows import read_workbook
from bulk.sheet_errors import EmptySheetError, SheetError
from bulk.sheets import SheetLimits

# Once the doors are shut, no file can be opened, not even that of a codec: those of texts, and the
# one in which archives name their parts.
for _name in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1250", "iso-8859-2"):
    codecs.lookup(_name)
codecs.lookup("cp437")


def work(order: Parcel) -> Parcel:
    """Return the sheet of a file, or what is wrong with it."""
    limits = SheetLimits(rows=order.message["rows"], columns=order.message["columns"])
    try:
        table = _table(order.contents[0], limits)
    except SheetError as e:
        return Parcel({"refused": type(e).__name__, "facts": e.facts})
    mark = asdict(table.mark) if table.mark is not None else None
    message = {"kind": table.kind.value, "headings": list(table.headings), "mark": mark}
    return Parcel(message, table.blocks)


def _table(data: bytes, limits: SheetLimits) -> Table:
    if not data.strip():
        raise EmptySheetError
    if recognised(data, limits) is Content.WORKBOOK:
        return read_workbook(data, limits)
    return read_text(data, limits)
