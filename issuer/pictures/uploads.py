"""What people upload: pictures of badges and logos, and files that serve as evidence.

The content decides, never the name: a file is what it begins as, reads as, and nothing else.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal

from issuer.pictures.errors import (
    ForbiddenFileTypeError,
    UnknownPictureTypeError,
    UploadTooLargeError,
)
from issuer.pictures.raster import clean_png
from issuer.pictures.svg_rules import checked_svg
from signing.baking import PictureKind, picture_kind

MAX_UPLOAD_BYTES = 10 * 1024 * 1024

_MOST_PARTS = 2_000
# What `zipfile` raises for damaged, encrypted and unusual files, by its documentation and by trial.
_ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, KeyError, NotImplementedError,
    RuntimeError, OSError, ValueError,
)  # fmt: skip
_MIMETYPE_LIMIT = 100
_CONTENT_TYPES_LIMIT = 1024 * 1024
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class AcceptedPicture:
    """A picture that may be kept and baked into."""

    media_type: Literal["image/png", "image/svg+xml"]
    data: bytes
    width: int
    """Pixels of a PNG; units of its `viewBox` for an SVG, 0 if it does not say."""
    height: int


def accepted_picture(data: bytes) -> AcceptedPicture:
    """Return the uploaded picture as it may be kept.

    Of a PNG only the pixels are kept, encoded anew; an SVG stays byte for byte, if it is a drawing
    that stands alone. Whoever shows it still treats it as a stranger's.

    Raises `UploadTooLargeError`, `UnknownPictureTypeError`, `BrokenUploadError`,
    `PictureSizeError`, `UnsafePictureError`.
    """
    _check_size(data)
    kind = picture_kind(data)
    if kind is PictureKind.PNG:
        clean, width, height = clean_png(data)
        _check_size(clean)
        return AcceptedPicture("image/png", clean, width, height)
    if kind is PictureKind.SVG:
        measures = checked_svg(data)
        return AcceptedPicture("image/svg+xml", data, measures.width, measures.height)
    raise UnknownPictureTypeError


def accepted_evidence(name: str, data: bytes) -> str:
    """Return the media type of a file that serves as evidence.

    The type is told by the content, and the ending of `name` must agree with it: who downloads the
    file later opens it by its name.

    Raises `UploadTooLargeError`, `ForbiddenFileTypeError`.
    """
    _check_size(data)
    known = _EVIDENCE.get(PurePosixPath(name.replace("\\", "/")).suffix.lower())
    if known is None or not data or not known[1](data):
        raise ForbiddenFileTypeError(name)
    return known[0]


def _check_size(data: bytes) -> None:
    if len(data) > MAX_UPLOAD_BYTES:
        raise UploadTooLargeError(MAX_UPLOAD_BYTES)


def _is_pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-")


def _is_jpeg(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff")


def _is_png(data: bytes) -> bool:
    return picture_kind(data) is PictureKind.PNG


def _is_text(data: bytes) -> bool:
    """Tell whether `data` is text in UTF-8 that no browser would take for something else."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    control = any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text)
    return not control and not text.lstrip("\ufeff \t\r\n\f").startswith("<")


def _is_word(data: bytes) -> bool:
    """ECMA-376, part 2: the list of parts names the main one; a document with macros differs."""
    types = _part(data, "[Content_Types].xml", _CONTENT_TYPES_LIMIT)
    return f"{_WORD}.main+xml".encode() in types and b"macroEnabled" not in types


def _is_open_document(data: bytes) -> bool:
    """OpenDocument 1.3, part 2, section 3.3: a part `mimetype` says what it is."""
    return _part(data, "mimetype", _MIMETYPE_LIMIT).strip() == _OPEN_DOCUMENT.encode()


def _part(data: bytes, name: str, limit: int) -> bytes:
    """Return at most `limit` bytes of one part of a zip file; nothing if it cannot be had."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > _MOST_PARTS:
                return b""
            with archive.open(name) as part:
                return part.read(limit)
    except _ZIP_FAULTS:
        return b""


_EVIDENCE: Mapping[str, tuple[str, Callable[[bytes], bool]]] = {
    ".pdf": ("application/pdf", _is_pdf),
    ".png": ("image/png", _is_png),
    ".jpg": ("image/jpeg", _is_jpeg),
    ".jpeg": ("image/jpeg", _is_jpeg),
    ".txt": ("text/plain", _is_text),
    ".md": ("text/markdown", _is_text),
    ".docx": (_WORD, _is_word),
    ".odt": (_OPEN_DOCUMENT, _is_open_document),
}
