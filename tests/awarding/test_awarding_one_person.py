"""What comes of one award: records, two signed forms, a mail, and nothing by halves."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from issuing import JAN, PUBLIC_URL, Issuer
from sqlalchemy import select

from issuer.achievements import archive_achievement
from issuer.award_errors import AchievementNotActiveError, InvalidAwardError
from issuer.award_rules import NewAward, NewEvidence
from issuer.awards import award_achievement
from issuer.callers import Caller
from issuer.documents.results import AwardedResult
from issuer.errors import ForbiddenError, NotFoundError
from issuer.models import AuditEntry, Award, AwardState, Mail, MailKind
from issuer.organisation_errors import OrganisationClosedError
from issuer.organisations import close_organisation
from issuer.rights import Right
from verifier.report import Verdict

FULL = NewAward(
    "Żaneta",
    "Gęślą-Jaźń",
    "zaneta@example.org",
    language="pl",
    valid_until=date(2031, 1, 31),
    narrative="Prowadziła projekt „Woda”.\nBardzo dobrze.",
    certificate_number="KP/2030/7",
    evidence=(NewEvidence(name="Raport", url="https://akademia.example/raport"),),
    activity_from=date(2030, 1, 1),
    activity_to=date(2030, 2, 1),
    results=(AwardedResult("ocena", value="5,0"),),
)


def test_both_forms_of_an_award_are_valid_and_say_the_same(issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), FULL)

    forms = issuer.forms(award)

    assert set(forms) == {"json", "jwt"}
    assert [issuer.verify(form).verdict for form in forms.values()] == [Verdict.VALID] * 2
    assert issuer.verify(forms["json"]).credential is not None
    credential = json.loads(forms["json"])
    assert credential["id"] == f"{PUBLIC_URL}/credentials/{award.credential_uuid}"
    subject = credential["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "Żaneta Gęślą-Jaźń"
    assert subject["licenseNumber"] == "KP/2030/7"
    assert subject["narrative"] == FULL.narrative
    assert subject["activityStartDate"].startswith("2030-01-01")
    assert subject["result"][0]["value"] == "5,0"
    assert credential["evidence"][0]["id"] == "https://akademia.example/raport"


def test_the_address_of_the_recipient_stands_in_no_form(issuer: Issuer) -> None:
    forms = issuer.forms(issuer.award(issuer.template(), FULL))

    assert all("zaneta@example.org" not in form for form in forms.values())
    report = issuer.verify(forms["json"])
    assert report.verdict is Verdict.VALID


def test_a_day_of_expiry_means_its_end_in_the_time_zone_of_the_issuer(issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), FULL)

    credential = json.loads(issuer.forms(award)["json"])

    assert credential["validUntil"] == "2031-01-31T22:59:59Z"


def test_without_a_date_an_award_is_valid_for_ever(issuer: Issuer) -> None:
    award = issuer.award(issuer.template())

    assert "validUntil" not in json.loads(issuer.forms(award)["json"])


@pytest.mark.parametrize(
    ("validity", "expected"),
    [
        ({"months": 12}, "2031-03-01T22:59:59Z"),
        ({"days": 10}, "2030-03-11T22:59:59Z"),
        ({"until": "2030-12-31"}, "2030-12-31T22:59:59Z"),
    ],
)
def test_the_validity_of_the_template_counts_unless_the_award_says_otherwise(
    issuer: Issuer, validity: dict[str, object], expected: str
) -> None:
    template = issuer.template(default_validity=validity)

    by_template = json.loads(issuer.forms(issuer.award(template))["json"])
    for_ever = json.loads(issuer.forms(issuer.award(template, default_validity=False))["json"])

    assert by_template["validUntil"] == expected
    assert "validUntil" not in for_ever


def test_the_badge_begins_two_minutes_ago_in_whole_seconds(issuer: Issuer) -> None:
    credential = json.loads(issuer.forms(issuer.award(issuer.template()))["json"])

    assert credential["validFrom"] == "2030-03-01T11:58:00Z"
    assert credential["awardedDate"] == "2030-03-01T12:00:00Z"
    assert credential["proof"][0]["created"] == credential["validFrom"]


def test_the_language_of_the_award_is_that_of_all_texts_in_it(issuer: Issuer) -> None:
    template = issuer.template()

    polish = json.loads(issuer.forms(issuer.award(template))["json"])
    english = json.loads(issuer.forms(issuer.award(template, language="en"))["json"])

    achievements = [form["credentialSubject"]["achievement"] for form in (polish, english)]
    assert [form["name"] for form in (polish, english)] == [
        "Koordynator projektów",
        "Project coordinator",
    ]
    assert [achievement["inLanguage"] for achievement in achievements] == ["pl", "en"]
    assert [achievement["id"] for achievement in achievements] == [
        f"{PUBLIC_URL}/achievements/{template}/1/{language}" for language in ("pl", "en")
    ]


def test_each_award_has_a_subject_a_salt_and_an_address_of_its_own(issuer: Issuer) -> None:
    template = issuer.template()

    first, second = (json.loads(issuer.forms(issuer.award(template))["json"]) for _ in range(2))

    for member in ("id", "credentialStatus"):
        assert first[member] != second[member]
    subjects = [form["credentialSubject"] for form in (first, second)]
    assert subjects[0]["id"] != subjects[1]["id"]
    assert all(subject["id"].startswith("urn:uuid:") for subject in subjects)
    assert subjects[0]["identifier"][1]["salt"] != subjects[1]["identifier"][1]["salt"]


def test_the_record_the_audit_row_and_the_mail_are_there_once(issuer: Issuer) -> None:
    template = issuer.template()

    award = issuer.award(template)

    with issuer.service.database.reading() as session:
        mails = session.scalars(select(Mail).where(Mail.award_id == award.id)).all()
        rows = session.scalars(select(AuditEntry).where(AuditEntry.action == "award.made")).all()
    assert [(mail.kind, mail.recipient, mail.state) for mail in mails] == [
        (MailKind.AWARD, "jan@example.org", "queued")
    ]
    assert [row.subject_id for row in rows] == [str(award.id)]
    assert "Kowalski" not in str(rows[0].facts) + rows[0].actor
    assert issuer.read(award).state == AwardState.AWARDED
    assert issuer.achievement(template).awarded_count == 1


def test_who_may_not_award_is_refused_and_nothing_is_written(issuer: Issuer) -> None:
    template = issuer.template()
    viewer = Caller("person:1", issuer.organisation_id, frozenset({Right.READ, Right.MEMBERS}))

    with pytest.raises(ForbiddenError), issuer.writing() as session:
        award_achievement(session, viewer, issuer.service, template, JAN, now=issuer.now)

    assert issuer.count(Award) == 0


def test_the_template_of_another_organisation_is_not_there(issuer: Issuer) -> None:
    template = issuer.template()
    stranger = Caller("person:1", None, frozenset(Right))

    with pytest.raises(NotFoundError), issuer.writing() as session:
        award_achievement(session, stranger, issuer.service, template, JAN, now=issuer.now)


def test_a_template_archived_between_load_and_submit_is_not_awarded(issuer: Issuer) -> None:
    template = issuer.template()
    with issuer.writing() as session:
        revision = issuer.achievement(template).revision
        archive_achievement(session, issuer.caller, template, revision=revision, now=issuer.now)

    with pytest.raises(AchievementNotActiveError) as caught:
        issuer.award(template)

    assert "archived" in caught.value.sentence("en")
    assert issuer.count(Award) == 0


LONG = "ż" * 251


@pytest.mark.parametrize(
    ("changes", "code", "pointer"),
    [
        ({"first_name": "  "}, "E03", "/recipient/first_name"),
        ({"last_name": ""}, "E04", "/recipient/last_name"),
        ({"email": ""}, "E01", "/recipient/email"),
        ({"email": "jan"}, "E02", "/recipient/email"),
        ({"email": "jan@example.org\r\nBcc: x@example.org"}, "E02", "/recipient/email"),
        ({"email": "j" * 250 + "@example.org"}, "E05", "/recipient/email"),
        ({"first_name": LONG}, "E05", "/recipient/first_name"),
        ({"last_name": LONG}, "E05", "/recipient/last_name"),
        ({"last_name": "Ko\x07walski"}, "forbidden-character", "/recipient/last_name"),
        ({"last_name": "Ko\u202ewalski"}, "forbidden-character", "/recipient/last_name"),
        ({"narrative": "x" * 1001}, "E05", "/narrative"),
        ({"certificate_number": "x" * 251}, "E05", "/certificate_number"),
        ({"language": "de"}, "E06", "/language"),
        ({"valid_until": date(2030, 2, 28)}, "E08", "/valid_until"),
        ({"valid_until": date(2030, 3, 1)}, "E08", "/valid_until"),
        ({"valid_until": date(9999, 12, 31)}, "E07", "/valid_until"),
        (
            {"activity_from": date(2030, 2, 2), "activity_to": date(2030, 2, 1)},
            "E09",
            "/activity/to",
        ),
        ({"activity_to": date(2030, 3, 2)}, "E07", "/activity/to"),
        ({"evidence": (NewEvidence(url="javascript:alert(1)"),)}, "E10", "/evidence/0/url"),
        ({"evidence": (NewEvidence(name="nothing"),)}, "E10", "/evidence/0"),
        ({"evidence": (NewEvidence(url="https://a.example"),) * 11}, "too-many", "/evidence"),
        ({"narrative": "PESEL 44051401359"}, "E13", "/narrative"),
        ({"results": (AwardedResult("other", value="1"),)}, "unknown-result", "/results/0/result"),
        ({"results": (AwardedResult("ocena", value="5" * 251),)}, "E05", "/results/0/value"),
        (
            {"results": (AwardedResult("ocena", value="5\ufdd0"),)},
            "forbidden-character",
            "/results/0/value",
        ),
    ],
)
def test_bad_input_names_the_field_and_the_rule_in_both_languages(
    issuer: Issuer, changes: dict[str, Any], code: str, pointer: str
) -> None:
    template = issuer.template()

    with pytest.raises(InvalidAwardError) as caught:
        issuer.award(template, **changes)

    assert [(fault.code, fault.pointer) for fault in caught.value.faults] == [(code, pointer)]
    fault = caught.value.faults[0]
    assert fault.english.endswith((".", "?")) or ":" in fault.english
    assert fault.polish != fault.english
    assert issuer.count(Award) == 0


def test_all_faults_are_told_at_once(issuer: Issuer) -> None:
    with pytest.raises(InvalidAwardError) as caught:
        issuer.award(issuer.template(), NewAward("", "", "", language="xx"))

    assert {fault.code for fault in caught.value.faults} == {"E01", "E03", "E04", "E06"}


@pytest.mark.parametrize(
    "name",
    ["ż" * 250, "👩‍🎓" * 50, "Nguyễn Thị", "محمد", 'O\'Neil-"Smith"', "ﬃ", "e\u0301" * 250],
)
def test_any_script_and_250_characters_make_a_valid_badge(issuer: Issuer, name: str) -> None:
    award = issuer.award(issuer.template(), first_name=name, last_name=name)

    reports = [issuer.verify(form) for form in issuer.forms(award).values()]

    assert [report.verdict for report in reports] == [Verdict.VALID] * 2


def test_an_expired_award_is_invalid_from_the_second_after_its_last(issuer: Issuer) -> None:
    award = issuer.award(issuer.template(), valid_until=date(2030, 3, 2))
    forms = issuer.forms(award)
    last = datetime(2030, 3, 2, 22, 59, 59, tzinfo=UTC)
    assert award.valid_until == last
    clock = issuer.service.clock

    before = issuer.verify(forms["json"]).verdict
    clock.advance(last - issuer.now + timedelta(seconds=1))  # type: ignore[attr-defined]  # the test's clock
    after = issuer.verify(forms["json"]).verdict

    assert (before, after) == (Verdict.VALID, Verdict.INVALID)


def test_a_closed_organisation_awards_nothing_any_more(issuer: Issuer) -> None:
    template = issuer.template()
    award = issuer.award(template)
    operator = Caller("operator", None, is_operator=True)
    with issuer.writing() as session:
        close_organisation(session, operator, issuer.organisation_id, now=issuer.now)

    with pytest.raises(OrganisationClosedError):
        issuer.award(template)

    assert issuer.verify(issuer.forms(award)["json"]).verdict is Verdict.VALID
