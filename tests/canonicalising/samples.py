"""Documents to canonicalise, and changed copies of them."""

import copy
from datetime import UTC, datetime

from vocabulary.sample import badge

from issuer.samples.badge import sample_document
from keys.strict_json import Json
from signing.json_ld import Document
from signing.selection import steps

_IDS = [f"urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a000{number}" for number in (1, 2, 3)]
# The vocabulary lets types stand that no context defines; a proof could not cover them.
_UNDEFINED = ("OtherStatus", "TermsOfBoard", "TermsOfChamber", "TermsOfSchool")

ACHIEVEMENT = "/credentialSubject/achievement"
V2 = "https://www.w3.org/ns/credentials/v2"


def sample() -> dict[str, Json]:
    """Return the sample badge, unsigned."""
    issuer = "did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
    return sample_document(issuer, _IDS, datetime(2026, 5, 31, 12, tzinfo=UTC), "5a" * 16)


def rich() -> dict[str, Json]:
    """Return a badge with every class and member of the vocabulary, and a proof: a named graph."""
    document: dict[str, Json] = _fit_to_sign(badge(), "")
    return document


def put(document: Document, pointer: str, value: Json) -> dict[str, Json]:
    """Return a copy of `document` in which `value` stands at `pointer`, or after the last item."""
    changed = copy.deepcopy(dict(document))
    *path, last = steps(pointer)
    place: Json = changed
    for step in path:
        place = place[int(step) if isinstance(place, list) else step]
    if isinstance(place, list):
        place[int(last) : int(last) + 1] = [value]
    else:
        place[last] = value
    return changed


def _fit_to_sign(value: Json, place: str) -> Json:
    """Replace what only the vocabulary lets stand; no two signatures are the same either."""
    if isinstance(value, dict):
        return {key: _fit_to_sign(member, f"{place}/{key}") for key, member in value.items()}
    if isinstance(value, list):
        return [_fit_to_sign(item, f"{place}/{i}") for i, item in enumerate(value)]
    if place.endswith("/proofValue"):
        return f"z{len(place)}"
    return f"https://szkola.example/terms#{value}" if value in _UNDEFINED else value


def presentation_of_two() -> dict[str, Json]:
    """Return a presentation of two badges by one issuer, whose full postal address has no name."""
    address = {
        "type": ["Address"],
        "addressCountry": "Polska",
        "addressCountryCode": "PL",
        "addressRegion": "małopolskie",
        "addressLocality": "Kraków",
        "streetAddress": "ul. Szkolna 1",
        "postalCode": "30-001",
    }
    badges = [_renumbered(put(sample(), "/issuer/address", address), n) for n in (1, 2)]
    return {"@context": [V2], "type": ["VerifiablePresentation"], "verifiableCredential": badges}


def _renumbered(value: Json, number: int) -> Json:
    if isinstance(value, dict):
        return {key: _renumbered(member, number) for key, member in value.items()}
    if isinstance(value, list):
        return [_renumbered(item, number) for item in value]
    return value.replace("0b2a63f4", f"{number:08}") if isinstance(value, str) else value
