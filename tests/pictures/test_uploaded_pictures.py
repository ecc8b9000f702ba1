"""Pictures that people upload: what is kept of them, and what is refused."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from timing import is_quick

from issuer.pictures.errors import (
    BrokenUploadError,
    PictureError,
    PictureSizeError,
    UnknownPictureTypeError,
    UnsafePictureError,
    UploadTooLargeError,
)
from issuer.pictures.raster import DRAWN_SIDE, LEAST_SIDE, MOST_SIDE, drawn_svg, printable_png
from issuer.pictures.svg_rules import MAX_ELEMENTS, MAX_SVG_BYTES
from issuer.pictures.uploads import MAX_UPLOAD_BYTES, accepted_picture
from signing.baking import bake, unbake

from .samples import CREDENTIAL, SVG, opened, png

PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Generator: a drawing program -->\n'
ILLUSTRATOR = SVG % (
    "<style>.a{fill:url(#g);stroke:#fff} /* note */</style><defs><linearGradient id='g'>"
    "<stop offset='0'/></linearGradient><clipPath id='c'><rect width='9' height='9'/></clipPath>"
    "</defs><g clip-path='url(#c)'><path class='a' d='M0 0h9v9z'/></g>"
)
INKSCAPE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="90" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"><sodipodi:namedview pagecolor="#fff"/>'
    '<metadata><rdf:RDF><dc:title>x</dc:title></rdf:RDF></metadata>'
    '<g id="a"><path style="fill:#f00;opacity:.5" d="M0 0h9v9z"/></g><use xlink:href="#a"/></svg>'
)  # fmt: skip


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def huge_header(width: int, height: int) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_usual_kind_is_encoded_anew(mode: str) -> None:
    found = accepted_picture(png(120, 90, mode))
    assert (found.media_type, found.width, found.height) == ("image/png", 120, 90)
    assert opened(found.data).size == (120, 90)


def test_nothing_but_pixels_is_kept_of_a_png() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Jan Kowalski")
    notes.add_itxt("openbadgecredential", CREDENTIAL)
    exif = Image.Exif()
    exif[0x010F] = "Jan Kowalski"
    data = png(120, 90, "RGB", pnginfo=notes, exif=exif, icc_profile=b"Jan Kowalski")
    data = data[:-12] + chunk(b"prIv", b"Jan Kowalski") + data[-12:]
    assert b"Jan Kowalski" in data
    found = accepted_picture(data)
    assert b"Jan Kowalski" not in found.data
    assert opened(found.data).info == {}
    assert {found.data[at + 4 : at + 8] for at in _chunks(found.data)} <= {
        b"IHDR",
        b"IDAT",
        b"IEND",
    }


def test_pixels_stay_as_they_are() -> None:
    before = Image.effect_noise((100, 100), 90).convert("RGBA")
    data = BytesIO()
    before.save(data, "PNG")
    assert opened(accepted_picture(data.getvalue()).data).tobytes() == before.tobytes()


@pytest.mark.parametrize(
    "size", [(LEAST_SIDE - 1, 200), (200, LEAST_SIDE - 1), (MOST_SIDE + 1, 200), (200, 60_000)]
)
def test_a_side_too_short_or_too_long_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(PictureSizeError) as caught:
        accepted_picture(huge_header(*size))
    assert (caught.value.width, caught.value.height) == size


@pytest.mark.parametrize("size", [(LEAST_SIDE, LEAST_SIDE), (MOST_SIDE, LEAST_SIDE)])
def test_the_shortest_and_the_longest_side_are_taken(size: tuple[int, int]) -> None:
    assert accepted_picture(png(*size)).width == size[0]


def test_a_decompression_bomb_is_refused_before_it_is_unpacked() -> None:
    pixels = zlib.compress(bytes(100_000_000), 9)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")

    def refuse() -> None:
        with pytest.raises(PictureError):
            accepted_picture(data)

    assert is_quick(refuse, 1)


def test_a_bomb_of_text_is_refused_or_dropped() -> None:
    bomb = chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000), 9))
    data = png(120, 90)
    try:
        found = accepted_picture(data[:33] + bomb + data[33:])
    except PictureError:
        return
    assert len(found.data) < 10_000


@pytest.mark.parametrize("cut", [9, 20, 40, 60])
def test_a_damaged_png_is_refused(cut: int) -> None:
    data = png(120, 90)
    with pytest.raises(BrokenUploadError):
        accepted_picture(data[:cut])


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0", b"%PDF-1.7\n", b"<html><svg/></html>", b"RIFF"]
)
def test_other_files_are_refused_whatever_they_are_called(data: bytes) -> None:
    with pytest.raises(UnknownPictureTypeError):
        accepted_picture(data)


def test_a_file_beyond_ten_mebibytes_is_refused() -> None:
    with pytest.raises(UploadTooLargeError):
        accepted_picture(png(120, 90) + bytes(MAX_UPLOAD_BYTES))


@pytest.mark.parametrize(
    "svg",
    [
        SVG % '<path d="M0 0h9v9z"/>',
        PROLOG + SVG % "<text x='1' y='9' font-family='Arial'>Ą</text>",
        SVG % "<a-note/>".replace("a-note", "title"),
        ILLUSTRATOR,
        INKSCAPE,
    ],
)
def test_a_plain_drawing_stays_byte_for_byte(svg: str) -> None:
    found = accepted_picture(svg.encode())
    assert found.data == svg.encode()
    assert (found.media_type, found.width, found.height) == ("image/svg+xml", 120, 90)
    assert unbake(bake(found.data, CREDENTIAL)) == CREDENTIAL


@pytest.mark.parametrize("svg", [ILLUSTRATOR, INKSCAPE])
def test_an_accepted_drawing_is_drawn_as_png(svg: str) -> None:
    made = opened(drawn_svg(svg.encode()))
    assert made.size == (DRAWN_SIDE, DRAWN_SIDE)
    assert made.getbbox() is not None


def test_a_large_picture_is_made_smaller_for_print() -> None:
    assert opened(printable_png(png(3000, 1500))).size == (DRAWN_SIDE, DRAWN_SIDE // 2)
    assert printable_png(png(200, 200)) == png(200, 200)


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<script>alert(1)</script>", "element script"),
        ("<script href='data:,alert(1)'/>", "element script"),
        ("<SCRIPT>alert(1)</SCRIPT>", "element SCRIPT"),
        ("<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>", "script"),
        ("<metadata><h:script xmlns:h='http://www.w3.org/1999/xhtml'/></metadata>", "script"),
        ("<metadata><script>alert(1)</script></metadata>", "element script"),
        ("<script xmlns=''>alert(1)</script>", "element script"),
        ("<g onload='alert(1)'/>", "onload"),
        ("<g ONCLICK='alert(1)'/>", "onclick"),
        ("<path d='M0 0' onmouseover='x'/>", "onmouseover"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>", "foreignObj"),
        ("<a href='javascript:alert(1)'><path/></a>", "element a"),
        ("<use href='https://evil.example/x.svg#a'/>", "href"),
        ("<use href='data:image/svg+xml;base64,AAAA#a'/>", "href"),
        ("<use href=' javascript:alert(1)'/>", "href"),
        ("<use xmlns:x='http://www.w3.org/1999/xlink' x:href='//evil.example/#a'/>", "href"),
        ("<g xml:base='https://evil.example/'/>", "base"),
        ("<image href='https://evil.example/a.png'/>", "element image"),
        ("<image href='data:image/png;base64,AAAA'/>", "element image"),
        ("<animate attributeName='href' to='javascript:x'/>", "element animate"),
        ("<set attributeName='onload' to='alert(1)'/>", "element set"),
        ("<filter id='f'><feImage href='x'/></filter>", "element filter"),
        ("<pattern id='p'/>", "element pattern"),
        ("<iframe src='x'/>", "element iframe"),
        ("<style>@import url(https://evil.example/a.css);</style>", "style"),
        ("<style>@\\69mport 'x';</style>", "style"),
        ("<style>a{fill:url(https://evil.example/)}</style>", "style"),
        ("<style>a{fill:u/**/rl(https://evil.example/)}</style>", "style"),
        ("<style><![CDATA[a{background:url(//evil.example)}]]></style>", "style"),
        ("<path style='fill:url(https://evil.example/)'/>", "style"),
        ("<path fill='url(https://evil.example/#a)'/>", "style"),
        ("<path style='behavior:url(#default#x)'/>", "style"),
        ("<?xml-stylesheet href='https://evil.example/a.css'?>", "instruction"),
        ("<style>.a{clip-path:url(#c)}</style>", "style sheet clips"),
        ("<g id='a'><use href='#a'/></g>", "refers to itself"),
        ("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>", "refers to itself"),
        ("<clipPath id='a' clip-path='url(#a)'><path/></clipPath>", "refers to itself"),
    ],
)
def test_an_svg_that_could_act_fetch_or_turn_in_circles_is_refused(
    inside: str, reason: str
) -> None:
    with pytest.raises(UnsafePictureError, match=reason):
        accepted_picture((SVG % inside).encode())


def test_an_svg_that_acts_at_its_root_is_refused() -> None:
    for attribute in ('onload="alert(1)"', 'xml:base="https://evil.example"'):
        svg = (SVG % "").replace("<svg ", f"<svg {attribute} ")
        with pytest.raises(UnsafePictureError):
            accepted_picture(svg.encode())


@pytest.mark.parametrize(
    "svg",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG % "&a;",
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG % "&a;",
        '<svg xmlns="http://www.w3.org/2000/svg">',
        "<svg/>",
        SVG % "<g>" * 200,
    ],
)
def test_an_svg_that_is_no_sound_xml_is_refused(svg: str) -> None:
    with pytest.raises(BrokenUploadError):
        accepted_picture(svg.encode())


def test_a_picture_that_already_carries_a_badge_is_refused() -> None:
    with pytest.raises(UnsafePictureError, match="already"):
        accepted_picture(bake((SVG % "<path/>").encode(), CREDENTIAL))


def _laughs() -> str:
    copies = "".join(
        f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 9)
    )
    return f"<g id='a0'><path/></g>{copies}"


@pytest.mark.parametrize(
    "inside",
    [
        _laughs(),
        "<g id='a'>" + "<path/>" * 100 + "</g>" + "<use href='#a'/>" * 400,
        "<clipPath id='c'><path/></clipPath>" + "<path clip-path='url(#c)'/>" * 2_000,
        "<mask id='m'><path/></mask>" + "<path style='mask:url(#m)'/>" * 2_000,
        "<path/>" * MAX_ELEMENTS,
        "<g>" * 90 + "<path/>" * MAX_ELEMENTS + "</g>" * 90,
        f"<path d='{'M0 0' * (MAX_SVG_BYTES // 4)}'/>",
    ],
)
def test_an_svg_with_too_much_to_draw_is_refused_and_soon(inside: str) -> None:
    def refuse() -> None:
        with pytest.raises(UnsafePictureError, match=r"more than|too much"):
            accepted_picture((SVG % inside).encode())

    assert is_quick(refuse, 2)


@given(st.binary() | st.binary().map(lambda data: b"\x89PNG\r\n\x1a\n" + data))
def test_arbitrary_bytes_raise_only_declared_errors(data: bytes) -> None:
    with pytest.raises(PictureError):
        accepted_picture(data)


@given(st.data())
def test_damaged_pictures_raise_only_declared_errors(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([png(120, 90), png(100, 100, "P"), INKSCAPE.encode()]))
    at = data.draw(st.integers(0, len(whole) - 1))
    new = data.draw(st.binary(max_size=4))
    try:
        accepted_picture(whole[:at] + new + whole[at + len(new) :])
    except PictureError:
        return


def _chunks(data: bytes) -> list[int]:
    places, at = [], 8
    while at < len(data):
        places.append(at)
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return places
