"""The picture beside a shared link, and QR codes."""

import re

import pytest
from PIL import Image

from issuer.pictures.qr import qr_svg
from issuer.pictures.share import HEIGHT, WIDTH, share_picture
from issuer.pictures.typesetting import drawn as drawn_from
from issuer.pictures.uploads import accepted_picture

from .samples import LONG_TITLE, opened, picture

URL = "https://akademia.example/credentials/2f6a0f0c9be14b7e8d3a"


def modules_of(svg: bytes) -> int:
    """Return how many modules a side of the QR code has, quiet zone included."""
    box = re.search(rb'viewBox="0 0 ([0-9]+) ([0-9]+)"', svg)
    assert box is not None
    assert box[1] == box[2]
    return int(box[1])


def on_paper(svg: bytes) -> Image.Image:
    """Return the QR code with ten pixels for each module, printed on white."""
    modules = modules_of(svg)
    code = opened(drawn_from(svg, side=10 * modules, points=modules)).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", code.size, "white"), code).convert("L")


def shared(title: str = "Koordynator projektów", issuer: str = "Przykładowa Akademia") -> bytes:
    return share_picture(
        title=title,
        kind="Mikropoświadczenie",
        issuer=issuer,
        picture=picture().png,
        colour="#0f766e",
        language="pl",
    )


def test_it_has_the_size_that_networks_ask_for() -> None:
    drawn = opened(shared())
    assert drawn.format == "PNG"
    assert drawn.size == (WIDTH, HEIGHT) == (1200, 627)


def test_title_issuer_and_picture_show() -> None:
    assert len({shared(), shared(title="Inny"), shared(issuer="Inna")}) == 3
    drawn = opened(shared()).convert("RGB")
    assert drawn.getpixel((304, 400)) != drawn.getpixel((1190, 20))


def test_long_texts_stay_on_the_picture() -> None:
    drawn = opened(shared(LONG_TITLE, "Akademia " * 27)).convert("RGB")
    paper = drawn.getpixel((1190, 20))
    edge = [(x, y) for x in range(1150, 1200) for y in range(0, HEIGHT, 3)]
    edge += [(x, y) for x in range(560, 1200, 3) for y in (*range(12), *range(615, 627))]
    assert {drawn.getpixel(place) for place in edge} == {paper}


def test_equal_input_gives_equal_bytes() -> None:
    assert shared() == shared()
    assert qr_svg(URL) == qr_svg(URL)


def test_a_qr_code_is_a_square_with_a_quiet_zone() -> None:
    drawn = on_paper(qr_svg(URL))
    zone = [drawn.getpixel((x, y)) for x in range(drawn.width) for y in range(40)]
    assert set(zone) == {255}
    # The corner of a finder pattern: seven dark modules, one light, within which the code begins.
    row = [drawn.getpixel((45 + 10 * module, 45)) for module in range(8)]
    assert row == [0] * 7 + [255]


def test_another_address_has_another_qr_code() -> None:
    assert qr_svg(URL) != qr_svg(f"{URL}x")


def test_the_svg_of_a_qr_code_is_a_plain_drawing() -> None:
    assert accepted_picture(qr_svg(URL)).media_type == "image/svg+xml"


@pytest.mark.parametrize("url", [URL, "https://akademia.example/" + "a" * 900])
def test_long_addresses_fit(url: str) -> None:
    assert modules_of(qr_svg(url)) > 8
