"""What a check says about good and about spoilt documents."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contexts.vocabulary import Findings, Kind, Violation, check, kind_of, others
from contexts.vocabulary.messages import EXPECTED, MESSAGES
from contexts.vocabulary.modelling import classes_of
from contexts.vocabulary.objects import Thing
from contexts.vocabulary.walk import objects, types_of

from . import parts, sample
from .advised import ADVISED
from .edits import REMOVED, Change, edited
from .spoilt import SPOILT

GOOD = (
    sample.badge,
    sample.old_badge,
    parts.endorsement,
    sample.old_endorsement,
    sample.status_list,
    sample.old_status_list,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def unidentified() -> parts.Json:
    subject = edited(sample.subject(), "/id", REMOVED)
    return {**sample.badge(), "credentialSubject": edited(subject, "/identifier", REMOVED)}


def deep(levels: int) -> parts.Json:
    inner: parts.Json = {"own": "x"}
    for _ in range(levels):
        inner = {"own": inner}
    return {**sample.badge(), **inner}


@pytest.mark.parametrize("good", GOOD)
def test_a_good_document_has_no_violation(good: Callable[[], parts.Json]) -> None:
    assert check(good()).violations == ()


@pytest.mark.parametrize("case", SPOILT, ids=lambda case: case.label)
def test_one_defect_gives_one_violation_at_its_place(case: Change) -> None:
    found = check(case.document).violations
    assert [(violation.rule, violation.pointer) for violation in found] == [(case.rule, case.place)]


@pytest.mark.parametrize("case", ADVISED, ids=lambda case: case.rule)
def test_advice_is_given_and_decides_nothing(case: Change) -> None:
    before, after = check(case.of()), check(case.document)
    new = set(after.remarks) - set(before.remarks)
    assert [(remark.rule, remark.pointer) for remark in new] == [(case.rule, case.place)]
    assert after.violations == ()


def test_a_subject_without_id_and_identifier_is_refused() -> None:
    (violation,) = check(unidentified()).violations
    assert (violation.rule, violation.pointer) == ("subject-not-identified", "/credentialSubject")


def test_a_document_nested_too_deeply_is_reported_as_that_alone() -> None:
    (violation,) = check(deep(5_000)).violations
    assert (violation.rule, violation.pointer) == ("too-deep", "")


def test_a_term_moved_to_the_older_date_is_one_defect() -> None:
    moved = edited(sample.badge(), "/validFrom", REMOVED)
    (violation,) = check({**moved, "issuanceDate": "2026-05-31T12:00:00Z"}).violations
    assert (violation.rule, violation.pointer) == ("date-of-another-version", "/issuanceDate")


def test_a_keyword_in_place_of_a_member_is_one_defect() -> None:
    moved = edited(sample.badge(), "/id", REMOVED)
    (violation,) = check({**moved, "@id": "urn:x:y"}).violations
    assert (violation.rule, violation.pointer) == ("at-sign-key", "/@id")


def test_violations_are_ordered_by_pointer_with_indexes_as_numbers() -> None:
    spoilt = edited(sample.badge(), "/own", [None if n in (2, 10) else n for n in range(11)])
    found = check(edited(spoilt, "/id", "x")).violations
    assert [violation.pointer for violation in found] == ["/id", "/own/2", "/own/10"]


def test_a_violation_names_the_clause_by_class_and_member() -> None:
    (violation,) = check(edited(sample.badge(), "/issuer/address/geo/latitude", REMOVED)).violations
    assert violation == Violation(
        "/issuer/address/geo",
        "missing-member",
        "Open Badges 3.0, Data Model, GeoCoordinates.latitude",
        "“latitude” is missing in the object GeoCoordinates: add it.",
        "W obiekcie GeoCoordinates brakuje pola „latitude” – dodaj je.",
    )


def test_a_violation_inside_an_old_endorsement_names_its_own_class() -> None:
    spoilt = edited(sample.old_endorsement(), "/issuer/image", {"id": "a", "type": "Image"})
    (violation,) = check(spoilt).violations
    assert violation.clause == "Open Badges 3.0, Data Model, Image.id"


def test_a_chain_of_profiles_as_deep_as_allowed_is_read_by_the_model() -> None:
    profile: parts.Json = {"id": "urn:example:0", "type": ["Person"]}
    for number in range(1, 60):
        kind = {"id": f"urn:example:{number}", "type": ["Profile"]}
        profile = {**kind, "parentOrg": profile}
    (violation,) = check({**sample.plain_badge(), "issuer": profile}).violations
    assert violation.pointer == f"/issuer{'/parentOrg' * 59}/type"


@pytest.mark.parametrize(
    "value", [10**5000, float("inf"), float("nan")], ids=["huge", "inf", "nan"]
)
def test_a_number_beyond_all_measure_is_answered(value: float) -> None:
    spoilt = edited(sample.badge(), "/credentialSubject/creditsEarned", value)
    assert len(check(spoilt).violations) == (0 if isinstance(value, int) else 1)


def test_the_document_is_not_changed() -> None:
    document = sample.badge()
    check(document)
    assert document == sample.badge()


@pytest.mark.parametrize(
    ("named", "kind"),
    [
        (["VerifiableCredential", "OpenBadgeCredential"], Kind.ACHIEVEMENT),
        (["AchievementCredential"], Kind.ACHIEVEMENT),
        ("EndorsementCredential", Kind.ENDORSEMENT),
        (["BitstringStatusListCredential", 5], Kind.STATUS_LIST),
        ("StatusList2021Credential", Kind.STATUS_LIST),
        (["VerifiableCredential"], None),
        (5, None),
    ],
)
def test_the_kind_is_told_by_type(named: object, kind: Kind | None) -> None:
    assert kind_of({"type": named}) is kind


@given(JSON)
def test_any_json_is_answered_without_raising(value: object) -> None:
    assert isinstance(check(value), Findings)  # type: ignore[arg-type]  # hostile input is the test
    assert kind_of(value) is None


@given(st.sampled_from(GOOD), st.data(), JSON)
def test_any_json_anywhere_in_a_document_is_answered_without_raising(
    good: Callable[[], parts.Json], data: st.DataObject, value: object
) -> None:
    document = good()
    place = data.draw(st.sampled_from(list(places(document, ""))))
    assert isinstance(check(edited(document, place, value)), Findings)


def places(value: object, pointer: str) -> Iterator[str]:
    pairs = value.items() if isinstance(value, dict) else ()
    listed = enumerate(value) if isinstance(value, list) else pairs
    for step, child in listed:
        here = f"{pointer}/{str(step).replace('/', '~1')}"
        yield here
        yield from places(child, here)


def test_every_sentence_is_used_and_every_phrase_has_both_languages() -> None:
    documents = [case.document for case in (*SPOILT, *ADVISED)]
    found = [check(document) for document in (*documents, unidentified(), deep(70))]
    used = {item.rule for each in found for item in (*each.violations, *each.remarks)}
    assert used == set(MESSAGES)
    assert all(all(texts) for texts in (*MESSAGES.values(), *EXPECTED.values()))


def test_every_finding_is_one_finished_sentence_in_each_language() -> None:
    for case in (*SPOILT, *ADVISED):
        for item in check(case.document).violations:
            for text in (item.message_en, item.message_pl):
                assert text.endswith(".")
                assert not {"{", "}", "\n"} & set(text)


def test_the_samples_use_every_member_of_every_class() -> None:
    used = gathered([good() for good in GOOD])
    # Written in the other version only, or refused there.
    other = {"issuanceDate", "expirationDate", "validFrom", "validUntil"}
    lacking = {
        model.__name__: set(classes_of(model)) - used.get(model.__name__.removesuffix("V1"), set())
        for model in subclasses(Thing)
        if model.__name__.removesuffix("V1") in used
    }
    assert {name: rest - other for name, rest in lacking.items() if rest - other} == {}
    ours = {model for model in subclasses(Thing) if model.__module__ != others.__name__}
    assert {model.__name__ for model in ours} - set(used) <= UNNAMED


# Bases, second versions, and classes whose objects bear no type of their own or a foreign one.
UNNAMED = {
    "Awarding", "AchievementCredentialV1", "ClosedThing", "Credential",
    "CredentialSchema", "CredentialStatus", "Criteria", "Dated1", "Dated2", "Endorsed", "Endorsing",
    "EndorsementCredentialV1", "IssuerObject", "Proof", "RefreshService",
    "StatusList2021CredentialV1", "StatusMessage", "TermsOfUse",
}  # fmt: skip


def gathered(documents: list[parts.Json]) -> dict[str, set[str]]:
    used: dict[str, set[str]] = {}
    for document in documents:
        for _, value in objects(document):
            for name in types_of(value):
                used.setdefault(name, set()).update(value)
    used["AchievementCredential"] = used.pop("OpenBadgeCredential")
    return used


def subclasses(model: type[Thing]) -> Iterator[type[Thing]]:
    for child in model.__subclasses__():
        yield child
        yield from subclasses(child)


def test_a_badge_shaped_as_the_official_vector_has_no_violation() -> None:
    found = check(sample.plain_badge())
    assert found.violations == ()
    assert found.remarks == ()


def test_a_disclosure_may_leave_out_what_a_result_refers_to() -> None:
    badge = edited(sample.badge(), "/credentialSubject/achievement/resultDescription", REMOVED)
    assert check(badge).violations
    proof = {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023"}
    rules = {violation.rule for violation in check({**badge, "proof": proof}).violations}
    assert "unknown-result-description" not in rules


def test_a_context_has_no_type_of_its_own_whatever_is_endorsed_beside_it() -> None:
    inline = {"type": "1EdTechCredentialRefresh"}
    bare = edited(sample.plain_badge(), "/@context/2", inline)
    for badge in (bare, {**bare, "endorsement": [parts.endorsement()]}):
        assert "extensions-context-missing" not in {found.rule for found in check(badge).violations}
