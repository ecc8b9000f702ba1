"""What the web process, the worker and the commands work with, built from settings.

Beside `app` and the command line this is the only place that knows the verifier's fetcher.
"""

import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from contexts.library import shipped
from issuer.collaborators import Collaborators, Jobs
from issuer.db.engine import open_database
from issuer.settings import Settings
from keys.kek import RememberedKeks, kek_source
from signing.canonical import Canonicaliser
from verifier.fetching.fetcher import GuardedFetcher
from verifier.fetching.names import Lookups, system_addresses
from verifier.fetching.politeness import Politeness


@dataclass(frozen=True)
class NoJobs:
    """For programs that run beside the service: its sweep finds what they left to do."""

    def enqueue(self, jobs: Sequence[tuple[str, UUID]]) -> None:
        """Do nothing."""


def utc_now() -> datetime:
    """Return the instant now."""
    return datetime.now(UTC)


def compose(settings: Settings, environ: Mapping[str, str], jobs: Jobs) -> Collaborators:
    """Return the collaborators of a process.

    Raises `keys.errors.MissingKekError` when `environ` names no key-encryption key.
    """
    return Collaborators(
        settings=settings,
        database=open_database(settings.database),
        canonicaliser=Canonicaliser(shipped()),
        keks=RememberedKeks(kek_source(environ, None)),
        fetch=guarded_fetcher(),
        provider_fetch=guarded_fetcher(private_hosts_of(settings)),
        jobs=jobs,
        clock=utc_now,
    )


def guarded_fetcher(private_hosts: frozenset[str] = frozenset()) -> GuardedFetcher:
    """Return a way out of the service; only `private_hosts` may have private addresses."""
    return GuardedFetcher(
        resolve=Lookups(system_addresses),
        tls=ssl.create_default_context(),
        clock=utc_now,
        monotonic=time.monotonic,
        private_hosts=private_hosts,
        politeness=Politeness(monotonic=time.monotonic, sleep=time.sleep),
    )


def private_hosts_of(settings: Settings) -> frozenset[str]:
    """Return the hosts that the operator lets have private addresses."""
    hosts = (host.strip() for host in settings.private_hosts.split(","))
    return frozenset(host for host in hosts if host)
