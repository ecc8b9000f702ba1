"""Pictures that carry a badge of Open Badges 2.0, baked as its standard says and as programs do."""

import zlib
from importlib.resources import files

PNG = files("issuer.samples").joinpath("badge.png").read_bytes()
_AFTER_IHDR = 33
_OPEN = '<svg xmlns:openbadges="http://openbadges.org" xmlns="http://www.w3.org/2000/svg">'


def chunk(name: bytes, data: bytes) -> bytes:
    crc = zlib.crc32(name + data)
    return len(data).to_bytes(4, "big") + name + data + crc.to_bytes(4, "big")


def itxt(text: str) -> bytes:
    return chunk(b"iTXt", b"openbadges\0\0\0\0\0" + text.encode())


def png(*chunks: bytes) -> bytes:
    return PNG[:_AFTER_IHDR] + b"".join(chunks) + PNG[_AFTER_IHDR:]


def element(text: str = "", verify: str | None = None) -> str:
    attribute = f' verify="{verify}"' if verify else ""
    inside = f"<![CDATA[ {text} ]]>" if text else ""
    return f"<openbadges:assertion{attribute}>{inside}</openbadges:assertion>"


def svg(*elements: str) -> bytes:
    return f"{_OPEN}{''.join(elements)}<path d='M0 0'/></svg>".encode()
