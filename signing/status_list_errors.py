"""What can go wrong with status lists.

signing.errors.Error
└── StatusListError
    ├── MalformedStatusListError     the text is no encoded list
    ├── ShortStatusListError         fewer entries than the standard asks for
    ├── StatusIndexError             the list has no such entry
    ├── MalformedStatusIndexError    the value is no index
    └── StatusSizeError              an entry cannot have this size
signing.errors.LimitError
└── StatusListLimitError (also a StatusListError): over a limit, so nobody has looked
"""

from signing.errors import Error, LimitError


class StatusListError(Error):
    """Everything that reading and writing status lists refuse."""


class StatusListLimitError(StatusListError, LimitError):
    """The list is longer than this program reads."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The status list is longer than the limit of {limit} bytes.")
        self.limit = limit


class MalformedStatusListError(StatusListError):
    """The text is not a status list as the standard encodes it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The encoded status list cannot be read: {reason}.")
        self.reason = reason


class ShortStatusListError(StatusListError):
    """The list has too few entries to hide whom a reader asks about."""

    def __init__(self, entries: int, minimum: int) -> None:
        super().__init__(f"The status list has {entries} entries, but it must have {minimum}.")
        self.entries = entries
        self.minimum = minimum


class StatusIndexError(StatusListError):
    """The index points outside the list."""

    def __init__(self, index: int, entries: int) -> None:
        super().__init__(f"The status list has {entries} entries, and none with index {index}.")
        self.index = index
        self.entries = entries


class MalformedStatusIndexError(StatusListError):
    """The value is not an index: digits of base 10 and nothing else."""

    def __init__(self, value: object) -> None:
        shown = ascii(value)
        shown = shown if len(shown) <= 40 else f"{shown[:40]}…"
        super().__init__(f"The status list index {shown} is not a whole number written in digits.")
        self.value = value


class StatusSizeError(StatusListError):
    """No entry can have this number of bits."""

    def __init__(self, size: int) -> None:
        super().__init__(f"A status must have at least one bit, not {size}.")
        self.size = size
