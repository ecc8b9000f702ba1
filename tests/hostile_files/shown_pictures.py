"""Badges whose pictures are as much work to show as they can be."""

import base64
from collections.abc import Iterator, Sequence
from io import BytesIO
from random import Random

from PIL import Image
from verifying.edits import put
from verifying.securing import bytes_of, well

from signing.baking import bake

from .pictures import png


def _file(picture: Image.Image, kind: str, **options: int | bool) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def _noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), Random(1).randbytes(width * height * 3))


def _holding(content: bytes, kind: str) -> bytes:
    """Return a badge that is right, with a picture in it as a data URL."""
    url = f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
    image = {"id": url, "type": "Image"}
    return bytes_of(well(put("/credentialSubject/achievement/image", image))())


def _frames(count: int) -> bytes:
    first, *others = [Image.new("L", (200, 200), n % 256) for n in range(count)]
    file = BytesIO()
    first.save(file, "GIF", save_all=True, append_images=others)
    return file.getvalue()


def _large() -> Iterator[tuple[str, bytes]]:
    """Yield pictures just below the limits, each kind of them."""
    even = Image.new("RGB", (2_640, 2_640), (9, 99, 9))
    badge = bytes_of(well()()).decode()
    yield "a good badge in a PNG of 6 900 000 pixels", bake(_file(even, "PNG"), badge)
    dotted = _noise(60, 60).resize((1_780, 1_780), Image.Resampling.NEAREST)
    yield "a good badge in a PNG of 3 000 000 dots", bake(_file(dotted, "PNG"), badge)
    for kind, size in (("jpeg", 4_900), ("webp", 1_780), ("gif", 1_780)):
        picture = Image.new("RGB", (size, size), (9, 99, 9))
        made = _file(picture, kind.upper())
        yield f"a good badge with a {kind} of {size} by {size}", _holding(made, kind)
    progressive = _file(Image.new("L", (2_900, 2_900), 99), "JPEG", progressive=True)
    yield "a good badge with a progressive jpeg", _holding(progressive, "jpeg")
    yield "a good badge with a gif of 900 frames", _holding(_frames(900), "gif")


def _false() -> Iterator[tuple[str, bytes]]:
    huge = png(width=60_000, height=60_000)
    yield "a good badge with a png of 60 000 by 60 000", _holding(huge, "png")
    gif = bytearray(_file(Image.new("L", (9, 9)), "GIF"))
    gif[6:10] = b"\xff\xff\xff\xff"
    yield "a good badge with a gif that says 65 535 by 65 535", _holding(bytes(gif), "gif")
    short = _file(_noise(300, 300), "JPEG")
    yield "a good badge with half a jpeg", _holding(short[: len(short) // 2], "jpeg")


def shown_pictures() -> Sequence[tuple[str, bytes]]:
    """Return the badges with their names."""
    return [*_large(), *_false()]
