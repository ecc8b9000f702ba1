"""Whatever is changed in a disclosure, in its document or in its proof, it is refused."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys.errors import InvalidSignatureError
from keys.multikey import CODECS
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.errors import Error, MalformedProofError
from signing.sd_proof_value import DerivedProofValue, decode_base, decode_derived

from .badges import CANONICALISER, OPTIONS, SIGNER, SUITE, badge, disclosed, signed, verify

BASE = signed(badge())
SHOWN = disclosed(BASE, "/name", "/evidence", "/credentialSubject/identifier", "/endorsement")
VALUE = decode_derived(SHOWN["proof"]["proofValue"])
ISSUER = {"id": "https://szkola.example/issuers/1", "type": ["Profile"], "name": "Inne technikum"}
REFUSED = (Error, InvalidSignatureError)


def with_value(value: DerivedProofValue) -> dict[str, Json]:
    return {**SHOWN, "proof": {**SHOWN["proof"], "proofValue": value.encoded()}}


def test_the_disclosure_is_good_before_it_is_spoilt() -> None:
    verify(SHOWN)
    verify(with_value(VALUE))


def places(value: Json, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = []
    members = list(value.items()) if isinstance(value, dict) else []
    items = list(enumerate(value)) if isinstance(value, list) else []
    for step, member in (*members, *items):
        found += [(*path, step), *places(member, (*path, step))]
    return found


def value_at(place: tuple[str | int, ...]) -> Json:
    value: Json = SHOWN
    for step in place:
        value = value[step]
    return value


def changed(place: tuple[str | int, ...], change: Callable[[Json, str | int], None]) -> Json:
    document = deepcopy(dict(SHOWN))
    owner: Json = document
    for step in place[:-1]:
        owner = owner[step]
    change(owner, place[-1])
    return document


def remove(owner: Json, step: str | int) -> None:
    del owner[step]


def replace_value(owner: Json, step: str | int) -> None:
    value = owner[step]
    if isinstance(value, bool):
        owner[step] = not value
    elif isinstance(value, str):
        owner[step] = value[:-1] + ("1" if value[-1:] != "1" else "2")
    else:
        owner[step] = "other"


def add_beside(owner: Json, _step: str | int) -> None:
    if isinstance(owner, list):
        owner.append("https://szkola.example/more")
    else:
        owner["description"] = "Więcej"


# Contexts whose terms nothing here needs may be added or left out without another meaning.
PLACES = [place for place in places(SHOWN) if "@context" not in place and place != ("proof",)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: "/".join(map(str, place)))
@pytest.mark.parametrize("change", [remove, replace_value, add_beside])
def test_any_change_of_the_document_or_the_proof_is_refused(
    place: tuple[str | int, ...], change: Callable[[Json, str | int], None]
) -> None:
    spoilt = changed(place, change)
    assert spoilt != SHOWN
    with pytest.raises(REFUSED):
        verify(spoilt)


@given(st.integers(0, len(PLACES) - 1), st.integers(0, len(PLACES) - 1))
@settings(max_examples=60, deadline=None)
def test_a_value_put_in_place_of_another_is_refused(first: int, second: int) -> None:
    source: Json = SHOWN
    for step in PLACES[second]:
        source = source[step]

    def put(owner: Json, step: str | int) -> None:
        owner[step] = source

    spoilt = changed(PLACES[first], put)
    # One type may stand by itself or in a list: Open Badges 3.0 declares both the same.
    respelt = PLACES[first][-1] == "type" and [source] == value_at(PLACES[first])
    if spoilt != SHOWN and not respelt:
        with pytest.raises(REFUSED):
            verify(spoilt)


def test_the_order_of_an_unordered_array_is_free() -> None:
    verify({**SHOWN, "evidence": SHOWN["evidence"][::-1]})


@pytest.mark.parametrize("position", range(len(VALUE.signatures)))
def test_a_dropped_signature_is_refused(position: int) -> None:
    kept = VALUE.signatures[:position] + VALUE.signatures[position + 1 :]
    with pytest.raises(REFUSED):
        verify(with_value(replace(VALUE, signatures=kept)))


def test_a_doubled_signature_is_refused() -> None:
    doubled = (*VALUE.signatures, VALUE.signatures[-1])
    with pytest.raises(InvalidSignatureError):
        verify(with_value(replace(VALUE, signatures=doubled)))


def test_swapped_signatures_are_refused() -> None:
    first, second, *others = VALUE.signatures
    with pytest.raises(InvalidSignatureError):
        verify(with_value(replace(VALUE, signatures=(second, first, *others))))


def test_a_signature_of_a_statement_that_is_not_shown_is_refused() -> None:
    foreign = set(decode_base(BASE["proof"]["proofValue"]).signatures) - set(VALUE.signatures)
    with pytest.raises(InvalidSignatureError):
        verify(with_value(replace(VALUE, signatures=(foreign.pop(), *VALUE.signatures[1:]))))


def test_swapped_labels_are_refused() -> None:
    labels = {**VALUE.label_map, 0: VALUE.label_map[1], 1: VALUE.label_map[0]}
    with pytest.raises(InvalidSignatureError):
        verify(with_value(replace(VALUE, label_map=labels)))


@pytest.mark.parametrize("number", VALUE.label_map)
def test_a_changed_label_is_refused(number: int) -> None:
    with pytest.raises(InvalidSignatureError):
        verify(with_value(replace(VALUE, label_map={**VALUE.label_map, number: bytes(32)})))


def test_one_label_more_or_less_is_refused() -> None:
    count = len(VALUE.label_map)
    fewer = {number: label for number, label in VALUE.label_map.items() if number < count - 1}
    for labels in ({**VALUE.label_map, count: bytes(32)}, fewer):
        with pytest.raises(InvalidSignatureError):
            verify(with_value(replace(VALUE, label_map=labels)))


@pytest.mark.parametrize("position", range(len(VALUE.mandatory_indexes)))
def test_a_dropped_mandatory_index_is_refused(position: int) -> None:
    kept = VALUE.mandatory_indexes[:position] + VALUE.mandatory_indexes[position + 1 :]
    with pytest.raises(REFUSED):
        verify(with_value(replace(VALUE, mandatory_indexes=kept)))


def test_a_moved_mandatory_index_is_refused() -> None:
    total = len(VALUE.signatures) + len(VALUE.mandatory_indexes)
    free = [index for index in range(total) if index not in VALUE.mandatory_indexes]
    for index in free:
        moved = tuple(sorted((*VALUE.mandatory_indexes[1:], index)))
        with pytest.raises(InvalidSignatureError):
            verify(with_value(replace(VALUE, mandatory_indexes=moved)))


def test_a_signed_statement_cannot_be_made_mandatory() -> None:
    total = len(VALUE.signatures) + len(VALUE.mandatory_indexes)
    indexes = tuple(range(total))
    with pytest.raises(InvalidSignatureError):
        verify(with_value(replace(VALUE, mandatory_indexes=indexes, signatures=())))


def test_another_signature_of_the_issuer_is_refused() -> None:
    other = decode_derived(disclosed(signed({**badge(), "issuer": ISSUER}))["proof"]["proofValue"])
    with pytest.raises(InvalidSignatureError):
        verify(with_value(replace(VALUE, base_signature=other.base_signature)))


def test_another_ephemeral_key_is_refused() -> None:
    other = CODECS[Algorithm.P256] + SIGNER.public_key.raw
    with pytest.raises(InvalidSignatureError):
        verify(with_value(replace(VALUE, public_key=other)))


def test_a_statement_signed_by_another_ephemeral_key_is_refused() -> None:
    suite = replace(SUITE, ephemeral_key=lambda: SIGNER.private_key)
    proof = suite.create_proof(badge(), SIGNER, OPTIONS, CANONICALISER)
    foreign = decode_derived(disclosed({**badge(), "proof": proof}, "/name")["proof"]["proofValue"])
    with pytest.raises(InvalidSignatureError):
        verify(
            with_value(replace(VALUE, signatures=(*VALUE.signatures[:-1], foreign.signatures[-1])))
        )


def test_the_proof_of_another_disclosure_is_refused() -> None:
    for other in (disclosed(BASE), disclosed(signed({**badge(), "name": "Inna"}), "/name")):
        with pytest.raises(InvalidSignatureError):
            verify({**SHOWN, "proof": other["proof"]})


@pytest.mark.parametrize("member", ["name", "validUntil", "evidence", "endorsement"])
def test_a_base_proof_is_refused_over_a_changed_document(member: str) -> None:
    other = {"name": "Inna", "validUntil": "2041-05-31T12:00:00Z"}.get(member)
    kept = {name: value for name, value in BASE.items() if name != member}
    with pytest.raises(REFUSED):
        verify({**kept, member: other} if other else kept)


def test_a_base_proof_value_is_not_taken_for_a_derived_one() -> None:
    text = BASE["proof"]["proofValue"]
    with pytest.raises(MalformedProofError):
        decode_derived(text)
    with pytest.raises(MalformedProofError):
        decode_base(SHOWN["proof"]["proofValue"])
