"""Lists and exports as programs ask for them."""

from io import BytesIO
from urllib.parse import unquote

import openpyxl
import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer import award_exports
from issuer.award_changes import revoke_award
from issuer.models import AuditEntry
from issuer.rights import Right


@pytest.fixture
def program(app: FastAPI, issuer: Issuer) -> TestClient:
    """Return a program that may read and see the audit trail."""
    return visitors.program(app, issuer, Right.READ, Right.ORGANISATION)


def _last_names(answer: dict[str, list[dict[str, dict[str, str]]]]) -> list[str]:
    return [item["recipient"]["last_name"] for item in answer["items"]]


def test_a_list_goes_on_with_its_cursor(program: TestClient, issuer: Issuer) -> None:
    template = issuer.template()
    for name in ("Cis", "Buk", "Dąb"):
        issuer.award(template, last_name=name)

    first = program.get("/api/v1/awards", params={"sort": "name", "limit": 2}).json()
    rest = program.get("/api/v1/awards", params={"sort": "name", "cursor": first["next"]}).json()

    assert (_last_names(first), _last_names(rest)) == (["Buk", "Cis"], ["Dąb"])
    assert rest["next"] is None


def test_an_item_says_what_a_list_shows(program: TestClient, issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), certificate_number="KP/1")

    (item,) = program.get("/api/v1/awards").json()["items"]

    assert item == {
        "id": str(award.id),
        "state": "awarded",
        "delivery": "queued",
        "validity": "valid",
        "achievement_id": str(award.achievement_id),
        "title": "Koordynator projektów",
        "page": f"https://badges.example/credentials/{award.credential_uuid}",
        "recipient": {
            "first_name": "Jan",
            "last_name": "Kowalski",
            "email": "jan@example.org",
        },
        "language": "pl",
        "certificate_number": "KP/1",
        "awarded_at": "2030-03-01T12:00:00Z",
        "claimed_at": None,
        "valid_until": None,
        "revoked_at": None,
        "replaced_by": None,
        "erased_at": None,
    }


def test_the_awards_of_a_template_are_those_of_no_other(
    program: TestClient, issuer: Issuer
) -> None:
    mine, other = issuer.template(), issuer.template()
    issuer.award(mine, last_name="Buk")
    issuer.award(other, last_name="Cis")

    listed = program.get(f"/api/v1/achievements/{mine}/awards").json()

    assert _last_names(listed) == ["Buk"]
    assert program.get(f"/api/v1/achievements/{issuer.organisation_id}/awards").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"stat": "claimed"},
        {"state": "Claimed"},
        {"validity": "suspended"},
        {"sort": "surname"},
        {"limit": "0"},
        {"limit": "201"},
        {"cursor": "x"},
        {"awarded_from": "01.03.2030"},
        {"awarded_to": "9999-12-31"},
        {"achievement_id": "1"},
        {"language": "pl\x00"},
        {"q": "x" * 251},
    ],
    ids=str,
)
def test_what_a_list_does_not_know_is_refused(program: TestClient, query: dict[str, str]) -> None:
    answer = program.get("/api/v1/awards", params=query)

    assert answer.status_code == 422
    (fault,) = answer.json()["faults"]
    assert fault["pointer"] == f"/{next(iter(query))}"


@pytest.mark.parametrize(
    "q", ["", " ", "%00", "\x00", "\ud800".encode("utf-8", "replace").decode()]
)
def test_an_empty_search_or_a_strange_one_does_no_harm(program: TestClient, q: str) -> None:
    assert program.get("/api/v1/awards", params={"q": q}).status_code == 200


POLISH_HEADINGS = (
    "EMAIL;IMIĘ;NAZWISKO;WZORZEC;STATUS;WAŻNOŚĆ;TERMIN WAŻNOŚCI;JĘZYK NADANIA;NUMER CERTYFIKATU;"
    "DATA PRZYZNANIA;DATA ODEBRANIA;DATA UNIEWAŻNIENIA;ID POŚWIADCZENIA;ADRES POŚWIADCZENIA;"
    "STAN WYSYŁKI"
)


def test_an_export_speaks_the_language_of_the_organisation(
    program: TestClient, issuer: Issuer
) -> None:
    award = issuer.award(issuer.template(), first_name="Żaneta", last_name="Gęś")

    answer = program.get("/api/v1/awards/export.csv", headers={"Accept-Language": "de, *"})

    assert answer.content.startswith(b"\xef\xbb\xbf")
    heading, row, end = answer.content.decode("utf-8-sig").split("\r\n")
    page = f"https://badges.example/credentials/{award.credential_uuid}"
    assert heading == POLISH_HEADINGS
    assert row == (
        "jan@example.org;Żaneta;Gęś;Koordynator projektów;przyznane;ważne;bezterminowe;pl;;"
        f"01.03.2030;;;{page};{page};w kolejce"
    )
    assert end == ""
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-language"] == "pl"
    name = unquote(answer.headers["content-disposition"].partition("''")[2])
    assert name == "Poświadczenia 2030-03-01.csv"


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [("?lang=en", "pl", "en"), ("?lang=pl", "en", "pl"), ("", "en-GB", "en"), ("", "pl", "pl")],
)
def test_an_export_speaks_the_language_that_is_asked_for(
    program: TestClient, issuer: Issuer, query: str, header: str, language: str
) -> None:
    award = issuer.award(issuer.template())
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, award.id, "Pomyłka", now=issuer.now)

    answer = program.get(f"/api/v1/awards/export.csv{query}", headers={"Accept-Language": header})

    row = answer.text.split("\r\n")[1].split(";")
    words = {"en": ["revoked", "1 March 2030"], "pl": ["unieważnione", "01.03.2030"]}[language]
    assert [row[5], row[11]] == words
    assert answer.headers["content-language"] == language


def test_both_forms_hold_the_same_and_nothing_that_runs(
    program: TestClient, issuer: Issuer
) -> None:
    issuer.award(issuer.template(), certificate_number="=1+1", last_name="Ćwik")

    csv = program.get("/api/v1/awards/export.csv?lang=pl").text
    xlsx = program.get("/api/v1/awards/export.xlsx?lang=pl").content

    sheet = openpyxl.load_workbook(BytesIO(xlsx)).active
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert rows[1][8] == "=1+1"
    assert sheet["I2"].data_type == "s"
    rows[1][8] = "'=1+1"
    assert [";".join(row) for row in rows] == csv.removeprefix("\ufeff").split("\r\n")[:-1]


def test_an_export_takes_the_filters_of_the_list(program: TestClient, issuer: Issuer) -> None:
    template = issuer.template()
    for name in ("Buk", "Cis"):
        issuer.award(template, last_name=name)

    found = program.get("/api/v1/awards/export.csv", params={"q": "cis"}).text

    assert "Cis" in found
    assert "Buk" not in found
    assert program.get("/api/v1/awards/export.csv?limit=5").status_code == 422
    assert program.get("/api/v1/awards/export.xlsx?awarded_to=1500-01-01").status_code == 422


def test_an_export_is_read_page_by_page(
    program: TestClient, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(award_exports, "_AT_ONCE", 2)
    template = issuer.template()
    for number in range(5):
        issuer.award(template, last_name=f"Buk {number}")

    rows = program.get("/api/v1/awards/export.csv", params={"sort": "-name"}).text.split("\r\n")

    assert [row.split(";")[2] for row in rows[1:-1]] == [f"Buk {n}" for n in (4, 3, 2, 1, 0)]


def test_an_export_is_noted_without_what_was_searched_for(
    program: TestClient, issuer: Issuer
) -> None:
    program.get("/api/v1/awards/export.csv", params={"q": "kowalski", "state": "claimed"})

    with issuer.service.database.reading() as session:
        (row,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "awards.exported"))
    assert row.facts == {"form": "csv", "filters": ["state", "text"]}
    assert row.actor.startswith("api-key:")


def test_the_audit_trail_shows_what_happened(program: TestClient, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, award.id, "Pomyłka", now=issuer.now)

    found = program.get("/api/v1/audit", params={"subject": str(award.id)}).json()["items"]

    assert [row["action"] for row in found] == ["award.revoked", "award.made"]
    assert found[0]["text"] == "Pomyłka"
    assert found[0]["subject"] == {"kind": "award", "id": str(award.id)}
    made = program.get("/api/v1/audit", params={"action": "award.made", "limit": 1}).json()
    assert [row["subject"]["id"] for row in made["items"]] == [str(award.id)]
    assert made["next"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"from": "2030-03-01T12:00:00Z"}, True),
        ({"from": "2030-03-01T13:00:01+01:00"}, False),
        ({"to": "2030-03-01T12:00:00Z"}, False),
        ({"to": "2030-03-01T12:00:01Z"}, True),
    ],
    ids=str,
)
def test_the_audit_trail_between_two_instants(
    program: TestClient, query: dict[str, str], found: bool
) -> None:
    assert bool(program.get("/api/v1/audit", params=query).json()["items"]) is found


def test_the_audit_trail_goes_on_with_its_cursor(program: TestClient, issuer: Issuer) -> None:
    whole = program.get("/api/v1/audit", params={"limit": 200}).json()["items"]
    pages, cursor = [], ""
    while cursor is not None:
        query = {"limit": "1"} | ({"cursor": cursor} if cursor else {})
        page = program.get("/api/v1/audit", params=query).json()
        pages += page["items"]
        cursor = page["next"]

    assert len(whole) > 1
    assert pages == whole


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2030-03-01"},
        {"from": "0001-01-01T00:00:00+14:00"},
        {"to": "9999-12-31T23:59:59-14:00"},
        {"since": "2030-03-01T12:00:00Z"},
        {"action": "'"},
        {"subject": "\x00"},
    ],
    ids=str,
)
def test_what_the_audit_trail_does_not_know_is_refused(
    program: TestClient, query: dict[str, str]
) -> None:
    assert program.get("/api/v1/audit", params=query).status_code == 422
