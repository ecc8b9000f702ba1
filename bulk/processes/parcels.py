"""What a child and its parent send each other: a JSON object with byte strings beside it.

On the channel a parcel is a frame `{"message": …, "lengths": […]}`, then the byte strings one after
the other, cut into pieces that are the attachments of further frames.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain

from keys.strict_json import Json
from verifier.processes.errors import FrameError
from verifier.processes.frames import Frame

PIECE = 4 * 1_048_576
"""Bytes of an attachment at most."""

_MOST_CONTENTS = 100_000


@dataclass(frozen=True)
class Parcel:
    """One order, or one answer."""

    message: Mapping[str, Json]
    contents: tuple[bytes, ...] = ()


def send_parcel(parcel: Parcel, send: Callable[[Frame], None]) -> None:
    """Send a parcel, in as many frames as it needs."""
    lengths = [len(content) for content in parcel.contents]
    send(Frame({"message": parcel.message, "lengths": lengths}))
    for piece in chain.from_iterable(map(_pieces, parcel.contents)):
        send(Frame({}, piece))


def receive_parcel(receive: Callable[[], Frame], most: int) -> Parcel:
    """Return the next parcel, of at most so many bytes beside its message; or `FrameError`."""
    head = receive().message
    message, lengths = head.get("message"), head.get("lengths")
    if not isinstance(message, Mapping) or lengths is None or not _are_lengths(lengths):
        raise FrameError("This is no parcel.")
    if sum(lengths) > most:
        raise FrameError(f"A parcel of {sum(lengths)} bytes is too large.")
    return Parcel(message, tuple(_content(receive, length) for length in lengths))


def _pieces(content: bytes) -> list[bytes]:
    return [content[start : start + PIECE] for start in range(0, len(content), PIECE)]


def _are_lengths(lengths: Json) -> bool:
    return (
        isinstance(lengths, list | tuple)
        and len(lengths) <= _MOST_CONTENTS
        and all(type(length) is int and length >= 0 for length in lengths)
    )


def _content(receive: Callable[[], Frame], length: int) -> bytes:
    pieces, left = [], length
    while left:
        piece = receive().attachment
        if not 0 < len(piece) <= left:
            raise FrameError("A piece of a parcel is missing.")
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)
