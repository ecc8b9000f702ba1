"""An import after it was confirmed: its progress, its end, and the ways of taking it back."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import visitors
from batches import sheets
from fastapi import FastAPI
from issuing import Issuer
from staff_pages.desk import fill, staff
from starlette.testclient import TestClient

from bulk.clearing import CLEARED_AFTER, clear_old_batches
from issuer.models import Award, BatchState, Role

from .imports import WRONG, awarded, batch_of, set_to, state_of


def test_progress_is_told_and_a_batch_can_be_paused_resumed_and_ended(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported()
    fill(client, page, f"{page}/confirm")
    found = client.get(f"{page}/progress.json")
    assert found.headers["cache-control"] == "no-store"
    assert found.json() == {"state": "confirmed", "percent": 0, "line": "Done: 0 of 3 (0%)."}

    fill(client, page, f"{page}/pause")
    assert "Awarding is paused" in client.get(page).text
    fill(client, page, f"{page}/resume")
    assert state_of(issuer, page) == BatchState.CONFIRMED

    fill(client, f"{page}?ask=cancel", f"{page}/cancel")
    assert state_of(issuer, page) == BatchState.CANCELLED
    assert "before all rows were awarded" in client.get(page).text


def test_a_batch_that_stopped_by_itself_says_why(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported()
    fill(client, page, f"{page}/confirm")
    failure = {"code": "KeyUnavailableError", "en": "The key is away.", "pl": "Klucza nie ma."}
    set_to(issuer, page, state=BatchState.PAUSED, failure=failure)

    assert "The key is away." in client.get(page).text
    assert "Klucza nie ma." in client.get(f"{page}?lang=pl").text


def test_a_file_that_could_not_be_read_says_why_and_shows_the_way_out(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported()
    failure = {"code": "F03", "en": "The file is empty.", "pl": "Plik jest pusty."}
    set_to(issuer, page, state=BatchState.FAILED, failure=failure)

    text = client.get(page).text
    assert "The file is empty." in text
    assert re.search(r'href="/templates/[^"]*/import"', text)
    assert f'action="{page}/cancel"' in text


def test_the_end_tells_counts_and_offers_report_and_file(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported(*sheets.people(2), WRONG)
    fill(client, f"{page}?ask=confirm", f"{page}/confirm")
    sheets.work(issuer, batch_of(page))

    text = client.get(page).text
    assert "Awarding in bulk has ended" in text
    assert re.findall(r"<dt>([^<]*)</dt><dd>(\d+)</dd>", text)[:3] == [
        ("Awarded", "2"), ("Left out: awarded before", "0"), ("Errors", "1"),
    ]  # fmt: skip
    for name in ("report.csv", "report.xlsx", "workbook.xlsx"):
        assert f'href="/api/v1{page}/{name}?lang=en"' in text
    assert len(re.findall(r'href="/awards/[0-9a-f-]{36}"', text)) == 2


def test_a_batch_is_undone_while_its_mails_wait_and_only_then(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported()
    awarded(client, issuer, page)
    assert f'action="{page}/revoke"' not in client.get(page).text

    fill(client, f"{page}?ask=undo", f"{page}/undo")
    assert client.get(f"{page}/progress.json").json()["state"] == "finished-revoking"
    sheets.work(issuer, batch_of(page))

    text = client.get(page).text
    assert "nobody was written to" in text
    assert f'action="{page}/undo"' not in text
    with issuer.service.database.reading() as session:
        assert all(award.revoked_at for award in session.query(Award))


def test_everything_is_revoked_with_a_reason_and_a_tick(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported()
    awarded(client, issuer, page)
    set_to(issuer, page, mails_at=issuer.now)

    unsure = fill(client, page, f"{page}/revoke", reason="Zła lista")
    assert unsure.status_code == 422
    assert "Tick the box if you really mean it." in unsure.text
    assert "Zła lista" in unsure.text
    silent = fill(client, page, f"{page}/revoke", sure="1")
    assert silent.status_code == 422
    assert 'id="reason-wrong"' in silent.text
    late = client.post(f"{page}/undo", data=visitors.form_of(client))
    assert late.status_code == 422
    assert "cannot be undone" in late.text

    fill(client, page, f"{page}/revoke", sure="1", reason="Zła lista")
    sheets.work(issuer, batch_of(page))
    text = client.get(page).text
    assert "Reason: Zła lista" in text
    assert f'action="{page}/revoke"' not in text


@pytest.mark.parametrize("deed", ["undo", "revoke"])
def test_the_page_of_a_batch_that_awarded_nothing_takes_nothing_back(
    client: TestClient, imported: Callable[..., str], deed: str
) -> None:
    page = imported()
    fill(client, page, f"{page}/confirm")
    fill(client, page, f"{page}/cancel")
    assert f'action="{page}/{deed}"' not in client.get(page).text

    sent = {**visitors.form_of(client), "sure": "1", "reason": "Zła lista"}
    answer = client.post(f"{page}/{deed}", data=sent)
    assert answer.status_code == 422
    assert "There is nothing to undo or revoke" in answer.text


def test_whoever_is_late_finds_how_the_batch_stands_now(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported()
    awarded(client, issuer, page)

    answer = client.post(f"{page}/pause", data=visitors.form_of(client), follow_redirects=False)
    assert answer.headers["location"] == page
    assert "This was not possible any more." in client.get(page).text


def test_who_may_not_award_looks_and_changes_nothing(
    app: FastAPI, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported(*sheets.people(1), WRONG)
    viewer = staff(app, issuer, Role.VIEWER)

    text = viewer.get(page).text
    assert text.count('<th scope="row" class="number">') == 2
    assert f'action="{page}/' not in text
    assert "ask=confirm" not in text
    refused = viewer.post(f"{page}/confirm", data=visitors.form_of(viewer))
    assert refused.status_code == 403


def test_the_list_shows_every_import_with_who_and_how_far(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    assert "Nothing was imported yet." in client.get("/batches").text
    page = imported()
    awarded(client, issuer, page)

    text = client.get("/batches").text
    assert f'href="{page}"' in text
    assert "osoby.csv" in text
    assert "3 of 3" in text
    assert "finished" in text
    assert 'href="/batches"' in client.get("/awards").text


def test_rows_that_were_emptied_are_still_sorted_page_by_page(
    client: TestClient, issuer: Issuer, imported: Callable[..., str]
) -> None:
    page = imported(*sheets.people(1), *([WRONG] * 52))
    fill(client, f"{page}?ask=confirm", f"{page}/confirm")
    sheets.work(issuer, batch_of(page))
    with issuer.writing() as session:
        clear_old_batches(session, now=issuer.now + CLEARED_AFTER + timedelta(days=1))

    for column in ("email", "first_name", "last_name", "status"):
        first = client.get(f"{page}?sort={column}&shown=errors").text
        following = re.search(r'href="(\?[^"]*)#rows" rel="next"', first)
        assert following is not None
        rest = client.get(page + following[1].replace("&amp;", "&"))
        assert rest.status_code == 200, column
        assert rest.text.count('<th scope="row" class="number">') == 2, column
    assert "workbook.xlsx" not in first
