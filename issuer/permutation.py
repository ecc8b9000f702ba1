"""Hiding the order in which places of a status list are given out (threat 34).

Places are counted 0, 1, 2 … and each number goes through a permutation that only the holder of the
list's key can follow: neighbours in time are strangers in the list. Whoever sees two badges learns
nothing of which came first.
"""

import hashlib

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
    if bits < 2:
        # One place has no order; of two, the key says which is first.
        return counter ^ (_round(key, 0, 0, size) & 1) if size == 2 else counter
    place = _shuffled(key, counter, bits, size)
    # Cycle walking: a number that fell outside goes round again, which keeps it one to one.
    while place >= size:
        place = _shuffled(key, place, bits, size)
    return place


def _shuffled(key: bytes, number: int, bits: int, size: int) -> int:
    """Return the image of `number` among all numbers of `bits` bits."""
    low_bits = bits // 2
    high, low = number >> low_bits, number & ((1 << low_bits) - 1)
    high_mask, low_mask = (1 << (bits - low_bits)) - 1, (1 << low_bits) - 1
    for number_of_round in range(0, _ROUNDS, 2):
        high ^= _round(key, number_of_round, low, size) & high_mask
        low ^= _round(key, number_of_round + 1, high, size) & low_mask
    return high << low_bits | low


def _round(key: bytes, number: int, half: int, size: int) -> int:
    message = bytes([number]) + size.to_bytes(8, "big") + half.to_bytes(8, "big")
    digest = hashlib.blake2b(message, key=key, digest_size=8, person=b"status places")
    return int.from_bytes(digest.digest(), "big")
