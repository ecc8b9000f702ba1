"""Activation: what a micro-credential needs, what signing accepts, and pictures."""

import copy
from typing import Any
from uuid import UUID

import pytest
from issuing import Issuer

from issuer.achievement_errors import (
    AchievementChangedError,
    ElementsMissingError,
    UnsignableAchievementError,
)
from issuer.achievements import create_achievement
from issuer.activation import activate_achievement, check_awardable
from issuer.documents.achievement import Edition
from issuer.documents.profile import IssuerRecord
from issuer.documents.reading import read_content
from issuer.errors import Fault
from issuer.models import Achievement, AchievementState, AchievementVersion, Upload
from issuer.organisations import change_organisation, profile_of, read_organisation
from issuer.uploads import UploadPurpose, open_upload, store_upload
from signing.baking import PictureKind, picture_kind
from templates.contents import BADGE, ELEMENTS, MICRO_CREDENTIAL, without
from templates.pixels import DRAWING, png

MANDATORY = {
    "learning_outcomes": "M6",
    "hours": "M7",
    "level": "M8",
    "assessment": "M9",
    "participation": "M10",
    "quality_assurance": "M11",
}


def activated(issuer: Issuer, content: dict[str, Any]) -> Achievement:
    """Return a template that was created with `content` and activated."""
    with issuer.writing() as session:
        made = create_achievement(session, issuer.caller, read_content(content), now=issuer.now)
        return activate_achievement(
            session,
            issuer.service,
            issuer.caller,
            made.id,
            revision=made.revision,
            now=issuer.now,
        )


def refused(issuer: Issuer, content: dict[str, Any]) -> tuple[Fault, ...]:
    """Return what activating a template with `content` is refused for."""
    with pytest.raises(ElementsMissingError) as error:
        activated(issuer, content)
    assert issuer.count(Upload) == 0
    return error.value.faults


def version_of(issuer: Issuer, template: UUID) -> AchievementVersion:
    """Return the first version of a template."""
    with issuer.service.database.reading() as session:
        return next(
            each
            for each in session.query(AchievementVersion)
            if each.achievement_id == template and each.number == 1
        )


def test_a_whole_micro_credential_is_activated(issuer: Issuer) -> None:
    made = activated(issuer, MICRO_CREDENTIAL)

    assert (made.state, made.active_version) == (AchievementState.ACTIVE, 1)
    assert issuer.award(made.id).language == "pl"


@pytest.mark.parametrize(("element", "code"), MANDATORY.items())
def test_a_micro_credential_without_a_mandatory_element_is_refused(
    issuer: Issuer, element: str, code: str
) -> None:
    faults = refused(issuer, without(element))

    assert [(fault.code, fault.pointer) for fault in faults] == [
        (code, f"/content/european/{element}")
    ]
    assert faults[0].polish != faults[0].english


def test_an_element_must_be_there_in_every_language(issuer: Issuer) -> None:
    elements = copy.deepcopy(ELEMENTS)
    del elements["quality_assurance"]["name"]["en"]

    faults = refused(issuer, {**MICRO_CREDENTIAL, "european": elements})

    assert [fault.pointer for fault in faults] == ["/content/european/quality_assurance/name"]
    assert "en" in faults[0].english


def test_everything_that_is_missing_is_listed_at_once(issuer: Issuer) -> None:
    faults = refused(issuer, {**BADGE, "achievement_type": "MicroCredential"})

    assert [fault.code for fault in faults] == list(MANDATORY.values())


def test_the_country_of_the_organisation_is_asked_for(issuer: Issuer) -> None:
    with issuer.writing() as session:
        profile = profile_of(read_organisation(session, issuer.caller))
        change_organisation(
            session,
            issuer.caller,
            lambda _: type(profile)(names=profile.names),
            now=issuer.now,
        )

    faults = refused(issuer, MICRO_CREDENTIAL)

    assert [(each.code, each.pointer) for each in faults] == [
        ("M3", "/organisation/address/country")
    ]


def test_a_badge_needs_no_european_elements(issuer: Issuer) -> None:
    assert activated(issuer, BADGE).state == AchievementState.ACTIVE


def test_activating_an_older_revision_is_refused(issuer: Issuer) -> None:
    with issuer.writing() as session:
        made = create_achievement(session, issuer.caller, read_content(BADGE), now=issuer.now)

    with issuer.writing() as session, pytest.raises(AchievementChangedError):
        activate_achievement(
            session, issuer.service, issuer.caller, made.id, revision=7, now=issuer.now
        )


def test_activating_twice_is_activating_once(issuer: Issuer) -> None:
    made = activated(issuer, BADGE)

    with issuer.writing() as session:
        again = activate_achievement(
            session,
            issuer.service,
            issuer.caller,
            made.id,
            revision=made.revision,
            now=issuer.now,
        )

    assert again.revision == made.revision


def test_what_could_not_be_signed_is_not_activated(issuer: Issuer) -> None:
    content = read_content(BADGE)
    edition = Edition("https://a.example/ b", 1, "pl", content)
    record = IssuerRecord(did="did:web:a.example", names={"pl": "A"})

    with pytest.raises(UnsignableAchievementError) as error:
        check_awardable(
            [edition],
            record,
            "https://a.example",
            issuer.service.canonicaliser,
            now=issuer.now,
        )

    pointers = {fault.pointer for fault in error.value.faults}
    assert "/credentialSubject/achievement/id" in pointers


def test_a_picture_is_made_for_each_language(issuer: Issuer) -> None:
    pictures = version_of(issuer, activated(issuer, BADGE).id).pictures

    assert {language: set(formats) for language, formats in pictures.items()} == {
        "pl": {"png", "svg"},
        "en": {"png", "svg"},
    }
    assert "Łączenie zespołów" in _content(issuer, pictures["pl"]["svg"]).decode()
    assert picture_kind(_content(issuer, pictures["en"]["png"])) is PictureKind.PNG


@pytest.mark.parametrize(
    ("data", "given", "other"),
    [(png(200), "png", PictureKind.SVG), (DRAWING, "svg", PictureKind.PNG)],
    ids=["png", "svg"],
)
def test_an_uploaded_picture_serves_all_languages_in_both_formats(
    issuer: Issuer, data: bytes, given: str, other: PictureKind
) -> None:
    with issuer.writing() as session:
        upload = store_upload(
            session, issuer.caller, UploadPurpose.PICTURE, "obraz", data, now=issuer.now
        )

    pictures = version_of(issuer, activated(issuer, {**BADGE, "image": str(upload.id)}).id).pictures

    assert pictures["pl"] == pictures["en"]
    assert pictures["pl"][given] == str(upload.id)
    made = next(name for name in pictures["pl"] if name != given)
    assert picture_kind(_content(issuer, pictures["pl"][made])) is other


def test_what_was_published_stays_when_the_organisation_is_renamed(issuer: Issuer) -> None:
    template = activated(issuer, BADGE).id
    before = version_of(issuer, template).editions
    with issuer.writing() as session:
        change_organisation(
            session,
            issuer.caller,
            lambda profile: type(profile)(names={"pl": "Inna nazwa"}),
            now=issuer.now,
        )

    assert version_of(issuer, template).editions == before
    assert before["pl"]["creator"]["name"] == "Akademia"
    assert before["en"]["creator"]["name"] == "Academy"


def _content(issuer: Issuer, upload: str) -> bytes:
    with issuer.service.database.reading() as session:
        return open_upload(session.get_one(Upload, UUID(upload))).content
