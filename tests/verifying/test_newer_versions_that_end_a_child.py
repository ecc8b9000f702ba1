"""Whatever a newer version does to the child that reads it, the given badge has its report.

Rule 20: that a refresh fails never decides.
"""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import pytest

from keys.strict_json import Json
from signing.securing import sign_jwt
from verifier.processes.child import serve
from verifier.processes.endings import Ending
from verifier.processes.errors import EndedError, FrameError
from verifier.processes.frames import Frame
from verifier.processes.limits import Limits, ProcessorTime
from verifier.processes.messages import Job, job_frame, refreshing_frame
from verifier.processes.pool import Pool
from verifier.resolver import Resource
from verifier.texts import Language

from .cases import READINGS
from .documents import NOW, STATUS, endorsement, status_list
from .edits import Edit, all_of, put
from .people import ENDORSER
from .processes import Answers, Nothing, job, pool_of
from .refresh_cases import REFRESH, WITH_LIST, newer, refreshable
from .securing import CANONICALISER, bytes_of, sign, well
from .status_cases import REVOKED

REMARK = "refresh-met-a-limit"
GIVEN = bytes_of(well(refreshable())())
SMALL = Limits(memory_above=24 * 2**20)


@cache
def dear() -> Edit:
    """Return the edit by which a badge takes longer than 250 ms, though nothing in it is large."""
    evidence = [{"type": ["Evidence"], "id": f"urn:e:{n}", "name": f"{n}"} for n in range(250)]
    tokens = [
        sign_jwt({**endorsement(100 + n), "evidence": evidence}, ENDORSER.signer, CANONICALISER)
        for n in range(16)
    ]
    return put("/endorsementJwt", tokens)


class Spaces(Answers):
    """Answers with more than a small child can hold."""

    def resolve(self, url: str) -> Resource:
        self.asked.append(url)
        return Resource(url, b" " * 15 * 2**20, "a test")


@pytest.fixture
def pool() -> Iterator[Pool]:
    """Yield a pool whose one child has verified a badge already."""
    with pool_of() as made:
        made.verify(job(), Nothing())
        yield made


def when_asked(for_: str, answers: Answers, act: Callable[[], object]) -> Answers:
    """Return `answers`, which act before they answer this question."""
    answers.before = lambda: answers.asked[-1] == for_ and act()
    return answers


def remarks(report: Mapping[str, Json]) -> list[str]:
    return [remark["rule"] for remark in report["remarks"]]


def test_a_newer_version_that_takes_too_long_decides_nothing(pool: Pool) -> None:
    answers = Answers(newer(dear()))
    answer = pool.verify(job(GIVEN, Language.ENGLISH), answers)
    assert answer.report["verdict"] == "valid"
    assert remarks(answer.report) == [REMARK]
    assert answer.report["refreshed"] is None
    assert answer.text is not None
    assert "took too much time or memory" in answer.text
    assert answer.refresh_ended is not None
    assert answer.refresh_ended.ending is Ending.OUT_OF_TIME
    assert answers.asked == [REFRESH]


def test_a_newer_version_that_takes_too_much_memory_decides_nothing() -> None:
    answers = Spaces()
    with pool_of(limits=SMALL) as pool:
        answer = pool.verify(job(GIVEN), answers)
    assert (answer.report["verdict"], remarks(answer.report)) == ("valid", [REMARK])
    assert answer.refresh_ended is not None
    assert answer.refresh_ended.ending is Ending.OUT_OF_MEMORY
    assert answers.asked == [REFRESH]


@pytest.mark.parametrize(
    "number", [signal.SIGPROF, signal.SIGXCPU, signal.SIGABRT, signal.SIGSEGV, signal.SIGKILL]
)
def test_however_a_child_ends_over_a_newer_version_the_badge_is_valid(
    pool: Pool, number: signal.Signals
) -> None:
    (pid,) = pool.pids()
    answers = when_asked(REFRESH, Answers(newer()), lambda: os.kill(pid, number))
    answer = pool.verify(job(GIVEN), answers)
    assert (answer.report["verdict"], remarks(answer.report)) == ("valid", [REMARK])
    assert pid not in pool.pids()
    again = pool.verify(job(GIVEN), Answers(newer()))
    assert (remarks(again.report), again.refresh_ended) == (["newer-version-valid"], None)


@pytest.mark.parametrize(
    ("listed", "verdict"), [(sign(status_list()), "valid"), (REVOKED, "invalid")]
)
def test_what_was_fetched_before_counts_and_is_not_fetched_again(
    pool: Pool, listed: Json, verdict: str
) -> None:
    answers = Answers({**newer(dear()), STATUS: listed})
    answer = pool.verify(job(bytes_of(well(WITH_LIST)())), answers)
    assert (answer.report["verdict"], remarks(answer.report)) == (verdict, [REMARK])
    assert [resource["url"] for resource in answer.report["resources"]] == [STATUS]
    assert answers.asked == [STATUS, REFRESH]


def test_of_several_badges_that_one_has_the_remark(pool: Pool) -> None:
    bunch = b"[" + bytes_of(well()()) + b"," + GIVEN + b"]"
    report = pool.verify(job(bunch), Answers(newer(dear()))).report
    assert report["verdict"] == "valid"
    assert [remarks(one) for one in report["reports"]] == [[], [REMARK]]


def test_a_badge_that_meets_the_limit_itself_is_looked_at_once(pool: Pool) -> None:
    answers = Answers(newer())
    with pytest.raises(EndedError) as ended:
        pool.verify(job(bytes_of(well(all_of(refreshable(), dear()))())), answers)
    assert type(ended.value) is EndedError
    assert ended.value.ending is Ending.OUT_OF_TIME
    assert answers.asked == []


def test_a_file_that_meets_the_limit_without_newer_versions_too_is_not_tried_again(
    pool: Pool,
) -> None:
    bunch = b"[" + GIVEN + b"," + bytes_of(well(dear())()) + b"]"
    answers = Answers(newer())
    with pytest.raises(EndedError) as ended:
        pool.verify(job(bunch), answers)
    assert type(ended.value) is EndedError
    assert ended.value.ending is Ending.OUT_OF_TIME
    assert answers.asked == [REFRESH]


class Counted(ProcessorTime):
    """Limits nothing, and counts how often it was to go on."""

    def __init__(self) -> None:
        super().__init__(Limits())
        self.times = 0

    def begin(self) -> None:
        pass

    def go_on(self) -> None:
        self.times += 1


def sent_for(task: Job) -> tuple[list[Frame], int]:
    """Return what a child sends for this, with nothing to be had, and how often it went on."""
    unreachable = Frame({"url": REFRESH, "unreachable": "there is nothing", "status": None})
    heard, sent, allowed = iter([job_frame(task)]), list[Frame](), Counted()

    def receive() -> Frame:
        if sent and "ask" in sent[-1].message:
            return unreachable
        try:
            return next(heard)
        except StopIteration:
            raise FrameError("The parent is gone.") from None

    with pytest.raises(FrameError):
        serve(READINGS, sent.append, receive, allowed)
    return sent, allowed.times


def test_a_child_says_once_that_it_looks_for_newer_versions() -> None:
    sent, times = sent_for(Job(b"[" + b",".join([GIVEN] * 3) + b"]", NOW))
    assert [frame == refreshing_frame() for frame in sent].count(True) == 1
    assert sent[0] == refreshing_frame()
    assert times == 5  # Three newer versions, and two further badges.


def test_a_file_that_is_verified_once_more_has_the_time_of_one_document() -> None:
    bunch = b"[" + b",".join([GIVEN] * 3) + b"]"
    sent, times = sent_for(Job(bunch, NOW, pictures=True, refreshing=False))
    assert times == 0
    assert refreshing_frame() not in sent
    assert [remarks(one) for one in sent[0].message["report"]["reports"]] == [[REMARK]] * 3
