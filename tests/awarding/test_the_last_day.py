"""A badge ends later than the day on which it is awarded, where the organisation is (E08)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import visitors
from fastapi import FastAPI
from issuing import CONTENT, JAN, Issuer
from staff_pages.steps import PERSON, open_wizard, the_award

from issuer.award_changes import correct_award
from issuer.award_errors import InvalidAwardError
from issuer.award_rules import NewAward, check_award
from issuer.documents.reading import read_content
from issuer.models import Award
from issuer.rights import Right


@pytest.fixture
def app(issuer: Issuer) -> FastAPI:
    return visitors.serve(issuer.service)


@pytest.mark.parametrize(
    ("last_day", "codes"),
    [
        (date(2030, 2, 28), ["E08"]),
        (date(2030, 3, 1), ["E08"]),
        (date(2030, 3, 2), []),
    ],
    ids=["yesterday", "today", "tomorrow"],
)
def test_the_last_day_is_one_after_that_of_the_award(last_day: date, codes: list[str]) -> None:
    # In Warsaw it is the 1st of March already.
    late = datetime(2030, 2, 28, 23, 30, tzinfo=UTC)
    new = JAN._replace(valid_until=last_day)

    _, faults = check_award(new, read_content(CONTENT), ZoneInfo("Europe/Warsaw"), now=late)

    assert [fault.code for fault in faults] == codes


def test_a_validity_that_ends_on_the_day_of_the_award_is_said_at_its_field(
    app: FastAPI, issuer: Issuer
) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    wizard.press("next", **PERSON)

    assert wizard.press("award", valid_until="2030-03-01").status_code == 422
    assert 'id="valid_until-wrong"' in wizard.text
    assert wizard.press("award", valid_until="2030-03-02").status_code == 303
    assert the_award(issuer).valid_until is not None


def test_a_program_is_told_so_too(app: FastAPI, issuer: Issuer) -> None:
    program = visitors.program(app, issuer, Right.READ, Right.AWARD)
    awards = f"/api/v1/achievements/{issuer.template()}/awards"
    person = {"first_name": "Jan", "last_name": "Kowalski", "email": "jan@example.org"}

    refused = program.post(awards, json={"recipient": person, "valid_until": "2030-03-01"})
    assert refused.status_code == 422
    faults = [(fault["pointer"], fault["code"]) for fault in refused.json()["faults"]]
    assert faults == [("/valid_until", "E08")]
    made = program.post(awards, json={"recipient": person, "valid_until": "2030-03-02"})
    assert made.status_code == 201


def test_an_award_is_corrected_on_its_last_day_but_cannot_end_on_its_first(issuer: Issuer) -> None:
    short = JAN._replace(valid_until=date(2030, 3, 2))
    award = issuer.award(issuer.template(), short)
    with pytest.raises(InvalidAwardError) as caught:
        _correct(issuer, award, JAN._replace(valid_until=date(2030, 3, 1)))
    assert [fault.code for fault in caught.value.faults] == ["E08"]

    issuer.service.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]  # the test's clock
    _correct(issuer, award, short._replace(last_name="Kowalczyk"))
    assert issuer.read(award).last_name == "Kowalczyk"


def _correct(issuer: Issuer, award: Award, correction: NewAward) -> None:
    with issuer.writing() as session:
        correct_award(
            session, issuer.caller, issuer.service, award.id, correction, "Pomyłka.",
            now=issuer.now,
        )  # fmt: skip
