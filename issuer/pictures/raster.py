"""Pixels: reading a stranger's PNG within bounds, making pictures smaller, drawing an SVG."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from issuer.pictures.errors import BrokenUploadError, PictureSizeError
from issuer.pictures.typesetting import drawn

LEAST_SIDE = 90
MOST_SIDE = 4096
"""Pixels that each side of an uploaded picture may have, both included."""

DRAWN_SIDE = 1024
"""Pixels of the longer side of a drawn SVG, and at most of a picture that is printed."""

_POINTS = 400
_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16"})


def clean_png(data: bytes) -> tuple[bytes, int, int]:
    """Return the pixels of the PNG `data` as a new PNG, its width and its height.

    Nothing but pixels survives: no texts, no places, no profiles, no frames but the first. Raises
    `PictureSizeError` before a pixel is unpacked, `BrokenUploadError`.
    """
    with _opened(data) as picture:
        clean = Image.new("RGBA", picture.size)
        clean.paste(picture.convert("RGBA"))
        return _written(clean), *clean.size


def drawn_svg(svg: bytes) -> bytes:
    """Return a PNG of the SVG `svg`, which must have been accepted before.

    It is a square of `DRAWN_SIDE` pixels with the picture in the middle, and clear elsewhere.
    Raises `TypesettingError`.
    """
    return drawn(svg, side=DRAWN_SIDE, points=_POINTS)


def printable_png(png: bytes) -> bytes:
    """Return `png`, made smaller if a side has more than `DRAWN_SIDE` pixels."""
    with _opened(png) as picture:
        if max(picture.size) <= DRAWN_SIDE:
            return png
        smaller = picture.convert("RGBA")
        smaller.thumbnail((DRAWN_SIDE, DRAWN_SIDE))
        return _written(smaller)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Yield the opened PNG, of which only the header has been believed so far."""
    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as picture:
            if not all(LEAST_SIDE <= side <= MOST_SIDE for side in picture.size):
                raise PictureSizeError(*picture.size, LEAST_SIDE, MOST_SIDE)
            if picture.mode not in _MODES:
                raise BrokenUploadError("its kind of pixels is unusual")
            yield picture
    except UnidentifiedImageError as error:
        raise BrokenUploadError("it is no PNG picture") from error
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        # What Pillow raises for damaged files, by its documentation and by trial.
        raise BrokenUploadError("it is damaged") from error


def _written(picture: Image.Image) -> bytes:
    png = BytesIO()
    picture.save(png, "PNG", optimize=True)
    return png.getvalue()
