"""`insygnia verify` asks for what a badge needs, and for nothing else."""

import re
from collections.abc import Iterator

import pytest

from .shell import Shell
from .web import School, school_of


@pytest.fixture
def school(insygnia: Shell) -> Iterator[School]:
    with school_of(insygnia) as school:
        yield school


def test_key_and_status_of_a_badge_are_fetched(insygnia: Shell, school: School) -> None:
    run = insygnia("verify", school.badge(), "--json")
    assert (run.code, run.report["verdict"]) == (0, "valid")
    told = [(r["url"], r["source"]) for r in run.report["resources"]]
    assert told == [
        (f"{school.url}/.well-known/did.json", "fetched"),
        (f"{school.url}/status", "fetched"),
    ]
    times = [r["fetched_at"] for r in run.report["resources"]]
    assert all(re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", time) for time in times)


def test_each_document_is_asked_for_once(insygnia: Shell, school: School) -> None:
    insygnia("verify", school.badge())
    assert sorted(school.asked) == ["/.well-known/did.json", "/status"]


def test_a_revocation_is_seen(insygnia: Shell, school: School) -> None:
    badge = school.badge()
    school.publish_list(7)
    run = insygnia("verify", badge, "--json")
    assert (run.code, run.check("status")["code"]) == (1, "revoked")


def test_offline_fetches_nothing(insygnia: Shell, school: School) -> None:
    run = insygnia("verify", school.badge(), "--offline", "--json")
    assert (run.code, run.check("proof")["code"]) == (2, "key-unreachable")
    assert school.server.connections == 0


def test_a_given_file_comes_before_the_network(insygnia: Shell, school: School) -> None:
    badge = school.badge()
    run = insygnia("verify", badge, "--json", "--resource", f"{school.url}/status=list.json")
    assert run.code == 0
    [listed] = [r for r in run.report["resources"] if r["source"] == "list.json"]
    assert (listed["url"], listed["fetched_at"]) == (f"{school.url}/status", None)
    assert school.asked == ["/.well-known/did.json"]


def test_a_badge_is_verified_at_its_address(insygnia: Shell, school: School) -> None:
    school.pages["/badge"] = insygnia.bytes(school.badge())
    run = insygnia("verify", f"{school.url}/badge", "--json")
    assert (run.code, run.report["verdict"]) == (0, "valid")
    assert f"{school.url}/badge" in [r["url"] for r in run.report["resources"]]


def test_an_address_with_nothing_there_could_not_be_checked(
    insygnia: Shell, school: School
) -> None:
    run = insygnia("verify", f"{school.url}/nothing", "--json")
    assert (run.code, run.check("recognised")["outcome"]) == (2, "could-not-check")


def test_an_address_is_not_asked_offline(insygnia: Shell, school: School) -> None:
    run = insygnia("verify", f"{school.url}/badge", "--json", "--offline")
    assert (run.code, school.server.connections) == (2, 0)


@pytest.mark.parametrize("hosts", ["", "localhost:1", "other.example"])
def test_hosts_inside_are_asked_only_if_the_user_names_them(
    insygnia: Shell, school: School, hosts: str
) -> None:
    insygnia.patch.setenv("INSYGNIA_PRIVATE_HOSTS", hosts)
    assert insygnia("verify", school.badge()).code == 2
    assert school.server.connections == 0


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(
    insygnia: Shell, school: School
) -> None:
    insygnia.patch.delenv("SSL_CERT_FILE")
    run = insygnia("verify", school.badge(), "--json")
    assert run.code == 2
    assert "its certificate is not accepted" in run.check("proof")["detail"]


def test_two_badges_of_one_file_are_told_each_and_the_worst_decides(insygnia: Shell) -> None:
    good = insygnia.json(insygnia.badge())
    bad = {**good, "name": "Another name"}
    insygnia.write("both.json", [good, bad])
    run = insygnia("verify", "both.json", "--json", "--offline")
    assert [report["verdict"] for report in run.report["reports"]] == ["valid", "invalid"]
    assert (run.code, run.report["verdict"]) == (1, "invalid")
    assert insygnia("verify", "both.json", "--offline").code == 1
