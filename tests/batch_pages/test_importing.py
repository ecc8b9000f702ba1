"""A sheet is imported on a page: the file to fill in, the upload, and what is wrong with it."""

from uuid import UUID

import pytest
from batches import sheets
from batches.programs import read_sheets
from httpx2 import Response
from issuing import Issuer
from sqlalchemy import select
from staff_pages.desk import forms_on
from starlette.testclient import TestClient

from bulk.api.files import XLSX
from issuer.achievements import archive_achievement
from issuer.models import Batch, BatchFile, BatchReading

from .imports import batch_of

ROWS = "EMAIL;IMIĘ;NAZWISKO\r\njan@example.org;Jan;Kowalski\r\n"


@pytest.fixture
def template(issuer: Issuer) -> UUID:
    """Return a template that can be awarded."""
    return issuer.template()


def sent(
    client: TestClient, template: UUID, file: tuple[str, bytes] | None = None, **fields: str
) -> Response:
    """Send the form of the import as it stands on its page."""
    page = f"/templates/{template}/import"
    csrf = forms_on(client.get(page).text)[page].fields["csrf"][0]
    files = {"file": (*(file or ("", b"")), "application/octet-stream")}
    return client.post(page, data={"csrf": csrf, **fields}, files=files, follow_redirects=False)


def kept(issuer: Issuer) -> list[tuple[str | None, bytes]]:
    """Return the name and the content of every sheet that was kept."""
    with issuer.service.database.reading() as session:
        query = select(Batch.file_name, BatchFile.content).join(BatchFile)
        return [(name, content) for name, content in session.execute(query)]


def test_the_way_to_many_has_both_buttons_on_card_window_and_page(
    client: TestClient, template: UUID
) -> None:
    ways = client.get(f"/templates/{template}/award").text
    page = client.get(f"/templates/{template}/award/many").text

    for address in (f"/templates/{template}/import-template.xlsx", f"/templates/{template}/import"):
        assert ways.count(f'href="{address}"') == 2, "on the card and in the window"
        assert page.count(f'href="{address}"') == 1
    assert f'href="/templates/{template}/award/many" data-dialog="many"' in ways


def test_the_file_to_fill_in_is_in_the_language_of_the_page(
    client: TestClient, template: UUID
) -> None:
    address = f"/templates/{template}/import-template.xlsx"
    polish, english = (client.get(f"{address}?lang={language}") for language in ("pl", "en"))

    assert polish.headers["content-type"] == XLSX
    assert "wzorzec-importu.xlsx" in polish.headers["content-disposition"]
    assert "import-template.xlsx" in english.headers["content-disposition"]
    assert polish.content[:2] == b"PK"


def test_a_file_is_kept_to_be_checked_and_leads_to_its_batch(
    client: TestClient, issuer: Issuer, template: UUID
) -> None:
    answer = sent(client, template, ("osoby.csv", ROWS.encode()))

    assert answer.status_code == 303
    assert kept(issuer) == [("osoby.csv", ROWS.encode())]
    assert issuer.count(BatchReading) == 1
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    assert "We are checking the file…" in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text


def test_pasted_rows_are_a_sheet_without_a_name(
    client: TestClient, issuer: Issuer, template: UUID
) -> None:
    answer = sent(client, template, pasted=ROWS)

    assert answer.status_code == 303
    assert kept(issuer) == [(None, ROWS.encode())]


@pytest.mark.parametrize(
    ("language", "told"),
    [("pl", "Na liście nie ma nagłówków"), ("en", "The list has no headings")],
)
def test_pasted_lines_without_headings_are_taken_in_an_order_that_the_preview_tells(
    client: TestClient, issuer: Issuer, template: UUID, language: str, told: str
) -> None:
    lines = "jan@example.org\tJan\tKowalski\r\nola@\tOla\tLis\r\n"
    page = sent(client, template, pasted=lines).headers["location"]
    read_sheets(issuer)
    text = client.get(f"{page}?lang={language}").text

    assert told in text
    assert sheets.codes(issuer, batch_of(page)) == {1: [], 2: ["E02"]}
    headed = sent(client, template, pasted=ROWS).headers["location"]
    read_sheets(issuer)
    assert told not in client.get(f"{headed}?lang={language}").text


def test_many_rows_are_pasted_at_once(client: TestClient, issuer: Issuer, template: UUID) -> None:
    many = ROWS + "osoba@example.org;Jan;Kowalski\r\n" * 50_000

    assert sent(client, template, pasted=many).status_code == 303
    assert kept(issuer) == [(None, many.encode())]


@pytest.mark.parametrize("pasted", ["", "  \r\n "], ids=["nothing", "blanks"])
def test_a_form_without_a_sheet_says_so_on_the_same_page(
    client: TestClient, issuer: Issuer, template: UUID, pasted: str
) -> None:
    answer = sent(client, template, pasted=pasted)

    assert answer.status_code == 422
    assert "There is no file here." in answer.text
    assert "or paste its rows" in answer.text
    assert 'id="file-wrong"' in answer.text
    assert kept(issuer) == []


def test_a_file_beyond_the_limit_says_so_on_the_same_page(
    client: TestClient, issuer: Issuer, template: UUID
) -> None:
    megabytes = issuer.service.settings.batch_megabytes

    file = ("osoby.csv", b"x" * (megabytes * 1024 * 1024 + 1))
    answer = sent(client, template, file, pasted="EMAIL i reszta")

    assert answer.status_code == 422
    assert "EMAIL i reszta</textarea>" in answer.text, "what was typed stays"
    assert f"The file is larger than {megabytes} MB." in answer.text
    assert kept(issuer) == []


def test_what_cannot_be_awarded_is_not_imported(
    client: TestClient, issuer: Issuer, template: UUID
) -> None:
    with issuer.writing() as session:
        revision = issuer.achievement(template).revision
        archive_achievement(session, issuer.caller, template, revision=revision, now=issuer.now)

    for path in ("import", "award/many"):
        assert client.get(f"/templates/{template}/{path}").status_code == 409
