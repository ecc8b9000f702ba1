"""The drawing that came with a badge is shown as pixels, drawn here; nothing else gets through."""

import base64
from io import BytesIO
from urllib.parse import quote

import pytest
from hostile_files.shown_drawings import HOSTILE, drawing
from PIL import Image
from timing import is_quick

from issuer.pictures.composition import Composition, composed_svg
from keys.strict_json import Json
from signing.baking import bake
from verifier.drawings import LARGEST, SIDE
from verifier.picture import MOST_TOGETHER, Picture, Place
from verifier.processes.limits import Limits
from verifier.processes.messages import Job
from verifier.redrawing import as_pixels, pictures_of

from .cases import verifier
from .documents import NOW
from .edits import put
from .processes import Nothing, pool_of
from .securing import bytes_of, well

RED = '<rect width="100" height="100" fill="#c81e3c"/>'
COLOUR = (200, 30, 60, 255)
CLEAR = (0, 0, 0, 0)


def with_image(url: str) -> bytes:
    image: Json = {"id": url, "type": "Image"}
    return bytes_of(well(put("/credentialSubject/achievement/image", image))())


def came_with(content: bytes) -> Picture | None:
    (came,) = pictures_of(verifier({}).verify_file(content, now=NOW), content, tuple)
    return came


def pixel(made: bytes | None, place: tuple[int, int] = (SIDE // 2, SIDE // 2)) -> object:
    assert made is not None
    with Image.open(BytesIO(made), formats=("PNG",)) as picture:
        return picture.convert("RGBA").getpixel(place)


def raster(colour: str) -> str:
    file = BytesIO()
    Image.new("RGB", (40, 40), colour).save(file, "PNG")
    return f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"


def test_a_drawing_is_drawn() -> None:
    assert pixel(as_pixels(drawing(RED))) == COLOUR
    assert pixel(as_pixels(drawing('<circle cx="9" cy="9" r="9"/>')), (200, 200)) == CLEAR


def test_our_own_drawings_can_be_drawn() -> None:
    ours = composed_svg(Composition(colour="#1f5fa8"), {"pl": "Kurs"})
    assert pixel(as_pixels(ours), (SIDE // 2, SIDE // 8)) != CLEAR


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('viewBox="0 0 100 100"', (SIDE, SIDE)),
        ('viewBox="0 0 200,100" width="90mm" height="9"', (SIDE, SIDE // 2)),
        ('width="50px" height="100"', (SIDE // 2, SIDE)),
        ('viewBox="0 0 1 1000000"', (1, SIDE)),
    ],
)
def test_a_drawing_is_as_large_as_it_is_shown(root: str, size: tuple[int, int]) -> None:
    made = as_pixels(drawing("<circle r='9'/>", root))
    assert made is not None
    with Image.open(BytesIO(made)) as picture:
        assert picture.size == size


SPELLINGS = {
    "base64": f"svg+xml;base64,{base64.b64encode(drawing(RED)).decode()}",
    "a charset": f"svg+xml;charset=utf-8;base64,{base64.b64encode(drawing(RED)).decode()}",
    "per cent": f"svg+xml,{quote(drawing(RED))}",
    "per cent in UTF-8": f"svg+xml;utf8,{quote(drawing(RED), safe='')}",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_drawing_stands_in_a_badge_in_any_spelling(spelling: str) -> None:
    came = came_with(with_image(f"data:image/{SPELLINGS[spelling]}"))
    assert came is not None
    assert (came.place, pixel(came.png)) == (Place.SIGNED, COLOUR)


def test_a_badge_may_be_baked_into_a_drawing() -> None:
    came = came_with(bake(drawing(RED), bytes_of(well()()).decode()))
    assert came is not None
    assert (came.place, pixel(came.png)) == (Place.FILE, COLOUR)


def test_nothing_of_the_text_gets_through() -> None:
    silent = (
        "<title>secret</title><desc>secret</desc><metadata>secret</metadata><script>secret</script>"
        '<x:secret xmlns:x="https://a.example/"><x:y/></x:secret>'
    )
    made = as_pixels(drawing(silent + RED.replace("<rect", '<rect onload="secret()"')))
    assert pixel(made) == COLOUR
    assert made is not None
    assert b"secret" not in made
    assert {made[12:16], made[-8:-4]} == {b"IHDR", b"IEND"}


NOT_DRAWN = {
    "letters": RED + '<text x="9" y="50">Jan</text>',
    "a filter": '<filter id="f"><feFlood/></filter><rect width="9" height="9" filter="url(#f)"/>',
    "a filter in a style": '<rect width="9" height="9" style="filter:url(#f)"/>',
    "a pattern": '<pattern id="p"/><rect width="9" height="9" fill="url(#p)"/>',
    "another document": RED + "<foreignObject><p/></foreignObject>",
    "an animation": '<rect><animate attributeName="x" values="1;2"/></rect>',
    "a file": RED + '<image width="9" height="9" href="file:///etc/passwd"/>',
    "a path": RED + '<image width="9" height="9" href="/etc/passwd"/>',
    "another place": RED + '<image width="9" height="9" href="https://a.example/a.png"/>',
    "a copy of another place": RED + '<use href="https://a.example/a.svg#a"/>',
    "a paint of another place": '<rect width="9" height="9" fill="url(https://a.example/#a)"/>',
    "an older spelling of that": RED
    + '<image width="9" height="9" xlink:href="x" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
    "a style from elsewhere": "<style>@import url(https://a.example/);</style>" + RED,
    "a hidden style": "<style>\\40import 'x';</style>" + RED,
    "a style that masks": "<style>rect{mask:inherit}</style>" + RED,
    "a drawing in it": RED + '<image width="9" height="9" href="data:image/svg+xml,%3Csvg/%3E"/>',
    "a picture that is none": '<image width="9" height="9" href="data:image/png;base64,AAAA"/>',
    "dashes": '<circle r="9" stroke="red" stroke-dasharray="1 2"/>',
    "two pictures": f'<image href="{raster("red")}"/><image href="{raster("red")}"/>',
}


@pytest.mark.parametrize("name", NOT_DRAWN)
def test_half_a_picture_is_none(name: str) -> None:
    assert as_pixels(drawing(NOT_DRAWN[name])) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<",
        b"<svg/>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        drawing(RED, 'viewBox="0 0 0 9"'),
        drawing(RED, 'viewBox="0 0 nan 9"'),
        drawing(RED, 'width="100%" height="100%"'),
        drawing(RED)[:-3],
        b'<!DOCTYPE svg [<!ENTITY x "y">]>' + drawing(RED),
        b"<!doctype html><script></script>",
        drawing(RED + " " * LARGEST),
        drawing('<path d="M0 0Lx y"/><rect width="x"/>', 'viewBox="0 0 9 x"'),
    ],
    ids=range(12),
)
def test_what_is_no_drawing_is_no_picture(content: bytes) -> None:
    assert as_pixels(content) is None


def test_a_picture_in_a_drawing_is_written_anew() -> None:
    image = f'<image width="100" height="100" href="{raster("#c81e3c")}"/>'
    assert pixel(as_pixels(drawing(image))) == COLOUR


def test_a_copy_and_a_shade_are_followed() -> None:
    shade = '<linearGradient id="g"><stop stop-color="#c81e3c"/></linearGradient>'
    copied = '<defs><rect id="r" width="100" height="100" fill="url(#g)"/></defs>'
    assert pixel(as_pixels(drawing(f'{shade}{copied}<use href="#r"/>'))) == COLOUR


@pytest.mark.parametrize("name", HOSTILE)
def test_no_drawing_costs_more_than_a_document_may(name: str) -> None:
    # As a document: 250 ms (decision 0032), of which the badge takes a tenth.
    assert is_quick(lambda: as_pixels(HOSTILE[name]), 0.225)


@pytest.mark.parametrize(
    "name",
    ["2 000 shapes as large as it is", "51 000 curves", "copies of copies", "a copy of itself",
     "half-clear layers", "90 levels", "rules of a style sheet", "four large pictures", "dashes"],
)  # fmt: skip
def test_what_is_too_much_is_not_drawn(name: str) -> None:
    assert as_pixels(HOSTILE[name]) is None


def test_a_child_draws_what_is_drawn_here() -> None:
    """What is looked for only when it is needed is not found once the doors are shut."""
    image = f'<image width="50" height="100" href="{raster("blue")}"/>'
    shade = '<radialGradient id="g"><stop stop-color="red"/></radialGradient>'
    clip = '<clipPath id="c"><circle r="90"/></clipPath>'
    svg = drawing(f'{shade}{clip}<g clip-path="url(#c)" opacity=".5">{RED}{image}</g>')
    baked = bake(svg, bytes_of(well()()).decode())
    with pool_of() as pool:
        answer = pool.verify(Job(baked, NOW, pictures=True), Nothing())
    assert answer.pictures == (came_with(baked),)
    assert answer.pictures != (None,)


def test_dear_drawings_of_many_badges_have_the_time_of_one_file_and_the_report_stays() -> None:
    dear = base64.b64encode(HOSTILE["280 half-clear layers"]).decode()
    badge = with_image(f"data:image/svg+xml;base64,{dear}").decode()
    job = Job(f"[{','.join([badge] * MOST_TOGETHER)}]".encode(), NOW, pictures=True)
    with pool_of(limits=Limits(processor_seconds=0.15)) as pool:
        answer = pool.verify(job, Nothing())
    assert answer.report["verdict"] == "valid"
    assert len(answer.pictures) < MOST_TOGETHER
    assert None not in answer.pictures
