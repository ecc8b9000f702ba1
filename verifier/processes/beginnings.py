"""How a child begins that `verifier.processes.spawning` started, whatever it is for.

Descriptor 0 is the socket to the parent, descriptor 1 the pipe that says that the parent is gone.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from traceback import extract_tb

from verifier.processes.errors import FrameError
from verifier.processes.frames import Frame, read_frame
from verifier.processes.limits import (
    Limits,
    ProcessorTime,
    end_out_of_memory,
    end_with_parent,
    shut_the_doors,
    stand_back,
)

Send = Callable[[Frame], None]
Receive = Callable[[], Frame]
Serve = Callable[[Send, Receive, ProcessorTime], None]
"""Does one piece of work after the other, until `FrameError` or `MemoryError`."""

_CHANNEL, _LIFELINE = 0, 1


def live(load: Callable[[], Serve]) -> None:
    """Serve the parent until it closes the channel or memory runs out.

    `load` brings all that the work needs into memory, and returns what does it: once the doors are
    shut, what is looked for only when it is needed is not found any more.
    """
    end_with_parent(_LIFELINE)
    with socket.socket(fileno=_CHANNEL) as connection, suppress(FrameError, OSError):
        try:
            _live(connection, load)
        except MemoryError:
            end_out_of_memory()


def _live(connection: socket.socket, load: Callable[[], Serve]) -> None:
    def send(frame: Frame) -> None:
        connection.sendall(frame.written())

    receive = partial(read_frame, connection.recv)
    limits = Limits.read(receive().message)
    stand_back(limits)
    # Loading takes up to half a second of work, which already stands back.
    serve = load()
    shut_the_doors()
    send(Frame({"ready": True}))
    serve(send, receive, ProcessorTime(limits))


def place_of(error: Exception) -> str:
    """Return the kind of error and the line it came from; its text may quote the file."""
    last = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} {last.name}:{last.lineno}"
