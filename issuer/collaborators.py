"""What the service works with: built once in `app` or by a command, and passed down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from issuer.db.engine import Database
from issuer.fetch import Fetch
from issuer.settings import Settings
from keys.kek import KekSource
from signing.canonical import Canonicaliser


class Jobs(Protocol):
    """The job engine, as those see it who have something to be done after a commit."""

    def enqueue(self, jobs: Sequence[tuple[str, UUID]]) -> None:
        """Start the jobs of these kinds for these rows; a lost call is made good by the sweep."""


@dataclass(frozen=True)
class Collaborators:
    """Everything that services need from outside."""

    settings: Settings
    database: Database
    canonicaliser: Canonicaliser
    keks: KekSource
    fetch: Fetch
    """Asks addresses that anybody may have chosen."""
    provider_fetch: Fetch
    """Asks the identity provider that the operator chose, which may be inside the network."""
    jobs: Jobs
    clock: Callable[[], datetime]
    """Returns the instant now, aware, in UTC."""
