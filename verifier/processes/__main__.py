"""A child, started by `verifier.processes.parent` with descriptors in place of files.

Descriptor 0 is the socket to the parent, descriptor 1 the pipe that says that the parent is gone.
"""

import socket
import sys
from contextlib import suppress
from functools import partial

from verifier.processes.errors import FrameError
from verifier.processes.frames import Frame, read_frame
from verifier.processes.limits import (
    OUT_OF_MEMORY,
    Limits,
    end_with_parent,
    renew_time,
    shut_the_doors,
    stand_back,
)

_CHANNEL, _LIFELINE = 0, 1


def main() -> None:
    """Verify what the parent sends, until it closes the channel or memory runs out."""
    end_with_parent(_LIFELINE)
    try:
        _verify()
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


def _verify() -> None:
    with socket.socket(fileno=_CHANNEL) as connection, suppress(FrameError, OSError):

        def send(frame: Frame) -> None:
            connection.sendall(frame.written())

        receive = partial(read_frame, connection.recv)
        limits = Limits.read(receive().message)
        stand_back(limits)
        # Loading takes half a second of work, which already stands back.
        from verifier.processes.child import loaded, serve  # noqa: PLC0415 - only now

        readings = loaded()
        shut_the_doors()
        send(Frame({"ready": True}))
        serve(readings, send, receive, partial(renew_time, limits))


if __name__ == "__main__":
    main()
