"""The protocol between a child and its parent: frames of JSON, each with bytes beside it.

A frame is the length of the JSON, the length of the bytes (32 bits each, the highest first), then
both. Nothing in a frame becomes code or an object on the other side: whoever takes a child over can
say no more to the parent than a badge can say to the verifier.
"""

import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from keys.errors import JsonError
from keys.strict_json import Json, read
from verifier.processes.errors import FrameError

LARGEST_MESSAGE = 8 * 1_048_576
"""Bytes of JSON in a frame; a usual report has 5 000."""
LARGEST_ATTACHMENT = 16 * 1_048_576

# A report quotes parts of a badge, which are nested up to 32 levels themselves.
_DEPTH = 64
_LENGTHS = struct.Struct(">II")

Take = Callable[[int], bytes]
"""Returns at most so many bytes, and none at the end of the stream."""


@dataclass(frozen=True)
class Frame:
    """One message, and bytes that belong to it."""

    message: Mapping[str, Json]
    attachment: bytes = b""

    def written(self) -> bytes:
        """Return the frame as it is sent; `FrameError` if it would be refused over there."""
        text = json.dumps(self.message).encode()
        _check_lengths(len(text), len(self.attachment))
        return _LENGTHS.pack(len(text), len(self.attachment)) + text + self.attachment


def read_frame(take: Take, *, attachments: int = LARGEST_ATTACHMENT) -> Frame:
    """Return the next frame of a stream, with at most so many bytes as attachment.

    Raises `FrameError` at the end of the stream, and when anything else comes than a frame.
    """
    length, length_beside = _LENGTHS.unpack(_exactly(take, _LENGTHS.size))
    _check_lengths(length, length_beside, attachments)
    text, attachment = _exactly(take, length), _exactly(take, length_beside)
    try:
        message = read(
            text, limit=LARGEST_MESSAGE, depth=_DEPTH, values=None, canonical_numbers=False
        )
    except (JsonError, RecursionError) as e:
        raise FrameError(f"The message cannot be read: {type(e).__name__}.") from e
    if not isinstance(message, Mapping):
        raise FrameError("The message is no object.")
    return Frame(message, attachment)


def _check_lengths(text: int, attachment: int, attachments: int = LARGEST_ATTACHMENT) -> None:
    if text > LARGEST_MESSAGE or attachment > attachments:
        raise FrameError(f"A frame of {text} and {attachment} bytes is too large.")


def _exactly(take: Take, length: int) -> bytes:
    found = bytearray()
    while len(found) < length:
        part = take(min(length - len(found), 1_048_576))
        if not part:
            raise FrameError("The other side is gone.")
        found += part
    return bytes(found)
