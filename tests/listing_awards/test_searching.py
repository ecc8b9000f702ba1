"""A search finds what begins with the text, by address, surname, first name, then number."""

from uuid import UUID

import pytest
from issuing import Issuer

from issuer.award_filters import AwardFilter, AwardOrder
from issuer.award_lists import list_awards
from issuer.models import Award, AwardState
from issuer.text.sort_keys import search_key

from .crowds import Crowd


def _by_branch(rows: list[Award], text: str, state: AwardState | None = None) -> list[UUID]:
    """Return what a search finds, by looking at every row."""
    ids: dict[UUID, None] = {}
    for column in ("email_key", "search_last_name", "search_first_name", "search_number"):
        found = [row for row in rows if (getattr(row, column) or "").startswith(search_key(text))]
        found.sort(key=lambda row: (getattr(row, column), row.id.hex))
        ids |= {row.id: None for row in found if state in {None, row.state}}
    return list(ids)


@pytest.mark.parametrize("limit", [1, 7, 100])
@pytest.mark.parametrize("text", ["kow", "ŻÓŁĆ", "zofia", "jan.kowal", "sc/00001", "nie ma"])
def test_all_pages_together_are_what_begins_so(crowd: Crowd, text: str, limit: int) -> None:
    found = crowd.listed(crowd.some, AwardFilter(text=text), AwardOrder.NEWEST, limit=limit)

    assert found == _by_branch(list(crowd.rows(crowd.some)), text)
    assert bool(found) == (text != "nie ma")


@pytest.mark.parametrize("text", ["z", "mic", "a"])
def test_among_many_a_search_may_be_filtered(crowd: Crowd, text: str) -> None:
    wanted = AwardFilter(text=text, state=AwardState.DECLINED)

    found = crowd.listed(crowd.many, wanted, AwardOrder.NEWEST, limit=200)

    assert found == _by_branch(list(crowd.rows(crowd.many)), text, AwardState.DECLINED)


def _names(issuer: Issuer, text: str) -> list[str | None]:
    with issuer.service.database.reading() as session:
        page = list_awards(session, issuer.caller, AwardFilter(text=text), limit=50, now=issuer.now)
    return [listed.award.last_name for listed in page.items]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("żół", ["Żółć"]),
        ("ZOL", ["Żółć"]),
        (" wiśniewska", ["Wiśniewska"]),
        ("Łucja", ["Wiśniewska"]),
        ("lucja@", ["Wiśniewska"]),
        ("ADAM@Żółw.example", ["Żółć"]),
        ("kp/7", ["Wiśniewska"]),
        ("śniew", []),
        ("%", []),
        ("_", []),
        ("a\x00dam", ["Żółć"]),
        ("\U0010ffff", []),
    ],
)
def test_accents_and_capitals_do_not_matter(issuer: Issuer, text: str, found: list[str]) -> None:
    template = issuer.template()
    issuer.award(template, first_name="Adam", last_name="Żółć", email="adam@żółw.example")
    issuer.award(
        template,
        first_name="Łucja",
        last_name="Wiśniewska",
        email="lucja@example.org",
        certificate_number="KP/7/2030",
    )

    assert _names(issuer, text) == found


def test_who_is_found_twice_is_listed_once(issuer: Issuer) -> None:
    issuer.award(issuer.template(), first_name="Jan", last_name="Janda", email="jan@example.org")

    assert _names(issuer, "jan") == ["Janda"]
