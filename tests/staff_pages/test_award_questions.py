"""What the wizard asks before it awards: that they have it already, and slips of the finger."""

import pytest
from fastapi import FastAPI
from issuing import JAN, Issuer

from issuer.models import Award, DuplicatePolicy

from .steps import PERSON, open_wizard

THEIRS = {**PERSON, "email": JAN.email}
TYPO = {**PERSON, "email": "zaneta@gmial.com"}
ASKED = "Nothing was awarded yet."


def test_a_second_award_is_announced_with_its_date_and_made(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    issuer.award(template)
    wizard = open_wizard(app, issuer, template)

    wizard.press("next", **THEIRS)

    assert "already awarded to this person on 1 March 2030 (allowed)." in wizard.text
    assert ASKED not in wizard.text
    assert wizard.press("award").status_code == 303
    assert issuer.count(Award) == 2


def test_a_replacement_is_announced_and_the_quick_way_asks_once(
    app: FastAPI, issuer: Issuer
) -> None:
    template = issuer.template(DuplicatePolicy.REPLACE)
    earlier = issuer.award(template)
    wizard = open_wizard(app, issuer, template, "pl")

    asked = wizard.press("award", **THEIRS)

    assert asked.status_code == 200
    assert "Zastąpi poświadczenie z dnia 01.03.2030." in asked.text
    assert "naciśnij jeszcze raz „Przyznaj odznakę”" in asked.text
    assert 'role="alert" tabindex="-1" autofocus' in asked.text
    assert issuer.count(Award) == 1
    assert wizard.press("award").status_code == 303
    assert issuer.read(earlier).replaced_by_id is not None


def test_under_deny_the_second_award_is_refused_before_the_second_step(
    app: FastAPI, issuer: Issuer
) -> None:
    template = issuer.template(DuplicatePolicy.DENY)
    issuer.award(template)
    wizard = open_wizard(app, issuer, template)

    for button in ("next", "award"):
        answer = wizard.press(button, **THEIRS)
        assert answer.status_code == 422
        assert wizard.value("step") == "1"
        assert 'id="email-wrong"' in answer.text
        assert "already awarded to this person" in answer.text
    assert issuer.count(Award) == 1


def test_an_answer_holds_only_for_what_was_asked(app: FastAPI, issuer: Issuer) -> None:
    wizard = open_wizard(app, issuer, issuer.template())

    assert "did you mean gmail.com?" in wizard.press("award", **TYPO).text
    assert "did you mean wp.pl?" in wizard.press("award", email="zaneta@wp.lp").text
    assert wizard.press("award", email="zaneta@wp.pl").status_code == 303


def test_a_slip_is_asked_about_also_in_the_second_step(app: FastAPI, issuer: Issuer) -> None:
    wizard = open_wizard(app, issuer, issuer.template())

    wizard.press("next", **TYPO)
    assert "did you mean gmail.com?" in wizard.text
    wizard.press("add")
    assert "did you mean gmail.com?" in wizard.text
    assert wizard.press("award").status_code == 303


def test_pressing_twice_after_a_question_awards_once(app: FastAPI, issuer: Issuer) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    wizard.press("award", **TYPO)
    question = wizard.answer

    first = wizard.press("award").headers["location"]
    wizard.answer = question
    assert wizard.press("award").headers["location"] == first
    assert issuer.count(Award) == 1


@pytest.mark.parametrize("name", ["narrative", "certificate_number"])
def test_what_looks_like_a_pesel_number_is_to_be_removed(
    app: FastAPI, issuer: Issuer, name: str
) -> None:
    wizard = open_wizard(app, issuer, issuer.template(), "pl")
    wizard.press("next", **PERSON)

    answer = wizard.press("award", **{name: "Numer 44051401359"})

    assert answer.status_code == 422
    assert f'id="{name}-wrong"' in answer.text
    assert "Możliwy numer PESEL – usuń dane nadmiarowe." in answer.text
    assert issuer.count(Award) == 0
