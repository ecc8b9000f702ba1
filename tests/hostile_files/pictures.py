"""PNGs, SVGs and PDFs that are as much work as ten mebibytes can be."""

import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import count
from random import Random

from PIL import Image
from verifying.securing import printed, well

from signing.png import KEYWORD, SIGNATURE
from signing.svg_scan import OPEN_BADGES

MOST = 10 * 1_048_576 - 4_096


def chunk(name: bytes, data: bytes = b"") -> bytes:
    crc = zlib.crc32(name + data)
    return len(data).to_bytes(4, "big") + name + data + crc.to_bytes(4, "big")


def png(*chunks: bytes, width: int = 1, height: int = 1) -> bytes:
    """Return a PNG with these chunks between its header and its pixels."""
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    header = chunk(b"IHDR", size + bytes((8, 6, 0, 0, 0)))
    pixels = chunk(b"IDAT", zlib.compress(bytes(5)))
    return SIGNATURE + header + b"".join(chunks) + pixels + chunk(b"IEND")


def text_chunk(packed: bytes, compression: bytes = b"\1\0") -> bytes:
    return chunk(b"iTXt", KEYWORD + b"\0" + compression + b"\0\0" + packed)


@cache
def bomb(size: int) -> bytes:
    """Return so many zeros, packed a thousandfold."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1_048_576)) for _ in range(size >> 20)) + packer.flush()


def _pngs() -> Iterator[tuple[str, bytes]]:
    yield (
        "a PNG of 60 000 by 60 000 with 50 MB of text",
        png(text_chunk(bomb(50 << 20)), width=60_000, height=60_000),
    )
    yield "a PNG of 60 000 by 60 000", png(width=60_000, height=60_000)
    yield "a PNG with a text of 512 MB", png(text_chunk(bomb(512 << 20)))
    yield "a PNG of 800 000 chunks", png(chunk(b"tEXt") * (MOST // 12))
    yield "a PNG of 200 000 texts", png(chunk(b"tEXt", KEYWORD + b"\0") * (MOST // 32))
    yield "a PNG with one large chunk", png(chunk(b"teXt", bytes(MOST)))
    yield "a PNG that ends too early", png(chunk(b"teXt", bytes(MOST)))[:-40]
    yield "a PNG of pixels only", _pixels(6_000, 6_000)
    yield "a PNG of 16 000 by 16 000 pixels", _pixels(16_000, 16_000)
    yield "a JPEG that says 65 000 by 65 000", _jpeg(65_000)


def _photographs() -> Iterator[tuple[str, bytes]]:
    """Yield pictures in which a QR code might be, as large as is looked at."""
    yield "a JPEG of 24 000 000 pixels", _photograph(6_000, 4_000, "JPEG", quality=30)
    yield (
        "a progressive JPEG of 8 800 000 pixels",
        _photograph(4_000, 2_200, "JPEG", quality=40, progressive=True),
    )
    yield "a PNG of 2 600 by 2 600 pixels of noise", _photograph(2_600, 2_600, "PNG")
    yield "a WebP of 3 000 000 pixels", _photograph(2_000, 1_500, "WEBP", quality=50)


def _photograph(width: int, height: int, kind: str, **options: int) -> bytes:
    """Return noise: blocks of black and white, in which a reader finds many beginnings of codes."""
    small = Image.frombytes(
        "L", (width // 4, height // 4), Random(1).randbytes(width * height // 16)
    )
    picture = small.point([0] * 128 + [255] * 128).resize((width, height), Image.Resampling.NEAREST)
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def _pixels(width: int, height: int) -> bytes:
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(width + 1)) for _ in range(height)) + packer.flush()
    header = chunk(b"IHDR", size + bytes((8, 0, 0, 0, 0)))
    return SIGNATURE + header + chunk(b"IDAT", rows) + chunk(b"IEND")


def _jpeg(side: int) -> bytes:
    size = side.to_bytes(2, "big")
    frame = b"\xff\xc0\x00\x0b\x08" + size + size + b"\x01\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0" + frame + bytes(1_000) + b"\xff\xd9"


def _svgs() -> Iterator[tuple[str, bytes]]:
    begin = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="{OPEN_BADGES}">'.encode()
    yield "an SVG of 2 600 000 elements", begin + b"<a/>" * (MOST // 4 - 50) + b"</svg>"
    yield "an SVG of 100 000 levels", begin + b"<g>" * 100_000 + b"</g>" * 100_000 + b"</svg>"
    yield (
        "an SVG of 98 levels, again and again",
        begin + (b"<g>" * 98 + b"</g>" * 98) * (MOST // 700) + b"</svg>",
    )
    yield (
        "an SVG of attributes",
        begin[:-1] + b"".join(b' a%d=""' % n for n in range(700_000)) + b"></svg>",
    )
    yield (
        "an SVG of names of spaces",
        begin[:-1] + b"".join(b' xmlns:a%d="urn:%d"' % (n, n) for n in range(350_000)) + b"></svg>",
    )
    yield "an SVG of credentials", begin + b"<o:credential/>" * (MOST // 16) + b"</svg>"
    yield "an SVG of one text", begin + b"x" * (MOST - 300) + b"</svg>"
    yield "an SVG of entities", begin + b"&lt;" * (MOST // 5) + b"</svg>"
    yield (
        "an SVG with a credential of entities",
        (begin + b"<o:credential>" + b"&lt;" * (MOST // 5) + b"</o:credential></svg>"),
    )
    yield "an SVG with comments", begin + b"<!---->" * (MOST // 8) + b"</svg>"
    yield "an SVG after a long prolog", b"<!--" + b"-x" * 5_000_000 + b"-->" + begin + b"</svg>"
    yield "nearly an SVG", b"<?x?>" * 13_000 + b"<svh"
    laughs = b"".join(b'<!ENTITY l%d "&l%d;&l%d;">' % (n + 1, n, n) for n in range(30))
    yield "an SVG of laughs", b"<!DOCTYPE svg [" + laughs + b"]>" + begin + b"&l30;</svg>"


def _pdfs() -> Iterator[tuple[str, bytes]]:
    good: bytes = printed(well())()
    yield "a good PDF", good
    yield (
        "a PDF with ten mebibytes behind its header",
        (b"%PDF-1.7\n" + b"%" * (MOST - len(good)) + b"\n" + good),
    )
    yield "a PDF of numbers", _pdf(b"[" + b"1 " * (MOST // 3) + b"]")
    yield "a PDF of names", _pdf(b"<<" + b"".join(b"/a%d 1" % n for n in range(900_000)) + b">>")
    yield "a PDF of brackets", _pdf(b"[" * (MOST // 2))
    yield "a PDF of texts", _pdf(b"(" + b"\\(" * (MOST // 3) + b")")
    yield "a PDF of references", _references()
    yield "a PDF of revisions", _revisions()
    yield "a PDF with a large cross-reference", _table(199_000)
    yield "a PDF with a cross-reference of 400 000", _table(400_000)
    yield "a PDF whose cross-reference unpacks to much", _stream(bomb(512 << 20))
    yield "a PDF with an attachment of 512 MB", _attachment(bomb(512 << 20))
    yield "a PDF that begins and begins", b"%PDF-1.7\n" + b"startxref\n1\n%%EOF\n" * 500_000


def _pdf(value: bytes) -> bytes:
    """Return a PDF whose catalog is this object."""
    start = len(b"%PDF-1.7\n")
    body = b"%PDF-1.7\n1 0 obj\n" + value + b"\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n%010d 00000 n \n" % start
    return _ended(body, table + b"trailer\n<</Size 2/Root 1 0 R>>\n")


def _ended(body: bytes, section: bytes) -> bytes:
    return body + section + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _references() -> bytes:
    body, places = b"%PDF-1.7\n", [0]
    parts = []
    position = len(body)
    for number in range(1, 120_000):
        written = b"%d 0 obj\n%d 0 R\nendobj\n" % (number, number + 1)
        places.append(position)
        position += len(written)
        parts.append(written)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places[1:])
    table = b"xref\n0 %d\n0000000000 65535 f \n" % len(places) + rows
    return _ended(body + b"".join(parts), table + b"trailer\n<</Root<</AF 1 0 R>>>>\n")


def _revisions() -> bytes:
    data, previous = b"%PDF-1.7\n", 0
    for _ in count():
        place = len(data)
        data += b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Prev %d>>\n" % previous
        previous = place
        if place > 500_000:
            return _ended(data, b"xref\n0 0\ntrailer\n<</Root 1 0 R/Prev %d>>\n" % previous)
    return data


def _table(rows: int) -> bytes:
    table = b"xref\n0 %d\n" % rows + b"0000000009 00000 n \n" * rows
    return _ended(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", table + b"trailer\n<</Root 1 0 R>>\n")


def _stream(packed: bytes) -> bytes:
    body = b"%PDF-1.7\n"
    entries = b"<</Type/XRef/W[1 4 2]/Size 150000/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(
        packed
    )
    return _ended(body, b"1 0 obj\n" + entries + b"stream\n" + packed + b"\nendstream\nendobj\n")


def _attachment(packed: bytes) -> bytes:
    body = b"%PDF-1.7\n"
    places = []
    for written in (
        b"1 0 obj\n<</AF[2 0 R]>>\nendobj\n",
        b"2 0 obj\n<</UF(credential.json)/EF<</UF 3 0 R>>>>\nendobj\n",
        b"3 0 obj\n<</Filter/FlateDecode/Length %d>>stream\n" % len(packed)
        + packed + b"\nendstream\nendobj\n",
    ):  # fmt: skip
        places.append(len(body))
        body += written
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return _ended(body, table + b"trailer\n<</Root 1 0 R>>\n")


def _others() -> Iterator[tuple[str, bytes]]:
    yield "ten mebibytes of nothing", bytes(MOST)
    yield "ten mebibytes of spaces", b" " * MOST
    yield "ten mebibytes of letters", b"a" * MOST
    yield "an address of ten mebibytes", b"https://a.example/" + b"a" * (MOST - 20)
    yield "the sample picture", files("issuer.samples").joinpath("badge.png").read_bytes()


def pictures() -> Sequence[tuple[str, bytes]]:
    """Return the files with their names."""
    return [*_pngs(), *_photographs(), *_svgs(), *_pdfs(), *_others()]
