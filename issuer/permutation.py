"""Hiding the order in which places of a status list are given out (threat 34).

Places are counted 0, 1, 2 … and each number goes through a permutation that only the holder of the
list's key can follow: neighbours in time are strangers in the list. Whoever sees two badges learns
nothing of which came first.
"""

import hashlib
from functools import lru_cache

KEY_BYTES = 32
# Alternating Feistel network (Hoang and Rogaway, 2010). The halves have 8 and 9 bits, and short
# halves want many rounds; NIST SP 800-38G asks for eight or ten.
_ROUNDS = 12


def permuted(key: bytes, counter: int, size: int) -> int:
    """Return the place, 0 … `size` - 1, of the award that came as number `counter`.

    For one `key` (32 secret bytes, one for each list) and `size`, different counters below `size`
    get different places. The result never changes between versions: lists in use depend on it.
    Raises `ValueError` for a key of another length and for a counter outside 0 … `size` - 1.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"the key of a permutation has {KEY_BYTES} bytes")
    if not 0 <= counter < size:
        raise ValueError(f"the counter {counter} is outside of 0 to {size - 1}")
    bits = (size - 1).bit_length()
    rounds = _rounds(key, size)
    if bits < 2:
        # One place has no order; of two, the key says which is first.
        return counter ^ (rounds[0][0] & 1) if size == 2 else counter
    place = _shuffled(rounds, counter, bits)
    # Cycle walking: a number that fell outside goes round again, which keeps it one to one.
    while place >= size:
        place = _shuffled(rounds, place, bits)
    return place


class _Round(dict[int, int]):
    """A round function: of each half that was asked for, its image."""

    def __init__(self, key: bytes, number: int, size: int) -> None:
        super().__init__()
        self._key = key
        self._begin = bytes([number]) + size.to_bytes(8, "big")

    def __missing__(self, half: int) -> int:
        digest = hashlib.blake2b(
            self._begin + half.to_bytes(8, "big"),
            key=self._key, digest_size=8, person=b"status places",
        )  # fmt: skip
        image = self[half] = int.from_bytes(digest.digest(), "big")
        return image


# Lists are filled one place after another, and a half has some hundred values only.
@lru_cache(maxsize=8)
def _rounds(key: bytes, size: int) -> tuple[_Round, ...]:
    return tuple(_Round(key, number, size) for number in range(_ROUNDS))


def _shuffled(rounds: tuple[_Round, ...], number: int, bits: int) -> int:
    """Return the image of `number` among all numbers of `bits` bits."""
    low_bits = bits // 2
    high, low = number >> low_bits, number & ((1 << low_bits) - 1)
    high_mask, low_mask = (1 << (bits - low_bits)) - 1, (1 << low_bits) - 1
    for place in range(0, _ROUNDS, 2):
        high ^= rounds[place][low] & high_mask
        low ^= rounds[place + 1][high] & low_mask
    return high << low_bits | low
