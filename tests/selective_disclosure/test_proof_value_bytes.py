"""The bytes of proof values: one form is read, everything else is refused."""

from dataclasses import replace

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from keys.multibase import base58btc_encode, multibase64url_encode
from keys.strict_json import Json
from signing.errors import MalformedProofError
from signing.sd_proof_value import (
    COUNT_LIMIT,
    BaseProofValue,
    DerivedProofValue,
    decode_base,
    decode_derived,
    is_base,
)

from .badges import EPHEMERAL

KEY = b"\x80\x24" + EPHEMERAL.public_key.raw
BASE = BaseProofValue(bytes(64), KEY, bytes(32), (b"\x01" * 64, b"\x02" * 64), ("/issuer", ""))
DERIVED = DerivedProofValue(
    bytes(64), KEY, (b"\x01" * 64, b"\x02" * 64), {0: b"\x01" * 32, 1: b"\x02" * 32}, (0, 2)
)
BASE_HEADER, DERIVED_HEADER = b"\xd9\x5d\x00", b"\xd9\x5d\x01"


def base_parts() -> list[Json]:
    return [bytes(64), KEY, bytes(32), [b"\x01" * 64], ["/issuer"]]


def derived_parts() -> list[Json]:
    return [bytes(64), KEY, [b"\x01" * 64], {0: b"\x01" * 32}, [0]]


def text(header: bytes, parts: Json) -> str:
    return multibase64url_encode(header + cbor2.dumps(parts, canonical=True))


def test_a_base_value_is_read_as_it_was_written() -> None:
    assert decode_base(BASE.encoded()) == BASE
    assert is_base(BASE.encoded())


def test_a_derived_value_is_read_as_it_was_written() -> None:
    assert decode_derived(DERIVED.encoded()) == DERIVED
    assert not is_base(DERIVED.encoded())


@given(
    st.lists(st.binary(min_size=32, max_size=32), unique=True),
    st.lists(st.binary(min_size=64, max_size=64)),
    st.data(),
)
def test_every_derived_value_comes_back(
    labels: list[bytes], signatures: list[bytes], data: st.DataObject
) -> None:
    mandatory = data.draw(st.integers(0, 40))
    total = mandatory + len(signatures)
    every = st.sets(st.integers(0, max(total - 1, 0)), min_size=mandatory, max_size=mandatory)
    indexes = tuple(sorted(data.draw(every))) if mandatory else ()
    label_map = dict(enumerate(labels))
    value = DerivedProofValue(bytes(64), KEY, tuple(signatures), label_map, indexes)
    assert decode_derived(value.encoded()) == value


@pytest.mark.parametrize(
    ("part", "value"),
    [
        (0, bytes(63)),
        (0, bytes(65)),
        (0, "a" * 64),
        (1, KEY[:-1]),
        (1, b"\x81\x24" + KEY[2:]),
        (1, b"\x80\x24\x02" + b"\xff" * 32),
        (1, b"\x80\x24\x04" + KEY[3:]),
        (2, bytes(31)),
        (2, bytes(33)),
        (2, [0] * 32),
        (3, [bytes(63)]),
        (3, [bytes(64), 1]),
        (3, {0: bytes(64)}),
        (3, bytes(64)),
        (3, [bytes(64)] * (COUNT_LIMIT + 1)),
        (4, ["/issuer", 1]),
        (4, [b"/issuer"]),
        (4, "/issuer"),
        (4, ["/a"] * (COUNT_LIMIT + 1)),
    ],
)
def test_a_base_value_with_a_wrong_part_is_refused(part: int, value: Json) -> None:
    parts = base_parts()
    decode_base(text(BASE_HEADER, parts))
    parts[part] = value
    with pytest.raises(MalformedProofError):
        decode_base(text(BASE_HEADER, parts))


@pytest.mark.parametrize(
    ("part", "value"),
    [
        (0, bytes(63)),
        (1, KEY[2:]),
        (2, [bytes(65)]),
        (2, [bytes(64)] * (COUNT_LIMIT + 1)),
        (3, {1: bytes(32)}),
        (3, {0: bytes(32), 2: b"\x01" * 32}),
        (3, {0: bytes(32), 1: bytes(32)}),
        (3, {0: bytes(31)}),
        (3, {0: "a" * 32}),
        (3, {"c14n0": bytes(32)}),
        (3, {False: bytes(32)}),
        (3, {0.0: bytes(32)}),
        (3, {-1: bytes(32)}),
        (3, [bytes(32)]),
        (3, {number: number.to_bytes(32, "big") for number in range(COUNT_LIMIT + 1)}),
        (4, [-1]),
        (4, [2]),
        (4, [0, 0]),
        (4, [1, 0]),
        (4, [True]),
        (4, [0.0]),
        (4, ["0"]),
        (4, 0),
        (4, list(range(COUNT_LIMIT + 1))),
        (4, [2**70]),
    ],
)
def test_a_derived_value_with_a_wrong_part_is_refused(part: int, value: Json) -> None:
    parts = derived_parts()
    decode_derived(text(DERIVED_HEADER, parts))
    parts[part] = value
    with pytest.raises(MalformedProofError):
        decode_derived(text(DERIVED_HEADER, parts))


@pytest.mark.parametrize(
    "parts",
    [[], {}, None, base_parts()[:4], [*base_parts(), 0], dict(enumerate(base_parts())), "abcde"],
)
def test_anything_but_an_array_of_five_is_refused(parts: Json) -> None:
    with pytest.raises(MalformedProofError):
        decode_base(text(BASE_HEADER, parts))


@pytest.mark.parametrize(
    "tagged",
    [
        b"\xc0\x74" + b"2026-06-01T12:00:00Z",
        b"\xc2\x41\x01",
        b"\xc5\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",
        b"\xd8\x23\x64(a+)",
        b"\xd8\x1c\x80",
        b"\xd9\xd9\xf7\x80",
        b"\xd8\x40\x40",
    ],
)
def test_tagged_values_are_never_interpreted(tagged: bytes) -> None:
    data = BASE_HEADER + b"\x85" + b"\x00" * 4 + tagged
    with pytest.raises(MalformedProofError, match="CBOR"):
        decode_base(multibase64url_encode(data))


def test_a_second_spelling_of_the_same_value_is_refused() -> None:
    good = cbor2.dumps(derived_parts(), canonical=True)
    spellings = {
        "bytes after the end": good + b"\x00",
        "a long form of a short length": b"\x98\x05" + good[1:],
        "an array without a length": b"\x9f" + good[1:] + b"\xff",
        "a long form of the index 0": good[:-1] + b"\x18\x00",
        "a map in another order": cbor2.dumps(
            [*derived_parts()[:3], {1: b"\x02" * 32, 0: b"\x01" * 32}, [0]]
        ),
        "a key twice": good.replace(
            b"\xa1\x00\x58\x20" + b"\x01" * 32, b"\xa2" + (b"\x00\x58\x20" + b"\x01" * 32) * 2
        ),
    }
    for name, data in spellings.items():
        assert data != good, name
        with pytest.raises(MalformedProofError):
            decode_derived(multibase64url_encode(DERIVED_HEADER + data))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(MalformedProofError):
        decode_base(multibase64url_encode(BASE_HEADER + b"\x81" * 100_000 + b"\x00"))


def test_a_length_that_is_not_there_is_refused() -> None:
    for head in (b"\x9b", b"\xbb", b"\x5b", b"\x7b"):
        data = BASE_HEADER + head + b"\x7f" + b"\xff" * 7
        with pytest.raises(MalformedProofError):
            decode_base(multibase64url_encode(data))


def test_a_value_over_the_limit_is_refused() -> None:
    long = replace(BASE, mandatory_pointers=("/" + "a" * 2**20,))
    with pytest.raises(MalformedProofError, match="longer"):
        decode_base(long.encoded())


def test_other_texts_of_the_same_bytes_are_refused() -> None:
    data = BASE_HEADER + cbor2.dumps(base_parts(), canonical=True)
    good = multibase64url_encode(data)
    for spelling in (base58btc_encode(data), good + "=", good[1:], " " + good, good + "\n"):
        with pytest.raises(MalformedProofError):
            decode_base(spelling)


@given(st.binary(max_size=200), st.sampled_from([BASE_HEADER, DERIVED_HEADER, b""]))
def test_any_bytes_are_read_or_refused(data: bytes, header: bytes) -> None:
    for decode in (decode_base, decode_derived):
        with pytest.raises(MalformedProofError):
            decode(multibase64url_encode(header + data))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(value: str) -> None:
    for start in ("", "u2V0A", "u2V0B"):
        with pytest.raises(MalformedProofError):
            decode_base(start + value)


@given(st.integers(0, 8 * len(BASE.encoded())), st.data())
def test_a_changed_byte_gives_another_value_or_none(position: int, data: st.DataObject) -> None:
    raw = bytearray(BASE_HEADER + cbor2.dumps(base_parts(), canonical=True))
    index = position % len(raw)
    raw[index] ^= data.draw(st.integers(1, 255))
    try:
        value = decode_base(multibase64url_encode(bytes(raw)))
    except MalformedProofError:
        return
    assert value.encoded() == multibase64url_encode(bytes(raw))
