"""A newer version is told beside the badge that was given: once, and only for a genuine one."""

import json
from pathlib import Path

from verifier.presentation import as_json, as_text
from verifier.processes.errors import EndedError
from verifier.processes.limits import Limits
from verifier.processes.messages import Job
from verifier.refresh import Refreshing
from verifier.report import Name, Verdict
from verifier.resolver import GivenResources, Resolver, Resource
from verifier.texts import Language
from verifier.verify import Verifier

from .cases import READINGS, report_on, verifier
from .documents import NOW
from .edits import all_of, put
from .processes import Answers, pool_of
from .refresh_cases import REFRESH, newer, refreshable
from .securing import bytes_of, well
from .tables import CASES


class Counting(Resolver):
    """A resolver that remembers what it was asked for."""

    def __init__(self, inner: GivenResources) -> None:
        self.inner = inner
        self.asked: list[str] = []

    def resolve(self, url: str) -> Resource:
        self.asked.append(url)
        return self.inner.resolve(url)


def counting() -> Counting:
    given = Resource(REFRESH, bytes_of(newer()[REFRESH]), "a file of the test")
    return Counting(GivenResources({REFRESH: given}))


def test_the_newer_version_has_a_report_of_its_own() -> None:
    case = next(case for case in CASES if case.name == "a revoked badge with a newer version")
    report = report_on(case)
    assert report.refreshed is not None
    assert report.verdict is Verdict.INVALID
    assert report.refreshed.verdict is Verdict.VALID
    assert (report.refreshed.credential or {})["name"] == "Nowa"
    told = as_json(report)["refreshed"]
    assert told["verdict"] == "valid"
    assert [check["check"] for check in told["checks"]] == [name.value for name in Name]
    assert json.dumps(told)


def test_the_words_say_what_the_newer_version_says() -> None:
    report = verifier(newer()).verify(bytes_of(well(refreshable())()), now=NOW)
    lines = as_text(report, Language.POLISH).splitlines()
    assert lines[0] == "WAŻNA"
    place = lines.index("    Nowsza wersja:")
    assert lines[place + 1] == "        WAŻNA"


def test_a_newer_version_is_not_asked_for_one_that_is_newer_still() -> None:
    resolver = counting()
    report = Verifier(READINGS, resolver).verify(bytes_of(well(refreshable())()), now=NOW)
    assert report.refreshed is not None
    assert report.refreshed.refreshed is None
    assert resolver.asked.count(REFRESH) == 1


def test_a_forged_badge_sends_nobody_anywhere() -> None:
    resolver = counting()
    forged = put("/name", "Inna")(well(refreshable())())
    report = Verifier(READINGS, resolver).verify(bytes_of(forged), now=NOW)
    assert report.verdict is Verdict.INVALID
    assert REFRESH not in resolver.asked
    assert as_json(report)["refreshed"] is None


def test_what_was_fetched_for_the_newer_version_is_in_the_report() -> None:
    report = verifier(newer()).verify(bytes_of(well(refreshable())()), now=NOW)
    assert [resource.url for resource in report.resources] == [REFRESH]


def test_a_newer_version_is_checked_for_the_same_person() -> None:
    badge = well(refreshable())()
    report = verifier(newer()).verify(bytes_of(badge), now=NOW, recipient="urn:uuid:x")
    assert report.refreshed is not None
    assert report.refreshed.check(Name.SUBJECT).code == "recipient-differs"


def test_the_newer_version_is_a_document_with_time_of_its_own() -> None:
    happened: list[str] = []
    resolver = counting()
    once = Verifier(READINGS, resolver, Refreshing(lambda: happened.append("anew")))
    given = bytes_of(well(refreshable())())
    report = once.verify(given, now=NOW)
    assert report.refreshed is not None
    assert happened == ["anew"]
    assert resolver.asked[-1] == REFRESH
    happened.clear()
    once.verify(bytes_of(well()()), now=NOW)
    once.verify(bytes_of(put("/name", "Inna")(well(refreshable())())), now=NOW)
    assert happened == []


def test_a_good_badge_and_a_dear_newer_version_do_not_share_their_time() -> None:
    many = put("/credentialSubject/achievement/tag", [f"t{n}" for n in range(1_900)])
    given = Job(bytes_of(well(all_of(refreshable(), many))()), NOW)
    asked = Answers(newer(many))

    # A processor that others use too may take twice as long for the same: not always.
    assert any(_is_enough_for_each(given, asked) for _ in range(5))


def _is_enough_for_each(given: Job, asked: Answers) -> bool:
    """Tell whether both versions are valid in a time that is not enough for both together."""
    warm = Job(bytes_of(well()()), NOW)
    with pool_of(limits=Limits(processor_seconds=5)) as pool:
        pool.verify(warm, asked)
        (pid,) = pool.pids()
        before = _ran(pid)
        assert pool.verify(given, asked).report["refreshed"]["verdict"] == "valid"
        both = _ran(pid) - before
    with pool_of(limits=Limits(processor_seconds=both * 0.8)) as pool:
        try:
            pool.verify(warm, asked)
            report = pool.verify(given, asked).report
        except EndedError:
            return False
    return bool(report["verdict"] == report["refreshed"]["verdict"] == "valid")


def _ran(process: int) -> float:
    """Return the seconds that a process ran for."""
    return int(Path(f"/proc/{process}/schedstat").read_text("ascii").split()[0]) / 1e9
