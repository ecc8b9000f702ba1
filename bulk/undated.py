"""Workbooks that do not say when they were written."""

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

# The format wants a day; naive, as openpyxl keeps it.
_SOME_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - see above


def undated(workbook: Workbook) -> bytes:
    """Return the bytes of a workbook (XLSX); the same workbook is always as long.

    `Workbook.save` would put the hour in, and the answer to a HEAD would differ from that to a GET.
    """
    workbook.properties.created = workbook.properties.modified = _SOME_DAY
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).write_data()
    return written.getvalue()
