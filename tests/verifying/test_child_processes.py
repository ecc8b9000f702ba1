"""Verification in child processes: the same reports, and an honest answer when a child ends."""

import os
import resource
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from keys.signer import Algorithm
from verifier.errors import UnreachableError
from verifier.fetching.answers import Fetched
from verifier.fetching.budget import Budget
from verifier.fetching.fetcher import Known
from verifier.fetching.resolver import FetchingResolver
from verifier.presentation import as_text
from verifier.processes.endings import Ending
from verifier.processes.errors import BusyError, EndedError
from verifier.processes.limits import Limits
from verifier.processes.messages import Job
from verifier.processes.pool import Pool, Room
from verifier.texts import Language
from verifier.verify import Verifier

from .cases import READINGS, Case, passing
from .documents import NOW, STATUS, status_list, with_status_entry
from .good_documents import GOOD
from .people import by_did_web, did_web_answer
from .processes import ASKING, Answers, Nothing, OwnDids, in_this_process, is_running, job, pool_of
from .securing import bytes_of, sign, well
from .tables import CASES

SAMPLE = (*GOOD, *CASES[len(GOOD) :: 5])


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """Yield a pool for all tests that leave its children in peace."""
    with pool_of() as made:
        yield made


@pytest.fixture
def own_pool() -> Iterator[Pool]:
    """Yield a pool whose one child has verified a badge already."""
    with pool_of() as made:
        made.verify(job(), Nothing())
        yield made


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_a_child_reports_what_this_process_would(pool: Pool, case: Case) -> None:
    resolver = Answers(case.resources)
    answer = pool.verify(Job(bytes_of(case.made()), case.now), resolver)
    assert answer.report == in_this_process(case, Answers(case.resources))
    assert answer.text is None


@pytest.mark.parametrize("language", Language)
def test_a_child_gives_the_report_in_words_too(pool: Pool, language: Language) -> None:
    answer = pool.verify(job(language=language), Nothing())
    report = Verifier(READINGS, OwnDids(Nothing())).verify(ASKING, now=NOW)
    assert answer.text == as_text(report, language)


def test_a_child_is_told_whose_badge_it_should_be(pool: Pool) -> None:
    answer = pool.verify(Job(ASKING, NOW, "somebody@else.example"), Nothing())
    expected = Verifier(READINGS, OwnDids(Nothing())).verify(
        ASKING, now=NOW, recipient="somebody@else.example"
    )
    told = [check["code"] for check in answer.report["checks"]]
    assert told == [check.code for check in expected.checks]


class Web:
    """Has the documents of one issuer, and counts who asks."""

    def __init__(self, documents: dict[str, bytes]) -> None:
        self.documents = documents
        self.asked: list[str] = []

    def get(
        self, url: str, *, accept: str, same_origin: bool, budget: Budget, known: Known
    ) -> Fetched:
        assert accept
        assert callable(known)
        assert same_origin
        budget.spend(url)
        self.asked.append(url)
        if url not in self.documents:
            raise UnreachableError(url, "there is nothing")
        return Fetched(url, 200, {}, self.documents[url], NOW)


@pytest.mark.parametrize("fetches", [0, 1, 2])
def test_questions_are_answered_by_the_parent_within_one_budget(pool: Pool, fetches: int) -> None:
    person = by_did_web(Algorithm.ED25519)
    case = passing("x", well(with_status_entry(), person))
    documents = {
        **{url: bytes_of(content) for url, content in did_web_answer(Algorithm.ED25519).items()},
        STATUS: bytes_of(sign(status_list(person.issuer), person)),
    }

    def resolver() -> tuple[Web, FetchingResolver]:
        web = Web(documents)
        budget = Budget(monotonic=time.monotonic, max_fetches=fetches)
        return web, FetchingResolver(fetcher=web, budget=budget, clock=lambda: NOW)

    (here, resolver_here), (there, resolver_there) = resolver(), resolver()
    answer = pool.verify(Job(bytes_of(case.made()), case.now), resolver_there)

    assert answer.report == in_this_process(case, resolver_here)
    assert there.asked == here.asked
    assert len(there.asked) == fetches
    assert (answer.report["verdict"] == "valid") is (fetches == 2)


def test_a_child_that_is_killed_in_the_middle_says_nothing(own_pool: Pool) -> None:
    (pid,) = own_pool.pids()
    with pytest.raises(EndedError) as ended:
        own_pool.verify(job(), Answers(before=lambda: os.kill(pid, signal.SIGKILL)))
    assert ended.value.ending is Ending.BROKE_OFF

    assert own_pool.verify(job(), Nothing()).report["genuine"] == "yes"
    assert pid not in own_pool.pids()


def test_a_child_that_died_while_nobody_wanted_it_is_replaced_unseen(own_pool: Pool) -> None:
    (pid,) = own_pool.pids()
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert own_pool.verify(job(), Nothing()).report["genuine"] == "yes"
    assert pid not in own_pool.pids()


def test_a_child_that_wants_too_much_memory_is_ended(own_pool: Pool) -> None:
    (pid,) = own_pool.pids()
    resource.prlimit(pid, resource.RLIMIT_AS, (_address_space(pid) + 2**21,) * 2)
    with pytest.raises(EndedError) as ended:
        own_pool.verify(job(b'{"type": "' + b"x" * 2**23), Nothing())
    assert ended.value.ending is Ending.OUT_OF_MEMORY
    assert not is_running(pid)
    assert own_pool.verify(job(), Nothing()).report["genuine"] == "yes"


def test_a_file_may_take_so_much_more_memory_than_a_child_that_waits() -> None:
    small = Limits(memory_above=24 * 2**20)
    with pool_of(limits=small) as pool:
        for _ in range(3):
            # What a file took is no reason to have less for the next one.
            assert pool.verify(job(b" " * 2**22), Nothing()).report["verdict"] == "invalid"
        (pid,) = pool.pids()
        with pytest.raises(EndedError) as ended:
            pool.verify(job(b" " * 15 * 2**20), Nothing())
        assert ended.value.ending is Ending.OUT_OF_MEMORY
        assert not is_running(pid)


def test_a_file_that_computes_too_long_is_ended_though_each_part_is_short() -> None:
    bunch = b"[" + b",".join([bytes_of(well()())] * 40) + b"]"
    with pool_of(limits=Limits(processor_seconds=0.5)) as pool:
        assert pool.verify(job(bunch), Nothing()).report["verdict"] == "valid"
    with pool_of(limits=Limits(processor_seconds=0.02, documents=1)) as pool:
        with pytest.raises(EndedError) as ended:
            pool.verify(job(bunch), Nothing())
        assert (ended.value.ending, ended.value.where) == (Ending.OUT_OF_TIME, "the processor")


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pool_of(limits=Limits(seconds=0.5)) as pool:
        pool.verify(job(b"{}"), Nothing())
        (pid,) = pool.pids()
        with pytest.raises(EndedError) as ended:
            pool.verify(job(), Answers(before=lambda: os.kill(pid, signal.SIGSTOP)))
        assert ended.value.ending is Ending.OUT_OF_TIME
        assert not is_running(pid)


def test_a_child_that_the_system_ends_for_its_computing_was_out_of_time(own_pool: Pool) -> None:
    (pid,) = own_pool.pids()
    with pytest.raises(EndedError) as ended:
        own_pool.verify(job(), Answers(before=lambda: os.kill(pid, signal.SIGXCPU)))
    assert ended.value.ending is Ending.OUT_OF_TIME


def test_what_the_parent_fails_at_is_not_the_badge_s_fault(own_pool: Pool) -> None:
    def fail() -> None:
        raise LookupError("the database is away")

    with pytest.raises(LookupError):
        own_pool.verify(job(), Answers(before=fail))
    assert own_pool.pids() == ()
    assert own_pool.verify(job(), Nothing()).report["genuine"] == "yes"


def test_a_child_is_replaced_after_so_many_files() -> None:
    with pool_of(limits=Limits(files=2)) as pool:
        seen = []
        for _ in range(3):
            pool.verify(job(b"{}"), Nothing())
            seen.append(pool.pids())
    assert len(seen[0]) == 1
    assert seen[1] == ()
    assert len(seen[2]) == 1
    assert seen[2] != seen[0]


def test_while_one_waits_for_the_network_others_are_verified() -> None:
    asked, go_on = Event(), Event()

    def wait() -> None:
        asked.set()
        assert go_on.wait(20)

    with pool_of(Room(working=1, asking=2)) as pool, ThreadPoolExecutor(1) as threads:
        slow = threads.submit(pool.verify, job(), Answers(before=wait))
        assert asked.wait(20)
        assert pool.verify(job(b"{}"), Nothing()).report["verdict"] == "invalid"
        assert not slow.done()
        go_on.set()
        assert slow.result(20).report["genuine"] == "yes"
        assert len(pool.pids()) == 1


@pytest.mark.parametrize("room", [Room(asking=1, waiting=0), Room(asking=1, patience=0.01)])
def test_whoever_has_no_room_is_sent_away(room: Room) -> None:
    asked, go_on = Event(), Event()

    def wait() -> None:
        asked.set()
        assert go_on.wait(20)

    with pool_of(room) as pool, ThreadPoolExecutor(1) as threads:
        slow = threads.submit(pool.verify, job(), Answers(before=wait))
        assert asked.wait(20)
        with pytest.raises(BusyError):
            pool.verify(job(b"{}"), Nothing())
        go_on.set()
        assert slow.result(20).report["genuine"] == "yes"
        assert pool.verify(job(b"{}"), Nothing()).report["verdict"] == "invalid"


def test_a_closed_pool_leaves_no_child() -> None:
    pool = pool_of()
    pool.verify(job(b"{}"), Nothing())
    pids = pool.pids()
    pool.close()
    assert [is_running(pid) for pid in pids] == [False]


def _address_space(pid: int) -> int:
    pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[0]
    return int(pages) * resource.getpagesize()
