"""Errors of this package.

Error
├── UnknownContextError    a URL that is not on the list: it is never fetched
└── CorruptContextError    a shipped file that is not the file its manifest describes
"""


class Error(Exception):
    """Base of every error that `contexts` raises."""


class UnknownContextError(Error):
    """A context is asked for that the library does not hold."""

    def __init__(self, url: str) -> None:
        super().__init__(f"The context {url} is not one of those that come with Insygnia.")
        self.url = url


class CorruptContextError(Error):
    """A shipped document differs from what the manifest pins."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"The context file {file} is damaged: {reason}.")
        self.file = file
        self.reason = reason
