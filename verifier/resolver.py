"""Where documents come from that are not in the badge: DID documents, keys, status lists.

The verifier never fetches anything itself: it asks the `Resolver` it was given. What a resolver
does not have raises `UnreachableError`, and the check that needed it "could not check".
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from keys.did import self_contained_document
from keys.did_web import did_web_url
from keys.errors import UnknownDidMethodError
from verifier.errors import UnreachableError

COMPUTED = "computed"
FETCHED = "fetched"
OWN = "own records"
COLLECTED = "collected"


@dataclass(frozen=True)
class Resource:
    """A document that took part in a verification."""

    url: str
    content: bytes
    source: str
    """Where it came from: `COMPUTED` from the DID itself, `FETCHED`, the `OWN` records of a service
    that issues, `COLLECTED` by whoever made a bundle, or the name of a file."""
    fetched_at: datetime | None = None
    """When another machine answered so (aware, UTC); None for what was not fetched."""
    way: tuple[str, ...] = ()
    """The addresses that led to `url` by redirects, the one that was asked for first."""

    @property
    def sha256(self) -> str:
        """The digest of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


class Resolver(Protocol):
    """Answers addresses with documents."""

    def resolve(self, url: str) -> Resource:
        """Return the document at `url`, which may be a DID.

        Raises:
            UnreachableError: there is no answer; nothing follows from that.
            keys.errors.DidError: the DID itself is malformed.
        """

    def visit(self, url: str) -> Resource:
        """Return the document at an http or https address that a person typed or a code holds.

        Redirects may lead to other origins (rule 25): what stands there says for itself who signed
        it. Where that makes no difference to a resolver, this is `resolve`.
        """
        return self.resolve(url)


_LONGEST_REMEMBERED = 512


def computed(did: str) -> Resource:
    """Return the document that a did:key or did:jwk carries in itself.

    Raises `UnreachableError` for other methods, or `keys.errors.DidError`.
    """
    try:
        return _remembered(did) if len(did) <= _LONGEST_REMEMBERED else _carried(did)
    except UnknownDidMethodError as error:
        raise UnreachableError(did, "this kind of DID is not looked up here") from error


def _carried(did: str) -> Resource:
    return Resource(did, json.dumps(self_contained_document(did)).encode(), COMPUTED)


# The badges of one issuer carry one DID, whose document never changes.
_remembered = lru_cache(maxsize=128)(_carried)


@dataclass(frozen=True)
class GivenResources(Resolver):
    """Answers from files that somebody named, and did:key and did:jwk from themselves."""

    given: Mapping[str, Resource]
    others: "Resolver | None" = None
    """Who is asked for all the rest; None fetches nothing."""

    def resolve(self, url: str) -> Resource:
        """Return the document that was given for `url`, that a DID carries, or what `others` has.

        Raises `UnreachableError`, or `keys.errors.DidError`.
        """
        if url in self.given:
            return self.given[url]
        if url.startswith("did:web:") and did_web_url(url) in self.given:
            return self.given[did_web_url(url)]
        if self.others is not None:
            return self.others.resolve(url)
        try:
            return computed(url)
        except UnreachableError as e:
            raise UnreachableError(url, "nobody gave it, and nothing is fetched") from e

    def visit(self, url: str) -> Resource:
        """Return the document that was given for `url`, or what `others` find there."""
        if url in self.given or self.others is None:
            return self.resolve(url)
        return self.others.visit(url)


class Recording(Resolver):
    """A resolver that remembers what it gave out, for the report."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._visited: dict[str, Resource] = {}
        self._seen: dict[str, Resource] = {}

    def resolve(self, url: str) -> Resource:
        """Return what the inner resolver returns, and keep it."""
        resource = self._seen.get(url) or self._resolver.resolve(url)
        return self._seen.setdefault(url, resource)

    def visit(self, url: str) -> Resource:
        """Return what the inner resolver finds, and keep it apart: it answers nothing else."""
        resource = self._visited.get(url) or self._resolver.visit(url)
        return self._visited.setdefault(url, resource)

    @property
    def answers(self) -> Mapping[str, Resource]:
        """What `resources` are, by the address or DID that was asked for."""
        every = {**self._visited, **self._seen}
        return {url: r for url, r in every.items() if r.source != COMPUTED}

    @property
    def resources(self) -> tuple[Resource, ...]:
        """Everything that was asked for and had, in that order, without what a DID carries."""
        return tuple(self.answers.values())
