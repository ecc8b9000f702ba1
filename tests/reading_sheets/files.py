"""Files as people and their enemies make them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from bulk.reading import read_sheet
from bulk.sheets import Cell, SheetFile, SheetLimits

HEADINGS = ("EMAIL", "IMIĘ", "NAZWISKO")
ANNA = ("anna@example.com", "Anna", "Żółć")
BOMB_BYTE = b"a"
CONTENT_TYPES = b"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
</Types>"""
RELATIONS = b"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="xl/workbook.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
BOOK = b"""<?xml version="1.0" encoding="UTF-8"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="Dane" sheetId="1" r:id="rId1"/></sheets></workbook>"""
BOOK_RELATIONS = b"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="worksheets/sheet1.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>
<Relationship Id="rId2" Target="sharedStrings.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>
</Relationships>"""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(workbook: Workbook) -> bytes:
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def workbook_of(*rows: Sequence[Any], title: str = "Dane") -> bytes:
    """Return a workbook whose one sheet has these rows, the first at the top."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return saved(workbook)


def sheet_xml(rows: str, dimension: str = "") -> bytes:
    """Return the XML of a sheet with these `<row>`s."""
    told = f'<dimension ref="{dimension}"/>' if dimension else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_MAIN}">{told}'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()


def row_xml(number: int, *cells: str) -> str:
    """Return a row of texts that stand in it."""
    inner = "".join(
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for place, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inner}</row>'


def shared_strings_xml(*texts: str) -> bytes:
    inner = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'<?xml version="1.0"?><sst xmlns="{_MAIN}">{inner}</sst>'.encode()


USUAL_SHEET = sheet_xml(row_xml(1, *HEADINGS) + row_xml(2, *ANNA))


def archive_of(parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook made of these parts beside those that each has."""
    needed = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
        "xl/worksheets/sheet1.xml": USUAL_SHEET,
    }
    return zipped({**needed, **parts})


def zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def cells_of(data: bytes, limits: SheetLimits | None = None) -> list[tuple[Cell, ...]]:
    """Return the cells of all rows of a file, as they are read."""
    return [row.cells for row in read(data, limits).rows]


def read(data: bytes, limits: SheetLimits | None = None) -> SheetFile:
    return read_sheet(data, limits=limits or SheetLimits())
