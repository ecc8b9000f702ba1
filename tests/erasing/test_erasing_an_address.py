"""An address is erased from every award of one organisation."""

from uuid import UUID

import pytest
from fastapi import FastAPI
from issuing import JAN, Issuer, new_issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.models import AuditEntry, Award, Erasure, Generation, Mail
from verifier.report import Verdict

from .zaneta import FULL, correct


def _erase_address(
    program: TestClient, email: str, *, revoke: bool = False
) -> dict[str, list[str]]:
    answer = program.post("/api/v1/erasures", json={"email": email, "revoke": revoke})
    assert answer.status_code == 200, answer.text
    erased: dict[str, list[str]] = answer.json()
    return erased


def test_an_address_is_erased_from_every_award(program: TestClient, issuer: Issuer) -> None:
    template = issuer.template()
    mine = [
        issuer.award(template, FULL, email=email).id
        for email in ("Zaneta@Example.org", "zaneta@example.org")
    ]
    other = issuer.award(template, JAN)

    erased = _erase_address(program, " ZANETA@example.org ", revoke=True)

    assert {UUID(award) for award in erased["awards"]} == set(mine)
    with issuer.service.database.reading() as session:
        left = session.scalars(select(Award).where(Award.erased_at.is_(None))).all()
        assert set(session.scalars(select(Mail.recipient))) == {None, "jan@example.org"}
    assert [(award.id, award.last_name) for award in left] == [(other.id, "Kowalski")]
    assert issuer.verify(issuer.forms(other)["json"]).verdict is Verdict.VALID
    assert _erase_address(program, "zaneta@example.org") == {"awards": [], "corrected": []}


def test_another_organisation_keeps_its_own(
    app: FastAPI, program: TestClient, issuer: Issuer
) -> None:
    other = new_issuer(issuer.service, "politechnika")
    kept = other.award(other.template(), FULL)

    assert _erase_address(program, FULL.email)["awards"] == []
    assert other.read(kept).email == FULL.email


def test_what_went_to_the_address_before_a_correction_is_erased(
    program: TestClient, issuer: Issuer
) -> None:
    award = issuer.award(issuer.template(), FULL)
    correct(issuer, award, JAN, "To nie Żaneta, tylko Jan.")

    erased = _erase_address(program, FULL.email)

    assert erased == {"awards": [], "corrected": [str(award.id)]}
    assert issuer.forms(award, 1) == {}
    assert issuer.verify(issuer.forms(award)["json"]).verdict is Verdict.VALID
    assert issuer.read(award).last_name == "Kowalski"
    with issuer.service.database.reading() as session:
        assert set(session.scalars(select(Mail.recipient))) == {None, "jan@example.org"}
        assert set(session.scalars(select(AuditEntry.text))) == {None}
        assert set(session.scalars(select(Generation.reason))) == {None}


@pytest.mark.parametrize("email", ["", "zaneta", "zaneta@", "a@b@c.example"])
def test_what_is_no_address_is_refused(program: TestClient, issuer: Issuer, email: str) -> None:
    answer = program.post("/api/v1/erasures", json={"email": email})

    assert answer.status_code == 422
    assert answer.json()["faults"][0]["pointer"] == "/email"
    assert issuer.count(Erasure) == 0
