"""What kind of file something is, by its content: names are given by people, and changed by them.

What is a workbook of another program is told so by name: its owner only has to save it anew.
"""

import io
import re
import zipfile
from enum import Enum

from bulk.sheet_errors import (
    BrokenSheetError,
    EncryptedSheetError,
    HeavySheetError,
    OtherWorkbookError,
    UnknownFileError,
)
from bulk.sheets import SheetLimits

MOST_UNPACKED = 300 * 1_048_576
"""Bytes of all parts of a workbook together, as their headers tell; times `SheetLimits.scale`."""
MOST_RATIO = 100
"""So many times larger than packed a part may be, once it is large at all."""
MOST_PARTS = 200

_LARGE = 4 * 1_048_576  # Bytes; a small part may be as repetitive as it likes.
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
# Names of streams, as an OLE file has them in its directory.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD_EXCEL = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?P<name>!doctype\s+html|\?xml|html|table|meta)", re.I)
_KNOWN_TO_PEOPLE = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
)
_ENCRYPTED = 0x1  # General purpose flag, bit 0 (APPNOTE.TXT 4.4.4).


class Content(Enum):
    """What is read."""

    WORKBOOK = "workbook"
    TEXT = "text"


def recognised(data: bytes, limits: SheetLimits) -> Content:
    """Return what `data` is.

    Raises `UnknownFileError`, `OtherWorkbookError`, `EncryptedSheetError`, `BrokenSheetError`, and
    `HeavySheetError` for an archive that holds more than any workbook.
    """
    if data.startswith(_OLE):
        raise _ole(data)
    if data.startswith(_ZIP):
        _check_archive(data, MOST_UNPACKED * limits.scale)
        return Content.WORKBOOK
    if data.startswith(_KNOWN_TO_PEOPLE):
        raise UnknownFileError
    if markup := _MARKUP.match(data):
        kind = "XML" if markup["name"].lower() == b"?xml" else "HTML"
        raise OtherWorkbookError(format=kind)
    return Content.TEXT


def _ole(data: bytes) -> Exception:
    if _LOCKED in data:
        return EncryptedSheetError()
    if any(name in data for name in _OLD_EXCEL):
        return OtherWorkbookError(format="XLS")
    return UnknownFileError()


def _check_archive(data: bytes, most_unpacked: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            _check_kind(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError) as e:
        raise BrokenSheetError from e
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise EncryptedSheetError
    if len(names) < len(parts):
        # Of two parts with one name, each program takes another one.
        raise BrokenSheetError
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_unpacked:
        raise HeavySheetError
    if any(_is_bomb(part) for part in parts):
        raise HeavySheetError


def _check_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise OtherWorkbookError(format="XLSB")
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            kind = part.read(100)
        if b"opendocument.spreadsheet" in kind:
            raise OtherWorkbookError(format="ODS")
    if "index/document.iwa" in names:
        raise OtherWorkbookError(format="Numbers")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise UnknownFileError


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _LARGE and part.file_size > MOST_RATIO * max(part.compress_size, 1)
