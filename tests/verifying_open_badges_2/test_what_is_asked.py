"""What is fetched for a badge, what never is, and what its report tells of it."""

import pytest
from verifying.processes import pool_of
from verifying.securing import bytes_of

from verifier.presentation import as_json
from verifier.processes.messages import Job
from verifier.verify import Verifier

from .bad_badges import BAD
from .cases import READINGS, Case, hosted, passing, report_on, signed
from .documents import ASSERTION, CLASS, ISSUER, KEY, LIST
from .good_badges import BAKED, GOOD
from .open_badges import OPEN

SAMPLE = (*GOOD[::4], *BAD[::6], *OPEN[::5])


def asked_for(case: Case) -> list[str]:
    site = case.site
    Verifier(READINGS, site).verify(bytes_of(case.made()), now=case.now)
    return site.asked


def named(name: str) -> Case:
    return next(case for case in (*GOOD, *BAD, *OPEN) if case.name == name)


def test_a_hosted_badge_takes_three_requests_and_a_signed_one_four() -> None:
    assert asked_for(passing("", hosted())) == [CLASS, ISSUER, ASSERTION]
    assert asked_for(passing("", signed())) == [CLASS, ISSUER, KEY, LIST]


def test_an_address_in_a_picture_is_asked_again_when_its_issuer_is_known() -> None:
    assert asked_for(named("a PNG with an address")) == [ASSERTION, CLASS, ISSUER, ASSERTION]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_no_badge_makes_more_than_eight_requests(case: Case) -> None:
    assert len(asked_for(case)) <= 8


@pytest.mark.parametrize(
    "name",
    [
        "a badge on another site that names the school",
        "one beside the scope startsWith",
        "a badge of an issuer whom nobody reaches",
    ],
)
def test_nobody_asks_outside_the_scope(name: str) -> None:
    case = named(name)
    assert not {ASSERTION, bytes_of(case.made()).decode()} & set(asked_for(case))
    assert all("/a/" not in url for url in asked_for(case))


def test_pictures_and_keys_that_a_token_names_are_never_fetched() -> None:
    header = {"alg": "RS256", "jku": "https://inni.example/jwks", "x5u": "https://inni.example/x"}
    case = passing("", signed(header=header))
    assert asked_for(case) == [CLASS, ISSUER, KEY, LIST]
    assert {remark.pointer for remark in report_on(case).remarks} == {"/jku", "/x5u"}


def test_the_report_shows_the_badge_as_it_was_fetched() -> None:
    shown = as_json(report_on(passing("", hosted())))["credential"]
    assert shown["id"] == ASSERTION
    assert shown["type"] == "Assertion"
    assert shown["issuer"]["id"] == ISSUER
    assert shown["issuer"]["name"] == "Przykładowa Akademia"
    assert shown["achievement"] == "Koordynator projektów"
    assert shown["validFrom"] == "2026-01-01T12:00:00+00:00"
    assert shown["validUntil"] == "2030-01-01T12:00:00Z"
    assert shown["description"] == "Umie prowadzić projekty."
    assert shown["criteria"] == "Zaliczenie kursu."
    assert shown["recipient"] is None


def test_whoever_cannot_be_reached_is_shown_as_the_badge_names_them() -> None:
    shown = as_json(report_on(named("an issuer whom nobody reaches")))["credential"]
    assert shown["issuer"] == ISSUER


def test_a_picture_says_what_held_the_badge() -> None:
    containers = {case.name: report_on(case).container for case in BAKED}
    assert containers == {
        "a PNG with JSON": "png > json",
        "a PNG with a token": "png > jwt",
        "a PNG with an address": "png > url > json",
        "an old PNG with an address": "png > url > json",
        "an SVG with JSON and its address": "svg > json",
        "an SVG with JSON alone": "svg > json",
        "an SVG with a token": "svg > jwt",
        "an SVG with an address": "svg > url > json",
        "an SVG with an address twice": "svg > url > json",
    }


def test_a_child_reports_what_this_process_would() -> None:
    with pool_of() as pool:
        for case in (*SAMPLE, named("one that answers 410")):
            job = Job(bytes_of(case.made()), case.now, case.recipient)
            assert pool.verify(job, case.site).report == as_json(report_on(case)), case.name
