"""Which form of a resource a client wants, by its `Accept` and `Accept-Language` (RFC 9110)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi import Request

_MOST_RANGES = 50


@dataclass(frozen=True)
class _Range:
    value: str
    parameters: str
    quality: float


def preferred(accept: str, offers: Sequence[str]) -> str | None:
    """Return the media type among `offers` that an `Accept` header prefers.

    The most specific range decides about an offer (section 12.5.1); of equals the first offer wins,
    as it does without a header. None if nothing on offer is accepted.
    """
    ranges = list(_ranges(accept)) or [_Range("*/*", "", 1)]
    rated = [(_quality(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    quality, _, offer = max(rated)
    return offer if quality > 0 else None


def asks_for_profile(accept: str, media_type: str, profile: str) -> bool:
    """Tell whether `accept` names `media_type` with a `profile` that begins with this one."""
    return any(
        each.value == media_type and each.quality > 0 and f'profile="{profile}' in each.parameters
        for each in _ranges(accept)
    )


def wanted_languages(request: Request) -> list[str]:
    """Return the languages that a client wants, best first; `?lang=` goes before the header."""
    header = request.headers.get("accept-language", "")
    ranges = sorted(_ranges(header), key=lambda each: -each.quality)
    asked = request.query_params.get("lang")
    return [*([asked] if asked else []), *(each.value for each in ranges if each.quality > 0)]


def _ranges(header: str) -> Iterator[_Range]:
    for part in header.split(",")[:_MOST_RANGES]:
        value, *parameters = (piece.strip() for piece in part.split(";"))
        if value:
            yield _Range(value.lower(), ";".join(parameters), _weight(parameters))


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            digits = value.strip()
            return min(float(digits), 1.0) if digits.replace(".", "", 1).isdecimal() else 0.0
    return 1.0


def _quality(offer: str, ranges: Sequence[_Range]) -> float:
    for pattern in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        found = [each.quality for each in ranges if each.value == pattern]
        if found:
            return max(found)
    return 0.0
