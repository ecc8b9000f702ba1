"""Small pictures, and strategies for the texts that are baked into them."""

import json
import struct
import zlib

from hypothesis import strategies as st

OB = "https://purl.imsglobal.org/ob/v3p0"
TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl"
KEYWORD = b"openbadgecredential"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
OPEN_SVG = f'<svg xmlns:openbadges="{OB}" xmlns="http://www.w3.org/2000/svg">'
ELEMENT = f'<openbadges:credential verify="{TOKEN}"></openbadges:credential>'
DOCTYPE = (
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def header(width: int = 2, height: int = 2) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))


PIXELS = chunk(b"IDAT", zlib.compress((b"\0" + bytes(range(8))) * 2))
END = chunk(b"IEND", b"")
PNG = SIGNATURE + header() + PIXELS + END


def picture_with(*extra: bytes) -> bytes:
    return SIGNATURE + header() + PIXELS + b"".join(extra) + END


def itxt(text: bytes, fields: bytes = b"\0\0\0\0", keyword: bytes = KEYWORD) -> bytes:
    return chunk(b"iTXt", keyword + b"\0" + fields + text)


def svg(inside: str, opening: str = OPEN_SVG) -> bytes:
    return f"{opening}{inside}</svg>".encode()


SVG = svg("<path d='M0 0'/>", '<svg xmlns="http://www.w3.org/2000/svg">')

tokens = st.from_regex(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+", fullmatch=True)
readable = st.text(
    st.characters(exclude_categories=["Cs"]).filter(
        lambda c: ord(c) & 0xFFFE != 0xFFFE and not 0xFDD0 <= ord(c) <= 0xFDEF
    )
) | st.lists(st.sampled_from(["]", ">", "]]>", "<", "&", "\\", '"', "\u2028", "\x85", "😀"])).map(
    "".join
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | readable,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(readable, inner, max_size=4),
    max_leaves=12,
)
json_texts = st.builds(
    lambda value, escape, indent: json.dumps(value, ensure_ascii=escape, indent=indent),
    st.dictionaries(readable, values, max_size=6),
    st.booleans(),
    st.sampled_from([None, 2, "\t"]),
)
