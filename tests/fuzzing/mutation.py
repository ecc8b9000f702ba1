"""Changes to samples, the same for the same seed: what a short run needs and no library gives."""

from collections.abc import Iterator, Sequence
from random import Random

_ODD = (b"", b"\0", b"\xff", b"{", b"[", b'"', b"<", b">", b"/", b".", b"-1", b"9" * 20, b"\\u0000",
        b"obj", b"R", b"&#0;", b"xref", b"\r\n", b"stream", b"\x80")  # fmt: skip
_LONGEST = 65_536


def mutated(samples: Sequence[bytes], runs: int, seed: int) -> Iterator[bytes]:
    """Yield so many changed samples; each has been changed one to six times."""
    random = Random(seed)
    for _ in range(runs):
        data = random.choice(samples)
        for _ in range(random.randint(1, 6)):
            data = _changed(data, samples, random)[:_LONGEST]
        yield data


def _changed(data: bytes, samples: Sequence[bytes], random: Random) -> bytes:
    start = random.randint(0, len(data))
    end = min(len(data), start + random.choice((0, 1, 1, 2, 4, 16, 64)))
    put = random.choice((
        random.choice(_ODD),
        random.randbytes(random.randint(1, 4)),
        data[start:end] * random.choice((2, 3, 50)),
        _part(random.choice(samples), random),
    ))  # fmt: skip
    return data[:start] + put + data[end:]


def _part(data: bytes, random: Random) -> bytes:
    start = random.randint(0, len(data))
    return data[start : start + random.randint(1, 200)]
