"""The picture that came with a badge, as `verifier.redrawing` makes it, and where it stood."""

from dataclasses import dataclass
from enum import Enum

LARGEST_PNG = 640_000
"""Bytes of one that is shown: noise of 400 by 400 pixels has about so many."""

LARGEST_TOGETHER = 2_000_000
"""Bytes of all pictures of a file with several badges."""
MOST_TOGETHER = 20
"""Of so many badges of one file, the first ones, a picture is shown."""


class Place(Enum):
    """Where a picture stood, which tells who answers for it."""

    FILE = "file"
    """It is the file: whoever had that could change it."""
    SIGNED = "signed"
    """Inside a badge that is genuine, under its signature."""
    INSIDE = "inside"
    """Inside the badge, with nothing to say about who put it there."""


@dataclass(frozen=True)
class Picture:
    """Pixels as a new PNG, and where they came from."""

    png: bytes
    place: Place
