"""Reading the QR code in a picture, such as a photograph of a certificate.

Compiled libraries decode what strangers send: a service does this in its children only. What a
picture would take is told from its header, before anything of it is decoded.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO

import zxingcpp
from PIL import Image
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from verifier.errors import UnrecognisedError

MOST_PIXELS: Mapping[str, int] = {
    "jpeg": 25_000_000,
    "progressive jpeg": 9_000_000,
    "png": 7_000_000,
    "webp": 3_200_000,
    "gif": 3_200_000,
}
"""What fits into 64 MiB: a JPEG is decoded at a reduced size, and the others whole."""
LONGEST_SIDE = 2_000
"""To about so many pixels a picture is reduced; a code a tenth as wide can still be read."""
MOST_CODES = 8

# Each format by its own reader: the registry of all formats looks for files when it is asked.
_READERS: Mapping[str, type[ImageFile]] = {
    "png": PngImageFile,
    "jpeg": JpegImageFile,
    "webp": WebPImageFile,
    "gif": GifImageFile,
}
REDUCIBLE = ("L", "LA", "RGB", "RGBA")
_QR_CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, LookupError, OverflowError, TypeError,
    Image.DecompressionBombError,
)  # fmt: skip
"""What readers of pictures raise for damaged ones, by documentation and by trial."""


def photograph_kind(data: bytes) -> str | None:
    """Return `png`, `jpeg` or `webp` if `data` begins as one, or None."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def codes_in(data: bytes, kind: str) -> tuple[str, ...]:
    """Return the texts of the QR codes in a picture of this kind; of several at most `MOST_CODES`.

    Raises `UnrecognisedError` if the picture is too large to be decoded. One that is damaged has
    no code.
    """
    try:
        with opened(data, kind) as picture:
            grey = _reduced(picture)
    except BROKEN:
        return ()
    pixels = memoryview(grey.tobytes()).cast("B", (grey.height, grey.width))
    found = zxingcpp.read_barcodes(pixels, formats=_QR_CODES)
    return tuple(code.text for code in found[:MOST_CODES] if code.valid)


@contextmanager
def opened(data: bytes, kind: str) -> Iterator[ImageFile]:
    """Yield a picture of this kind, a key of `MOST_PIXELS`, of which only the header was read.

    Raises `UnrecognisedError` if it is too large to be decoded, and one of `BROKEN` if it is
    damaged, as decoding it does.
    """
    if kind == "webp":
        # Its reader makes room for the whole picture before it says how large that is.
        _check_size(*_webp_size(data), kind)
    with _READERS[kind](BytesIO(data)) as picture:
        is_progressive = picture.info.get("progressive")
        _check_size(*picture.size, f"progressive {kind}" if is_progressive else kind)
        yield picture


def _check_size(width: int, height: int, kind: str) -> None:
    if width * height > MOST_PIXELS[kind]:
        detail = f"The limit for such a picture is {MOST_PIXELS[kind]} pixels."
        raise UnrecognisedError("picture-over-limit", detail, undecided=True)


def _webp_size(data: bytes) -> tuple[int, int]:
    """Return what the first chunk says (RFC 9649 sections 2.5 to 2.7); 0 where it says nothing."""

    def number(start: int, end: int) -> int:
        return int.from_bytes(data[start:end], "little")

    match data[12:16]:
        case b"VP8X":
            return number(24, 27) + 1, number(27, 30) + 1
        case b"VP8L":
            return (number(21, 25) & 0x3FFF) + 1, (number(21, 25) >> 14 & 0x3FFF) + 1
        case _:
            return number(26, 28) & 0x3FFF, number(28, 30) & 0x3FFF


def _reduced(picture: Image.Image) -> Image.Image:
    """Return the picture in grey, at most `LONGEST_SIDE` pixels long, on white."""
    picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
    factor = max(1, -(-max(picture.size) // LONGEST_SIDE))
    if picture.mode not in REDUCIBLE:
        return _flat(picture).reduce(factor)
    # Reduced first: everything else makes a copy.
    return _flat(picture.reduce(factor))


def _flat(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("L")
    grey = picture.convert("LA")
    white = Image.new("L", grey.size, 255)
    white.paste(grey.getchannel("L"), mask=grey.getchannel("A"))
    return white
