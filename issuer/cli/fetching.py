"""The way out of `insygnia verify`: the guarded fetcher, as the service has it."""

import os
import ssl
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from verifier.fetching.budget import Budget
from verifier.fetching.fetcher import GuardedFetcher
from verifier.fetching.names import Lookups
from verifier.fetching.politeness import Politeness
from verifier.fetching.resolver import FetchingResolver

PRIVATE_HOSTS = "INSYGNIA_PRIVATE_HOSTS"


def fetching_resolver(environ: Mapping[str, str] = os.environ) -> FetchingResolver:
    """Return what asks https addresses, within the budget of one verification.

    Hosts that `INSYGNIA_PRIVATE_HOSTS` names may have private addresses.
    """
    hosts = (host.strip() for host in environ.get(PRIVATE_HOSTS, "").split(","))
    fetcher = GuardedFetcher(
        resolve=Lookups(),
        tls=ssl.create_default_context(),
        clock=_now,
        monotonic=time.monotonic,
        private_hosts=frozenset(host for host in hosts if host),
        politeness=Politeness(monotonic=time.monotonic, sleep=time.sleep),
    )
    return FetchingResolver(fetcher=fetcher, budget=Budget(monotonic=time.monotonic), clock=_now)


def _now() -> datetime:
    return datetime.now(UTC)
