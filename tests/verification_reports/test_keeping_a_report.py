"""A report is kept only if a visitor asks for it, where nobody can guess, and not for ever."""

import json
import re
from datetime import datetime, timedelta
from io import BytesIO

import pypdf
import pytest
import visitors
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer
from sqlalchemy import func, select
from starlette.testclient import TestClient
from timing import Clock

from issuer.award_rules import NewAward
from issuer.db.engine import Database
from issuer.erasure import erase_award, erase_recipient
from issuer.models import Award, KeptReport, KeptReportCredential
from issuer.rates import KEPT_REPORTS
from issuer.verification_reports.kept import forget_old_reports
from issuer.verification_reports.shown import GOOD_FOR, seal_shown

KEEP, PRINT = "/verify/keep?lang=en", "/verify/report.pdf?lang=en"


def shown(client: TestClient, issuer: Issuer, badge: str) -> dict[str, str]:
    """Return the hidden field of the page of a report."""
    report = client.post("/api/v1/verify", content=badge).json()
    return {"shown": seal_shown(issuer.service, report, badge.encode(), now=issuer.now)}


def addresses(client: TestClient, field: dict[str, str]) -> tuple[str, str]:
    """Have a report kept, and return its address and that of its removal."""
    answer = client.post(KEEP, data=field)
    assert answer.status_code == 200, answer.text
    found = re.findall(rf'href="{PUBLIC_URL}(/reports/[^"]+)"', answer.text)
    address, removal = dict.fromkeys(found)
    return address, removal


def rows(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(KeptReport)) or 0


@pytest.fixture
def field(client: TestClient, platform: Issuer, badge: str) -> dict[str, str]:
    """Return the hidden field of the page of a report on a badge."""
    return shown(client, platform, badge)


def test_looking_at_a_report_and_printing_it_keeps_nothing(
    client: TestClient, field: dict[str, str], database: Database
) -> None:
    printed = client.post(PRINT, data=field)

    assert printed.headers["content-type"] == "application/pdf"
    assert printed.headers["cache-control"] == "no-store"
    assert "Report of the verification of a badge" in _words(printed.content)
    assert rows(database) == 0


def test_whoever_asks_gets_an_address_that_shows_the_report_as_of_then(
    client: TestClient, app: FastAPI, field: dict[str, str], badge: str
) -> None:
    address, _ = addresses(client, field)

    somebody = visitors.browser(app)
    found = somebody.get(f"{address}?lang=en")
    assert found.status_code == 200
    assert "This is what was found on" in found.text
    assert "Project coordinator" in found.text or "Koordynator" in found.text
    assert found.headers["x-robots-tag"] == "noindex"
    assert found.headers["referrer-policy"] == "no-referrer"
    assert found.headers["cache-control"] == "no-store"
    signed = somebody.get(f"{address}.json")
    assert signed.headers["content-type"] == "application/ld+json"
    assert signed.json()["issuer"] == "did:web:badges.example"
    pdf = somebody.get(f"{address}.pdf")
    # A line may end within an address, where it has a hyphen.
    assert f"{PUBLIC_URL}{address}" in re.sub(r"[\s\u200b]", "", _words(pdf.content))
    ((_, contents),) = pypdf.PdfReader(BytesIO(pdf.content)).attachments.items()
    assert contents[0] == signed.content
    assert badge not in found.text


def test_the_badge_itself_is_not_kept_and_no_address_stands_in_the_records(
    client: TestClient, field: dict[str, str], database: Database, badge: str
) -> None:
    address, removal = addresses(client, field)

    with database.reading() as session:
        row = session.scalars(select(KeptReport)).one()
        texts = " ".join(str(getattr(row, column.key)) for column in KeptReport.__table__.columns)
    proof = json.loads(badge)["proof"][0]["proofValue"]
    assert proof not in texts
    assert address.rpartition("/")[2] not in texts
    assert removal.rpartition("/")[2] not in texts


def test_pressing_the_button_again_keeps_it_once(
    client: TestClient, field: dict[str, str], database: Database
) -> None:
    first = addresses(client, field)

    assert addresses(client, field) == first
    assert rows(database) == 1


def test_nobody_guesses_an_address(client: TestClient, field: dict[str, str]) -> None:
    address, removal = addresses(client, field)

    assert re.fullmatch(r"/reports/[\w-]{43}", address)
    assert re.fullmatch(r"/reports/[\w-]{43}/remove/[\w-]{43}", removal)
    for other in (f"{address[:-1]}x", "/reports/x", f"{address[:-1]}.json", "/reports/%00.pdf"):
        assert client.get(other).status_code == 404


@pytest.mark.parametrize(
    "field",
    [
        {},
        {"shown": ""},
        {"shown": "e30"},
        {"shown": "!"},
        {"shown": "W10"},
        {"shown": "x" * 5000},
    ],
    ids=["absent", "empty", "an object", "no base64", "a list", "letters"],
)
@pytest.mark.parametrize("address", [KEEP, PRINT])
def test_nobody_makes_up_a_report(
    client: TestClient, address: str, field: dict[str, str], database: Database
) -> None:
    assert client.post(address, data=field).status_code == 422
    assert rows(database) == 0


@pytest.mark.parametrize("place", [0, 40, 200, -1])
def test_nobody_alters_a_report(client: TestClient, field: dict[str, str], place: int) -> None:
    text = list(field["shown"])
    text[place] = "A" if text[place] != "A" else "Q"

    assert client.post(PRINT, data={"shown": "".join(text)}).status_code == 422


def test_a_page_that_was_open_too_long_is_to_be_checked_again(
    client: TestClient, field: dict[str, str], clock: Clock
) -> None:
    clock.now += GOOD_FOR
    assert client.post(PRINT, data=field).status_code == 200
    clock.now += timedelta(seconds=2)

    answer = client.post(PRINT, data=field, headers={"Accept": "text/html"})

    assert answer.status_code == 422
    assert "Check the badge again" in answer.text


def test_whoever_kept_it_can_remove_it_and_looking_removes_nothing(
    client: TestClient, field: dict[str, str], database: Database
) -> None:
    address, removal = addresses(client, field)
    page = client.get(f"{removal}?lang=en")
    assert page.status_code == 200
    assert "Remove the report" in page.text
    assert client.get(address).status_code == 200

    gone = client.post(removal, follow_redirects=False)

    assert gone.status_code == 303
    assert {client.get(f"{address}{ending}").status_code for ending in ("", ".json", ".pdf")} == {
        404
    }
    assert client.post(removal).status_code == 404
    assert rows(database) == 0


def test_whoever_only_has_its_address_cannot_remove_it(
    client: TestClient, field: dict[str, str]
) -> None:
    address, _ = addresses(client, field)

    for guess in ("x", address.rpartition("/")[2]):
        assert client.get(f"{address}/remove/{guess}").status_code == 404
        assert client.post(f"{address}/remove/{guess}").status_code == 404
    assert client.get(address).status_code == 200


def test_it_goes_when_its_time_is_over(
    client: TestClient, field: dict[str, str], clock: Clock, database: Database
) -> None:
    address, _ = addresses(client, field)
    clock.now += timedelta(days=365) - timedelta(seconds=1)
    _clear(database, clock.now)
    assert client.get(address).status_code == 200

    clock.now += timedelta(seconds=1)

    assert client.get(address).status_code == 404
    _clear(database, clock.now)
    assert rows(database) == 0


@pytest.mark.parametrize("way", ["award", "person"])
def test_rule_34_erasing_an_award_erases_the_reports_about_it(
    client: TestClient, platform: Issuer, database: Database, way: str
) -> None:
    award, other = (
        platform.award(platform.template(), NewAward("Jan", "Kowalski", email))
        for email in ("jan@example.org", "ewa@example.org")
    )
    kept, stays = (
        addresses(client, shown(client, platform, platform.forms(each)["json"]))[0]
        for each in (award, other)
    )

    with platform.writing() as session:
        if way == "award":
            erase_award(
                session, platform.caller, platform.service, award.id, revoke=False,
                now=platform.now,
            )  # fmt: skip
        else:
            erase_recipient(
                session, platform.caller, platform.service, "Jan@example.org", revoke=False,
                now=platform.now,
            )  # fmt: skip

    assert client.get(kept).status_code == 404
    assert client.get(stays).status_code == 200
    with database.reading() as session:
        assert len(session.scalars(select(KeptReportCredential)).all()) == 1


def test_rule_34_a_report_shown_before_an_erasure_cannot_be_kept_after_it(
    client: TestClient, platform: Issuer, field: dict[str, str], database: Database
) -> None:
    with platform.writing() as session:
        award = session.scalars(select(Award)).one()
        erase_award(
            session, platform.caller, platform.service, award.id, revoke=False, now=platform.now
        )

    assert client.post(KEEP, data=field).status_code == 422
    assert rows(database) == 0


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000"])
def test_a_report_on_a_badge_of_somebody_else_can_be_kept(
    client: TestClient, platform: Issuer, text: str
) -> None:
    badge = f'{{"type": ["VerifiableCredential"], "id": "urn:{text}", "x": "{text}"}}'
    address, _ = addresses(client, shown(client, platform, badge))

    assert client.get(address).status_code == 200


def test_one_machine_cannot_fill_the_records(client: TestClient, field: dict[str, str]) -> None:
    codes = [client.post(KEEP, data=field).status_code for _ in range(KEPT_REPORTS.count + 1)]

    assert set(codes[:-1]) == {200}
    assert codes[-1] == 429


def test_a_page_of_another_site_cannot_have_it_kept(
    client: TestClient, field: dict[str, str], database: Database
) -> None:
    answer = client.post(KEEP, data=field, headers={"Origin": "https://other.example"})

    assert answer.status_code == 403
    assert rows(database) == 0


def _clear(database: Database, now: datetime) -> None:
    with database.writing() as session, session.begin():
        forget_old_reports(session, now=now)


def _words(pdf: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
