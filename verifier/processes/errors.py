"""Errors of verification in child processes.

Error
├── FrameError    the other side broke the protocol, or is gone
├── EndedError    a child gave no answer: "could not check", never "valid"
│   ├── NoProcessError    there was no room for a child at all
│   └── RefreshEndedError    a child ended that looked for a newer version: never decisive
└── BusyError     too many wait already
"""

from verifier.errors import Error
from verifier.processes.endings import Ending


class FrameError(Error):
    """What came over the channel is no frame; the channel is of no more use."""


class EndedError(Error):
    """A child ended, or had to be ended, before it gave its report."""

    def __init__(self, ending: Ending, where: str = "") -> None:
        super().__init__(f"{ending.value}: {where}")
        self.ending = ending
        self.where = where
        """The place in our code, or how the process ended; nothing that the file holds."""


class NoProcessError(EndedError):
    """The system has no room for another process."""

    def __init__(self) -> None:
        super().__init__(Ending.BROKE_OFF, "no process")


class RefreshEndedError(EndedError):
    """A child ended that had said that it looks for a newer version of the badge."""


class BusyError(Error):
    """So many verifications wait that another one would wait too long."""

    def __init__(self) -> None:
        super().__init__("Too many verifications wait already.")
