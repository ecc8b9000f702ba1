"""An erased award names nobody, cannot be brought back, and keeps its status entry."""

import pytest
import visitors
from fastapi import FastAPI
from issuing import JAN, Issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.award_rules import NewEvidence
from issuer.claims import ask_for_badges, claim_award
from issuer.collaborators import Collaborators
from issuer.links import create_link, renew_token
from issuer.mailing import send_mail
from issuer.models import (
    AuditEntry,
    Award,
    Delivery,
    Erasure,
    Form,
    Generation,
    IdempotentAnswer,
    Link,
    LinkPurpose,
    LoginSession,
    Mail,
    Upload,
    WebhookDelivery,
)
from issuer.people_errors import LinkUnusableError
from issuer.uploads import UploadPurpose, store_upload
from verifier.report import Verdict

from .zaneta import FULL, correct

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def _erase(program: TestClient, award: Award, *, revoke: bool = False) -> None:
    answer = program.post(f"/api/v1/awards/{award.id}/erase", json={"revoke": revoke})
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"awards": [str(award.id)], "corrected": []}


def test_nothing_of_the_record_tells_who_it_was(program: TestClient, issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), FULL)
    correct(issuer, award, FULL._replace(last_name="Gęślą"))

    _erase(program, award)

    left = {
        name: value
        for name, value in vars(issuer.read(award)).items()
        if not name.startswith("_") and value not in (None, [], False)
    }
    assert left.keys() == {
        "id", "organisation_id", "achievement_id", "version_id", "credential_uuid",
        "credential_id", "subject_id", "language", "state", "delivery", "awarded_at", "erased_at",
        "generation",
    }  # fmt: skip
    assert left["delivery"] == Delivery.CANCELLED
    assert issuer.count(Form) == 0
    with issuer.service.database.reading() as session:
        assert set(session.scalars(select(Generation.reason))) == {None}
    shown = program.get(f"/api/v1/awards/{award.id}").json()
    assert shown["recipient"] == {"first_name": None, "last_name": None, "email": None}


def test_copies_stay_valid_and_their_status_is_told(program: TestClient, issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), FULL)
    forms = issuer.forms(award)

    _erase(program, award)

    assert [issuer.verify(form).verdict for form in forms.values()] == [Verdict.VALID] * 2


def test_copies_can_be_revoked_with_the_erasure(program: TestClient, issuer: Issuer) -> None:
    program.post(
        "/api/v1/webhooks", json={"url": "https://records.example/", "events": ["revoked"]}
    )
    award = issuer.award(issuer.template(), FULL)
    forms = issuer.forms(award)

    _erase(program, award, revoke=True)

    assert [issuer.verify(form).verdict for form in forms.values()] == [Verdict.INVALID] * 2
    assert issuer.read(award).revoked_at == issuer.now
    with issuer.service.database.reading() as session:
        assert [call.payload["award"] for call in session.scalars(select(WebhookDelivery))] == [
            str(award.id)
        ]


def test_the_page_says_that_it_is_gone(app: FastAPI, program: TestClient, issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), FULL)

    _erase(program, award)

    for ending in ("", ".json", ".jwt", ".png"):
        page = visitors.browser(app).get(f"/credentials/{award.credential_uuid}{ending}")
        assert page.status_code == 410, ending


@pytest.mark.parametrize("action", ["erase", "revoke", "resend", "correct"])
def test_what_is_erased_cannot_be_changed_any_more(
    program: TestClient, issuer: Issuer, action: str
) -> None:
    award = issuer.award(issuer.template(), FULL)
    _erase(program, award)
    recipient = {"first_name": "A", "last_name": "B", "email": "a@example.org"}
    bodies = {"revoke": {"reason": "x"}, "correct": {"recipient": recipient, "reason": "x"}}

    answer = program.post(f"/api/v1/awards/{award.id}/{action}", json=bodies.get(action, {}))

    assert answer.status_code == 410
    assert issuer.count(Form) == 0


def test_links_and_sessions_of_the_recipient_end(program: TestClient, issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), FULL)
    with issuer.writing() as session:
        used, unused = (
            renew_token(
                session,
                create_link(session, LinkPurpose.CLAIM, award_id=award.id, now=issuer.now),
                now=issuer.now,
            )
            for _ in range(2)
        )
        claim_award(session, used, now=issuer.now)
        ask_for_badges(session, FULL.email, "pl", now=issuer.now)

    _erase(program, award)

    assert [issuer.count(table) for table in (Link, LoginSession)] == [0, 0]
    with issuer.writing() as session, pytest.raises(LinkUnusableError):
        claim_award(session, unused, now=issuer.now)
    with issuer.writing() as session:
        ask_for_badges(session, FULL.email, "pl", now=issuer.now)
    with issuer.service.database.reading() as session:
        mails = session.scalars(select(Mail)).all()
    assert len(mails) == 2
    assert {(mail.recipient, mail.link_id, mail.state) for mail in mails} == {
        (None, None, Delivery.CANCELLED)
    }


def test_a_mail_that_waited_is_not_sent(
    program: TestClient, issuer: Issuer, service: Collaborators
) -> None:
    award = issuer.award(issuer.template(), FULL)
    with service.database.reading() as session:
        mail = session.scalars(select(Mail.id)).one()
    _erase(program, award)

    assert send_mail(mail, service) is None
    assert not (service.settings.home / "mail").exists()


def test_evidence_is_erased_with_its_name(program: TestClient, issuer: Issuer) -> None:
    with issuer.writing() as session:
        kept, other = (
            store_upload(
                session, issuer.caller, UploadPurpose.EVIDENCE, name, PDF, now=issuer.now
            ).id
            for name in ("Żaneta.pdf", "other.pdf")
        )
    award = issuer.award(issuer.template(), FULL, evidence=(NewEvidence(upload=kept),))

    _erase(program, award)

    assert program.get(f"/api/v1/uploads/{kept}").status_code == 410
    assert program.get(f"/api/v1/uploads/{other}").status_code == 200
    with issuer.service.database.reading() as session:
        row = session.get_one(Upload, kept)
        assert (row.content, row.name, row.sha256, row.size) == (None, None, "", 0)


def test_a_repeated_request_does_not_award_the_person_again(
    program: TestClient, issuer: Issuer
) -> None:
    path = f"/api/v1/achievements/{issuer.template()}/awards"
    recipient = {"first_name": "Jan", "last_name": "Kowalski", "email": "jan@example.org"}
    key = {"Idempotency-Key": "jan@example.org"}
    first = program.post(path, json={"recipient": recipient}, headers=key).json()

    program.post(f"/api/v1/awards/{first['id']}/erase", json={})

    with issuer.service.database.reading() as session:
        (kept,) = session.scalars(select(IdempotentAnswer)).all()
    assert "jan" not in kept.key
    assert kept.request_hash == ""
    assert program.post(path, json={"recipient": recipient}, headers=key).status_code == 410
    assert issuer.count(Award) == 1


def test_what_people_wrote_goes_and_its_digest_stays(program: TestClient, issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), FULL)
    correct(issuer, award, FULL, "Pani Żaneta prosiła.")
    _erase(program, award)

    with issuer.service.database.reading() as session:
        rows = session.scalars(
            select(AuditEntry).where(AuditEntry.subject_id == str(award.id)).order_by(AuditEntry.id)
        ).all()

    assert [row.action for row in rows] == ["award.made", "award.corrected", "award.erased"]
    assert [(row.text, row.text_nonce) for row in rows] == [(None, None)] * 3
    assert rows[1].text_digest
    assert rows[2].facts == {"revoked": False}


def test_an_erasure_is_handed_to_the_workers(program: TestClient, issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), FULL)

    _erase(program, award)

    with issuer.service.database.reading() as session:
        erasure = session.scalars(select(Erasure)).one()
        mails = session.scalars(select(Mail.id)).all()
    assert ("erasure", erasure.id) in issuer.service.jobs.handed  # type: ignore[attr-defined]  # the list of a test
    assert erasure.mails == [str(mail) for mail in mails]


def test_a_list_by_name_leaves_erased_awards_out(program: TestClient, issuer: Issuer) -> None:
    template = issuer.template()
    erased, kept = issuer.award(template, FULL), issuer.award(template, JAN)
    _erase(program, erased)

    by_name = program.get("/api/v1/awards", params={"sort": "name"}).json()["items"]
    by_date = program.get("/api/v1/awards").json()["items"]

    assert [item["id"] for item in by_name] == [str(kept.id)]
    assert {item["id"] for item in by_date} == {str(kept.id), str(erased.id)}
