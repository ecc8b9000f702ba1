"""What a holder may show, and that nothing else is shown."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys.errors import InvalidSignatureError
from keys.strict_json import Json
from signing import sd_proof_value
from signing.ecdsa_sd_2023 import derive
from signing.errors import MalformedProofError, PointerError, UnsafeDocumentError
from signing.sd_mandatory import mandatory_pointers_for

from .badges import CANONICALISER, badge, disclosed, signed, verify

Path = tuple[str, ...]
SIGNED = signed(badge())
ALLOWED_VALUES = "/credentialSubject/achievement/resultDescription/0/allowedValue"


def paths(value: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Yield every place of a document but the insides of contexts."""
    yield path, value
    members = value.items() if isinstance(value, dict) else ()
    items = enumerate(value) if isinstance(value, list) else ()
    for step, member in (*members, *items):
        if step != "@context":
            yield from paths(member, (*path, str(step)))


def leaves(document: Json) -> list[tuple[Path, Json]]:
    return [(path, value) for path, value in paths(document) if not isinstance(value, (dict, list))]


def texts(document: Json) -> Counter[Json]:
    """Count the values in a document, wherever they stand."""
    return Counter(value for path, value in leaves(document) if path[0] != "proof")


def may_be_shown(leaf: Path, chosen: list[Path]) -> bool:
    """Chosen, or the id or a type of an object on the way to something chosen."""
    owner = next((leaf[:i] for i, step in enumerate(leaf) if step in ("id", "type")), None)
    return any(
        leaf[: len(path)] == path or (owner is not None and owner == path[: len(owner)])
        for path in chosen
    )


def as_path(pointer: str) -> Path:
    return tuple(pointer.split("/")[1:])


POINTERS = [
    "/" + "/".join(path)
    for path, _ in paths(badge())
    # Part of an ordered list cannot be shown, and two objects left alike would be one.
    if path and not {"allowedValue", "identifier"} & set(path[:-1]) and path[0] != "evidence"
]


@given(st.sets(st.sampled_from(POINTERS), max_size=6))
@settings(max_examples=60, deadline=None)
def test_exactly_what_is_chosen_or_mandatory_is_shown(reveal: set[str]) -> None:
    try:
        shown = disclosed(SIGNED, *reveal)
    except UnsafeDocumentError as e:
        # Of two proofs alone what they have in common was chosen.
        refused = {problem.rule for problem in e.problems}
    else:
        refused = set()
    if refused:
        assert refused == {"duplicate-item"}
        return
    verify(shown)
    chosen = [as_path(pointer) for pointer in (*mandatory_pointers_for(badge()), *reveal)]
    allowed = [value for path, value in leaves(badge()) if may_be_shown(path, chosen)]
    assert texts(shown) == Counter(allowed)
    assert "urn:bnid:" not in json.dumps(shown)


@given(st.sets(st.sampled_from(["/evidence/0", "/evidence/1", "/evidence/1/narrative"])))
@settings(deadline=None)
def test_items_of_an_array_are_shown_one_by_one(reveal: set[str]) -> None:
    shown = disclosed(SIGNED, *reveal)
    verify(shown)
    names = [item.get("name") for item in shown.get("evidence", [])]
    assert ("Spoina" in names) == ("/evidence/0" in reveal)
    assert ("Próbka" in names) == ("/evidence/1" in reveal)


def test_the_order_of_pointers_and_their_repetition_do_not_matter() -> None:
    once = disclosed(SIGNED, "/name", "/evidence/1")
    assert disclosed(SIGNED, "/evidence/1", "/name", "/name") == once


def test_a_disclosure_holds_no_secret_of_the_base_proof() -> None:
    base = sd_proof_value.decode_base(SIGNED["proof"]["proofValue"])
    shown = disclosed(SIGNED, "/name")
    value = sd_proof_value.decode_derived(shown["proof"]["proofValue"])
    assert base.hmac_key not in value.label_map.values()
    assert len(value.signatures) == 1
    assert set(value.signatures) < set(base.signatures)


def test_the_options_of_the_proof_are_kept_and_other_proofs_left_out() -> None:
    base = SIGNED["proof"]
    document = {**SIGNED, "proof": [{**base, "proofPurpose": "authentication"}, base]}
    proof = derive(document, base, [], CANONICALISER)["proof"]
    assert {**proof, "proofValue": ""} == {**base, "proofValue": ""}


def test_a_list_is_shown_whole_or_not_at_all() -> None:
    verify(disclosed(SIGNED, ALLOWED_VALUES))
    verify(disclosed(SIGNED, f"{ALLOWED_VALUES}/0", f"{ALLOWED_VALUES}/1"))
    for item in "01":
        with pytest.raises(PointerError) as caught:
            disclosed(SIGNED, "/name", f"{ALLOWED_VALUES}/{item}", "/evidence")
        assert caught.value.pointer == f"{ALLOWED_VALUES}/{item}"


def test_one_proof_of_an_endorsement_can_be_shown_without_the_other() -> None:
    shown = disclosed(SIGNED, "/endorsement/0/proof/1/created")
    verify(shown)
    [proof] = shown["endorsement"][0]["proof"]
    assert proof == {"type": "DataIntegrityProof", "created": "2026-06-01T12:00:02Z"}


def test_two_objects_that_would_look_the_same_are_not_shown() -> None:
    with pytest.raises(UnsafeDocumentError) as caught:
        disclosed(SIGNED, "/evidence/0/type", "/evidence/1/type")
    assert [problem.rule for problem in caught.value.problems] == ["duplicate-item"]


@pytest.mark.parametrize("pointer", ["/nowhere", "name", "/proof", "/evidence/2", "/~"])
def test_what_is_not_there_cannot_be_revealed(pointer: str) -> None:
    with pytest.raises(PointerError):
        disclosed(SIGNED, pointer)


def test_a_disclosure_cannot_be_derived_from() -> None:
    shown = disclosed(SIGNED, "/name")
    with pytest.raises(MalformedProofError):
        disclosed(shown, "/name")


def test_a_proof_that_follows_another_cannot_be_derived_from() -> None:
    proof = {**SIGNED["proof"], "previousProof": "urn:uuid:1"}
    with pytest.raises(MalformedProofError):
        derive(SIGNED, proof, [], CANONICALISER)


def test_a_base_proof_over_another_document_cannot_be_derived_from() -> None:
    with pytest.raises(InvalidSignatureError):
        disclosed({**SIGNED, "description": "Więcej"})


def test_a_base_proof_whose_mandatory_parts_are_gone_is_refused() -> None:
    document = {name: value for name, value in SIGNED.items() if name != "credentialStatus"}
    with pytest.raises(MalformedProofError, match="credentialStatus"):
        disclosed(document)
    with pytest.raises(MalformedProofError, match="credentialStatus"):
        verify(document)


def test_a_document_that_uses_the_names_of_selective_disclosure_is_refused() -> None:
    shown = disclosed(SIGNED)
    with pytest.raises(UnsafeDocumentError) as caught:
        verify({**shown, "id": "urn:bnid:s0"})
    assert [problem.rule for problem in caught.value.problems] == ["reserved-name"]
