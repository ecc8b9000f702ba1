"""Files that are something else than their name says, or damaged, are refused with the reason."""

import io
import zipfile

import pytest

from bulk.sheet_errors import (
    BrokenSheetError,
    EncryptedSheetError,
    OtherWorkbookError,
    SheetError,
    SheetTooLargeError,
    TooManyColumnsError,
    TooManyRowsError,
    UnknownFileError,
)
from bulk.sheets import SheetLimits

from .files import ANNA, HEADINGS, archive_of, read, workbook_of, zipped

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
GOOD = workbook_of(HEADINGS, *[ANNA] * 50)
# Name of the file as it came, and what it is.
OTHER = {
    "an old workbook": (OLE + "Workbook".encode("utf-16-le"), OtherWorkbookError),
    "a very old workbook": (OLE + "Book".encode("utf-16-le"), OtherWorkbookError),
    "an old document": (OLE + "WordDocument".encode("utf-16-le"), UnknownFileError),
    "an encrypted workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedSheetError),
    "an OpenDocument sheet": (
        zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}),
        OtherWorkbookError,
    ),
    "a binary workbook": (
        zipped({"[Content_Types].xml": b"", "xl/workbook.bin": b""}), OtherWorkbookError
    ),
    "a sheet of Numbers": (zipped({"Index/Document.iwa": b""}), OtherWorkbookError),
    "a Word document": (
        zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), UnknownFileError
    ),
    "an archive": (zipped({"a.csv": b"EMAIL"}), UnknownFileError),
    "a page": (b"\n<html><table><tr><td>EMAIL</td></tr></table></html>", OtherWorkbookError),
    "XML": (b'<?xml version="1.0"?><Workbook/>', OtherWorkbookError),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", UnknownFileError),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), UnknownFileError),
}  # fmt: skip


@pytest.mark.parametrize(("data", "error"), OTHER.values(), ids=OTHER.keys())
def test_a_file_of_another_kind_is_named(data: bytes, error: type[SheetError]) -> None:
    with pytest.raises(error):
        read(data)


def test_the_format_of_another_workbook_is_told() -> None:
    with pytest.raises(OtherWorkbookError) as refused:
        read(OTHER["an OpenDocument sheet"][0])
    assert "ODS" in refused.value.sentence("pl")
    assert refused.value.code == "F01"


def test_a_workbook_whose_parts_are_encrypted_is_encrypted() -> None:
    data = bytearray(GOOD)
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        data[start + 8] |= 1
        start = data.find(b"PK\x01\x02", start + 4)
    with pytest.raises(EncryptedSheetError):
        read(bytes(data))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_workbook_is_damaged(share: float) -> None:
    with pytest.raises(BrokenSheetError) as refused:
        read(GOOD[: int(len(GOOD) * share)])
    assert refused.value.code == "F06"


def test_a_workbook_with_bytes_that_changed_is_damaged() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 120
    with pytest.raises(BrokenSheetError):
        read(GOOD[:place] + b"\xff" * 40 + GOOD[place + 40 :])


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"},
        {"xl/worksheets/sheet1.xml": b""},
        {"xl/workbook.xml": b"no XML"},
    ],
    ids=["a broken sheet", "an empty part", "no workbook"],
)
def test_a_workbook_that_contradicts_itself_is_damaged(parts: dict[str, bytes]) -> None:
    with pytest.raises(SheetError) as refused:
        read(archive_of(parts))
    assert refused.value.code in {"F03", "F06"}


def test_a_file_above_the_limit_is_refused_before_anything_else() -> None:
    with pytest.raises(SheetTooLargeError) as refused:
        read(b"x" * (2 * 1_048_576 + 1), SheetLimits(megabytes=2))
    assert (refused.value.code, refused.value.facts) == ("F07", {"megabytes": 2})


@pytest.mark.parametrize("kind", ["workbook", "text"])
def test_as_many_rows_as_allowed_are_read_and_one_more_is_refused(kind: str) -> None:
    def data(rows: int) -> bytes:
        if kind == "workbook":
            return workbook_of(HEADINGS, *[ANNA] * rows)
        return "\n".join(map(";".join, [HEADINGS, *[ANNA] * rows])).encode()

    assert read(data(30), SheetLimits(rows=30)).count == 30
    with pytest.raises(TooManyRowsError) as refused:
        read(data(31), SheetLimits(rows=30))
    assert (refused.value.code, refused.value.facts) == ("F04", {"rows": 31, "limit": 30})


def test_two_hundred_thousand_and_one_rows_are_one_too_many() -> None:
    lines = [b"EMAIL;FIRST NAME;LAST NAME", *(b"a%d@example.com;A;B" % n for n in range(200_001))]
    with pytest.raises(TooManyRowsError) as refused:
        read(b"\n".join(lines))
    assert "200001" in refused.value.sentence("en")
    assert read(b"\n".join(lines[:-1])).count == 200_000


@pytest.mark.parametrize("kind", ["workbook", "text"])
def test_as_many_columns_as_allowed_are_read_and_one_more_is_refused(kind: str) -> None:
    def data(columns: int) -> bytes:
        more = columns - len(HEADINGS)
        lines = [[*HEADINGS, *(f"C{n}" for n in range(more))], [*ANNA, *["x"] * more]]
        if kind == "workbook":
            return workbook_of(*lines)
        return "\n".join(map(";".join, lines)).encode()

    assert len(read(data(64)).headings) == 64
    with pytest.raises(TooManyColumnsError) as refused:
        read(data(65))
    assert refused.value.facts == {"columns": 65, "limit": 64}


def test_a_column_far_to_the_right_counts_even_without_a_heading() -> None:
    with pytest.raises(TooManyColumnsError):
        read(workbook_of(HEADINGS, [*ANNA, *[None] * 70, "x"]))
