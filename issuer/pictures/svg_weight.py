"""How much there is to draw in an SVG once every copy and every reference is followed.

Ten groups that each copy the one before ten times are a few hundred bytes and ten thousand million
shapes. So the shapes are counted before anybody draws them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from issuer.pictures.errors import UnsafePictureError


@dataclass(slots=True)
class Element:
    """One element: what it holds, the ids that it refers to, and what it weighs by itself."""

    children: list[int] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    own: int = 1


def check_weight(elements: Sequence[Element], ids: dict[str, int], most: int) -> None:
    """Check how much there is to draw, references followed.

    Raises `UnsafePictureError` for references in a circle, or if it weighs more than `most`.
    """
    weights = [0] * len(elements)
    begun = [False] * len(elements)
    ahead = [0] if elements else []
    while ahead:
        current = ahead[-1]
        parts = _parts(elements[current], ids)
        if weights[current]:
            ahead.pop()
        elif begun[current]:
            total = elements[ahead.pop()].own + sum(weights[part] for part in parts)
            if total > most:
                raise UnsafePictureError("there is too much to draw")
            weights[current] = total
        else:
            begun[current] = True
            waiting = [part for part in parts if not weights[part]]
            if any(begun[part] for part in waiting):
                raise UnsafePictureError("it refers to itself")
            ahead += waiting


def _parts(element: Element, ids: dict[str, int]) -> list[int]:
    return element.children + [ids[name] for name in element.references if name in ids]
