"""The pictures that came with badges, as pixels alone, for a page that shows what people see.

It stands in the badge as a data URL, or it is the PNG or SVG file in which the badge was baked.
Nothing is fetched for it, and nothing of it is passed on as it came: no texts, places, profiles or
frames, and nothing of a drawing but its pixels.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from urllib.parse import unquote_to_bytes

from PIL import Image
from PIL.ImageFile import ImageFile

from keys.strict_json import Json
from signing.members import id_of, items_of
from verifier.drawings import drawn
from verifier.errors import UnrecognisedError
from verifier.picture import (
    LARGEST_PNG,
    LARGEST_TOGETHER,
    MOST_TOGETHER,
    Picture,
    Place,
)
from verifier.qr_codes import BROKEN, REDUCIBLE, opened, photograph_kind
from verifier.report import Genuine, Name, Report
from verifier.several import Reports

SIDE = 400
"""Pixels of the longer side that a picture is reduced to."""

_DATA_URL = re.compile(r"data:image/(?:png|jpeg|webp|gif);base64,([A-Za-z0-9+/]+={0,2})")
# Many write drawings as they are, or in per cent (RFC 2397).
_DRAWING_URL = re.compile(r"data:image/svg\+xml(?:;[\w-]+(?:=[\w-]+)?)*?(;base64)?,(.+)", re.DOTALL)


def pictures_of(
    found: Report | Reports, data: bytes, next_picture: Callable[[], object]
) -> Iterator[Picture | None]:
    """Yield what came with each badge in the file or at the address `data`; None for nothing.

    That is one for a single report. Of several badges the first `MOST_TOGETHER` have a picture, as
    far as all together have `LARGEST_TOGETHER` bytes, and never that of the file: it is of none of
    them. `next_picture` is called before each of theirs.
    """
    if isinstance(found, Report):
        yield _first_of(_came_with(found, data))
        return
    left = LARGEST_TOGETHER
    for report in found.reports[:MOST_TOGETHER]:
        next_picture()
        picture = _first_of(_came_inside(report))
        picture = picture if picture and len(picture.png) <= left else None
        left -= len(picture.png) if picture else 0
        yield picture


def _first_of(came: Iterable[tuple[bytes, Place]]) -> Picture | None:
    for content, place in came:
        if png := as_pixels(content):
            return Picture(png, place)
    return None


def as_pixels(data: bytes) -> bytes | None:
    """Return a picture of any kind that is shown, a drawing too, as a new PNG; else None."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return drawn(data, redrawn)
    return redrawn(data)


def redrawn(data: bytes) -> bytes | None:
    """Return the pixels of a PNG, JPEG, WebP or GIF as a PNG, at most `SIDE` long.

    Of several frames it is the first. None for anything else, for what is damaged, and for what has
    too many pixels to be decoded.
    """
    kind = "gif" if data[:6] in (b"GIF87a", b"GIF89a") else photograph_kind(data)
    if kind is None:
        return None
    file = BytesIO()
    try:
        with opened(data, kind) as picture:
            _reduced(picture).save(file, "PNG")
    except (UnrecognisedError, *BROKEN):
        return None
    return file.getvalue() if file.tell() <= LARGEST_PNG else None


def _reduced(picture: ImageFile) -> Image.Image:
    picture.draft("RGB", (SIDE, SIDE))
    factor = max(picture.size) // (2 * SIDE)
    # Reduced first, where that can be done: everything else makes a copy.
    is_large = factor > 1 and picture.mode in REDUCIBLE
    small = (picture.reduce(factor) if is_large else picture).convert("RGBA")
    small.thumbnail((SIDE, SIDE))
    bare = Image.new("RGBA", small.size)
    bare.paste(small)
    return bare


def _came_with(found: Report, data: bytes) -> Iterator[tuple[bytes, Place]]:
    """Yield what may be a picture, that for which most can be said first."""
    yield from _came_inside(found)
    words = (found.container or "").split(" > ")
    steps = next((n for n, word in enumerate(words) if word != "url"), len(words))
    is_picture = found.credential is not None and words[steps : steps + 1] in (["png"], ["svg"])
    if is_picture and "qr" not in words and steps <= len(found.resources):
        yield found.resources[steps - 1].content if steps else data, Place.FILE


def _came_inside(found: Report) -> Iterator[tuple[bytes, Place]]:
    is_signed = found.genuine is Genuine.YES and "ob2" not in found.check(Name.RECOGNISED).code
    for url in _data_urls(found.credential or {}):
        yield url, Place.SIGNED if is_signed else Place.INSIDE


def _data_urls(credential: Json) -> Iterator[bytes]:
    """Yield the pictures in a badge (Open Badges 3.0: Achievement and OpenBadgeCredential)."""
    subject = next(iter(items_of(credential.get("credentialSubject", []))), None)
    achievement = subject.get("achievement") if isinstance(subject, Mapping) else None
    for holder in (achievement, credential):
        image = id_of(holder.get("image")) if isinstance(holder, Mapping) else None
        if image and (content := _content_of(image)):
            yield content


def _content_of(url: str) -> bytes | None:
    """Return the picture in a data URL; None for any other address."""
    drawing = _DRAWING_URL.fullmatch(url)
    match = _DATA_URL.fullmatch(url) or drawing
    if match is None:
        return None
    if drawing and not drawing[1]:
        return unquote_to_bytes(drawing[2])
    try:
        return base64.b64decode(match[match.lastindex or 1], validate=True)
    except binascii.Error:
        return None
