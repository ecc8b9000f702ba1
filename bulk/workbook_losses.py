"""What a workbook would lose if it were opened and saved again by openpyxl.

A list of what is kept, not of what is lost: programs invent new parts every year.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Loss(StrEnum):
    """What people see in their workbook and would not find there again."""

    CHARTS = "charts"
    PICTURES = "pictures"
    MACROS = "macros"
    PIVOTS = "pivots"
    CONTROLS = "controls"
    THREADS = "threads"
    SOURCES = "sources"
    SIGNATURE = "signature"
    RULES = "rules"
    OTHER = "other"


_KEPT = re.compile(
    r"""\[content_types\]\.xml | _rels/\.rels
    | docprops/(core|app|custom)\.xml
    | xl/(workbook|styles|sharedstrings)\.xml | xl/_rels/workbook\.xml\.rels
    | xl/theme/theme\d*\.xml
    | xl/worksheets/[^/]+\.xml | xl/worksheets/_rels/[^/]+\.xml\.rels
    | xl/(comments/)?comments?\d*\.xml
    | xl/drawings/[^/]*\.vml
    | xl/tables/[^/]+\.xml
    | xl/externallinks/(_rels/)?[^/]+\.(xml|rels)
    """,
    re.VERBOSE,
)
# Made again by the next program that opens the workbook, or seen by nobody.
_NOT_MISSED = re.compile(
    r"""xl/calcchain\.xml | xl/printersettings/[^/]+\.bin | xl/persons/[^/]+\.xml
    | docprops/thumbnail\.\w+ | docmetadata/.+ | customxml/.+ | [^.]+/
    """,
    re.VERBOSE,
)
# The first that matches; several parts usually belong to one thing that people see.
_LOST: Mapping[Loss, re.Pattern[str]] = MappingProxyType({
    Loss.MACROS: re.compile(r"xl/(vba|macrosheets/)"),
    Loss.CHARTS: re.compile(r"xl/(charts|chartsheets)/"),
    Loss.PIVOTS: re.compile(r"xl/(pivot|slicer|timeline)"),
    Loss.CONTROLS: re.compile(r"xl/(activex|ctrlprops|embeddings)/|customui/"),
    Loss.THREADS: re.compile(r"xl/threadedcomments/"),
    Loss.SOURCES: re.compile(r"xl/(connections\.xml|querytables/|model/)"),
    Loss.SIGNATURE: re.compile(r"_xmlsignatures/"),
    Loss.PICTURES: re.compile(r"xl/(media|drawings|diagrams)/"),
})  # fmt: skip


def losses(data: bytes) -> tuple[Loss, ...]:
    """Return what the parts of a workbook tell would be lost, in the order of `Loss`.

    Raises `zipfile.BadZipFile` when it is none.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name.lower() for name in archive.namelist()]
    found = {_loss(part) for part in parts if not _is_kept(part)}
    if Loss.CHARTS in found and not any("/media/" in part for part in parts):
        # A chart stands in a drawing.
        found.discard(Loss.PICTURES)
    return tuple(loss for loss in Loss if loss in found)


def _is_kept(part: str) -> bool:
    return bool(_KEPT.fullmatch(part) or _NOT_MISSED.fullmatch(part))


def _loss(part: str) -> Loss:
    return next((loss for loss, parts in _LOST.items() if parts.match(part)), Loss.OTHER)
