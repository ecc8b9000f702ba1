"""The badge picture that is made from a title."""

import itertools
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from issuer.pictures.badge import SIDE, Icon, Shape, badge_picture
from issuer.pictures.errors import PictureError, UnusableColourError, UnusableMarkError
from issuer.pictures.lettering import is_printable
from issuer.pictures.uploads import accepted_picture
from signing.baking import bake, unbake

from .samples import CREDENTIAL, LONG_TITLE, opened, picture

TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl"
BACKGROUND = (0, 0, 0, 0)


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("mark", [*Icon, "KP", "Ż", "ABC"])
def test_every_shape_bears_every_mark(shape: Shape, mark: Icon | str) -> None:
    made = badge_picture("Projekty", shape=shape, colour="#1f5fa8", mark=mark, language="pl")
    assert opened(made.png).size == (SIDE, SIDE)
    assert made.svg.startswith(b"<svg ")


def test_shapes_marks_colours_and_titles_all_show() -> None:
    marks: list[Icon | str] = [Icon.STAR, "A"]
    drawn = [
        badge_picture(title, shape=shape, colour=colour, mark=mark, language="en").png
        for title, shape, colour, mark in itertools.product(
            ("One", "Two"), list(Shape)[:2], ("#1f5fa8", "#8b2f5d"), marks
        )
    ]
    assert len(set(drawn)) == len(drawn)


def test_around_the_shape_is_nothing() -> None:
    drawn = opened(picture().png)
    assert drawn.getpixel((2, 2)) == BACKGROUND
    assert drawn.getpixel((SIDE - 3, SIDE - 3)) == BACKGROUND


def test_a_title_of_120_characters_is_fitted_into_the_shape() -> None:
    assert len(LONG_TITLE) == 120
    drawn = opened(picture(LONG_TITLE).png).convert("RGBA")
    plain = opened(picture(" ").png).convert("RGBA")
    changed = [
        (x, y)
        for x in range(0, SIDE, 4)
        for y in range(0, SIDE, 4)
        if drawn.getpixel((x, y)) != plain.getpixel((x, y))
    ]
    assert len(changed) > 500
    # No letter lies where the shape is not, or upon the mark in the disc.
    assert all(plain.getpixel(place) != BACKGROUND for place in changed)
    assert min(y for _, y in changed) > 0.34 * SIDE


def test_a_word_without_end_is_broken_rather_than_cut_off() -> None:
    drawn = opened(picture("W" * 120).png)
    plain = opened(picture(" ").png)
    assert [drawn.getpixel((x, 512)) for x in range(60)] == [
        plain.getpixel((x, 512)) for x in range(60)
    ]


@pytest.mark.parametrize("credential", [TOKEN, CREDENTIAL])
def test_both_formats_are_baked_and_unbaked(credential: str) -> None:
    for data in (picture().svg, picture().png):
        assert unbake(bake(data, credential)) == credential


def test_both_formats_would_be_accepted_from_a_stranger() -> None:
    assert accepted_picture(picture(LONG_TITLE).svg).width == 400
    assert accepted_picture(picture(LONG_TITLE).png).width == SIDE


def test_the_svg_holds_letters_as_paths_and_its_title_in_words() -> None:
    svg = picture("Zarządzanie <b> & „projekty”").svg.decode()
    assert "<text" not in svg
    assert "font-family" not in svg
    assert "<title>Zarządzanie &lt;b&gt; &amp; „projekty”</title>" in svg
    assert 'role="img"' in svg


def test_equal_input_gives_equal_bytes_in_another_process_too() -> None:
    code = (
        "import hashlib; from issuer.pictures.badge import *;"
        "made = badge_picture('Zażółć', shape=Shape.CIRCLE, colour='#1f5fa8', mark='Z',"
        " language='pl'); print(hashlib.sha256(made.svg + made.png).hexdigest())"
    )
    run = [sys.executable, "-c", code]
    first, second = (
        subprocess.run(run, capture_output=True, text=True, check=True).stdout for _ in range(2)
    )
    assert first == second != ""
    assert picture() == picture()


@pytest.mark.parametrize(
    "title",
    [
        '#read("/etc/passwd")',
        '#panic("x")',
        '#import "@preview/cetz:0.3.0": *',
        "$x^2$ *bold* _slanted_ = heading",
        "\\u{202e} #{1 + 1} // comment /* x */",
        '"}; {"title": "other',
        "</title><script>alert(1)</script>",
    ],
)
def test_no_title_is_read_as_markup(title: str) -> None:
    made = picture(title)
    assert accepted_picture(made.svg).data == made.svg
    assert b"<script" not in made.svg


@pytest.mark.parametrize(
    "colour", ["", "red", "#12345", "#1234567", "#12345g", "1f5fa8", "#1f5fa8\n"]
)
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(UnusableColourError):
        badge_picture("A", shape=Shape.CIRCLE, colour=colour, mark=Icon.STAR, language="en")


@pytest.mark.parametrize("mark", ["", "ABCD", "  ", "A B", "漢", "\u202e", "م"])
def test_letters_that_cannot_stand_in_the_disc_are_refused(mark: str) -> None:
    with pytest.raises(UnusableMarkError):
        badge_picture("A", shape=Shape.CIRCLE, colour="#1f5fa8", mark=mark, language="en")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_title_gives_a_picture(title: str) -> None:
    try:
        made = picture(title)
    except PictureError:
        pytest.fail(f"{title!r} was refused")
    assert unbake(bake(made.svg, TOKEN)) == TOKEN


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters().filter(is_printable), max_size=60))
def test_any_mix_of_scripts_that_can_be_printed_is_printed(title: str) -> None:
    assert picture(title).png
