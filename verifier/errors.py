"""Errors of this package.

Error
├── UnreachableError     an address that nobody answered: "could not check", never "valid"
│   └── RefusedAddressError    an address that is not asked at all
├── UnrecognisedError    a file in which there is no badge
└── NotDrawnError        a drawing that nobody here turns into pixels
"""


class Error(Exception):
    """Base of every error that the verifier raises."""


class UnreachableError(Error, ConnectionError):
    """A document that is needed for a check could not be had.

    It is a `ConnectionError` for those who are handed a fetcher and know nothing of this package.
    """

    def __init__(self, url: str, reason: str, *, status: int | None = None) -> None:
        super().__init__(f"{url} could not be had: {reason}.")
        self.url = url
        self.reason = reason
        self.status = status
        """The status of HTTP, if it is that which makes the answer none."""


class RefusedAddressError(UnreachableError):
    """An address that nobody is sent to: no public host, no https, or no URL at all."""


class UnrecognisedError(Error):
    """There is no badge in the file; `code` tells the report which sentence to use."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        types: str = "",
        url: str = "",
        undecided: bool = False,
    ) -> None:
        super().__init__(f"{code}: {detail or types or url}")
        self.code = code
        self.facts = {"detail": detail, "types": types, "url": url}
        self.undecided = undecided


class NotDrawnError(Error):
    """A drawing is none, too much work, or would look otherwise without what is left out of it."""
