"""The preview of an import: its rows, the question before they are awarded, and two people."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import visitors
from batches import sheets
from fastapi import FastAPI
from issuing import Issuer
from staff_pages.desk import fill
from starlette.testclient import TestClient

from bulk.columns import Column
from issuer.models import Batch, BatchState, Organisation, Role

from .imports import WRONG, batch_of, set_to, state_of

NUMBERS = re.compile(r'<th scope="row" class="number"><span[^>]*>[^<]*</span>(\d+)</th>')


def test_the_preview_shows_counts_and_rows_and_one_button(
    client: TestClient, imported: Callable[..., str]
) -> None:
    text = client.get(imported()).text

    assert NUMBERS.findall(text) == ["2", "3", "4"]
    assert text.count("✓</span> OK") == 3
    assert "Award a badge" in text
    assert "Award 3 of" not in text


def test_with_errors_it_is_asked_once_more_how_many_are_awarded(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported(*sheets.people(2), WRONG)
    text = client.get(page).text
    assert 'href="?ask=confirm#ask" data-dialog="ask-confirm"' in text
    assert "Award 2 of 3" in text

    unasked = client.post(f"{page}/confirm", data=visitors.form_of(client))
    assert unasked.status_code == 200
    assert "Award 2 of 3 rows?" in unasked.text
    assert state_of(issuer, page) == BatchState.CHECKED

    answer = fill(client, f"{page}?ask=confirm", f"{page}/confirm")
    assert answer.headers["location"] == page
    assert state_of(issuer, page) == BatchState.CONFIRMED


def test_rows_are_sorted_by_every_column_in_both_directions_and_filtered(
    client: TestClient, imported: Callable[..., str]
) -> None:
    page = imported(
        {Column.EMAIL: "c@example.org", Column.FIRST_NAME: "Ąwa", Column.LAST_NAME: "Żak"},
        {Column.EMAIL: "a@example.org", Column.FIRST_NAME: "Azja", Column.LAST_NAME: "Zys"},
        {Column.EMAIL: "nikt", Column.FIRST_NAME: "Bea", Column.LAST_NAME: "Łoś"},
    )
    expected = {
        "number": ["2", "3", "4"],
        "email": ["3", "2", "4"],
        "first_name": ["3", "2", "4"],
        "last_name": ["4", "3", "2"],
        "status": ["2", "3", "4"],
    }
    for column, order in expected.items():
        up = client.get(f"{page}?sort={column}").text
        down = client.get(f"{page}?sort={column}&down=1").text
        assert NUMBERS.findall(up) == order, column
        assert NUMBERS.findall(down) == order[::-1], column
        assert (up.count('aria-sort="ascending"'), down.count('aria-sort="descending"')) == (1, 1)
        assert f"?sort={column}&amp;down=1&amp;shown=all#rows" in up, "pressed again, it turns"
        assert f"?sort={column}&amp;down=0&amp;shown=all#rows" in down

    assert NUMBERS.findall(client.get(f"{page}?shown=errors").text) == ["4"]
    assert NUMBERS.findall(client.get(f"{page}?shown=ok&sort=nonsense").text) == ["2", "3"]
    kept = client.get(f"{page}?sort=email&down=1&shown=ok").text
    assert "?sort=email&amp;down=1&amp;shown=errors#rows" in kept, "a filter keeps the order"


def test_rows_are_shown_page_by_page(client: TestClient, imported: Callable[..., str]) -> None:
    page = imported(*sheets.people(51))
    first = client.get(f"{page}?sort=number&down=1").text
    following = re.search(r'href="(\?[^"]*)#rows" rel="next"', first)

    assert following is not None
    second = client.get(page + following[1].replace("&amp;", "&")).text
    assert NUMBERS.findall(first)[0] == "52"
    assert NUMBERS.findall(second) == ["2"]


def test_cancelling_the_preview_leaves_nothing(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported()
    answer = client.post(f"{page}/cancel", data=visitors.form_of(client), follow_redirects=False)

    assert answer.headers["location"].startswith("/templates/")
    assert "nothing of the file is kept" in client.get(answer.headers["location"]).text
    assert issuer.count(Batch) == 0
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("day", "hour", "said"),
    [
        ("2030-03-02", "", "Write the hour such as 14:30."),
        ("", "14:30", "Choose the day as well."),
        ("2030-03-02", "25:00", "Write the hour such as 14:30."),
        ("2020-01-01", "08:00", "This time is over: choose a later one."),
        ("1/2/2030", "08:00", "1/2/2030"),
    ],
    ids=["no-hour", "no-day", "no-such-hour", "past", "no-day-at-all"],
)
def test_a_time_that_cannot_be_is_said_at_its_field(
    client: TestClient,
    issuer: Issuer,
    imported: Callable[..., str],
    day: str,
    hour: str,
    said: str,
) -> None:
    page = imported()
    answer = fill(client, page, f"{page}/confirm", day=day, hour=hour)

    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{day}"' in answer.text
    assert state_of(issuer, page) == BatchState.CHECKED


def test_awarding_begins_at_the_chosen_time_where_the_organisation_is(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported()
    day = (issuer.now + timedelta(days=1)).date()
    assert fill(client, page, f"{page}/confirm", day=f"{day}", hour="08:30").status_code == 303

    due_at = sheets.read(issuer, batch_of(page)).due_at
    assert due_at is not None
    assert due_at.isoformat()[:16] == f"{day}T07:30"
    assert "Awarding begins on" in client.get(page).text
    assert sheets.work(issuer, batch_of(page)) == 0


def test_where_two_people_must_confirm_the_first_only_approves(
    app: FastAPI, issuer: Issuer, client: TestClient, imported: Callable[..., str]
) -> None:
    with issuer.writing() as session:
        session.get_one(Organisation, issuer.organisation_id).two_confirm_batches = True
    page = imported()
    assert "Confirm as the first of two people" in client.get(page).text

    fill(client, page, f"{page}/confirm")
    assert state_of(issuer, page) == BatchState.CHECKED
    again = client.get(page).text
    assert "You have confirmed this import." in again
    assert f'action="{page}/confirm"' not in again

    visitors.add_staff(issuer, Role.ISSUER, email="other@example.org")
    other = visitors.sign_in(app, "other@example.org")
    other.headers.update(client.headers)
    assert "With your confirmation awarding begins." in other.get(f"{page}?lang=en").text
    fill(other, page, f"{page}/confirm")
    assert state_of(issuer, page) == BatchState.CONFIRMED


def test_another_import_that_the_check_could_not_see_is_told(
    client: TestClient, issuer: Issuer
) -> None:
    template = issuer.template()

    def page() -> str:
        return f"/batches/{sheets.checked_batch(issuer, template, sheets.people(2))}"

    def is_told(preview: str) -> bool:
        return "Another import of this template was confirmed" in client.get(preview).text

    first, second = page(), page()
    before = is_told(second)
    fill(client, first, f"{first}/confirm")
    while_it_waits = is_told(second), is_told(page())
    sheets.work(issuer, batch_of(first))
    afterwards = is_told(second)
    set_to(issuer, first, finished_at=issuer.now - timedelta(seconds=1))
    later = is_told(page())

    assert not before
    assert while_it_waits == (True, True)
    assert afterwards
    assert not later
