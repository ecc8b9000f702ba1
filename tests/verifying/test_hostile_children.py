"""A child that somebody took over: its parent believes nothing, runs nothing, waits no longer."""

import json
import struct
from io import BytesIO

import pytest

from keys.strict_json import Json
from verifier.processes.endings import Ending
from verifier.processes.errors import EndedError, FrameError, RefreshEndedError
from verifier.processes.frames import LARGEST_MESSAGE, Frame, read_frame
from verifier.processes.limits import Limits
from verifier.processes.messages import read_answer
from verifier.processes.parent import MOST_QUESTIONS

from .processes import Answers, child_running, job

REPORT = {"verdict": "valid", "genuine": "yes", "credential": None}

PREAMBLE = """
import json, socket, struct, time
parent = socket.socket(fileno=0)
def say(text, beside=b"", length=None):
    parent.sendall(struct.pack(">II", length or len(text), len(beside)) + text + beside)
def hear():
    lengths = struct.unpack(">II", parent.recv(8, socket.MSG_WAITALL))
    return parent.recv(sum(lengths), socket.MSG_WAITALL)
hear()
say(b"{}")
hear()
"""
ASKS_FOR_EVER = """
while True:
    say(json.dumps({"ask": "https://a.example/"}).encode())
    hear()
"""
REFRESHES = "say(b'{\"refreshing\": true}');"
REFRESHES_FOR_EVER = f"""
while True:
    {REFRESHES}
"""
TRICKLES = """
parent.sendall(struct.pack(">II", 1000, 0))
while True:
    parent.sendall(b" ")
    time.sleep(0.02)
"""
SAYS = "say({said!r}); time.sleep(60)"


def framed(message: Json, attachment: bytes = b"") -> bytes:
    return Frame(message, attachment).written()


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\0\0\0\2",
        struct.pack(">II", 100, 0) + b"{}",
        struct.pack(">II", LARGEST_MESSAGE + 1, 0),
        struct.pack(">II", 2**32 - 1, 2**32 - 1),
        struct.pack(">II", 2, 1) + b"{}x",
        struct.pack(">II", 0, 0),
        struct.pack(">II", 2, 0) + b"[]",
        struct.pack(">II", 4, 0) + b"null",
        struct.pack(">II", 9, 0) + b'{"a":NaN}',
        struct.pack(">II", 2, 0) + b"\xff\xff",
        struct.pack(">II", 13, 0) + b'{"a":1,"a":2}',
        struct.pack(">II", 5000, 0) + b"[" * 5000,
        b"\x80\x04\x95" + b"cos\nsystem\n(S'true'\ntR." * 9,
    ],
    ids=[
        "nothing", "half a head", "half a message", "too long", "far too long", "something beside",
        "no message", "a list", "null", "no number", "no UTF-8", "a name twice", "a deep one",
        "a pickle",
    ],
)  # fmt: skip
def test_what_is_no_frame_is_refused(sent: bytes) -> None:
    with pytest.raises(FrameError):
        read_frame(BytesIO(sent).read, attachments=0)


def test_a_frame_is_read_as_it_was_written() -> None:
    frame = Frame({"zażółć": [1, None, "\n"]}, b"\0\1")
    assert read_frame(BytesIO(frame.written()).read) == frame


def test_what_the_other_side_would_refuse_is_not_sent() -> None:
    with pytest.raises(FrameError):
        framed({"a": "x" * LARGEST_MESSAGE})


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"report": None, "text": None},
        {"report": [], "text": None},
        {"report": {**REPORT, "verdict": "excellent"}, "text": None},
        {"report": {**REPORT, "verdict": ["valid"]}, "text": None},
        {"report": {**REPORT, "genuine": None}, "text": None},
        {"report": {**REPORT, "credential": "x"}, "text": None},
        {"report": REPORT, "text": 5},
        {"report": REPORT, "text": "Nobody asked for words."},
        {"failed": None},
        {"failed": "x" * 200},
        {"failed": "two\nlines"},
    ],
    ids=json.dumps,
)
def test_what_is_no_report_is_refused(message: Json) -> None:
    assert read_answer({"report": REPORT, "text": None}, with_text=False).report == REPORT
    with pytest.raises(FrameError):
        read_answer(message, with_text=False)


def test_a_failure_is_told_by_its_place() -> None:
    with pytest.raises(EndedError) as ended:
        read_answer({"failed": "KeyError _checked:17"}, with_text=False)
    assert (ended.value.ending, ended.value.where) == (Ending.BROKE_OFF, "KeyError _checked:17")


@pytest.mark.parametrize(
    ("program", "ending"),
    [
        ("raise SystemExit(1)", Ending.BROKE_OFF),
        (SAYS.format(said=b"{}"), Ending.BROKE_OFF),
        (SAYS.format(said=b'{"ask": {"url": 1}}'), Ending.BROKE_OFF),
        (SAYS.format(said=b"cos\nsystem\n(S'true'\ntR."), Ending.BROKE_OFF),
        ("say(b'{}', length=4_000_000_000); time.sleep(60)", Ending.BROKE_OFF),
        ("time.sleep(60)", Ending.OUT_OF_TIME),
        (TRICKLES, Ending.OUT_OF_TIME),
    ],
    ids=["dies", "no report", "no address", "a pickle", "a long one", "silent", "slow"],
)
def test_a_child_that_breaks_the_rules_gets_nowhere(program: str, ending: Ending) -> None:
    limits = Limits(seconds=0.5)
    with child_running(PREAMBLE + program, limits) as child, pytest.raises(EndedError) as ended:
        child.verify(job(), Answers())
    assert ended.value.ending is ending
    assert not child.is_alive()


def test_a_child_may_not_ask_for_ever() -> None:
    answers = Answers()
    with child_running(PREAMBLE + ASKS_FOR_EVER) as child, pytest.raises(EndedError) as ended:
        child.verify(job(), answers)
    assert ended.value.ending is Ending.BROKE_OFF
    assert len(answers.asked) == MOST_QUESTIONS


@pytest.mark.parametrize(
    "program",
    [
        REFRESHES + "raise SystemExit(1)",
        REFRESHES + SAYS.format(said=b"{}"),
        REFRESHES + SAYS.format(said=b'{"report": {"verdict": "excellent"}, "text": null}'),
        REFRESHES + "time.sleep(60)",
        REFRESHES_FOR_EVER,
    ],
    ids=["dies", "no report", "no such verdict", "silent", "for ever"],
)
def test_a_child_that_says_it_refreshes_is_believed_no_more_than_another(program: str) -> None:
    limits = Limits(seconds=0.5)
    with child_running(PREAMBLE + program, limits) as child, pytest.raises(RefreshEndedError):
        child.verify(job(), Answers())
    assert not child.is_alive()


@pytest.mark.parametrize("said", [b'{"refreshing": false}', b'{"refreshing": true, "ask": 1}'])
def test_what_only_resembles_that_is_no_report(said: bytes) -> None:
    with (
        child_running(PREAMBLE + SAYS.format(said=said)) as child,
        pytest.raises(EndedError) as ended,
    ):
        child.verify(job(), Answers())
    assert type(ended.value) is EndedError
