"""Somebody's workbook is opened in a child, which can do no harm and may be too small for it."""

import io
import time
import zipfile
from dataclasses import replace

import pytest

from bulk.annotating import annotating, outcome_of
from bulk.columns import Column
from bulk.import_template import import_template
from bulk.processes.parcels import Parcel
from bulk.processes.parent import LIMITS
from bulk.row_marks import RowMark, as_bytes, from_bytes
from bulk.workbook_losses import Loss
from keys.strict_json import Json
from verifier.processes.errors import FrameError

from .samples import ACHIEVEMENT, BATCH, POLISH, cell_under, opened, template
from .samples import as_bytes as saved

MARK = RowMark(
    2, "błąd", "„Żółć”\n2", "23.11.2026", "urn:uuid:1", "https://x.example", {Column.EMAIL: "Źle."}
)
ANNOTATE = annotating(time.monotonic)


def bomb() -> bytes:
    """Return a workbook whose one sheet is 300 MB of cells, packed into one."""
    workbook = opened(import_template(ACHIEVEMENT, template(), "pl"))
    source, made = io.BytesIO(saved(workbook)), io.BytesIO()
    cells = b"".join(b'<c r="A%d"><v>1</v></c>' % row for row in range(2, 1000)) * 10_000
    with (
        zipfile.ZipFile(source) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</row>", cells + b"</row>", 1)
            after.writestr(name, part)
    return made.getvalue()


def test_marks_are_read_as_they_were_written() -> None:
    marks = (MARK, RowMark(3, "przyznane", ""))
    assert from_bytes(as_bytes(marks)) == marks


def test_a_child_that_can_open_nothing_any_more_annotates_all_the_same() -> None:
    workbook = opened(import_template(ACHIEVEMENT, template(), "pl"))
    workbook.active["A2"] = "x"
    workbook.create_sheet("Notatki")["A1"].hyperlink = "https://example.com"

    outcome = ANNOTATE(saved(workbook), [MARK], POLISH)

    assert isinstance(outcome, bytes)
    found = opened(outcome)
    assert cell_under(found.active, "SZCZEGÓŁY", 2).value == "„Żółć”\n2"
    assert found.active["A2"].comment.text == "Insygnia: Źle."
    assert found["insygnia"]["B5"].value == BATCH


def test_what_would_be_lost_is_told() -> None:
    assert ANNOTATE(b"PK no workbook", [MARK], POLISH) == (Loss.OTHER,)


def test_a_workbook_that_takes_too_much_is_given_up() -> None:
    limits = replace(LIMITS, processor_seconds=2, memory_bytes=400 * 1_048_576)
    assert annotating(time.monotonic, limits)(bomb(), [MARK], POLISH) == ()


@pytest.mark.parametrize(
    "message", [{}, {"lost": ["everything"]}, {"lost": 5}, {"lost": None}, {"written": "yes"}],
    ids=["0", "1", "2", "3", "4"],
)  # fmt: skip
def test_nothing_else_is_believed(message: dict[str, Json]) -> None:
    with pytest.raises(FrameError):
        outcome_of(Parcel(message, (b"x",)))


def test_a_workbook_that_is_not_there_is_not_believed() -> None:
    with pytest.raises(FrameError):
        outcome_of(Parcel({"written": True}))
