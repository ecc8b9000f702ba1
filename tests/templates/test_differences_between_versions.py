"""What differs between two versions is told field by field, and word by word."""

import copy
from typing import Any

from issuer.documents.content import AchievementContent
from issuer.documents.reading import read_content
from issuer.web.template_differences import Change, Piece, differences, pieces_of

from .contents import MICRO_CREDENTIAL


def changed(path: str, value: Any) -> AchievementContent:
    """Return the micro-credential with something else at a path such as `texts/pl/name`."""
    document = copy.deepcopy(MICRO_CREDENTIAL)
    place: Any = document
    *steps, last = path.split("/")
    for step in steps:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[last] = value
    return read_content(document)


BEFORE = read_content(MICRO_CREDENTIAL)


def test_equal_versions_do_not_differ() -> None:
    assert differences(BEFORE, BEFORE) == ()


def test_words_that_came_and_went_are_told_apart_from_those_that_stayed() -> None:
    assert pieces_of("Prowadzi małe zespoły.", "Prowadzi duże zespoły.") == (
        Piece("same", "Prowadzi "),
        Piece("removed", "małe"),
        Piece("added", "duże"),
        Piece("same", " zespoły."),
    )


def test_both_texts_can_be_read_from_the_pieces() -> None:
    older, newer = "Ala ma kota, a kot ma Alę.", "Ola ma dwa koty – a koty mają Olę!"
    pieces = pieces_of(older, newer)
    assert "".join(each.text for each in pieces if each.kind != "added") == older
    assert "".join(each.text for each in pieces if each.kind != "removed") == newer


def test_a_text_is_told_with_its_language() -> None:
    (change,) = differences(BEFORE, changed("texts/en/description", "Leads two teams."))
    assert (change.field, change.language, change.row) == ("/texts/description", "en", None)
    assert Piece("added", "two ") in change.pieces or Piece("added", " two") in change.pieces


def test_a_number_is_told_as_a_whole() -> None:
    (change,) = differences(BEFORE, changed("european/hours", 35.0))
    assert change == Change(
        "/european/hours", None, None, (Piece("removed", "60"), Piece("added", "35"))
    )


def test_a_row_put_before_others_does_not_make_them_look_changed() -> None:
    outcomes = copy.deepcopy(MICRO_CREDENTIAL["european"]["learning_outcomes"])
    new = {"kind": "knowledge", "text": {"pl": "Zna zasady.", "en": "Knows the rules."}}
    found = differences(BEFORE, changed("european/learning_outcomes", [new, *outcomes]))

    assert {change.row for change in found} == {1}
    assert all(piece.kind == "added" for change in found for piece in change.pieces)
    assert {(change.field, change.language) for change in found} == {
        ("/european/learning_outcomes/kind", None),
        ("/european/learning_outcomes/text", "pl"),
        ("/european/learning_outcomes/text", "en"),
    }


def test_an_element_that_was_taken_out_is_told_as_gone() -> None:
    document = copy.deepcopy(MICRO_CREDENTIAL)
    del document["european"]["level"]
    found = differences(BEFORE, read_content(document))
    assert {piece.kind for change in found for piece in change.pieces} == {"removed"}


def test_very_long_texts_are_told_as_wholes() -> None:
    older, newer = "a " * 3_000, "b " * 3_000
    assert pieces_of(older, newer) == (Piece("removed", older), Piece("added", newer))
