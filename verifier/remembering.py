"""A resolver for all the credentials of one file, which ask for the same documents."""

from verifier.errors import UnreachableError
from verifier.resolver import COMPUTED, Resolver, Resource

MOST_DOCUMENTS = 100
"""So many documents are asked for on behalf of one file, whether they are had or not."""


class Remembering(Resolver):
    """Asks for every document once, whatever came of it, and for no more than `MOST_DOCUMENTS`."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[str, Resource | UnreachableError] = {}
        self._left = MOST_DOCUMENTS

    def resolve(self, url: str) -> Resource:
        """Return what the inner resolver returned, or raise what it raised."""
        known = self._known.get(url)
        if known is None:
            known = self._known[url] = self._asked(url)
        if isinstance(known, UnreachableError):
            raise known
        return known

    def _asked(self, url: str) -> Resource | UnreachableError:
        if self._left == 0:
            return UnreachableError(url, "enough was asked for on behalf of one file")
        try:
            found = self._resolver.resolve(url)
        except UnreachableError as e:
            self._left -= 1
            return e
        # What a DID carries in itself costs nobody a question.
        self._left -= found.source != COMPUTED
        return found
