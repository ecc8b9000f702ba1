"""Pictures that are put together from choices."""

import itertools

import pytest

from issuer.pictures.badge import SIDE, Icon, Shape
from issuer.pictures.colours import LEAST_CONTRAST, accent, contrast
from issuer.pictures.composition import PALETTE, Composition, composed_svg
from issuer.pictures.errors import UnusableMarkError
from issuer.pictures.raster import drawn_svg
from issuer.pictures.uploads import accepted_picture
from signing.baking import bake, unbake

from .samples import opened

TITLES = {"pl": "Koordynator projektów", "en": "Project coordinator"}
TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl"


@pytest.mark.parametrize("shape", Shape)
def test_every_shape_is_drawn_with_a_title_and_without(shape: Shape) -> None:
    bare = composed_svg(Composition(shape=shape), TITLES)
    titled = composed_svg(Composition(shape=shape, wording="en"), TITLES)

    assert opened(drawn_svg(titled)).size == (SIDE, SIDE)
    assert drawn_svg(bare) != drawn_svg(titled)
    assert accepted_picture(titled).data == titled
    assert unbake(bake(titled, TOKEN)) == TOKEN


def test_every_choice_shows() -> None:
    marks: list[Icon | str] = [Icon.BOOK, Icon.HEART, Icon.LEAF, "KP"]
    drawn = [
        drawn_svg(composed_svg(Composition(shape, colour, mark), TITLES))
        for shape, colour, mark in itertools.product(
            (Shape.STAR, Shape.SHIELD), (PALETTE[0], PALETTE[-1]), marks
        )
    ]
    assert len(set(drawn)) == len(drawn)


def test_without_its_title_a_picture_is_the_same_in_all_languages() -> None:
    polish, english = (composed_svg(Composition(), titles) for titles in ({"pl": "A"}, {"en": "B"}))
    assert drawn_svg(polish) == drawn_svg(english)


def test_a_title_that_is_not_there_leaves_the_mark_alone() -> None:
    wanted = Composition(wording="en")
    assert composed_svg(wanted, {"pl": "A"}) == composed_svg(Composition(), {"pl": "A"})


def test_the_title_is_there_for_programs_that_read_aloud() -> None:
    svg = composed_svg(Composition(wording="pl"), TITLES).decode()
    assert "<title>Koordynator projektów</title>" in svg


def test_equal_choices_give_equal_bytes() -> None:
    assert composed_svg(Composition(), TITLES) == composed_svg(Composition(), TITLES)


@pytest.mark.parametrize("colour", PALETTE)
def test_a_text_reads_upon_every_colour_of_the_palette(colour: str) -> None:
    drawn = accent(colour)
    assert drawn.fill == colour, "it is drawn as it is shown"
    assert contrast(drawn.on, drawn.fill) >= LEAST_CONTRAST


@pytest.mark.parametrize(
    "choices",
    [
        Composition(),
        Composition(Shape.STAR, "#123456", "ŻÓŁ", "pl"),
        Composition(Shape.CIRCLE, PALETTE[3], Icon.LEAF, "en"),
    ],
)
def test_choices_come_back_as_they_were_stored(choices: Composition) -> None:
    assert Composition.from_json(choices.as_json()) == choices


def test_choices_that_are_not_known_are_the_usual_ones() -> None:
    unknown = {"shape": "blob", "colour": None, "icon": "dragon", "letters": None, "more": 1}
    assert Composition.from_json(unknown) == Composition()


def test_letters_that_do_not_fit_are_refused() -> None:
    with pytest.raises(UnusableMarkError):
        composed_svg(Composition(mark="ABCD"), TITLES)
