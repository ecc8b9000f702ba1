"""What stands in a badge, and what does not."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from issuer.documents.credential import EvidenceRecord, Recipient, credential_document
from issuer.documents.results import AwardedResult
from issuer.errors import InvalidInputError
from keys.strict_json import Json

from .records import ACADEMY, AWARD, NOW, SALT, STATUS, award, badge, content, edition


def ids(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        yield from [value["id"]] if "id" in value else []
        for child in value.values():
            yield from ids(child)
    elif isinstance(value, list):
        for child in value:
            yield from ids(child)


def test_a_badge_has_two_contexts_and_the_type_that_everybody_knows() -> None:
    assert badge()["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert badge()["type"] == ["VerifiableCredential", "OpenBadgeCredential"]


def test_everything_of_the_award_stands_in_the_badge() -> None:
    document = badge()
    subject = document["credentialSubject"]
    assert document["name"] == "Koordynator projektów (pl)"
    assert document["awardedDate"] == "2026-06-01T10:00:00Z"
    assert document["validUntil"] == "2028-06-01T21:59:59Z"
    assert subject["narrative"] == AWARD.narrative
    assert subject["licenseNumber"] == "KP/2026/1"
    assert subject["activityStartDate"] == "2026-03-01T12:00:00Z"
    assert subject["activityEndDate"] == "2026-05-31T12:00:00Z"
    assert subject["creditsEarned"] == subject["achievement"]["creditsAvailable"] == 2.5
    assert [item.get("value") for item in subject["result"]] == ["4,5", "88,5", None, None]
    assert [item["name"] for item in document["evidence"]] == ["Raport", "Film"]


def test_all_texts_are_in_the_language_of_the_award() -> None:
    english = badge("en")
    assert english["issuer"]["name"] == "Turtle Academy"
    assert english["issuer"]["address"]["addressCountry"] == "Poland"
    assert english["credentialSubject"]["achievement"]["inLanguage"] == "en"
    assert "(pl)" not in json.dumps(english)


def test_what_was_not_given_is_absent() -> None:
    bare = award(
        valid_until=None, narrative=None, certificate_number="", evidence=(), results=(),
        activity_from=None, activity_to=None,
    )  # fmt: skip
    document = credential_document(ACADEMY, edition(), bare, None)
    assert not {"validUntil", "evidence", "credentialStatus", "image"} & document.keys()
    left_out = {"narrative", "licenseNumber", "activityStartDate", "activityEndDate", "result"}
    assert not left_out & document["credentialSubject"].keys()


def test_the_status_entry_names_the_list_and_the_place_as_text() -> None:
    assert badge()["credentialStatus"] == {
        "id": "https://odznaki.example/status/1#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": "https://odznaki.example/status/1",
    }


def test_rule_19_the_address_is_hashed_as_everybody_writes_it() -> None:
    name, email = badge()["credentialSubject"]["identifier"]
    assert (name["identityHash"], name["hashed"]) == ("Żaneta Gęślą-Jaźń", False)
    digest = hashlib.sha256(f"zaneta@example.org{SALT}".encode()).hexdigest()
    assert email["identityHash"] == f"sha256${digest}"
    assert email["salt"] == SALT
    assert "Example.ORG" not in json.dumps(badge())


def test_rule_19_a_template_can_leave_the_address_out() -> None:
    identifiers = badge(email_identifier=False)["credentialSubject"]["identifier"]
    assert [identifier["identityType"] for identifier in identifiers] == ["name"]


def test_an_award_without_an_address_has_the_name_alone() -> None:
    document = badge(award=award(recipient=Recipient("Jan", "Nowak")))
    identifiers = document["credentialSubject"]["identifier"]
    assert [identifier["identityHash"] for identifier in identifiers] == ["Jan Nowak"]


def test_rule_5_all_ids_of_a_badge_differ() -> None:
    assert [name for name, count in Counter(ids(badge())).items() if count > 1] == []


def test_rule_5_addresses_that_coincide_keep_what_they_say() -> None:
    page = "https://akademia.example/kryteria"
    logo = edition().picture
    evidence = (
        EvidenceRecord("Pierwszy", url=page, narrative="Praca"),
        EvidenceRecord("Drugi", url="https://e.example/2"),
        EvidenceRecord("Trzeci", url="https://e.example/2"),
    )
    organisation = replace(ACADEMY, logo=logo)
    document = credential_document(organisation, edition(), award(evidence=evidence), STATUS)
    achievement = document["credentialSubject"]["achievement"]
    assert achievement["criteria"]["id"] == page
    assert achievement["image"]["id"] == logo
    assert "image" not in document["issuer"]
    first, second, third = document["evidence"]
    assert first["narrative"] == f"Praca\n\n<{page}>"
    assert second["id"] == "https://e.example/2"
    assert third == {"type": ["Evidence"], "name": "Trzeci", "narrative": "<https://e.example/2>"}
    assert max(Counter(ids(document)).values()) == 1


def test_equal_or_empty_evidence_stands_once_or_not_at_all() -> None:
    twice = (EvidenceRecord("A"), EvidenceRecord("A"), EvidenceRecord())
    assert badge(award=award(evidence=twice))["evidence"] == [{"type": ["Evidence"], "name": "A"}]


def test_the_achievement_names_no_creator_because_the_issuer_stands_in_the_badge() -> None:
    assert "creator" not in badge()["credentialSubject"]["achievement"]


def test_a_whole_number_of_credits_is_written_without_a_point() -> None:
    subject = badge(credits=3.0)["credentialSubject"]
    assert json.dumps(subject["creditsEarned"]) == "3"
    assert json.dumps(subject["achievement"]["creditsAvailable"]) == "3"


def test_a_wallet_that_is_bound_is_the_subject() -> None:
    bound = award(subject_id="did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
    assert badge(award=bound)["credentialSubject"]["id"] == bound.subject_id


def test_a_badge_with_its_own_picture_shows_it() -> None:
    document = badge(award=award(picture="https://odznaki.example/credentials/1.png"))
    assert document["image"] == {"id": "https://odznaki.example/credentials/1.png", "type": "Image"}


@pytest.mark.parametrize(
    ("result", "code"),
    [
        (AwardedResult("inny", value="5"), "unknown-result"),
        (AwardedResult("ocena"), "empty-result"),
        (AwardedResult("ocena", value="6,0"), "not-an-allowed-value"),
        (AwardedResult("test", value="101"), "value-out-of-range"),
        (AwardedResult("test", value="-0.5"), "value-out-of-range"),
        (AwardedResult("test", value="sto"), "value-out-of-range"),
        (AwardedResult("obrona", level="zła"), "not-a-level"),
        (AwardedResult("udzial", value="tak"), "status-required"),
        (AwardedResult("udzial", status="Zaliczone"), "not-a-choice"),
    ],
)
def test_a_result_that_the_template_does_not_know_is_refused(
    result: AwardedResult, code: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        badge(award=award(results=(result,)))
    (fault,) = refused.value.faults
    assert fault.code == code
    assert fault.pointer.startswith("/results/0")
    assert fault.english != fault.polish


def test_one_result_is_given_only_once() -> None:
    twice = (AwardedResult("ocena", value="3,0"), AwardedResult("ocena", value="5,0"))
    with pytest.raises(InvalidInputError) as refused:
        badge(award=award(results=twice))
    assert [fault.pointer for fault in refused.value.faults] == ["/results/1/result"]


def test_building_changes_neither_template_nor_award() -> None:
    template = content()
    before = template.as_json()
    first = credential_document(ACADEMY, edition(of=template), AWARD, STATUS)
    assert credential_document(ACADEMY, edition(of=template), AWARD, STATUS) == first
    assert template.as_json() == before


def test_instants_are_written_in_utc_and_whole_seconds() -> None:
    late = datetime(2026, 6, 1, 12, 0, 0, 999_999, tzinfo=UTC)
    document = badge(award=award(valid_from=NOW, awarded=late))
    assert document["awardedDate"] == "2026-06-01T12:00:00Z"
