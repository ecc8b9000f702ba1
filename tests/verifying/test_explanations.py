"""Every code of the report is explained: what it means, whose matter it is, what to do, and why."""

import pytest

from verifier.explanations import ALL_KINDS, explanation, explanations
from verifier.explanations.kinds import WHOSE, Whose
from verifier.explanations.table import TABLE
from verifier.texts import TEXTS
from verifier.texts.advice import ADVICE
from verifier.texts.answers import ANSWERS

TEXT_MEMBERS = ("title", "meaning", "fault", "advice")


def test_every_code_is_explained_and_nothing_else() -> None:
    assert TEXTS.keys() - TABLE.keys() == set()
    assert TABLE.keys() - TEXTS.keys() == set()
    assert [entry["code"] for entry in explanations()] == list(TEXTS)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_everything_is_said_in_both_languages(language: str) -> None:
    lacking = [
        (entry["code"], member)
        for entry in explanations()
        for member in TEXT_MEMBERS
        if not entry[member][language].strip()
    ]
    assert lacking == []


def test_both_languages_are_not_the_same_text() -> None:
    same = [
        (entry["code"], member)
        for entry in explanations()
        for member in TEXT_MEMBERS
        if entry[member]["en"] == entry[member]["pl"]
    ]
    assert same == []


def test_every_code_names_the_clause_behind_it() -> None:
    assert [code for code, (_, clause) in TABLE.items() if len(clause) < len("RFC 1")] == []


def test_no_title_shows_a_gap_for_a_fact() -> None:
    titles = [entry["title"][language] for entry in explanations() for language in ("en", "pl")]
    assert [title for title in titles if "{" in title or "()" in title or "  " in title] == []


def test_no_kind_and_nobody_is_described_in_vain() -> None:
    assert {kind for kind, _ in TABLE.values()} == ALL_KINDS.keys()
    assert {kind.whose for kind in ALL_KINDS.values()} == set(Whose) == WHOSE.keys()


def test_there_is_no_explanation_of_a_code_that_is_none() -> None:
    with pytest.raises(KeyError):
        explanation("no-such-code")


def test_advice_stands_beside_answers_that_exist() -> None:
    assert ADVICE.keys() - ANSWERS.keys() == set()
