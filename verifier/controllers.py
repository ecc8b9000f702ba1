"""Documents of those who control keys, as they were had from a resolver."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from keys.did_document import ControllerDocument, methods_of
from keys.strict_json import Json
from keys.strict_json import read as read_json
from verifier.resolver import Resolver

LONGEST_REMEMBERED = 4096
"""Bytes of a document that is remembered; one of an issuer has a few hundred."""


@dataclass(frozen=True)
class Had:
    """A document that was had, and what it publishes; None for a Profile without keys."""

    value: Json
    published: ControllerDocument | None


def had(url: str, resolver: Resolver) -> Had:
    """Return the document at `url`; raises what the resolver and the readers of documents raise."""
    content = resolver.resolve(url).content
    return _remembered(content) if len(content) <= LONGEST_REMEMBERED else _read(content)


def _read(content: bytes) -> Had:
    # Nothing in such a document is canonicalised, so it may write its numbers as it likes.
    value = read_json(content, canonical_numbers=False)
    is_controller = isinstance(value, Mapping) and (
        "verificationMethod" in value or "assertionMethod" in value
    )
    return Had(value, methods_of(value) if is_controller else None)


# What equal bytes say is equal, whoever is asked and whenever.
_remembered = lru_cache(maxsize=128)(_read)
