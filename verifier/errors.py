"""Errors of this package.

Error
├── UnreachableError     an address that nobody answered: "could not check", never "valid"
└── UnrecognisedError    a file in which there is no badge
"""


class Error(Exception):
    """Base of every error that the verifier raises."""


class UnreachableError(Error):
    """A document that is needed for a check could not be had."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url} could not be had: {reason}.")
        self.url = url
        self.reason = reason


class UnrecognisedError(Error):
    """There is no badge in the file; `code` tells the report which sentence to use."""

    def __init__(
        self, code: str, detail: str = "", *, types: str = "", undecided: bool = False
    ) -> None:
        super().__init__(f"{code}: {detail or types}")
        self.code = code
        self.facts = {"detail": detail, "types": types}
        self.undecided = undecided
