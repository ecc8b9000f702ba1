"""How much there is to draw once every copy and every reference in a drawing is followed.

Ten groups that each copy the one before ten times are a few hundred bytes and ten thousand million
shapes. So they are counted before anybody draws them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MOST = 1_500
"""What is drawn at most, copies counted each time; by trial, so much takes a fifth of a second."""
DEEPEST = 60
"""Levels, from one reference to the next."""

SHAPE, LAYER, CLEAR, IMAGE = 2, 8, 3, 100
"""What weighs what: a filled shape with a border, a clip or mask, half-clear, a picture inside."""
SIGNS = 50
"""So many characters that say where a line goes weigh one."""


@dataclass(slots=True)
class Shape:
    """One element: what stands in it, the ids that it refers to, and what it weighs by itself."""

    parts: list[int] = field(default_factory=list)
    refers_to: list[str] = field(default_factory=list)
    own: int = SHAPE


def is_light(shapes: Sequence[Shape], ids: Mapping[str, int]) -> bool:
    """Tell whether a drawing, whose root is the first shape, may be drawn.

    It may not if it refers to itself, is too deep, or weighs more than `MOST`.
    """
    known: dict[int, int] = {}
    above: set[int] = set()

    def weight(number: int) -> int:
        if number in known:
            return known[number]
        if number in above or len(above) >= DEEPEST:
            return MOST + 1
        above.add(number)
        shape = shapes[number]
        total = shape.own
        for part in (*shape.parts, *(ids[name] for name in shape.refers_to if name in ids)):
            total += weight(part)
            if total > MOST:
                return total
        above.remove(number)
        known[number] = total
        return total

    return bool(shapes) and weight(0) <= MOST
