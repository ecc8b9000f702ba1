"""The table of small-order points, derived a second time by adding points on the curve."""

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from keys import multikey
from keys.errors import MalformedKeyError, UnsafeKeyError
from keys.multibase import base58btc_encode
from keys.public import SMALL_ORDER_Y, public_key
from keys.signer import Algorithm

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P

Point = tuple[int, int]


def add(one: Point, two: Point) -> Point:
    (x1, y1), (x2, y2) = one, two
    product = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + y1 * x2) * pow(1 + product, -1, P)
    y = (y1 * y2 + x1 * x2) * pow(1 - product, -1, P)
    return x % P, y % P


def times(factor: int, point: Point) -> Point:
    total = (0, 1)
    for bit in bin(factor)[2:]:
        total = add(total, total)
        total = add(total, point) if bit == "1" else total
    return total


def point_of(y: int) -> Point | None:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    return (x, y) if x * x % P == square else None


def small_order_points() -> set[Point]:
    """Return the eight multiples of a point of order 8: any point, times the large prime."""
    for y in range(2, 100):
        point = point_of(y)
        torsion = times(ORDER, point) if point else (0, 1)
        if times(4, torsion) != (0, 1):
            return {times(factor, torsion) for factor in range(8)}
    raise AssertionError("no point of order 8 was met")


def encodings() -> list[bytes]:
    """Return every 32 bytes that decode to a small-order point, canonical or not."""
    ys = {y for _, y in small_order_points()}
    spellings = sorted(y + more for y in ys for more in (0, P) if y + more < 2**255)
    return [(y | sign << 255).to_bytes(32, "little") for y in spellings for sign in (0, 1)]


def test_the_table_holds_the_y_of_the_eight_small_order_points() -> None:
    points = small_order_points()
    assert len(points) == 8
    assert {y for _, y in points} == SMALL_ORDER_Y


def test_all_fourteen_encodings_are_refused() -> None:
    found = encodings()
    assert len(found) == 14
    for raw in found:
        with pytest.raises(UnsafeKeyError):
            public_key(Algorithm.ED25519, raw)
        with pytest.raises(UnsafeKeyError):
            multikey.decode(base58btc_encode(multikey.CODECS[Algorithm.ED25519] + raw))


def test_the_library_alone_accepts_one_signature_for_every_message() -> None:
    identity = (1).to_bytes(32, "little")
    signature = identity + bytes(32)
    for message in range(64):
        Ed25519PublicKey.from_public_bytes(identity).verify(signature, bytes([message]))


def test_the_library_alone_accepts_some_messages_for_other_small_order_keys() -> None:
    raw = next(raw for raw in encodings() if int.from_bytes(raw, "little") == P - 1)
    accepted = 0
    for message in range(64):
        try:
            signature = (1).to_bytes(32, "little") + bytes(32)
            Ed25519PublicKey.from_public_bytes(raw).verify(signature, bytes([message]))
            accepted += 1
        except InvalidSignature:
            continue
    assert 0 < accepted < 64


@given(st.integers(0, 18), st.booleans())
def test_a_y_beyond_the_prime_is_refused(more: int, negative: bool) -> None:
    raw = (P + more | negative << 255).to_bytes(32, "little")
    with pytest.raises(UnsafeKeyError, match="not written canonically"):
        public_key(Algorithm.ED25519, raw)


@given(st.integers(2, P - 2), st.booleans())
def test_exactly_the_points_of_the_curve_are_keys(y: int, negative: bool) -> None:
    raw = (y | negative << 255).to_bytes(32, "little")
    if y in SMALL_ORDER_Y:
        with pytest.raises(UnsafeKeyError):
            public_key(Algorithm.ED25519, raw)
    elif point_of(y) is None:
        with pytest.raises(MalformedKeyError, match="not a point"):
            public_key(Algorithm.ED25519, raw)
    else:
        assert public_key(Algorithm.ED25519, raw).raw == raw
