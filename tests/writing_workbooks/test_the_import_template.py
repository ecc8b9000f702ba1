"""The workbook to fill in: it opens everywhere, explains itself, and keeps what is typed."""

import csv
import io
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl.utils import get_column_letter

from bulk.columns import HEADINGS, Column, Kind
from bulk.explanations import explanations
from bulk.import_template import import_template

from .libreoffice import CSV_OF_SHEET, XLSX, saved
from .samples import ACHIEVEMENT, DANGEROUS, opened, template

GRADE = {
    "id": "ocena",
    "name": {"pl": "Ocena końcowa", "en": "Final grade"},
    "result_type": "LetterGrade",
}
REQUIRED = {"EMAIL*", "IMIĘ*", "NAZWISKO*"}


def sheet_of(language: str = "pl", **members: Any) -> Any:
    return opened(import_template(ACHIEVEMENT, template(**members), language)).active


def comment_at(column: Column, language: str = "pl", **members: Any) -> str:
    sheet = sheet_of(language, **members)
    return str(sheet.cell(1, list(Column).index(column) + 1).comment.text)


def rules_of(sheet: Any) -> dict[str, Any]:
    return {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}


def test_it_does_not_say_when_it_was_asked_for() -> None:
    with ZipFile(io.BytesIO(import_template(ACHIEVEMENT, template(), "pl"))) as archive:
        told = archive.read("docProps/core.xml")
    assert re.findall(rb">(\d{4}-[^<]+)<", told) == [b"2000-01-01T00:00:00Z"] * 2


@pytest.mark.parametrize("language", ["pl", "en"])
def test_it_opens_in_libreoffice_with_all_headings(language: str, tmp_path: Path) -> None:
    data = import_template(ACHIEVEMENT, template(), language)

    files = saved(data, CSV_OF_SHEET.format(sheet=1), tmp_path)

    (text,) = files.values()
    headings = next(csv.reader(io.StringIO(text.decode())))
    assert headings == [
        heading.text(language) + ("*" if heading.is_required else "")
        for heading in HEADINGS.values()
    ]


def test_what_libreoffice_saves_again_still_explains_itself(tmp_path: Path) -> None:
    data = import_template(ACHIEVEMENT, template(), "pl")

    (again,) = saved(data, XLSX, tmp_path).values()

    before, after = opened(data), opened(again)
    assert after.sheetnames == before.sheetnames
    assert after["insygnia"].sheet_state != "visible"
    for cell, other in zip(before.active[1], after.active[1], strict=True):
        assert other.value == cell.value
        assert other.comment.text == cell.comment.text
    # It shortens what reaches to the end of the sheet, to a thousand rows more than are filled.
    rules = {area.partition(":")[0]: rule for area, rule in rules_of(after.active).items()}
    assert rules["D2"].formula1 == '"pl,en"'


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_heading_says_what_to_write_there_and_gives_an_example(language: str) -> None:
    example = "\n\nPrzykład: " if language == "pl" else "\n\nExample: "
    needed = "Wymagane." if language == "pl" else "Required."
    for cell in sheet_of(language)[1]:
        text = cell.comment.text
        assert len(text.split(example)) == 2, cell.value
        assert text.startswith(needed) == cell.value.endswith("*")
        assert "{" not in text


def test_the_three_required_columns_have_an_asterisk() -> None:
    starred = {cell.value for cell in sheet_of()[1] if cell.value.endswith("*")}
    assert starred == REQUIRED


def test_limits_in_the_comments_are_those_of_the_rules() -> None:
    assert "do 250 znaków" in comment_at(Column.EMAIL)
    assert "up to 250 characters" in comment_at(Column.FIRST_NAME, "en")
    assert "do 1000 znaków" in comment_at(Column.NARRATIVE)
    assert "up to 1000 characters" in comment_at(Column.EVIDENCE_DESCRIPTION, "en")


def test_the_language_is_chosen_from_those_of_the_template() -> None:
    rule = rules_of(sheet_of())["D2:D1048576"]
    assert (rule.type, rule.formula1, rule.showDropDown) == ("list", '"pl,en"', False)
    text = comment_at(Column.LANGUAGE)
    assert "pl (polski), en (angielski)" in text
    assert "Puste pole oznacza: pl." in text
    assert "pl (Polish), en (English)" in comment_at(Column.LANGUAGE, "en")


def test_a_language_that_nobody_has_a_name_for_is_offered_by_its_code() -> None:
    content = template().model_dump()
    texts = {"qxq": content["texts"]["pl"]}
    assert "list: qxq." in comment_at(Column.LANGUAGE, "en", languages=("qxq",), texts=texts)


@pytest.mark.parametrize(
    ("validity", "polish", "english"),
    [
        (None, "poświadczenie jest bezterminowe.", "the credential does not expire."),
        ({"months": 24}, "czyli 24 miesiące od dnia", "which is 24 months from the day"),
        ({"months": 1}, "czyli 1 miesiąc od dnia", "which is 1 month from the day"),
        ({"days": 90}, "czyli 90 dni od dnia", "which is 90 days from the day"),
        ({"until": "2031-06-30"}, "ważne do 30.06.2031", "valid until 30 June 2031"),
    ],
)
def test_an_empty_date_of_expiry_is_explained_by_the_template(
    validity: dict[str, Any] | None, polish: str, english: str
) -> None:
    assert polish in comment_at(Column.VALID_UNTIL, "pl", default_validity=validity)
    assert english in comment_at(Column.VALID_UNTIL, "en", default_validity=validity)


def test_a_date_of_expiry_is_said_to_follow_the_day_of_the_award() -> None:
    assert "późniejszy niż dzień przyznania" in comment_at(Column.VALID_UNTIL)
    assert "later than the day of the award" in comment_at(Column.VALID_UNTIL, "en")


def test_without_results_the_grade_is_to_stay_empty() -> None:
    assert "nie przewiduje oceny" in comment_at(Column.GRADE)
    assert "has no grades" in comment_at(Column.GRADE, "en")
    assert len(rules_of(sheet_of())) == 1


def test_grades_are_offered_as_a_list() -> None:
    results = ({**GRADE, "allowed_values": ("3", "4", "5")},)
    rule = rules_of(sheet_of(result_descriptions=results))["M2:M1048576"]
    assert rule.formula1 == '"3,4,5"'
    assert "Ocena końcowa. Możliwe wartości: 3; 4; 5." in comment_at(
        Column.GRADE, result_descriptions=results
    )


def test_grades_with_a_comma_are_named_but_not_offered() -> None:
    """A list in a rule of Excel is divided by commas."""
    results = ({**GRADE, "allowed_values": ("3,0", "4,5")},)
    assert list(rules_of(sheet_of(result_descriptions=results))) == ["D2:D1048576"]
    assert "Możliwe wartości: 3,0; 4,5." in comment_at(Column.GRADE, result_descriptions=results)


def test_levels_are_offered_by_their_names_in_the_language_of_the_sheet() -> None:
    levels = (
        {"id": "basic", "name": {"pl": "podstawowy", "en": "basic"}},
        {"id": "good", "name": {"pl": "dobry", "en": "good"}},
    )
    results = ({**GRADE, "result_type": "RubricCriterionLevel", "levels": levels},)
    sheet = sheet_of(result_descriptions=results)
    assert rules_of(sheet)["M2:M1048576"].formula1 == '"podstawowy,dobry"'


def test_points_are_explained_by_their_range() -> None:
    results = ({**GRADE, "result_type": "RawScore", "value_min": "0", "value_max": "100"},)
    assert "Liczba od 0 do 100." in comment_at(Column.GRADE, result_descriptions=results)
    assert "from 0 to 100" in comment_at(Column.GRADE, "en", result_descriptions=results)


@pytest.mark.parametrize(("language", "dates"), [("pl", "dd.mm.yyyy"), ("en", "yyyy-mm-dd")])
def test_what_is_typed_stays_text_and_dates_are_dates(language: str, dates: str) -> None:
    sheet = sheet_of(language)
    for place, column in enumerate(Column, 1):
        expected = dates if HEADINGS[column].kind is Kind.DATE else "@"
        letter = get_column_letter(place)
        assert sheet.column_dimensions[letter].number_format == expected, column


def test_nothing_is_locked_or_filtered_and_the_headings_stay_in_view() -> None:
    workbook = opened(import_template(ACHIEVEMENT, template(), "pl"))
    assert workbook.security is None or not workbook.security.lockStructure
    for sheet in workbook.worksheets:
        assert not sheet.protection.sheet
        assert sheet.auto_filter.ref is None
    assert workbook.active.freeze_panes == "A2"
    assert workbook.active.print_title_rows == "$1:$1"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("pl", ["Lista osób", "Instrukcja", "Instructions", "insygnia"]),
        ("en", ["People", "Instructions", "Instrukcja", "insygnia"]),
    ],
)
def test_instructions_in_both_languages_stand_behind_the_sheet(
    language: str, names: list[str]
) -> None:
    workbook = opened(import_template(ACHIEVEMENT, template(), language))
    assert workbook.sheetnames == names
    said = {
        name: "\n".join(str(cell.value) for row in workbook[name] for cell in row if cell.value)
        for name in names[1:3]
    }
    assert "Wzorzec: Analiza hałasu" in said["Instrukcja"]
    assert "Template: Analysis of noise" in said["Instructions"]
    for name, code in (("Instrukcja", "pl"), ("Instructions", "en")):
        assert names[0] in said[name]
        for column, explained in explanations(template(), code).items():
            assert HEADINGS[column].text(code) in said[name]
            assert explained.text in said[name]


def test_the_hidden_sheet_says_for_which_template_it_is() -> None:
    sheet = opened(import_template(ACHIEVEMENT, template(), "en"))["insygnia"]
    assert sheet.sheet_state == "veryHidden"
    assert [[cell.value for cell in row] for row in sheet] == [
        ["insygnia-import-template", None],
        ["schema", "1"],
        ["achievement", ACHIEVEMENT],
        ["language", "en"],
    ]


@pytest.mark.parametrize("name", DANGEROUS)
def test_the_name_of_a_template_is_never_a_formula(name: str) -> None:
    content = template().model_dump()
    texts = {code: {**texts, "name": name} for code, texts in content["texts"].items()}
    results = ({**GRADE, "allowed_values": (name.replace(",", ""), "5")},)
    data = import_template(ACHIEVEMENT, template(texts=texts, result_descriptions=results), "pl")
    for sheet in opened(data).worksheets:
        for row in sheet:
            assert all(cell.data_type in {"s", "n"} for cell in row)
