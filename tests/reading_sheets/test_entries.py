"""Rows as awards: every cell means what it says, or the row says what is wrong with it."""

from datetime import date

import pytest

from bulk.columns import ANSWERS, HEADINGS, Answer, Column
from bulk.entries import Entry, entry_from, entry_of
from bulk.headings import match_headings
from bulk.sheets import Broken, Cell, SheetRow
from issuer.award_rules import NewAward, NewEvidence

REQUIRED: dict[Column | Answer | str, Cell] = {
    Column.EMAIL: "anna@example.com",
    Column.FIRST_NAME: "Anna",
    Column.LAST_NAME: "Żółć",
}


def entry(cells: dict[Column | Answer | str, Cell]) -> Entry:
    """Return the entry of a row with these cells beside those that each needs."""
    row = {**REQUIRED, **cells}
    names = [name_of(key) for key in row]
    return entry_of(SheetRow(7, tuple(row.values())), match_headings(names))


def name_of(key: Column | Answer | str) -> str:
    if isinstance(key, Column):
        return HEADINGS[key].polish
    return ANSWERS[key].polish if isinstance(key, Answer) else key


def faults_of(found: Entry) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in found.faults]


FULL: dict[Column | Answer | str, Cell] = {
    Column.LANGUAGE: " EN ",
    Column.VALID_UNTIL: date(2030, 6, 30),
    Column.NARRATIVE: "W projekcie",
    Column.CERTIFICATE_NUMBER: "12/2026",
    Column.EVIDENCE_NAME: "Raport",
    Column.EVIDENCE_DESCRIPTION: "Pomiary",
    Column.EVIDENCE_URL: "https://example.com/r",
    Column.ACTIVITY_FROM: "1.09.2025",
    Column.ACTIVITY_TO: "2026-06-20",
    Column.GRADE: "5",
    Column.EXTERNAL_ID: "S-1",
    "Grupa": "A",
    Answer.STATUS: "błąd",
}


def test_a_row_with_everything_is_an_award() -> None:
    found = entry(FULL)
    assert found.faults == ()
    assert found.number == 7
    assert found.new == NewAward(
        "Anna", "Żółć", "anna@example.com",
        language="en",
        valid_until=date(2030, 6, 30),
        narrative="W projekcie",
        certificate_number="12/2026",
        evidence=(NewEvidence("Raport", "Pomiary", url="https://example.com/r"),),
        activity_from=date(2025, 9, 1),
        activity_to=date(2026, 6, 20),
    )  # fmt: skip


def test_what_no_award_holds_is_kept_with_the_row() -> None:
    found = entry(FULL)
    assert found.values[Column.GRADE] == "5"
    assert found.values[Column.EXTERNAL_ID] == "S-1"
    assert found.values[Column.VALID_UNTIL] == "2030-06-30"
    assert found.extras == {"Grupa": "A"}
    assert found.answers == {Answer.STATUS: "błąd"}


def test_a_row_that_was_read_before_gives_the_same_award() -> None:
    found = entry({Column.VALID_UNTIL: "30.06.2030", Column.LANGUAGE: "PL", Column.GRADE: "5"})
    assert entry_from(7, found.values).new == found.new
    wrong = entry({Column.VALID_UNTIL: "06/30/2030", Column.EMAIL: "a@x.pl;b@x.pl"})
    assert entry_from(7, wrong.values).faults == wrong.faults != ()


def test_cells_that_are_missing_are_blank() -> None:
    headings = match_headings([*(HEADINGS[column].polish for column in Column), "Grupa", "STATUS"])
    found = entry_of(SheetRow(2, ("anna@example.com",)), headings)
    assert found.new == NewAward("", "", "anna@example.com")
    assert found.extras == {"Grupa": ""}
    assert found.answers == {Answer.STATUS: ""}
    assert found.faults == ()


@pytest.mark.parametrize(
    "text",
    ["  anna@example.com ", "\u00a0anna@example.com\u00a0", "\ufeffanna@example.com",
     "anna@example.com\u200b", "anna@example.com\u200d\n"],
    ids=ascii,
)  # fmt: skip
def test_what_nobody_sees_around_an_address_is_left_out(text: str) -> None:
    found = entry({Column.EMAIL: text})
    assert found.new.email == "anna@example.com"
    assert found.faults == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a@x.pl; b@x.pl", "więcej niż jeden"),
        ("a@x.pl,b@x.pl", "więcej niż jeden"),
        ("a@x.pl b@x.pl", "więcej niż jeden"),
        ("a@x.pl\nb@x.pl", "więcej niż jeden"),
        ("anna @example.com", "spacja"),
        ("anna@\u00a0example.com", "spacja"),
        ("Anna Żółć <anna@example.com>", "spacja"),
        ("an\u200bna@example.com", "spacja"),
        ("anna@example.com;", "średnik"),
        ("anna@example,com", "średnik"),
    ],
    ids=ascii,
)
def test_what_stands_in_the_cell_beside_one_address_is_told(text: str, told: str) -> None:
    (fault,) = entry({Column.EMAIL: text}).faults
    assert (fault.pointer, fault.code) == ("email", "E02")
    assert told in fault.polish


def test_letters_that_only_look_like_latin_ones_stay_what_they_are() -> None:
    assert entry({Column.EMAIL: "аnna@example.com"}).new.email == "аnna@example.com"


@pytest.mark.parametrize("text", ["ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "محمد", "ශ්‍රී", "Nguyễn  Thị"], ids=ascii)
def test_names_are_not_touched_inside(text: str) -> None:
    assert entry({Column.FIRST_NAME: f"\u00a0{text} "}).new.first_name == text


@pytest.mark.parametrize(
    "text",
    ["06/30/2030", "30/06/2030", "30.02.2030", "2030-6-30", "45000", "jutro", "30.06.30",
     "2030-06-30 12:00:00", "30.06.1492"],
)  # fmt: skip
@pytest.mark.parametrize("column", [Column.VALID_UNTIL, Column.ACTIVITY_FROM, Column.ACTIVITY_TO])
def test_a_date_is_never_guessed(text: str, column: Column) -> None:
    found = entry({column: text})
    assert faults_of(found) == [(column, "E07")]
    assert found.values[column] == text


@pytest.mark.parametrize("text", ["30.06.2030", "2030-06-30", " 30.6.2030\u00a0"])
def test_a_date_is_read_in_both_orders_that_leave_no_doubt(text: str) -> None:
    assert entry({Column.VALID_UNTIL: text}).new.valid_until == date(2030, 6, 30)


def test_a_day_that_is_too_far_away_is_a_fault() -> None:
    assert faults_of(entry({Column.VALID_UNTIL: date(9999, 1, 1)})) == [("valid_until", "E07")]


@pytest.mark.parametrize(
    "column", [Column.GRADE, Column.CERTIFICATE_NUMBER, Column.EXTERNAL_ID, Column.FIRST_NAME]
)
def test_a_text_that_a_program_made_a_date_of_is_not_taken(column: Column) -> None:
    found = entry({column: date(2026, 5, 4)})
    assert faults_of(found) == [(column, "date-in-text")]
    assert "04.05.2026" in found.faults[0].polish


@pytest.mark.parametrize("broken", Broken)
@pytest.mark.parametrize("column", [Column.EMAIL, Column.NARRATIVE, Column.VALID_UNTIL])
def test_a_cell_without_a_value_of_its_own_is_a_fault(column: Column, broken: Broken) -> None:
    found = entry({column: broken})
    assert [fault.pointer for fault in found.faults] == [column]
    assert found.values[column] == ""
    assert found.faults[0].english != found.faults[0].polish


def test_every_reason_has_a_code_of_its_own() -> None:
    assert len({entry({Column.EMAIL: broken}).faults[0].code for broken in Broken}) == len(Broken)


def test_what_is_wrong_in_columns_of_others_is_no_fault() -> None:
    found = entry({"Grupa": Broken.ERROR, "Data": date(2026, 1, 2), Answer.STATUS: Broken.MERGED})
    assert found.faults == ()
    assert found.extras == {"Grupa": "", "Data": "2026-01-02"}


def test_a_row_whose_earlier_credential_cannot_be_read_is_not_awarded_again() -> None:
    (fault,) = entry({Answer.CREDENTIAL_ID: Broken.FORMULA}).faults
    assert fault.pointer == "email"
    assert fault.polish.startswith("ID POŚWIADCZENIA")


def test_a_row_of_a_text_file_with_a_cell_too_many_is_a_fault() -> None:
    headings = match_headings(["EMAIL", "IMIĘ", "NAZWISKO"])
    found = entry_of(SheetRow(2, ("a@x.pl", "Jan", "Nowak", "dr")), headings)
    assert faults_of(found) == [("email", "too-many-cells")]


@pytest.mark.parametrize(
    ("text", "tag"),
    [("", None), ("PL", "pl"), ("pt-br", "pt-BR"), ("SR_latn", "sr-Latn"), ("polski", "polski")],
)
def test_the_case_of_a_language_makes_no_difference(text: str, tag: str | None) -> None:
    assert entry({Column.LANGUAGE: text}).new.language == tag


def test_the_longest_cell_is_kept_for_its_length_to_be_told() -> None:
    assert len(entry({Column.NARRATIVE: "x" * 32_767}).new.narrative or "") == 32_767
