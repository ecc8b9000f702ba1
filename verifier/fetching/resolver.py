"""The verifier's `Resolver` over the guarded fetcher; one is made for each verification."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

from keys.did_web import did_web_url
from verifier.errors import UnreachableError
from verifier.fetching.addresses import Address, read_address
from verifier.fetching.answers import Fetched
from verifier.fetching.budget import Budget
from verifier.fetching.copies import FreshCopies
from verifier.fetching.fetcher import Known
from verifier.resolver import FETCHED, OWN, Resolver, Resource, computed

DID_TYPES = "application/did+json, application/did+ld+json, application/json;q=0.9, */*;q=0.1"
DOCUMENT_TYPES = (
    "application/vc, application/vc+jwt, application/ld+json, application/json;q=0.9, */*;q=0.1"
)


class Get(Protocol):
    """The part of the guarded fetcher that is needed here."""

    def get(
        self, url: str, *, accept: str, same_origin: bool, budget: Budget, known: Known
    ) -> Fetched:
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
class FetchingResolver(Resolver):
    """Answers DIDs and https addresses within the budget of one verification (rule 25).

    Redirects of what a badge names (DID documents, keys, status lists) may not leave the origin;
    those of what somebody typed may.
    """

    fetcher: Get
    budget: Budget
    clock: Callable[[], datetime]
    own: OwnRecords | None = None
    copies: FreshCopies | None = None
    _failed: dict[tuple[str, bool], UnreachableError] = field(
        default_factory=dict, init=False, repr=False
    )

    def resolve(self, url: str) -> Resource:
        """Return the document at `url`, which may be a did:key, did:jwk or did:web.

        What failed once is not tried again. Raises `UnreachableError`, or `keys.errors.DidError`.
        """
        if url.startswith("did:") and not url.startswith("did:web:"):
            return computed(url)
        return self._once(url, same_origin=True)

    def visit(self, url: str) -> Resource:
        """Return the document at an https address, wherever its redirects lead.

        What failed once is not tried again. Raises `UnreachableError`.
        """
        return self._once(url, same_origin=False)

    def _once(self, url: str, *, same_origin: bool) -> Resource:
        question = (url, same_origin)
        if question in self._failed:
            raise self._failed[question]
        try:
            if same_origin and url.startswith("did:"):
                did_document = read_address(did_web_url(url))
                return self._document(did_document, DID_TYPES, same_origin=True)
            return self._document(read_address(url), DOCUMENT_TYPES, same_origin=same_origin)
        except UnreachableError as error:
            self._failed[question] = error
            raise

    def _document(self, address: Address, accept: str, *, same_origin: bool) -> Resource:
        known = self._known(accept, address)
        answer = known or self.fetcher.get(
            str(address),
            accept=accept,
            same_origin=same_origin,
            budget=self.budget,
            known=partial(self._known, accept),
        )
        if self.own is not None and self.own.holds(read_address(answer.url)):
            return Resource(answer.url, answer.content, OWN, way=answer.way)
        if self.copies is not None:
            self.copies.keep(str(address), accept, answer)
        # Of a copy that was kept, this is when it came: not now.
        return Resource(answer.url, answer.content, FETCHED, answer.fetched_at, answer.way)

    def _known(self, accept: str, address: Address) -> Fetched | None:
        """Return what stands at an address of ours, or a copy; also where a redirect leads there.

        Raises `UnreachableError` for an address of ours where nothing is.
        """
        url = str(address)
        if self.own is None or not self.own.holds(address):
            copies = self.copies
            return copies.fresh(url, accept, now=self.clock()) if copies is not None else None
        content = self.own.answer(url)
        if content is None:
            raise UnreachableError(url, "this service has nothing there")
        return Fetched(url, 200, {}, content, self.clock())
