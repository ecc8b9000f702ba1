"""Threat 12: Ed25519 keys of small order, under which one signature fits many messages."""

import pytest

from keys.errors import InvalidSignatureError, MalformedKeyError
from keys.public import SMALL_ORDER_Y, public_key
from keys.signer import Algorithm

_P = 2**255 - 19
ENCODINGS = sorted(
    {
        (y | sign << 255).to_bytes(32, "little")
        for point in SMALL_ORDER_Y
        for y in (point, point + _P)
        if y < 2**255
        for sign in (0, 1)
    }
)
"""Every way to write the eight points, also those that no standard allows."""
IDENTITY = (1).to_bytes(32, "little") + bytes(32)
"""The signature R = identity, S = 0, which fits wherever the key has small order."""


def test_there_are_fourteen_of_them() -> None:
    assert len(ENCODINGS) == 14


@pytest.mark.parametrize("encoding", ENCODINGS, ids=bytes.hex)
def test_none_verifies_any_of_64_messages(encoding: bytes) -> None:
    accepted = 0
    for number in range(64):
        try:
            public_key(Algorithm.ED25519, encoding).verify(IDENTITY, b"%d" % number)
        except (MalformedKeyError, InvalidSignatureError):
            continue
        accepted += 1
    assert accepted == 0
