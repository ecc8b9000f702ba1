"""Columns are found by their headings, in any order; what is missing or misspelt is named."""

import pytest

from bulk.columns import ANSWERS, HEADINGS, Answer, Column
from bulk.headings import letters_of, match_headings
from bulk.sheet_errors import (
    MissingHeadingError,
    MissingHeadingsError,
    MisspeltHeadingError,
    NoHeadingsError,
    RepeatedHeadingError,
)

REQUIRED = ("EMAIL", "IMIĘ", "NAZWISKO")


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_heading_of_ours_is_found(language: str) -> None:
    texts = [heading.text(language) for heading in (*HEADINGS.values(), *ANSWERS.values())]
    found = match_headings(texts)
    assert list(found.columns) == list(Column)
    assert list(found.answers) == list(Answer)
    assert sorted([*found.columns.values(), *found.answers.values()]) == list(range(len(texts)))
    assert found.ignored == ()


@pytest.mark.parametrize(
    "text",
    ["dowód – nazwa", "DOWOD - NAZWA", "Dowód—nazwa*", "  dowód\u00a0–  nazwa ",
     "dowo\u0301d−nazwa", "Evidence - Name", "evidence_name"],
)  # fmt: skip
def test_case_blanks_accents_dashes_and_asterisks_make_no_difference(text: str) -> None:
    assert match_headings([*REQUIRED, text]).columns[Column.EVIDENCE_NAME] == 3


@pytest.mark.parametrize("email", ["EMAIL*", "E-mail", "e–mail *", "ＥＭＡＩＬ"])
def test_the_order_is_that_of_the_sheet(email: str) -> None:
    found = match_headings(["Last name", "", email, "imie *"])
    assert found.columns == {Column.LAST_NAME: 0, Column.EMAIL: 2, Column.FIRST_NAME: 3}
    assert found.width == 4


def test_what_is_not_known_is_kept_apart_and_named() -> None:
    found = match_headings([*REQUIRED, "Grupa", "", "Grupa", "Grupa (2)", "STATUS"])
    assert found.extras == {"Grupa": 3, "Grupa (2)": 5, "Grupa (2) (2)": 6}
    assert found.ignored == ("Grupa", "Grupa (2)", "Grupa (2) (2)")
    assert found.answers == {Answer.STATUS: 7}


def test_a_heading_that_stands_there_twice_is_named_with_its_columns() -> None:
    with pytest.raises(RepeatedHeadingError) as refused:
        match_headings([*REQUIRED, "uwagi", "First Name"])
    assert refused.value.code == "F02"
    assert refused.value.facts == {
        "heading": "FIRST NAME", "polish_heading": "IMIĘ", "columns": "B, E",
    }  # fmt: skip


@pytest.mark.parametrize("missing", range(3))
def test_a_heading_that_was_deleted_is_named(missing: int) -> None:
    texts = ["" if place == missing else text for place, text in enumerate(REQUIRED)]
    with pytest.raises(MissingHeadingError) as refused:
        match_headings([*texts, "OCENA"])
    assert REQUIRED[missing] in refused.value.sentence("pl")
    assert refused.value.code == "F02"


def test_several_that_are_missing_are_named_together() -> None:
    with pytest.raises(MissingHeadingsError) as refused:
        match_headings(["IMIĘ", "OCENA"])
    assert "EMAIL, NAZWISKO" in refused.value.sentence("pl")
    assert "EMAIL, LAST NAME" in refused.value.sentence("en")


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["EMIAL", "IMIĘ", "NAZWISKO"], "EMIAL"),
        (["Adres e-mail", "IMIĘ", "NAZWISKO"], "Adres e-mail"),
        (["mail", "IMIĘ", "NAZWISKO"], "mail"),
        (["EMAIL", "Imiona", "NAZWISKO"], "Imiona"),
        (["EMAIL", "IMIĘ", "Nazwiko", "Grupa"], "Nazwiko"),
        (["EMAIL", "IMIĘ", "Surname and last name"], "Surname and last name"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_misspelt_heading_is_asked_about(texts: list[str], found: str) -> None:
    with pytest.raises(MisspeltHeadingError) as refused:
        match_headings(texts)
    assert refused.value.facts["found"] == found
    assert f"„{found}”" in refused.value.sentence("pl")


def test_a_sheet_that_begins_with_data_is_told_so() -> None:
    with pytest.raises(NoHeadingsError):
        match_headings(["anna@example.com", "Anna", "Żółć"])


@pytest.mark.parametrize(("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16_383, "XFD")])
def test_columns_are_called_by_their_letters(place: int, letters: str) -> None:
    assert letters_of(place) == letters
