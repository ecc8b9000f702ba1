"""PDF files written by hand: small, and as wrong as a test wants them."""

import zlib
from collections.abc import Mapping
from itertools import pairwise

TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl"
CATALOG = b"<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>"
TREE = b"<</Names[(credential.jwt) 3 0 R]>>"
SPECIFICATION = b"<</Type/Filespec/F(credential.jwt)/UF(credential.jwt)/EF<</F 4 0 R>>>>"


def stream(content: bytes, entries: bytes = b"", *, packed: bool = False) -> bytes:
    data = zlib.compress(content) if packed else content
    filters = b"/Filter/FlateDecode" if packed else b""
    return b"<</Length %d%s%s>>\nstream\n%s\nendstream" % (len(data), filters, entries, data)


def objects(**changed: bytes) -> dict[int, bytes]:
    """Return the four objects of a PDF with one credential; `_3` replaces the third, and so on."""
    usual = {1: CATALOG, 2: TREE, 3: SPECIFICATION, 4: stream(TOKEN.encode())}
    return {**usual, **{int(name[1:]): value for name, value in changed.items()}}


def pdf(parts: Mapping[int, bytes], trailer: bytes = b"", *, prev: int | None = None) -> bytes:
    """Return a PDF of these objects with a table; `prev` is where an earlier table stands."""
    content, places = _written(parts)
    table = b"xref\n0 1\n0000000000 65535 f \n" + b"".join(
        b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items()
    )
    back = b"" if prev is None else b"/Prev %d" % prev
    end = b"trailer\n<</Root 1 0 R/Size 99%s%s>>\nstartxref\n%d\n%%%%EOF"
    return content + table + end % (back, trailer, len(content))


def packed_pdf(parts: Mapping[int, bytes], outside: Mapping[int, bytes]) -> bytes:
    """Return a PDF with `parts` in an object stream, found by a cross-reference stream."""
    heads, bodies = [], b""
    for number, value in parts.items():
        heads.append(b"%d %d" % (number, len(bodies)))
        bodies += value + b" "
    head = b" ".join(heads) + b" "
    entries = b"/Type/ObjStm/N %d/First %d" % (len(parts), len(head))
    content, places = _written({**outside, 50: stream(head + bodies, entries, packed=True)})
    rows = {number: (1, place, 0) for number, place in places.items()}
    rows |= {number: (2, 50, index) for index, number in enumerate(parts)}
    rows[60] = (1, len(content), 0)
    numbers = sorted(rows)
    table = b"".join(
        bytes([rows[number][0]]) + rows[number][1].to_bytes(4, "big") + bytes([rows[number][2]])
        for number in numbers
    )
    index = b" ".join(b"%d 1" % number for number in numbers)
    entries = b"/Type/XRef/W[1 4 1]/Size 99/Root 1 0 R/Index[%s]" % index
    entries += b"/DecodeParms<</Predictor 12/Columns 6>>"
    table_stream = b"60 0 obj\n" + stream(_filtered(table, 6), entries, packed=True) + b"\nendobj\n"
    return content + table_stream + b"startxref\n%d\n%%%%EOF" % len(content)


def _filtered(data: bytes, columns: int) -> bytes:
    """Filter rows as PNG does with Up."""
    rows = [bytes(columns)] + [
        data[start : start + columns] for start in range(0, len(data), columns)
    ]
    return b"".join(
        b"\2" + bytes((one - other) & 255 for one, other in zip(row, above, strict=True))
        for above, row in pairwise(rows)
    )


def _written(parts: Mapping[int, bytes]) -> tuple[bytes, dict[int, int]]:
    content, places = b"%PDF-1.7\n", {}
    for number, value in parts.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    return content, places
