"""A child that reads may die or lie: nothing that it says is believed unseen."""

import json
import os
import signal
import subprocess
import sys
from datetime import date

import pytest
from pydantic import ValidationError
from timing import wait_until

from bulk.processes.blocks import PackedRows, checked_count, packed
from bulk.processes.jobs import MOST_BYTES
from bulk.processes.parcels import PIECE, Parcel, receive_parcel, send_parcel
from bulk.reading import MEGABYTE, sheet_in
from bulk.sheet_errors import TooManyRowsError
from bulk.sheets import Broken, Mark, SheetLimits, SheetRow
from issuer.settings import Settings
from keys.strict_json import Json
from verifier.processes.errors import FrameError
from verifier.processes.frames import Frame

ROWS = [
    SheetRow(2, ("a\u2028\\u0000", date(2026, 1, 31), Broken.FORMULA)),
    SheetRow(5, ()),
    SheetRow(9, ("", *Broken)),
]
LIMITS = SheetLimits(rows=3, columns=6)
SHEET = {"kind": "xlsx", "headings": ["a"] * 5, "mark": None}


def answer(rows: Json = None, **message: Json) -> Parcel:
    block = json.dumps([[2, ["x"]]] if rows is None else rows).encode()
    return Parcel({**SHEET, **message}, (block,))


def test_rows_are_unpacked_as_they_were_packed() -> None:
    rows = PackedRows(tuple(packed(ROWS)))
    assert list(rows) == ROWS
    assert checked_count(rows, columns=6, first=2) == 3


def test_zeros_that_no_database_takes_become_what_stands_for_the_unknown() -> None:
    rows = PackedRows(tuple(packed([SheetRow(2, ("a\0b", Broken.ERROR, "\\u0000"))])))
    assert [row.cells for row in rows] == [("a\ufffdb", Broken.ERROR, "\\u0000")]


def test_only_a_list_without_headings_may_begin_in_the_first_row() -> None:
    assert list(sheet_in(answer([[1, ["x"]]], kind="lines"), LIMITS).rows) == [SheetRow(1, ("x",))]
    with pytest.raises(FrameError):
        sheet_in(answer([[1, ["x"]]], kind="text"), LIMITS)


def test_a_sheet_in_an_answer_is_taken() -> None:
    mark = {"achievement_id": "x", "language": "pl", "schema": 1, "batch_id": None}
    sheet = sheet_in(answer(mark=mark), LIMITS)
    assert list(sheet.rows) == [SheetRow(2, ("x",))]
    assert sheet.mark == Mark("x", "pl", 1, None)


@pytest.mark.parametrize(
    "rows",
    [
        [], {}, [1], [[2]], [["2", []]], [[2.0, []]], [[True, []]], [[1, ["x"]]], [[2, {"a": 1}]],
        [[2, ["x"]], [2, ["y"]]], [[3, ["x"]], [2, ["y"]]], [[n, ["x"]] for n in range(2, 6)],
        [[2, ["x"] * 7]], [[2, [None]]], [[2, [{"a": 1}]]], [[2, [["missing"]]]], [[2, [True]]],
        [[2, [-1]]], [[2, [10**9]]], [[2, [1.5]]], [[2, ["a\0"]]], [[2, ["\ud800"]]], [[2, [[[]]]]],
    ],
    ids=json.dumps,
)  # fmt: skip
def test_rows_that_are_none_are_refused(rows: Json) -> None:
    with pytest.raises(FrameError):
        sheet_in(answer(rows), LIMITS)


@pytest.mark.parametrize(
    "block", [b"", b"[", b"[" * 100_000, b"\xff", b"cos\nsystem\n(S'true'\ntR."]
)
def test_a_block_that_is_no_json_is_refused(block: bytes) -> None:
    with pytest.raises(FrameError):
        sheet_in(Parcel(SHEET, (block,)), LIMITS)


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "pdf"}, {"kind": None}, {"headings": None}, {"headings": [1]},
        {"headings": ["x"] * 7}, {"headings": ["\0"]}, {"headings": ["x" * 32_768]}, {"mark": []},
        {"mark": {"achievement_id": "x"}}, {"mark": "x"},
        {"mark": {"achievement_id": 1, "language": "pl", "schema": 1, "batch_id": None}},
        {"mark": {"achievement_id": "x", "language": "pl", "schema": "1", "batch_id": None}},
        {"refused": "KeyError", "facts": {}}, {"refused": None, "facts": {}},
        {"refused": "TooManyRowsError", "facts": None},
        {"refused": "TooManyRowsError", "facts": {}}, {"refused": "_REFUSALS", "facts": {}},
    ],
    ids=json.dumps,
)  # fmt: skip
def test_an_answer_that_is_no_sheet_is_refused(message: dict[str, Json]) -> None:
    with pytest.raises(FrameError):
        sheet_in(answer(**message), LIMITS)


def test_a_refusal_is_told_in_our_words_and_with_its_facts_alone() -> None:
    told = {"refused": "TooManyRowsError", "facts": {"rows": 9, "limit": 3, "faults": [1]}}
    with pytest.raises(TooManyRowsError) as refused:
        sheet_in(answer(**told), LIMITS)
    assert refused.value.sentence("pl").startswith("Za dużo wierszy: 9, limit: 3.")
    assert refused.value.faults == ()


@pytest.mark.parametrize("contents", [(), (b"",), (b"a", b"", b"b" * (2 * PIECE + 1))], ids=len)
def test_a_parcel_arrives_as_it_was_sent(contents: tuple[bytes, ...]) -> None:
    frames: list[Frame] = []
    send_parcel(Parcel({"a": 1}, contents), frames.append)
    assert all(len(frame.attachment) <= PIECE for frame in frames)
    assert receive_parcel(iter(frames).__next__, 10**9) == Parcel({"a": 1}, contents)


@pytest.mark.parametrize(
    "frames",
    [
        [Frame({})],
        [Frame({"message": [], "lengths": []})],
        [Frame({"message": {}, "lengths": 1})],
        [Frame({"message": {}, "lengths": [-1]})],
        [Frame({"message": {}, "lengths": [True]})],
        [Frame({"message": {}, "lengths": [600, 600]})],
        [Frame({"message": {}, "lengths": [0] * 100_001})],
        [Frame({"message": {}, "lengths": [1]}), Frame({})],
        [Frame({"message": {}, "lengths": [1]}), Frame({}, b"ab")],
    ],
    ids=["nothing", "a list", "a number", "below zero", "true", "too long", "too many", "no piece",
         "a longer piece"],
)  # fmt: skip
def test_what_is_no_parcel_is_refused(frames: list[Frame]) -> None:
    with pytest.raises(FrameError):
        receive_parcel(iter(frames).__next__, 1000)


READING = """
import sys
from bulk.reading import read_sheet
from bulk.sheet_errors import SheetError
sys.stdin.readline()
try:
    print(read_sheet(b"EMAIL;A\\n" + b"a@x.pl;b\\n" * 150_000).count)
except SheetError as e:
    print(type(e).__name__)
"""


@pytest.mark.parametrize(("kills", "said"), [(1, "150000"), (2, "BrokenSheetError")])
def test_a_child_that_is_killed_is_replaced_once(kills: int, said: str) -> None:
    command = [sys.executable, "-c", READING]
    killed: set[int] = set()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        reader.stdin.write("\n")
        reader.stdin.flush()
        for _ in range(kills):
            wait_until(lambda: bool(children_of(reader.pid) - killed))
            for pid in children_of(reader.pid) - killed:
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
        assert reader.stdout.read().strip() == said


def children_of(pid: int) -> set[int]:
    """Return the numbers of the processes that a process has started."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as listed:  # noqa: PTH123 - a path would hide that it is no file
        return {int(number) for number in listed.read().split()}


def test_the_largest_sheet_that_an_operator_may_allow_reaches_a_child() -> None:
    assert Settings(batch_megabytes=250).batch_megabytes * MEGABYTE < MOST_BYTES
    with pytest.raises(ValidationError):
        Settings(batch_megabytes=251)
