"""Badges whose pictures are drawings, as much work to show as they can be."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from PIL import Image
from verifying.edits import put
from verifying.securing import bytes_of, well

from signing.baking import bake

_ALL = 'width="100" height="100"'
_GRADIENT = (
    '<radialGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/>'
    "</radialGradient>"
)
_LAUGHS = '<g id="a0"><circle r="5"/></g>' + "".join(
    f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 9)
)
_MASK = f'<mask id="m"><rect {_ALL}/></mask>'
_CURVES = "C99 99 0 5 50 50"


def drawing(inside: str, root: str = 'viewBox="0 0 100 100"') -> bytes:
    """Return an SVG that holds `inside`."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {root}>{inside}</svg>'.encode()


def _nested(tag: str, count: int) -> str:
    return tag * count + f"<rect {_ALL}/>" + "</g>" * count


def _picture(width: int, height: int) -> str:
    file = BytesIO()
    Image.new("RGB", (width, height), (9, 99, 9)).save(file, "PNG")
    url = f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
    return f'<image {_ALL} href="{url}"/>'


HOSTILE: Mapping[str, bytes] = {
    "2 000 shapes as large as it is": drawing(f'<rect {_ALL} fill-opacity=".5"/>' * 2_000),
    "740 shapes with a border": drawing(f'<rect {_ALL} stroke="red" stroke-width="50"/>' * 740),
    "180 shades": drawing(
        _GRADIENT + '<circle r="99" fill="url(#g)" stroke="url(#g)" stroke-width="50"/>' * 90
    ),
    "2 000 shades": drawing(_GRADIENT + f'<rect {_ALL} fill="url(#g)" opacity=".9"/>' * 2_000),
    "3 700 curves": drawing(f'<path stroke="red" stroke-width="9" d="M0 0{_CURVES * 3_700}"/>'),
    "51 000 curves": drawing(f'<path stroke="red" d="M0 0{_CURVES * 51_000}"/>'),
    "dashes": drawing('<circle r="50" stroke="red" stroke-dasharray=".001"/>'),
    "85 masks": drawing(_MASK + f'<g mask="url(#m)"><rect {_ALL}/></g>' * 85),
    "a mask in a mask": drawing(_MASK + _nested('<g mask="url(#m)">', 35)),
    "280 half-clear layers": drawing(_nested('<g opacity=".9">', 35) * 8),
    "half-clear layers": drawing(_nested('<g opacity=".9">', 35) * 50),
    "copies of copies": drawing(f'<defs>{_LAUGHS}</defs><use href="#a8"/>'),
    "a copy of itself": drawing('<g id="a"><use href="#a"/></g>'),
    "90 levels": drawing(_nested("<g>", 90)),
    "a size of 1 by 1 000 000": drawing("<circle/>", 'viewBox="0 0 1 1000000"'),
    "a size without end": drawing("<circle/>", 'width="9999999" height="9999999"'),
    "rules of a style sheet": drawing(
        "<style>" + "g>g *:first-child{fill:red}" * 9_000 + "</style>" + "<g/>" * 900
    ),
    "190 rules of a style sheet": drawing(
        "<style>" + "g>g *:first-child{fill:red}" * 190 + "</style>" + "<g/>" * 490
    ),
    "a large picture": drawing(_picture(2_600, 2_600)),
    "four large pictures": drawing(_picture(2_600, 2_600) * 4),
}
"""Drawings by what is wrong with them."""


def _holding(content: bytes) -> bytes:
    url = f"data:image/svg+xml;base64,{base64.b64encode(content).decode()}"
    image = {"id": url, "type": "Image"}
    return bytes_of(well(put("/credentialSubject/achievement/image", image))())


def _files() -> Iterator[tuple[str, bytes]]:
    badge = bytes_of(well()()).decode()
    for name, content in HOSTILE.items():
        yield f"a good badge in a drawing: {name}", bake(content, badge)
    yield "a good badge with a drawing", _holding(HOSTILE["90 levels"])


def shown_drawings() -> Sequence[tuple[str, bytes]]:
    """Return the badges with their names."""
    return list(_files())
