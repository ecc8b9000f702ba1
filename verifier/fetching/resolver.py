"""The verifier's `Resolver` over the guarded fetcher; one is made for each verification."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from keys.did_web import did_web_url
from verifier.errors import UnreachableError
from verifier.fetching.addresses import Address, read_address
from verifier.fetching.answers import Fetched
from verifier.fetching.budget import Budget
from verifier.fetching.copies import FreshCopies
from verifier.resolver import FETCHED, OWN, Resource, computed

DID_TYPES = "application/did+json, application/did+ld+json, application/json;q=0.9, */*;q=0.1"
DOCUMENT_TYPES = (
    "application/vc, application/vc+jwt, application/ld+json, application/json;q=0.9, */*;q=0.1"
)


class Get(Protocol):
    """The part of the guarded fetcher that is needed here."""

    def get(self, url: str, *, accept: str, same_origin: bool, budget: Budget) -> Fetched:
        """Return what stands at `url`, or raise `UnreachableError`."""


@dataclass(frozen=True)
class OwnRecords:
    """The addresses that this service answers itself: never asked through the network."""

    public_url: str
    """The public address of the service; its origin decides, exactly."""
    answer: Callable[[str], bytes | None]
    """Returns the document at one of our addresses, or None if there is none."""

    def holds(self, address: Address) -> bool:
        """Tell whether `address` is at exactly our origin."""
        return address.origin == read_address(self.public_url).origin


@dataclass(frozen=True, kw_only=True)
class FetchingResolver:
    """Answers DIDs and https addresses within the budget of one verification (rule 25).

    All that a verification asks for are DID documents, keys and status lists: their redirects may
    not leave the origin.
    """

    fetcher: Get
    budget: Budget
    clock: Callable[[], datetime]
    own: OwnRecords | None = None
    copies: FreshCopies | None = None
    _failed: dict[str, UnreachableError] = field(default_factory=dict, init=False, repr=False)

    def resolve(self, url: str) -> Resource:
        """Return the document at `url`, which may be a did:key, did:jwk or did:web.

        What failed once is not tried again. Raises `UnreachableError`, or `keys.errors.DidError`.
        """
        if url.startswith("did:") and not url.startswith("did:web:"):
            return computed(url)
        if url in self._failed:
            raise self._failed[url]
        try:
            if url.startswith("did:"):
                return self._document(read_address(did_web_url(url)), DID_TYPES)
            return self._document(read_address(url), DOCUMENT_TYPES)
        except UnreachableError as error:
            self._failed[url] = error
            raise

    def _document(self, address: Address, accept: str) -> Resource:
        url = str(address)
        if self.own is not None and self.own.holds(address):
            content = self.own.answer(url)
            if content is None:
                raise UnreachableError(url, "this service has nothing there")
            return Resource(url, content, OWN)
        answer = self._fetched(url, accept)
        # Of a copy that was kept, this is when it came: not now.
        return Resource(url, answer.content, FETCHED, answer.fetched_at)

    def _fetched(self, url: str, accept: str) -> Fetched:
        kept = self.copies and self.copies.fresh(url, accept, now=self.clock())
        if kept:
            return kept
        answer = self.fetcher.get(url, accept=accept, same_origin=True, budget=self.budget)
        if self.copies is not None:
            self.copies.keep(url, accept, answer)
        return answer
