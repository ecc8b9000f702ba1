"""A badge picture put together from a few choices: shape, colour, a drawing or letters, a title."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from issuer.pictures.badge import Icon, Language, Shape, badge_svg
from keys.strict_json import Json

PALETTE: tuple[str, ...] = (
    "#1f5fa8", "#3b3f9e", "#6b3fa0", "#8b2f5d", "#a8321f", "#9a5b00", "#2f6b2f", "#0f766e",
    "#3d4a5c", "#f2c230",
)  # fmt: skip
"""The colours to choose from, the usual one first; `colours.accent` says what reads on each."""


@dataclass(frozen=True, slots=True)
class Composition:
    """The choices that a picture is made from."""

    shape: Shape = Shape.HEXAGON
    colour: str = PALETTE[0]
    mark: Icon | str = Icon.STAR
    """A drawing, or one to three letters."""
    wording: str | None = None
    """The language whose title stands on the picture; none for the mark alone."""

    def as_json(self) -> dict[str, Json]:
        """Return the choices to store; `from_json` of that gives equal choices."""
        is_drawing = isinstance(self.mark, Icon)
        return {
            "shape": self.shape.value,
            "colour": self.colour,
            "icon": self.mark.value if isinstance(self.mark, Icon) else None,
            "letters": None if is_drawing else str(self.mark),
            "wording": self.wording,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Json]) -> Self:
        """Return the choices that `as_json` gave; what it does not know is the usual one."""
        return cls.chosen(**{name: str(stored.get(name) or "") for name in _NAMES})

    @classmethod
    def chosen(
        cls, *, shape: str = "", colour: str = "", icon: str = "", letters: str = "",
        wording: str = "",
    ) -> Self:  # fmt: skip
        """Return the choices as a form has them; letters stand for a drawing that is not chosen."""
        usual = cls()
        icons = {each.value: each for each in Icon}
        shapes = {each.value: each for each in Shape}
        return cls(
            shape=shapes.get(shape, usual.shape),
            colour=colour or usual.colour,
            mark=icons.get(icon) or letters or usual.mark,
            wording=wording or None,
        )


_NAMES = ("shape", "colour", "icon", "letters", "wording")


def composed_svg(composition: Composition, titles: Mapping[str, str]) -> bytes:
    """Return the picture of these choices as an SVG; `titles` are the template's, by language.

    Without a title in the wanted language the mark stands alone. Equal input gives equal bytes.
    Raises `UnusableColourError`, `UnusableMarkError`, `TypesettingError`.
    """
    wording = composition.wording or ""
    printed = titles.get(wording, "")
    spoken: Language = "pl" if wording.lower().startswith("pl") else "en"
    return badge_svg(
        printed or next(iter(titles.values()), ""),
        shape=composition.shape,
        colour=composition.colour,
        mark=composition.mark,
        language=spoken,
        bare=not printed.strip(),
    )
