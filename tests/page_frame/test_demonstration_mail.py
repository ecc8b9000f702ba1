"""Without a mail server a demonstration shows its mail; nothing else ever does."""

import re
from pathlib import Path

import pytest
import visitors
from claiming.recipients import PAGE
from issuing import Issuer, collaborators, new_issuer
from mailing.mails import newest_mail
from pydantic import SecretStr
from starlette.testclient import TestClient
from timing import Clock

from issuer.db.engine import Database
from issuer.mailing import send_mail
from issuer.models import MailKind

HERE = "http://localhost:8000"


@pytest.fixture
def issuer(database: Database, tmp_path: Path, clock: Clock) -> Issuer:
    """Return an organisation of a demonstration, with one mail that was filed."""
    found = new_issuer(collaborators(database, tmp_path, clock, public_url=HERE))
    found.award(found.template())
    send_mail(newest_mail(found.service, MailKind.AWARD), found.service)
    return found


def browser(issuer: Issuer, host: str = HERE) -> TestClient:
    return TestClient(visitors.serve(issuer.service), host, headers={**PAGE, "Origin": HERE})


def test_the_mail_is_listed_shown_and_leads_to_the_claim(issuer: Issuer) -> None:
    client = browser(issuer)

    address = re.search(r'href="(/mail/[0-9a-f-]{36})"', client.get("/mail").text)
    assert address is not None
    shown = client.get(address[1]).text
    claim = re.search(rf"{HERE}(/claim/[\w-]+)", shown)

    assert claim is not None
    assert "Koordynator projektów" in shown
    assert client.get(claim[1]).status_code == 200


def test_the_message_is_shown_in_a_frame_that_runs_nothing(issuer: Issuer) -> None:
    mail = newest_mail(issuer.service, MailKind.AWARD)

    body = browser(issuer).get(f"/mail/{mail}/body")

    policy = body.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert '<base target="_top">' in body.text


@pytest.mark.parametrize("path", ["/mail", "/mail/{}", "/mail/{}/body"])
def test_nobody_else_shows_mail(
    issuer: Issuer, database: Database, tmp_path: Path, clock: Clock, path: str
) -> None:
    address = path.format(newest_mail(issuer.service, MailKind.AWARD))
    with_server = collaborators(
        database, tmp_path, clock, public_url=HERE, smtp_url=SecretStr("smtp://localhost")
    )
    public = collaborators(database, tmp_path, clock)

    assert browser(Issuer(with_server, issuer.organisation_id)).get(address).status_code == 404
    elsewhere = TestClient(visitors.serve(public), "https://badges.example", headers=PAGE)
    assert elsewhere.get(address).status_code == 404
    # A page of somebody else whose name was made to lead here.
    assert browser(issuer, "http://rebound.example:8000").get(address).status_code == 404


@pytest.mark.parametrize("name", ["..%2fkek", "x", "00000000-0000-4000-8000-000000000000"])
def test_no_other_file_is_shown(issuer: Issuer, name: str) -> None:
    assert browser(issuer).get(f"/mail/{name}").status_code == 404
