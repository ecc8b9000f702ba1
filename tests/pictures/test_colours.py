"""Accents: as near as can be to what was asked for, and always readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.pictures.colours import INK, LEAST_CONTRAST, WHITE, accent, contrast, text_colour
from issuer.pictures.errors import UnusableColourError

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours)
def test_text_reads_on_every_accent_and_on_its_depth(colour: str) -> None:
    found = accent(colour)
    assert contrast(found.on, found.fill) >= LEAST_CONTRAST
    assert contrast(found.on, found.depth) >= LEAST_CONTRAST


@given(colours)
def test_every_accent_reads_on_paper_when_it_is_text(colour: str) -> None:
    assert contrast(text_colour(colour), WHITE) >= LEAST_CONTRAST


@pytest.mark.parametrize("colour", ["#1f5fa8", "#0f766e", "#000000"])
def test_a_dark_accent_stays_and_carries_white(colour: str) -> None:
    assert (accent(colour).fill, accent(colour).on) == (colour, WHITE)


@pytest.mark.parametrize("colour", ["#f2b705", "#ffffff", "#9ad1ff"])
def test_a_light_accent_stays_and_carries_ink(colour: str) -> None:
    assert (accent(colour).fill, accent(colour).on) == (colour, INK)


def test_capitals_are_the_same_colour() -> None:
    assert accent("#1F5FA8") == accent("#1f5fa8")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast(WHITE, "#767676") == pytest.approx(4.54, abs=0.01)


def test_a_name_of_a_colour_is_none() -> None:
    with pytest.raises(UnusableColourError, match="red"):
        text_colour("red")
