"""Rule 26: what a holder cannot hide."""

import pytest

from signing.errors import PointerError
from signing.sd_mandatory import MANDATORY_POINTERS, mandatory_pointers_for

from .badges import badge, disclosed, signed, verify


def test_the_members_that_bind_and_limit_a_badge_are_mandatory() -> None:
    assert {
        "/@context",
        "/id",
        "/type",
        "/issuer",
        "/validFrom",
        "/validUntil",
        "/awardedDate",
        "/credentialStatus",
        "/refreshService",
        "/credentialSubject/type",
    } <= set(MANDATORY_POINTERS)


def test_only_what_the_document_has_is_mandatory() -> None:
    document = badge()
    absent = {"/awardedDate", "/refreshService"}
    assert mandatory_pointers_for(document) == tuple(
        pointer for pointer in MANDATORY_POINTERS if pointer not in absent
    )


def test_the_id_of_a_bound_subject_is_mandatory() -> None:
    document = badge()
    document["credentialSubject"]["id"] = (
        "did:key:zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP"
    )
    assert mandatory_pointers_for(document)[-1] == "/credentialSubject/id"


def test_the_identifiers_are_mandatory_only_for_a_subject_without_id() -> None:
    document = badge()
    assert "/credentialSubject/identifier" not in mandatory_pointers_for(document)
    del document["credentialSubject"]["id"]
    assert mandatory_pointers_for(document)[-1] == "/credentialSubject/identifier"


def test_more_can_be_made_mandatory() -> None:
    extra = ["/name", "/issuer", "/name"]
    assert mandatory_pointers_for(badge(), extra)[-1] == "/name"
    assert mandatory_pointers_for(badge(), extra).count("/name") == 1
    assert mandatory_pointers_for(badge(), extra).count("/issuer") == 1


@pytest.mark.parametrize("pointer", ["/nowhere", "name", "/evidence/2", "/na~me"])
def test_what_is_not_there_cannot_be_made_mandatory(pointer: str) -> None:
    with pytest.raises(PointerError):
        mandatory_pointers_for(badge(), [pointer])


def test_a_holder_who_reveals_nothing_still_shows_issuer_period_status_and_achievement() -> None:
    shown = disclosed(signed(badge()))
    whole = badge()
    verify(shown)
    for member in ("id", "type", "issuer", "validFrom", "validUntil", "credentialStatus"):
        assert shown[member] == whole[member]
    achievement = whole["credentialSubject"]["achievement"]
    required = ("id", "type", "name", "description", "criteria")
    assert shown["credentialSubject"] == {
        "id": whole["credentialSubject"]["id"],
        "type": ["AchievementSubject"],
        "achievement": {name: achievement[name] for name in required},
    }
    assert "evidence" not in shown
