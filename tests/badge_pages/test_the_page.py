"""What the page of a badge says, and in which state the badge is."""

from datetime import date, timedelta

import pytest
from claiming.recipients import claimed, phone
from fastapi import FastAPI
from issuing import JAN, PUBLIC_URL, Issuer
from timing import Clock

from issuer.award_changes import correct_award, revoke_award
from issuer.award_rules import NewEvidence
from issuer.documents.results import AwardedResult
from issuer.models import Award, DuplicatePolicy, Organisation
from issuer.uploads import UploadPurpose, store_upload

FULL = JAN._replace(
    narrative="Prowadził projekt **Woda**.",
    certificate_number="KP/2030/7",
    evidence=(NewEvidence(name="Raport", url="https://akademia.example/raport"),),
    activity_from=date(2030, 1, 1),
    activity_to=date(2030, 2, 1),
    results=(AwardedResult("ocena", value="5,0"),),
    valid_until=date(2031, 1, 31),
    default_validity=False,
)


def page_of(app: FastAPI, award: Award, language: str = "en") -> str:
    client = phone(app)
    client.headers["Accept-Language"] = language
    return str(client.get(f"/credentials/{award.credential_uuid}").text)


def test_the_page_says_everything_that_was_signed(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), FULL)
    claimed(app, issuer, award)

    text = page_of(app, award, "pl")

    for said in ("Koordynator projektów", "Jan Kowalski", "Akademia", "01.03.2030", "31.01.2031",
                 "<strong>Woda</strong>", "<strong>projekt</strong>", "KP/2030/7", "Ocena", "5,0",
                 "https://akademia.example/raport", "01.01.2030", "Ważne"):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize(("language", "said"), [("pl", "Zweryfikuj"), ("en", "Verify")])
def test_the_frame_speaks_the_readers_language_and_the_badge_its_own(
    app: FastAPI, issuer: Issuer, language: str, said: str
) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)

    text = page_of(app, award, language)

    assert said in text
    assert '<h1 lang="pl">Koordynator projektów</h1>' in text


def test_a_revoked_badge_says_so(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)
    with issuer.writing() as session:
        revoke_award(session, issuer.caller, issuer.service, award.id, "x", now=issuer.now)

    assert "The issuer has revoked it" in page_of(app, award)


def test_an_expired_badge_says_until_when_it_was_valid(
    app: FastAPI, issuer: Issuer, clock: Clock
) -> None:
    award = issuer.award(issuer.template(), FULL)
    claimed(app, issuer, award)
    clock.advance(timedelta(days=340))

    assert "It was valid until 31 January 2031" in page_of(app, award)


def test_a_replaced_badge_says_so(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template(DuplicatePolicy.REPLACE)
    award = issuer.award(template)
    claimed(app, issuer, award)
    issuer.award(template)

    assert "replaced it by a newer one" in page_of(app, award)


def test_a_corrected_badge_is_shown_at_the_same_address(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)
    corrected = JAN._replace(last_name="Kowalczyk")
    with issuer.writing() as session:
        correct_award(
            session, issuer.caller, issuer.service, award.id, corrected, "name", now=issuer.now
        )

    assert "Jan Kowalczyk" in page_of(app, award)
    form = phone(app).get(f"/credentials/{award.credential_uuid}.json").text
    assert form == issuer.forms(award, 2)["json"]


def test_linkedin_gets_the_months_of_the_organisations_time_zone(
    app: FastAPI, issuer: Issuer, clock: Clock
) -> None:
    with issuer.writing() as session:
        session.get_one(Organisation, issuer.organisation_id).linkedin_id = "12345"
    clock.now = clock.now.replace(month=3, day=31, hour=22, minute=30)
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)

    text = page_of(app, award)

    assert "organizationId=12345" in text
    assert "issueYear=2030&amp;issueMonth=4" in text
    assert f"certUrl={PUBLIC_URL.replace(':', '%3A').replace('/', '%2F')}" in text


def test_networks_are_told_the_title_and_no_name(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)

    head = page_of(app, award).partition("</head>")[0]

    assert '<meta property="og:title" content="Koordynator projektów">' in head
    assert "Kowalski" not in head


def test_what_people_wrote_is_text_and_never_a_script(app: FastAPI, issuer: Issuer) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>[x](javascript:alert(3))"
    texts = {
        "name": "<b>x</b>",
        "description": hostile,
        "criteria": hostile,
        "tags": ["<script>alert(4)</script>"],
    }
    award = issuer.award(
        issuer.template(languages=["pl"], texts={"pl": texts}, result_descriptions=[]),
        JAN._replace(narrative=hostile, certificate_number='"><script>'),
    )
    claimed(app, issuer, award)

    text = page_of(app, award)

    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert 'href="javascript' not in text
    assert "&lt;b&gt;x&lt;/b&gt;" in text


def test_a_file_of_the_evidence_is_saved_and_never_run(app: FastAPI, issuer: Issuer) -> None:
    with issuer.writing() as session:
        upload = store_upload(
            session, issuer.caller, UploadPurpose.EVIDENCE, "praca.txt", b"Praca.", now=issuer.now
        )
    evidence = NewEvidence(name="Praca", upload=upload.id)
    award = issuer.award(issuer.template(), JAN._replace(evidence=(evidence,)))
    address = f"/credentials/{award.credential_uuid}/evidence/{upload.id}"
    assert phone(app).get(address).status_code == 404
    claimed(app, issuer, award)

    answer = phone(app).get(address)

    assert answer.content == b"Praca."
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert f"{PUBLIC_URL}{address}" in page_of(app, award)


def test_no_other_file_of_the_organisation_is_evidence(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    claimed(app, issuer, award)
    with issuer.writing() as session:
        upload = store_upload(
            session, issuer.caller, UploadPurpose.EVIDENCE, "inna.txt", b"Inna.", now=issuer.now
        )

    address = f"/credentials/{award.credential_uuid}/evidence/{upload.id}"
    assert phone(app).get(address).status_code == 404
