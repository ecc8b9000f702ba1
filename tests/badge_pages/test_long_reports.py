"""However much a report says, the page about it stays short, and says what it left out."""

from typing import Any

import pytest

from issuer.web.rendering import render
from keys.strict_json import Json

DETAIL: Json = {"pointer": "/x", "rule": "r", "clause": "c", "text": {"en": "here", "pl": "tu"}}


def report(details: int) -> dict[str, Any]:
    """Return the report on a badge in which one check found fault with so many places."""
    both = {"en": "Words", "pl": "Słowa"}
    check = {
        "check": "terms",
        "outcome": "failed",
        "code": "terms-not-covered",
        "text": both,
        "detail": "",
        "details": [DETAIL] * details,
    }
    return {
        "verdict": "invalid",
        "genuine": "no",
        "text": both,
        "headline": both,
        "answers": [],
        "checked_at": "2030-03-01T12:00:00Z",
        "container": "json",
        "credential": None,
        "checks": [check],
        "proofs": [],
        "remarks": [DETAIL] * details,
        "editions": {},
        "resources": [],
        "endorsements": [],
    }


@pytest.mark.parametrize(
    ("details", "shown", "left_out"), [(20, 20, ""), (23, 20, "3 more places")]
)
def test_the_first_places_stand_for_all(details: int, shown: int, left_out: str) -> None:
    page = render("verification_report.html", "en", {"report": report(details), "language": "en"})

    assert page.count("here <span") == 2 * shown
    assert page.count(" more place") == (2 if left_out else 0)
    assert left_out in page


def test_a_report_without_a_badge_needs_nothing_else() -> None:
    page = render("verification_report.html", "pl", {"report": report(0), "language": "pl"})

    assert page.count("<h1") == 1
    assert "<form" not in page


def test_a_title_that_is_no_text_and_one_that_turns_the_line_do_no_harm() -> None:
    endorsements = [{**report(0), "credential": {"achievement": title}} for title in (5, "\u202ex")]
    shown = {**report(0), "endorsements": endorsements}
    page = render("verification_report.html", "en", {"report": shown, "language": "en"})

    assert "<bdi>5</bdi>: Words" in page
    assert "<bdi>\u202ex</bdi>: Words" in page
