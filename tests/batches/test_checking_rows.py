"""Every row is OK, or says everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from issuing import CONTENT

from bulk.checking import AT_ONCE, CheckedRow, Rules, check_rows
from bulk.columns import Answer, Column
from bulk.earlier import Made, Returned
from bulk.entries import entry_from
from issuer.documents.reading import read_content
from issuer.models import DuplicatePolicy, RowState

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
JAN = {
    Column.EMAIL: "jan@example.org",
    Column.FIRST_NAME: "Jan",
    Column.LAST_NAME: "Kowalski",
}
AWARD = UUID(int=7)


@dataclass
class Nobody:
    """Records in which there is what a test puts there; it counts the questions."""

    awarded: Mapping[str, datetime] = field(default_factory=dict)
    credentials: Mapping[str, Made] = field(default_factory=dict)
    came_back: Sequence[Returned] = ()
    asked: int = 0

    def last_awarded(self, email_keys: Sequence[str]) -> Mapping[str, datetime]:
        self.asked += 1
        return {key: at for key, at in self.awarded.items() if key in email_keys}

    def made(self, credentials: Sequence[str]) -> Mapping[str, Made]:
        return {name: made for name, made in self.credentials.items() if name in credentials}

    def returned(self, email_keys: Sequence[str]) -> Sequence[Returned]:
        return [award for award in self.came_back if award.email_key in email_keys]


def check(
    *rows: Mapping[Column, str],
    policy: DuplicatePolicy = DuplicatePolicy.ALLOW,
    known: Nobody | None = None,
    named: Mapping[int, str] | None = None,
    **content: object,
) -> list[CheckedRow]:
    """Return the rows as they are checked; `named` are credentials that stand in rows."""
    rules = Rules(read_content({**CONTENT, **content}), ZoneInfo("Europe/Warsaw"), policy, NOW)
    entries = [
        entry_from(number, cells)._replace(
            answers={Answer.CREDENTIAL_ID: named[number]} if named and number in named else {},
        )
        for number, cells in enumerate(rows, 2)
    ]
    return list(check_rows(entries, rules, known or Nobody()))


def found(row: CheckedRow) -> list[tuple[str, str]]:
    """Return column and code of everything that is said about a row."""
    return [(fault.pointer, fault.code) for fault in row.faults]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({Column.EMAIL: ""}, (Column.EMAIL, "E01")),
        ({Column.EMAIL: "jan@"}, (Column.EMAIL, "E02")),
        ({Column.EMAIL: "jan kowalski@example.org"}, (Column.EMAIL, "E02")),
        ({Column.EMAIL: "jan@example.org; ala@example.org"}, (Column.EMAIL, "E02")),
        ({Column.FIRST_NAME: " \u00a0 "}, (Column.FIRST_NAME, "E03")),
        ({Column.LAST_NAME: ""}, (Column.LAST_NAME, "E04")),
        ({Column.LAST_NAME: "ż" * 251}, (Column.LAST_NAME, "E05")),
        ({Column.NARRATIVE: "ż" * 1001}, (Column.NARRATIVE, "E05")),
        ({Column.NARRATIVE: "ż" * 32_767}, (Column.NARRATIVE, "E05")),
        ({Column.CERTIFICATE_NUMBER: "1" * 251}, (Column.CERTIFICATE_NUMBER, "E05")),
        ({Column.LANGUAGE: "de"}, (Column.LANGUAGE, "E06")),
        ({Column.VALID_UNTIL: "31/12/2030"}, (Column.VALID_UNTIL, "E07")),
        ({Column.ACTIVITY_FROM: "jutro"}, (Column.ACTIVITY_FROM, "E07")),
        ({Column.ACTIVITY_TO: "2030-03-02"}, (Column.ACTIVITY_TO, "E07")),
        ({Column.VALID_UNTIL: "2030-02-28"}, (Column.VALID_UNTIL, "E08")),
        ({Column.VALID_UNTIL: "2030-03-01"}, (Column.VALID_UNTIL, "E08")),
        (
            {Column.ACTIVITY_FROM: "2030-02-02", Column.ACTIVITY_TO: "01.02.2030"},
            (Column.ACTIVITY_TO, "E09"),
        ),
        ({Column.EVIDENCE_URL: "ftp://example.org"}, (Column.EVIDENCE_URL, "E10")),
        ({Column.EVIDENCE_NAME: "Praca"}, (Column.EVIDENCE_URL, "E10")),
        ({Column.CERTIFICATE_NUMBER: "44051401359"}, (Column.CERTIFICATE_NUMBER, "E13")),
        ({Column.EMAIL: "jan@gmial.com"}, (Column.EMAIL, "W01")),
        (
            {Column.FIRST_NAME: "Kowalska", Column.LAST_NAME: "Anna"},
            (Column.FIRST_NAME, "W02"),
        ),
        ({Column.GRADE: "6,0"}, (Column.GRADE, "not-an-allowed-value")),
        ({Column.GRADE: "5,0\ufdd0"}, (Column.GRADE, "forbidden-character")),
        ({Column.GRADE: "5" * 251}, (Column.GRADE, "E05")),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, dict) else value[1],
)
def test_what_is_wrong_is_said_at_its_column(
    changes: Mapping[Column, str], expected: tuple[str, str]
) -> None:
    (row,) = check({**JAN, **changes})
    assert found(row) == [expected]
    is_question = expected[1].startswith("W")
    assert row.state == (RowState.READY if is_question else RowState.REFUSED)


def test_a_validity_that_ends_tomorrow_is_accepted() -> None:
    (row,) = check({**JAN, Column.VALID_UNTIL: "2030-03-02"})
    assert (row.state, found(row)) == (RowState.READY, [])


@pytest.mark.parametrize(
    ("changes", "polish"),
    [
        ({Column.EMAIL: ""}, "Brak adresu e-mail."),
        ({Column.FIRST_NAME: ""}, "Brak imienia."),
        ({Column.LAST_NAME: ""}, "Brak nazwiska."),
        (
            {Column.CERTIFICATE_NUMBER: "1" * 251},
            "Pole „NUMER CERTYFIKATU” jest za długie (liczba znaków: 251, dozwolone: 250).",
        ),
        (
            {Column.EVIDENCE_URL: "ftp://example.org"},
            "Nieprawidłowy adres URL dowodu. Podaj pełny adres, zaczynający się od https:// lub "
            "http://.",
        ),
        (
            {Column.EVIDENCE_NAME: "Praca"},
            "Nieprawidłowy adres URL dowodu. To pole jest wymagane.",
        ),
    ],
    ids=["E01", "E03", "E04", "E05", "E10", "E10 without an address"],
)
def test_the_sentences_are_those_of_the_manual(changes: Mapping[Column, str], polish: str) -> None:
    (row,) = check({**JAN, **changes})
    assert [fault.polish for fault in row.faults] == [polish]


def test_a_row_says_everything_that_is_wrong_with_it() -> None:
    (row,) = check({Column.EMAIL: "x", Column.VALID_UNTIL: "1/2/2031", Column.LANGUAGE: "xx"})
    assert {code for _, code in found(row)} == {"E02", "E03", "E04", "E06", "E07"}


@pytest.mark.parametrize("name", ["ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "Nguyễn Thị", "محمد", "👩‍🔬 Ada", "O'Neill"])
def test_names_survive_unchanged(name: str) -> None:
    (row,) = check({**JAN, Column.FIRST_NAME: name})
    assert row.state == RowState.READY
    assert row.entry.values[Column.FIRST_NAME] == name


def test_the_same_person_twice_is_an_error_and_another_a_question() -> None:
    twin = {**JAN, Column.EMAIL: "JAN@example.org", Column.FIRST_NAME: " jan"}
    other = {**JAN, Column.FIRST_NAME: "Ala"}
    namesake = {**JAN, Column.EMAIL: "inny@example.org"}

    first, same, different, elsewhere = check(JAN, twin, other, namesake)

    assert found(first) == found(elsewhere) == []
    assert found(same) == [(Column.EMAIL, "E11")]
    assert "2" in same.faults[0].polish
    assert found(different) == [(Column.EMAIL, "W03")]
    assert (same.state, different.state) == (RowState.REFUSED, RowState.READY)


def test_where_an_address_is_awarded_once_another_name_does_not_help() -> None:
    for policy in (DuplicatePolicy.DENY, DuplicatePolicy.REPLACE):
        _, other = check(JAN, {**JAN, Column.FIRST_NAME: "Ala"}, policy=policy)
        assert found(other) == [(Column.EMAIL, "E11")]


@pytest.mark.parametrize(
    ("policy", "code", "state"),
    [
        (DuplicatePolicy.ALLOW, "W04", RowState.READY),
        (DuplicatePolicy.DENY, "E12", RowState.REFUSED),
        (DuplicatePolicy.REPLACE, "W05", RowState.READY),
    ],
)
def test_who_was_awarded_before_is_told_of(
    policy: DuplicatePolicy, code: str, state: RowState
) -> None:
    known = Nobody({"jan@example.org": NOW - timedelta(days=300)})
    (row,) = check(JAN, policy=policy, known=known)
    assert (found(row), row.state) == ([(Column.EMAIL, code)], state)
    assert "05.05.2029" in row.faults[0].polish


def test_the_records_are_asked_once_for_some_hundred_rows() -> None:
    known = Nobody()
    rows = [{**JAN, Column.EMAIL: f"osoba{number}@example.org"} for number in range(AT_ONCE + 1)]
    assert len(check(*rows, known=known)) == AT_ONCE + 1
    assert known.asked == 2


def test_a_row_that_was_awarded_is_left_alone_when_its_workbook_comes_again() -> None:
    known = Nobody(credentials={"urn:uuid:1": Made(AWARD, "jan@example.org")})
    (row,) = check(JAN, known=known, named={2: "urn:uuid:1"}, policy=DuplicatePolicy.DENY)
    assert (row.state, row.faults, row.award_id) == (RowState.DONE, (), AWARD)


def test_a_row_that_names_a_credential_that_is_not_its_own_is_not_awarded_unasked() -> None:
    known = Nobody(credentials={"urn:uuid:1": Made(AWARD, "ala@example.org")})
    other, unknown = check(
        JAN,
        {**JAN, Column.EMAIL: "ola@example.org"},
        known=known,
        named={2: "urn:uuid:1", 3: "urn:uuid:2"},
    )
    assert found(other) == [(Column.EMAIL, "other-recipient")]
    assert found(unknown) == [(Column.EMAIL, "unknown-credential")]


def test_a_copy_of_a_row_that_was_awarded_is_a_repetition() -> None:
    known = Nobody(credentials={"urn:uuid:1": Made(AWARD, "jan@example.org")})
    done, copy = check(JAN, JAN, known=known, named={2: "urn:uuid:1"})
    assert (done.state, copy.state) == (RowState.DONE, RowState.REFUSED)
    assert found(copy) == [(Column.EMAIL, "E11")]


def test_a_grade_is_the_first_result_of_the_template() -> None:
    (row,) = check({**JAN, Column.GRADE: "5,0"})
    assert row.state == RowState.READY


def test_a_grade_may_be_the_name_of_a_level() -> None:
    levels = {
        "id": "poziom",
        "name": {"pl": "Poziom", "en": "Level"},
        "result_type": "RubricCriterionLevel",
        "levels": [{"id": "b1", "name": {"pl": "Średni", "en": "Medium"}}],
    }
    row, wrong = check(
        {**JAN, Column.GRADE: "medium"},
        {**JAN, Column.EMAIL: "ala@example.org", Column.GRADE: "high"},
        result_descriptions=[levels],
    )
    assert row.state == RowState.READY
    assert found(wrong) == [(Column.GRADE, "not-a-level")]


def test_a_grade_is_not_lost_where_a_template_has_no_results() -> None:
    (row,) = check({**JAN, Column.GRADE: "5"}, result_descriptions=[])
    assert found(row) == [(Column.GRADE, "no-results")]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, RowState.DONE),
        ({Column.EMAIL: "JAN@example.org", Column.FIRST_NAME: " jan "}, RowState.DONE),
        ({Column.FIRST_NAME: "Janina"}, RowState.READY),
        ({Column.EMAIL: "ola@example.org"}, RowState.READY),
    ],
    ids=["the same", "other capitals", "another name", "another address"],
)
def test_whom_the_batch_of_the_workbook_has_awarded_is_done(
    changes: Mapping[Column, str], state: RowState
) -> None:
    known = Nobody(came_back=[Returned(AWARD, "jan@example.org", "Jan", "Kowalski")])
    (row,) = check({**JAN, **changes}, known=known)
    assert (row.state, row.award_id) == (state, AWARD if state == RowState.DONE else None)
