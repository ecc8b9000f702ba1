"""The typesetter, with nothing but its templates: no other file, no package, no network.

Texts reach a template as data only; no template reads data as markup. The one folder that a
template may read from is that of the templates.
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

import typst

from issuer.pictures.errors import TypesettingError
from keys.strict_json import Json

TEMPLATES = Path(__file__).parent / "templates"

_NOWHERE = TEMPLATES / "no-packages"
_Output = Literal["svg", "png", "pdf"]
_ARCHIVAL: tuple[Literal["a-3a", "ua-1"], ...] = ("a-3a", "ua-1")


def typeset(
    template: str,
    data: Mapping[str, Json],
    output: Literal["svg", "png"],
    *,
    pixels_per_inch: float = 72,
) -> bytes:
    """Return the one page that `template` makes of `data`; equal input gives equal bytes.

    Raises `TypesettingError`.
    """
    return _compiled(template, {"data": json.dumps(data)}, output, pixels_per_inch, None)


def typeset_pdf(
    template: str, data: Mapping[str, Json], attachment: str, *, made: datetime
) -> bytes:
    """Return a PDF/A-3a that is a PDF/UA-1 as well, with the text `attachment` as a file inside.

    `made` stands in the file as the time of its making. Raises `TypesettingError`.
    """
    inputs = {"data": json.dumps(data), "attachment": attachment}
    return _compiled(template, inputs, "pdf", None, made)


def embeddable(png: bytes) -> str:
    """Return an SVG that shows `png` and nothing else: texts are all that a template takes."""
    encoded = base64.b64encode(png).decode("ascii")
    width, height = (int.from_bytes(png[start : start + 4], "big") for start in (16, 20))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image href="data:image/png;base64,{encoded}" width="{width}" height="{height}"/></svg>'
    )


def drawn(svg: bytes, *, side: int, points: int) -> bytes:
    """Return a square PNG of `side` pixels with the accepted SVG `svg` in it.

    `points` is the side of the page that it is drawn on. Raises `TypesettingError`.
    """
    inputs = {"data": json.dumps({"side": points}), "svg": svg.decode()}
    return _compiled("drawing.typ", inputs, "png", 72 * side / points, None)


def _compiled(
    template: str,
    inputs: dict[str, str],
    output: _Output,
    pixels_per_inch: float | None,
    made: datetime | None,
) -> bytes:
    try:
        return typst.compile(
            TEMPLATES / template,
            root=TEMPLATES,
            package_path=_NOWHERE,
            package_cache_path=_NOWHERE,
            ignore_system_fonts=True,
            format=output,
            ppi=pixels_per_inch,
            sys_inputs=inputs,
            pdf_standards=list(_ARCHIVAL) if made else None,
            # PDF counts whole seconds.
            timestamp=made and made.replace(microsecond=0),
        )
    except (RuntimeError, OSError) as error:  # A TypstError is a RuntimeError.
        raise TypesettingError(template, str(error)) from error
    except BaseException as error:
        # A panic of the typesetter is no Exception, and must not end the process that asked.
        if type(error).__name__ != "PanicException":
            raise
        raise TypesettingError(template, "it broke down") from error
