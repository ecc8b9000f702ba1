"""Threat 39: after an erasure nobody finds the person; who holds a copy can still check it."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import visitors
from fastapi import FastAPI
from issuing import JAN, Issuer
from log_lines import Log, written_log
from sqlalchemy import select
from starlette.testclient import TestClient
from timing import Clock, wait_until

from issuer.cli.worker import work_of
from issuer.collaborators import Collaborators
from issuer.jobs.engine import JobEngine, Pace
from issuer.models import (
    Award,
    Delivery,
    Erasure,
    ErasureState,
    KeptReport,
    LinkPurpose,
    Mail,
    Person,
    Role,
)
from issuer.people import request_reset
from issuer.rights import Right
from issuer.verification_reports.shown import seal_shown
from verifier.report import Verdict

from .traces import base64_writings, found, writings

EMAIL = "Zaneta.Gesla@poczta.example"
REASON = "Pani Żanecie zmieniono nazwisko."
KEY = "import-7-zaneta.gesla"
PDF = "%PDF-1.7\n% Zaświadczenie Ż. Gęśli-Jaźni\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
TEXTS = (
    "Żaneta", "Gęślą-Jaźń", "Żaneta Gęślą-Jaźń", EMAIL, "zaneta.gesla", "w Pcimiu Dolnym",
    "KP/Gęśl/2030/7", "prace.example/warsztaty", "dyplom-gesla.pdf", "Ż. Gęśli-Jaźni", REASON, KEY,
)  # fmt: skip
EWA = "ewa.zychowicz@example.org"


@dataclass(frozen=True)
class Life:
    """Somebody who was awarded, mailed, corrected, and who claimed; and somebody else."""

    app: FastAPI
    program: TestClient
    issuer: Issuer
    log: Log
    clock: Clock
    award: Award
    forms: dict[str, str]
    other: Award

    def found(self, wanted: str) -> list[str]:
        """Return where a text stands now."""
        service = self.issuer.service
        (service.settings.home / "service.log").write_text(self.log.text)
        return found(service.settings.home, service.database.engine, wanted)

    def settle(self) -> None:
        """Let the workers finish every erasure."""
        self.clock.advance(timedelta(minutes=11))
        wait_until(lambda: _states(self.issuer, Erasure) == {ErasureState.DONE})

    def hashes(self) -> list[str]:
        """Return the salt and the hash of the address, as every copy holds them."""
        subject = json.loads(self.forms["json"])["credentialSubject"]
        (hashed,) = (each for each in subject["identifier"] if each["hashed"])
        return [hashed["salt"], hashed["identityHash"].removeprefix("sha256$")]


@pytest.fixture
def life(
    service: Collaborators, issuer: Issuer, database_url: str, clock: Clock, tmp_path: Path
) -> Iterator[Life]:
    """Yield a life, while workers work and a log is written."""
    is_sqlite = database_url.startswith("sqlite")
    jobs = f"sqlite:///{tmp_path / 'insygnia-jobs.db'}" if is_sqlite else database_url
    engine = JobEngine(
        service.database, jobs, work_of(service),
        clock=clock, on_lost=lambda: None, pace=Pace(sweep=0.1),
    )  # fmt: skip
    with written_log() as log:
        engine.start()
        try:
            yield _lived(visitors.serve(service), issuer, log, clock)
        finally:
            engine.stop()


def _lived(app: FastAPI, issuer: Issuer, log: Log, clock: Clock) -> Life:
    program = visitors.program(app, issuer, *Right)
    path = f"/api/v1/achievements/{issuer.template()}/awards"
    file = {"file": ("dyplom-gesla.pdf", PDF.encode(), "application/pdf")}
    upload = program.post("/api/v1/uploads", data={"purpose": "evidence"}, files=file).json()["id"]
    body = _body("Gęśla", upload)
    made = program.post(path, json=body, headers={"Idempotency-Key": KEY})
    assert made.status_code == 201, made.text
    _wait_for_mails(issuer, 1)
    clock.advance(timedelta(minutes=1))
    corrected = {**_body("Gęślą-Jaźń", upload), "reason": REASON}
    made = program.post(f"/api/v1/awards/{made.json()['id']}/correct", json=corrected)
    assert made.status_code == 200, made.text
    _wait_for_mails(issuer, 2)
    token = visitors.token_in_mail(issuer.service, LinkPurpose.CLAIM)
    assert visitors.browser(app).post(f"/claim/{token}").status_code == 200
    visitors.browser(app).post("/my", data={"email": EMAIL})
    _wait_for_mails(issuer, 3)
    program.get("/api/v1/awards", params={"q": "Gęślą"})
    program.get("/api/v1/awards/export.csv", params={"q": EMAIL})
    other = issuer.award(issuer.template(), JAN)
    with issuer.service.database.reading() as session:
        award = session.scalars(select(Award).where(Award.id != other.id)).one()
    forms = issuer.forms(award)
    _have_report_kept(app, issuer, forms["json"].encode())
    return Life(app, program, issuer, log, clock, award, forms, other)


def _have_report_kept(app: FastAPI, issuer: Issuer, badge: bytes) -> None:
    visitor = visitors.browser(app)
    report = visitor.post("/api/v1/verify", content=badge).json()
    shown = seal_shown(issuer.service, report, badge, now=issuer.now)
    assert visitor.post("/verify/keep", data={"shown": shown}).status_code == 200


def _body(last_name: str, upload: str) -> dict[str, Any]:
    return {
        "recipient": {"first_name": "Żaneta", "last_name": last_name, "email": EMAIL},
        "narrative": "Prowadziła warsztaty w Pcimiu Dolnym.",
        "certificate_number": "KP/Gęśl/2030/7",
        "evidence": [{"upload": upload}, {"url": "https://prace.example/warsztaty"}],
    }


def _states(issuer: Issuer, table: type[Mail | Erasure]) -> set[str]:
    with issuer.service.database.reading() as session:
        return set(session.scalars(select(table.state)))


def _wait_for_mails(issuer: Issuer, count: int) -> None:
    wait_until(lambda: issuer.count(Mail) == count and _states(issuer, Mail) == {Delivery.SENT})


def test_before_the_erasure_everything_is_found(life: Life) -> None:
    places = {wanted: life.found(wanted) for wanted in (*TEXTS, *life.hashes())}

    assert {wanted for wanted, where in places.items() if not where} == set()
    assert any(name.startswith("mail") for name in places["Żaneta"])
    assert life.issuer.count(KeptReport) == 1
    for forbidden in ("jobs", "dbos", "log"):
        assert not [name for where in places.values() for name in where if forbidden in name]


def test_after_the_erasure_nothing_is_found(life: Life) -> None:
    hashes = life.hashes()

    answer = life.program.post("/api/v1/erasures", json={"email": EMAIL.lower()})

    assert answer.json() == {"awards": [str(life.award.id)], "corrected": []}
    life.settle()
    left = {wanted: life.found(wanted) for wanted in (*TEXTS, *hashes)}
    assert {wanted: places for wanted, places in left.items() if places} == {}
    assert life.issuer.count(KeptReport) == 0
    assert life.found("Kowalski"), "somebody else stays"


def test_a_copy_is_still_checked_and_its_page_is_gone(life: Life) -> None:
    life.program.post(f"/api/v1/awards/{life.award.id}/erase", json={"revoke": False})
    life.settle()

    verdicts = {life.issuer.verify(form).verdict for form in life.forms.values()}

    assert verdicts == {Verdict.VALID}
    assert life.issuer.verify(life.issuer.forms(life.other)["json"]).verdict is Verdict.VALID
    page = visitors.browser(life.app).get(f"/credentials/{life.award.credential_uuid}")
    assert page.status_code == 410
    assert "Gęśl" not in page.text


def test_a_copy_that_is_revoked_with_the_erasure_is_invalid(life: Life) -> None:
    life.program.post(f"/api/v1/awards/{life.award.id}/erase", json={"revoke": True})
    life.settle()

    assert life.issuer.verify(life.forms["json"]).verdict is Verdict.INVALID
    assert life.found("Gęślą-Jaźń") == []


def test_of_somebody_who_worked_here_nothing_is_found_either(life: Life) -> None:
    ewa = visitors.add_staff(life.issuer, Role.AUTHOR, email=EWA, name="Ewa Zychowicz-Ćma")
    visitors.sign_in(life.app, EWA)
    with life.issuer.writing() as session:
        request_reset(session, EWA, now=life.clock())
    _wait_for_mails(life.issuer, 4 + 1)
    wanted = ("Zychowicz-Ćma", EWA, "ewa.zychowicz")
    assert all(life.found(each) for each in wanted)

    assert life.program.post(f"/api/v1/members/{ewa.id}/erase").status_code == 204

    life.settle()
    assert [place for each in wanted for place in life.found(each)] == []
    with life.issuer.service.database.reading() as session:
        assert session.get_one(Person, ewa.id).disabled_at is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "iso-8859-2", "cp1250"])
def test_a_name_is_found_in_every_encoding(encoding: str) -> None:
    content = "…, Żaneta Gęślą, …".encode(encoding, "replace").lower()

    assert any(way in content for way in writings("Żaneta Gęślą"))


@pytest.mark.parametrize("before", ["", "a", "ab"])
def test_a_name_is_found_inside_a_token(before: str) -> None:
    token = base64.urlsafe_b64encode(f"{before}Żaneta Gęślą-Jaźń?".encode()).lower()

    assert any(way.lower() in token for way in base64_writings("Żaneta Gęślą-Jaźń"))
