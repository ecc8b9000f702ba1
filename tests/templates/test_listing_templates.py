"""Lists of templates: order, filters, pages."""

from datetime import date, timedelta

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer, new_issuer
from starlette.testclient import TestClient
from timing import Clock

from issuer.achievement_lists import AchievementFilter, AchievementOrder, list_achievements
from issuer.achievements import create_achievement
from issuer.callers import Caller
from issuer.documents.reading import read_content
from issuer.errors import InvalidInputError
from issuer.models import AchievementState, Role
from issuer.rights import Right
from templates.contents import BADGE, named

NAMES = ("Żagle", "Ławka", "Zamek", "Ćma", "Lot", "Cyrk")
POLISH_ORDER = ["Cyrk", "Ćma", "Lot", "Ławka", "Zamek", "Żagle"]


@pytest.fixture
def shelf(issuer: Issuer, clock: Clock) -> Issuer:
    """Return an organisation with six drafts, one an hour."""
    for name in NAMES:
        with issuer.writing() as session:
            create_achievement(session, issuer.caller, named(name), now=clock())
        clock.advance(timedelta(hours=1))
    return issuer


def names(
    issuer: Issuer,
    wanted: AchievementFilter = AchievementFilter(),  # noqa: B008 - it is frozen
    *,
    caller: Caller | None = None,
    order: AchievementOrder = AchievementOrder.NAME,
) -> list[str]:
    """Return the Polish names of a list, read two at a time."""
    found: list[str] = []
    cursor = None
    while True:
        with issuer.service.database.reading() as session:
            page = list_achievements(
                session, caller or issuer.caller, wanted, order=order, cursor=cursor, limit=2
            )
        found += [card.content.texts["pl"].name for card in page.items]
        if page.next is None:
            return found
        assert len(page.items) == 2
        cursor = page.next


def test_names_follow_the_polish_alphabet(shelf: Issuer) -> None:
    assert names(shelf) == POLISH_ORDER


def test_the_newest_comes_first(shelf: Issuer) -> None:
    assert names(shelf, order=AchievementOrder.NEWEST) == list(reversed(NAMES))


def test_a_template_added_meanwhile_disturbs_no_page(shelf: Issuer) -> None:
    with shelf.service.database.reading() as session:
        first = list_achievements(session, shelf.caller, AchievementFilter(), limit=2)
    with shelf.writing() as session:
        create_achievement(session, shelf.caller, named("Nowy"), now=shelf.now)

    with shelf.service.database.reading() as session:
        second = list_achievements(
            session, shelf.caller, AchievementFilter(), cursor=first.next, limit=2
        )

    shown = [card.content.texts["pl"].name for card in (*first.items, *second.items)]
    assert shown == ["Cyrk", "Lot", "Ćma", "Zamek"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (AchievementFilter(text="ła"), ["Ławka", "Łączenie zespołów"]),
        (AchievementFilter(text="ZESPO"), ["Łączenie zespołów"]),
        (AchievementFilter(text="joining te"), ["Łączenie zespołów"]),
        (AchievementFilter(text="owka"), []),
        (AchievementFilter(text="%"), []),
        (AchievementFilter(tag="WSPOLPRACA"), ["Łączenie zespołów"]),
        (AchievementFilter(tag="wspol"), []),
        (AchievementFilter(language="EN"), ["Łączenie zespołów"]),
        (AchievementFilter(language="de"), []),
        (AchievementFilter(state=AchievementState.ACTIVE), ["Koordynator projektów"]),
        (AchievementFilter(achievement_type="Diploma"), []),
        (AchievementFilter(achievement_type="Badge", text="cy"), ["Cyrk"]),
        (AchievementFilter(until=date(2030, 2, 28)), []),
        (AchievementFilter(since=date(2030, 3, 2)), []),
    ],
    ids=str,
)
def test_filters(shelf: Issuer, wanted: AchievementFilter, expected: list[str]) -> None:
    if wanted.state is not None:
        shelf.template(languages=["pl"], texts=_polish_only(), result_descriptions=[])
    with shelf.writing() as session:
        create_achievement(session, shelf.caller, read_content(BADGE), now=shelf.now)

    assert names(shelf, wanted) == expected


def _polish_only() -> dict[str, dict[str, str]]:
    return {
        "pl": {"name": "Koordynator projektów", "description": "Opis.", "criteria": "Kryteria."}
    }


def test_days_are_those_of_the_organisation(issuer: Issuer, clock: Clock) -> None:
    clock.advance(timedelta(hours=11, minutes=30))  # 23:30 UTC is the next day in Warsaw.
    with issuer.writing() as session:
        create_achievement(session, issuer.caller, named("Nocna"), now=clock())

    assert names(issuer, AchievementFilter(since=date(2030, 3, 2))) == ["Nocna"]
    assert names(issuer, AchievementFilter(until=date(2030, 3, 1))) == []


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_day_beyond_all_calendars_is_refused(issuer: Issuer, day: date) -> None:
    with pytest.raises(InvalidInputError):
        names(issuer, AchievementFilter(since=day))


def test_my_own_templates_are_those_that_i_made(issuer: Issuer) -> None:
    ada = visitors.add_staff(issuer, Role.AUTHOR)
    mine = Caller(
        f"person:{ada.id}",
        issuer.organisation_id,
        frozenset({Right.READ, Right.TEMPLATES}),
        person_id=ada.id,
    )
    with issuer.writing() as session:
        create_achievement(session, issuer.caller, named("Cudza"), now=issuer.now)
        create_achievement(session, mine, named("Moja"), now=issuer.now)

    assert names(issuer, AchievementFilter(mine=True), caller=mine) == ["Moja"]
    assert names(issuer, AchievementFilter(mine=True)) == []


def test_a_list_holds_nothing_of_another_organisation(shelf: Issuer) -> None:
    assert names(new_issuer(shelf.service, "obca")) == []


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "ż",
        "bnVsbA",
        "W10",
        "WyJhY2hpZXZlbWVudHMtbmV3ZXN0Il0",
        "WyJhY2hpZXZlbWVudHMtbmFtZSIsIlx1MDAwMCIsIjAiXQ",
        "W" * 4000,
    ],
)
def test_a_spoilt_cursor_is_a_fault_of_the_field(author: TestClient, cursor: str) -> None:
    answer = author.get("/api/v1/achievements", params={"cursor": cursor, "order": "name"})

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["faults"]] == ["/cursor"]


def test_a_cursor_of_another_order_is_refused(
    app: FastAPI, shelf: Issuer, author: TestClient
) -> None:
    first = author.get("/api/v1/achievements", params={"limit": 1}).json()

    params = {"order": "name", "cursor": first["next"]}

    assert author.get("/api/v1/achievements", params=params).status_code == 422


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "text=%00", "tag=a%00", "type=%00"])
def test_impossible_queries_are_refused(author: TestClient, query: str) -> None:
    assert author.get(f"/api/v1/achievements?{query}").status_code == 422
