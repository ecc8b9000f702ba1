"""What the structural walk refuses and allows, in documents that need not be badges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contexts.vocabulary import structure
from contexts.vocabulary.structure import json_identity

from . import parts, sample
from .edits import edited

ACHIEVEMENT = "/credentialSubject/achievement"
NODE = {"id": "urn:example:1", "own": "x"}


def rules(document: object) -> list[tuple[str, str]]:
    return [(violation.rule, violation.pointer) for violation in structure(document)]


@pytest.mark.parametrize(
    "document",
    [
        {"@context": [parts.V2], "name": {"@value": "Szkoła", "@language": "pl"}},
        {"description": [{"@value": "a", "@language": "pl"}, {"@value": "b", "@language": "en"}]},
        {"@context": [parts.V2, {"ex": "https://example.org/#", "@vocab": "urn:x:y"}]},
        {"@context": {"a": None}},
        {"proof": {"@context": [parts.V2], "type": "DataIntegrityProof"}},
        {"verifiableCredential": [{"@context": [parts.V2], "own": 1}]},
        {"criteria": {"id": "urn:example:1"}, "credentialSubject": {"id": "urn:example:2"}},
        {"own": [1, True, "1", 0, False, "", 2.5]},
        {**NODE, "proof": {**NODE, "type": "DataIntegrityProof"}},
        {"id": "urn:example:1"},
        {"verifiableCredential": [{**NODE, "own": 1}, {**NODE, "own": 2}]},
        sample.badge(),
        "a text",
    ],
)
def test_a_sound_shape_is_allowed(document: object) -> None:
    assert rules(document) == []


@pytest.mark.parametrize(
    ("document", "rule", "pointer"),
    [
        (None, "null-value", ""),
        ({"own": {"@value": "a", "@language": "pl"}}, "at-sign-key", "/own/@value"),
        ({"name": {"@value": 5, "@language": "pl"}}, "at-sign-key", "/name/@value"),
        ({"@context": [[parts.V2]]}, "nested-array", "/@context/0"),
        ({"@context": None}, "null-value", "/@context"),
        ({"own": {"@context": parts.V2}}, "misplaced-context", "/own/@context"),
        ({"proof": {"own": {"@context": "a"}}}, "misplaced-context", "/proof/own/@context"),
        ({"proof": {"expires": None}}, "null-value", "/proof/expires"),
        ({"a/b~c": {"x:y": 1}}, "colon-in-key", "/a~1b~0c/x:y"),
        ({"a": NODE, "b": [{**NODE, "own": 1}]}, "same-id-twice", "/b/0/id"),
        ({"own": [{"id": "urn:example:1"}]}, "id-only-object", "/own/0"),
        (
            {"verifiableCredential": [{"a": NODE, "b": {**NODE, "own": 1}}]},
            "same-id-twice",
            "/verifiableCredential/0/b/id",
        ),
    ],
)
def test_an_unsound_shape_is_named(document: object, rule: str, pointer: str) -> None:
    assert (rule, pointer) in rules(document)


def test_a_direction_is_refused_beside_a_language() -> None:
    value = {"@value": "a", "@language": "ar", "@direction": "rtl"}
    assert ("at-sign-key", "/name/@direction") in rules({"name": value})


def test_an_endorsement_may_name_what_it_endorses_and_nothing_more() -> None:
    place = f"{ACHIEVEMENT}/endorsement/0/credentialSubject"
    assert rules(sample.badge()) == []
    with_more = edited(sample.badge(), f"{place}/name", "Inna nazwa")
    # The achievement itself comes first or second: either place tells of the pair.
    assert [rule for rule, _ in rules(with_more)] == ["same-id-twice"]


def test_a_subject_outside_an_endorsement_may_not_repeat_an_id() -> None:
    document = {**NODE, "credentialSubject": {"id": NODE["id"], "type": ["EndorsementSubject"]}}
    assert rules(document) == [("same-id-twice", "/credentialSubject/id")]


@pytest.mark.parametrize("place", ["creator", "image", "issuer", "parentOrg", "source"])
def test_a_description_may_stand_again_in_the_same_words(place: str) -> None:
    assert rules({"issuer": NODE, "own": {place: NODE}}) == []
    # Written again as text it could be exchanged for the object without a trace.
    described = {"issuer": NODE, "own": {place: NODE["id"]}}
    assert rules(described) == [("same-id-twice", f"/own/{place}")]


@pytest.mark.parametrize(
    "other",
    [{**NODE, "own": 1}, {**NODE, "type": ["Thing", "Other"]}, {**NODE, "tags": ["b", "a"]}],
    ids=["more", "another type", "another order"],
)
def test_a_description_in_other_words_is_another(other: dict[str, object]) -> None:
    document = {"issuer": {**NODE, "tags": ["a", "b"]}, "own": {"creator": other}}
    assert rules(document) == [("same-id-twice", "/own/creator/id")]


def test_a_truth_is_not_the_number_that_python_takes_it_for() -> None:
    document = {"issuer": {**NODE, "own": True}, "own": {"creator": {**NODE, "own": 1}}}
    assert rules(document) == [("same-id-twice", "/own/creator/id")]


def test_a_description_in_a_list_has_no_copy() -> None:
    document = {"issuer": NODE, "own": {"creator": [NODE]}}
    assert rules(document) == [("same-id-twice", "/own/creator/0/id")]


JSON: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_any_json_is_walked_without_raising(value: object) -> None:
    assert isinstance(structure(value), tuple)


@given(st.dictionaries(st.sampled_from(["@id", "own", "x:y", "id", "@context", "proof"]), JSON))
def test_any_odd_object_is_walked_without_raising(value: object) -> None:
    assert isinstance(structure(value), tuple)


@given(JSON, JSON)
def test_items_are_the_same_exactly_if_their_json_is(one: object, other: object) -> None:
    assert (json_identity(one) == json_identity(other)) == same(one, other)


def same(one: object, other: object) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
