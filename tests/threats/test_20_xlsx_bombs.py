"""Threat 20: small workbooks that take a machine's memory or time, or read its files, when opened.

Each must yield one clean refusal, soon, and leave the process that asked as it was.
"""

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from reading_sheets.files import (
    ANNA,
    BOOK,
    HEADINGS,
    USUAL_SHEET,
    archive_of,
    read,
    row_xml,
    shared_strings_xml,
    sheet_xml,
    workbook_of,
)

from bulk.processes.parent import LIMITS
from bulk.reading import read_sheet
from bulk.sheet_errors import (
    BrokenSheetError,
    FarCellError,
    HeavySheetError,
    SheetError,
    TooManyRowsError,
)
from verifier.processes.spawning import Spawned, module

SOON = 90
"""Seconds, on a busy machine; what takes longest here is ended by a limit of memory."""
MUCH = 64 * 1_048_576
"""Bytes more than a refusal may take in the process that asks."""
SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = 1_048_576


@pytest.fixture(autouse=True)
def own_memory() -> Iterator[None]:
    """Fail when this process, which only asked, takes much memory or time."""
    tracemalloc.start()
    before = time.monotonic()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MUCH
        assert time.monotonic() - before < SOON
    finally:
        tracemalloc.stop()


def sparse(dimension: str) -> bytes:
    first = row_xml(1, *HEADINGS)
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return archive_of({SHEET: sheet_xml(first + last, dimension)})


def still_reads() -> bool:
    return read(workbook_of(HEADINGS, ANNA)).count == 1


def test_a_workbook_of_two_cells_that_are_far_apart_names_the_far_one() -> None:
    data = sparse("A1:XFD1048576")
    assert len(data) < 1_700
    with pytest.raises(FarCellError) as refused:
        read(data)
    assert refused.value.facts == {"cell": "XFD1048576"}
    assert still_reads()


@pytest.mark.parametrize("dimension", ["", "A1:C2"], ids=["no size", "a wrong size"])
def test_a_workbook_of_two_cells_that_lies_of_its_size_ends_a_child_and_nothing_else(
    dimension: str,
) -> None:
    with pytest.raises(HeavySheetError):
        read(sparse(dimension))
    assert still_reads()


def test_a_size_that_is_only_told_does_no_harm() -> None:
    rows = row_xml(1, *HEADINGS) + row_xml(2, *ANNA)
    assert read(archive_of({SHEET: sheet_xml(rows, "A1:XFD1048576")})).count == 1


def test_a_long_sheet_is_refused_for_its_rows() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 300_002))
    wide = '<row r="300002"><c r="BK300002"><v>1</v></c></row>'
    with pytest.raises(TooManyRowsError) as refused:
        read(archive_of({SHEET: sheet_xml(rows + wide, "A1:BK300002")}))
    assert refused.value.facts["rows"] == 300_001


BOMBS: Mapping[str, Mapping[str, bytes]] = {
    "a sheet of blanks": {SHEET: USUAL_SHEET + b" " * 310 * MEGABYTE},
    "half as large": {SHEET: USUAL_SHEET + b" " * 150 * MEGABYTE},
    "shared strings": {"xl/sharedStrings.xml": shared_strings_xml("x" * 120 * MEGABYTE)},
    "a picture": {"xl/media/image1.png": bytes(120 * MEGABYTE)},
    "many parts": {f"xl/media/{n}.xml": b"" for n in range(200)},
    "very many parts": {f"xl/media/{n}.xml": b"" for n in range(60_000)},
}


@pytest.fixture(scope="module")
def bombs() -> Mapping[str, bytes]:
    """Make the bombs where their own making counts for nobody."""
    return {name: archive_of(parts) for name, parts in BOMBS.items()}


@pytest.mark.parametrize("name", BOMBS)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(name: str, bombs: Mapping[str, bytes]) -> None:
    with pytest.raises(HeavySheetError):
        read(bombs[name])


def lying(data: bytes, name: str, size: int) -> bytes:
    """Return an archive that tells another size of one part, in both places where it stands."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.getinfo(name)
    packed, told = struct.pack("<I", part.file_size), struct.pack("<I", size)
    local = part.header_offset + 22
    assert data[local : local + 4] == packed
    data = data[:local] + told + data[local + 4 :]
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(name.encode())) + 24
    assert data[central : central + 4] == packed
    return data[:central] + told + data[central + 4 :]


@pytest.mark.parametrize("size", [1000, 3 * MEGABYTE])
def test_a_bomb_that_tells_a_smaller_size_is_refused(size: int, bombs: Mapping[str, bytes]) -> None:
    data = lying(bombs["a sheet of blanks"], SHEET, size)
    with pytest.raises(SheetError) as refused:
        read(data)
    assert refused.value.code == "F06"


@pytest.mark.parametrize("count", [90, 3_000], ids=["than one may have", "than fits into memory"])
def test_one_long_text_in_more_cells_is_refused(count: int) -> None:
    long, cell = "x" * 32_767, '<c t="s"><v>0</v></c>'
    rows = "".join(f"<row>{cell * 60}</row>" for _ in range(count))
    parts = {"xl/sharedStrings.xml": shared_strings_xml(long), SHEET: sheet_xml(rows)}
    with pytest.raises(HeavySheetError):
        read(archive_of(parts))


def test_two_parts_of_one_name_are_refused() -> None:
    written = io.BytesIO(archive_of({}))
    with (
        pytest.warns(UserWarning, match="Duplicate name"),
        zipfile.ZipFile(written, "a") as archive,
    ):
        archive.writestr(SHEET, USUAL_SHEET)
    with pytest.raises(BrokenSheetError):
        read(written.getvalue())


LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(9)
)
DTD = {
    "laughs": b"<!DOCTYPE x [" + LAUGHS + b"]>",
    "a file": b'<!DOCTYPE x [<!ENTITY l8 SYSTEM "file:///etc/hostname">]>',
    "an address": b'<!DOCTYPE x [<!ENTITY l8 SYSTEM "http://127.0.0.1:9/">]>',
    "another DTD": b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
}


@pytest.mark.parametrize("declared", DTD.values(), ids=DTD.keys())
@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_no_entity_is_ever_expanded(declared: bytes, part: str) -> None:
    texts = row_xml(1, *HEADINGS) + row_xml(2, "a@x.pl", "&l8;", "Żółć")
    parts = {
        SHEET: sheet_xml(texts),
        "xl/sharedStrings.xml": shared_strings_xml("&l8;"),
        "xl/workbook.xml": BOOK,
    }
    head, _, rest = parts[part].partition(b"?>")
    data = archive_of({**parts, part: head + b"?>" + declared + rest})
    with pytest.raises(SheetError) as refused:
        read(data)
    assert refused.value.code == "F06"


def test_a_workbook_with_a_document_type_is_refused_even_if_it_declares_nothing() -> None:
    data = archive_of({"xl/workbook.xml": BOOK.replace(b"?>", b"?><!DOCTYPE workbook>", 1)})
    with pytest.raises(BrokenSheetError):
        read(data)


def test_what_a_file_of_this_machine_says_is_not_in_the_sheet(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary", "ascii")
    declared = f'<!DOCTYPE worksheet [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'.encode()
    texts = sheet_xml(row_xml(1, *HEADINGS) + row_xml(2, "a@x.pl", "&f;", "Żółć"))
    head, _, rest = texts.partition(b"?>")
    with pytest.raises(SheetError) as refused:
        read(archive_of({SHEET: head + b"?>" + declared + rest}))
    assert "canary" not in str(refused.value)


def test_elements_within_elements_without_end_are_refused() -> None:
    deep = b"<a>" * 200_000 + b"</a>" * 200_000
    with pytest.raises(SheetError):
        read(archive_of({SHEET: USUAL_SHEET.replace(b"<sheetData>", deep + b"<f ><sheetData>")}))


def test_a_cell_that_is_merged_with_all_others_takes_no_time() -> None:
    areas = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 1_000 + b"</mergeCells>"
    merged = USUAL_SHEET.replace(b"</sheetData>", b"</sheetData>" + areas)
    assert read(archive_of({SHEET: merged})).count == 1


def test_what_takes_too_long_is_ended_and_told() -> None:
    rows = "".join(row_xml(n, "a", "b", "c") for n in range(1, 30_000))
    data = archive_of({SHEET: sheet_xml(rows)})
    with pytest.raises(HeavySheetError):
        read_sheet(data, child=replace(LIMITS, seconds=0.05))


def test_a_child_that_reads_has_no_more_than_it_needs() -> None:
    with Spawned(LIMITS, time.monotonic, (*module("bulk.processes"), "read")) as child:
        child.watch()
        told = Path(f"/proc/{child.pid}/limits").read_text("ascii").splitlines()[1:]
        assert Path(f"/proc/{child.pid}/environ").read_bytes() == b""
    limits = {line[:26].strip(): line[26:].split()[0] for line in told}
    assert limits["Max address space"] == str(1024 * MEGABYTE)
    assert limits["Max open files"] == limits["Max file size"] == limits["Max processes"] == "0"
