"""How the service asks other machines, said without naming who does the asking.

The only way out is the guarded fetcher of the verifier, which nothing here may import: `app` and
the command line pass it in, and it fits these protocols by its shape.
"""

from collections.abc import Mapping
from typing import Protocol


class Answer(Protocol):
    """What another machine answered."""

    @property
    def url(self) -> str:
        """The address that answered, at the end of all redirects."""

    @property
    def status(self) -> int:
        """The status code of HTTP."""

    @property
    def media_type(self) -> str:
        """The type of the content in lower case, without parameters; empty if not said."""

    @property
    def content(self) -> bytes:
        """The content, decompressed."""


class Fetch(Protocol):
    """Asks https addresses that strangers may have chosen.

    Every method raises the built-in `ConnectionError` when there is no answer, or when the address
    is one that is not asked: its text says why, in one sentence.
    """

    def get(self, url: str, *, accept: str) -> Answer:
        """Return what stands at `url`, at most 1 MB; any status but 200 is a `ConnectionError`."""

    def post(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> int:
        """Send `body` and return the status, whatever it is; the answer's content is not read."""

    def exchange(self, url: str, *, body: bytes, headers: Mapping[str, str], accept: str) -> Answer:
        """Send `body` and return the answer, whatever its status; redirects are not followed."""
