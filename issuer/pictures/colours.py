"""Colours in which text can be read: WCAG 2.2, success criterion 1.4.3 (contrast of 4.5 to 1)."""

import re
from dataclasses import dataclass

from issuer.pictures.errors import UnusableColourError

LEAST_CONTRAST = 4.5
WHITE = "#ffffff"
INK = "#16202b"

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_DARKER = 0.94
_DEPTH = 0.2


@dataclass(frozen=True, slots=True)
class Accent:
    """An accent as it can be used: `on` reads well upon `fill` and upon everything to `depth`."""

    fill: str
    on: str
    depth: str


def accent(colour: str) -> Accent:
    """Return the accent nearest to `colour`, such as `#1f5fa8`, on which text can be read.

    Light colours carry dark text and stay as they are; others carry white, and those in between are
    darkened until it reads. Raises `UnusableColourError`.
    """
    fill = _known(colour)
    on = WHITE if contrast(WHITE, fill) >= LEAST_CONTRAST else INK
    while contrast(on, fill) < LEAST_CONTRAST:
        on = WHITE
        fill = _written(tuple(channel * _DARKER for channel in _channels(fill)))
    return Accent(fill, on, _mixed(fill, "#000000" if on == WHITE else WHITE, _DEPTH))


def text_colour(colour: str) -> str:
    """Return the colour nearest to `colour` in which text reads on white paper.

    Raises `UnusableColourError`.
    """
    dark = _known(colour)
    while contrast(dark, WHITE) < LEAST_CONTRAST:
        dark = _written(tuple(channel * _DARKER for channel in _channels(dark)))
    return dark


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _known(colour: str) -> str:
    if not _COLOUR.fullmatch(colour):
        raise UnusableColourError(colour)
    return colour.lower()


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _written(channels: tuple[float, ...]) -> str:
    # Rounded down, so that darkening always ends.
    return "#" + "".join(f"{int(channel):02x}" for channel in channels)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return _written(tuple(one * (1 - share) + two * share for one, two in pairs))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    value: float = channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
    return value
