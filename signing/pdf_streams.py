"""Unpacking a stream of a PDF file (ISO 32000-1, sections 7.3.8 and 7.4), within a budget.

Only what programs use for attachments and for the structure of a file is known: no filter, or
FlateDecode, with or without the predictors of PNG.
"""

import zlib
from collections.abc import Mapping

from signing.baking_errors import BakingLimitError, BrokenPdfError
from signing.pdf_syntax import PdfValue

_COLUMNS = 1024


def packed_bytes(data: bytes, start: int, length: PdfValue) -> bytes:
    """Return the `length` bytes of a stream that begins at `start`.

    Raises `BrokenPdfError` if `length` is no length, or `endstream` does not follow.
    """
    if not isinstance(length, int) or length < 0:
        raise BrokenPdfError("a stream has no length", start)
    end = start + length
    if data[end : end + 32].lstrip(b"\r\n \t")[:9] != b"endstream":
        raise BrokenPdfError("a stream does not end where it says", start)
    return data[start:end]


def unpacked(
    packed: bytes, filters: list[PdfValue], parameters: Mapping[str, PdfValue], limit: int
) -> bytes:
    """Return what `packed` unpacks to.

    Raises `BakingLimitError` if that is more than `limit` bytes, `BrokenPdfError` if it is damaged
    or packed in another way.
    """
    if not filters:
        if len(packed) > limit:
            raise BakingLimitError("stream in the PDF", limit, "bytes")
        return packed
    if filters not in (["FlateDecode"], ["Fl"]):
        raise BrokenPdfError("a stream is packed in a way that Insygnia does not know")
    return _predicted(_inflated(packed, limit), parameters)


def _inflated(packed: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(packed, limit + 1)
    except zlib.error as error:
        raise BrokenPdfError("a compressed stream is damaged") from error
    if len(data) > limit:
        raise BakingLimitError("stream in the PDF", limit, "bytes")
    if not inflater.eof:
        raise BrokenPdfError("a compressed stream is cut short")
    return data


def _predicted(data: bytes, parameters: Mapping[str, PdfValue]) -> bytes:
    """Undo the predictors of PNG (section 7.4.4.4), of bytes in one colour."""
    predictor = parameters.get("Predictor", 1)
    if predictor == 1:
        return data
    columns = parameters.get("Columns", 1)
    plain = parameters.get("Colors", 1) == 1 and parameters.get("BitsPerComponent", 8) == 8
    known = isinstance(predictor, int) and 10 <= predictor <= 15 and plain
    if not known or not isinstance(columns, int) or not 0 < columns <= _COLUMNS:
        raise BrokenPdfError("a stream is packed with a predictor that Insygnia does not know")
    rows, above = [], bytes(columns)
    for start in range(0, len(data), columns + 1):
        above = _row(data[start], data[start + 1 : start + 1 + columns], above)
        rows.append(above)
    return b"".join(rows)


def _row(kind: int, row: bytes, above: bytes) -> bytes:
    """Return one row as it was before filtering (PNG, section 9.2); in use are None and Up."""
    if len(row) != len(above) or kind not in (0, 2):
        raise BrokenPdfError("a row of a stream is filtered in a way that Insygnia does not know")
    if kind == 0:
        return row
    return bytes((one + other) & 255 for one, other in zip(row, above, strict=True))
