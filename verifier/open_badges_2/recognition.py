"""Telling an assertion of Open Badges 2.0 from other JSON, and from its forerunners."""

import json
from collections.abc import Mapping

from contexts.vocabulary import Kind
from keys.strict_json import Json
from signing.baked_text import OlderBadge
from signing.members import items_of
from verifier.errors import UnrecognisedError

CONTEXT = "https://w3id.org/openbadges/v2"
OLDER_CONTEXTS = ("https://w3id.org/openbadges/v1", "http://w3id.org/openbadges/v1")
KINDS = frozenset((Kind.HOSTED_BADGE, Kind.SIGNED_BADGE))


def is_assertion(value: Json) -> bool:
    """Tell whether `value` claims to be an assertion of Open Badges 2.0; its form is not judged."""
    return (
        isinstance(value, Mapping)
        and CONTEXT in items_of(value.get("@context"))
        and "Assertion" in types_of(value)
    )


def kind_of(document: Mapping[str, Json], *, signed: bool) -> Kind | None:
    """Return the kind of an assertion by what it came as, or None for another document.

    Raises `UnrecognisedError`, undecided, for a badge of Open Badges 0.5 to 1.1: nobody looks at
    these any more.
    """
    if is_assertion(document):
        return Kind.SIGNED_BADGE if signed else Kind.HOSTED_BADGE
    if _is_older(document):
        raise UnrecognisedError("open-badges-1", undecided=True)
    return None


def text_of(baked: OlderBadge) -> str:
    """Return the text that a picture carries, if the address beside it is that of the assertion.

    Raises `UnrecognisedError` for a picture that names one badge and holds another.
    """
    if baked.address is None:
        return baked.text
    try:
        held = json.loads(baked.text)
    except (ValueError, RecursionError):
        # Whoever reads the text strictly says what is the matter with it.
        return baked.text
    if isinstance(held, Mapping) and is_assertion(held) and held.get("id") != baked.address:
        raise UnrecognisedError("picture-of-two-badges", baked.address[:300])
    return baked.text


def types_of(document: Mapping[str, Json]) -> list[str]:
    """Return the types that a document names; "Multiple values allowed"."""
    return [name for name in items_of(document.get("type", [])) if isinstance(name, str)]


def _is_older(document: Mapping[str, Json]) -> bool:
    """Open Badges 1.1 has a context of its own; earlier badges have none, and hold these two."""
    contexts = items_of(document.get("@context", []))
    if any(older in contexts for older in OLDER_CONTEXTS):
        return True
    return not contexts and "recipient" in document and "badge" in document
