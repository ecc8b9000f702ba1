"""An address in place of a file: what stands there is asked of the resolver, and verified."""

from collections.abc import Mapping

import pytest

from keys.strict_json import Json
from verifier.following import LARGEST_HEAD, link_in
from verifier.processes.messages import Job
from verifier.report import Check, Name, Outcome, Report, Verdict
from verifier.several import Reports

from .cases import verifier
from .documents import NOW
from .edits import put
from .presented import signed
from .processes import Answers, pool_of
from .securing import baked, token, well

BADGE = "https://akademia.example/credentials/1"
PAGE = "https://akademia.example/o/1"
HEAD = '<!DOCTYPE html>\n<html lang="pl"><head><title>Odznaka</title>{}</head><body></body></html>'
LINK = '<link rel="alternate" type="application/vc" href="{}">'
WEB: Mapping[str, Json] = {
    BADGE: well()(),
    f"{BADGE}.jwt": token()(),
    f"{BADGE}.png": baked("badge.png", well())(),
    f"{BADGE}/changed": well(after=put("/name", "Inna"))(),
    f"{BADGE}/several": signed(well())(),
    f"{BADGE}/nothing": b"Nie ma.",
    PAGE: HEAD.format(LINK.format("../credentials/1")).encode(),
    f"{PAGE}/plain": HEAD.format("").encode(),
    f"{PAGE}/round": HEAD.format(LINK.format(f"{PAGE}/round")).encode(),
    f"{PAGE}/broken": HEAD.format(LINK.format("https://[x/")).encode(),
    f"{PAGE}/elsewhere": HEAD.format(LINK.format("ftp://akademia.example/1")).encode(),
}


def found(url: str) -> Report:
    report = verifier(WEB).verify_url(url, now=NOW)
    assert isinstance(report, Report)
    return report


def recognised(url: str) -> Check:
    return found(url).check(Name.RECOGNISED)


@pytest.mark.parametrize(
    ("url", "container"),
    [
        (BADGE, "url > json"),
        (f"{BADGE}.jwt", "url > jwt"),
        (f"{BADGE}.png", "url > png > json"),
        (PAGE, "url > url > json"),
        (f"https://inny.example/verify?url={BADGE}", "url > json"),
        (f"https://inny.example/pl/verify?url={PAGE}&x=1", "url > url > json"),
    ],
)
def test_what_stands_at_an_address_is_verified(url: str, container: str) -> None:
    report = found(url)
    assert (report.verdict, report.container) == (Verdict.VALID, container)


def test_a_badge_is_no_better_for_where_it_stands() -> None:
    report = found(f"{BADGE}/changed")
    assert (report.verdict, report.check(Name.PROOF).code) == (Verdict.INVALID, "signature-wrong")


@pytest.mark.parametrize(
    "text", [BADGE, f"  {BADGE}\n", f"\ufeff{BADGE}", BADGE.replace("s:", "S:")]
)
def test_a_text_that_is_an_address_is_one(text: str) -> None:
    report = verifier({**WEB, BADGE.replace("s:", "S:"): WEB[BADGE]}).verify_file(
        text.encode(), now=NOW
    )
    assert report.verdict is Verdict.VALID


def test_several_credentials_may_stand_at_an_address() -> None:
    reports = verifier(WEB).verify_url(f"{BADGE}/several", now=NOW)
    assert isinstance(reports, Reports)
    assert reports.container == "url > json > presentation"
    assert [resource.url for resource in reports.reports[0].resources] == [f"{BADGE}/several"]


def test_the_report_names_all_that_was_asked_for_on_the_way() -> None:
    assert [resource.url for resource in found(PAGE).resources] == [PAGE, BADGE]
    assert [resource.url for resource in found(f"{BADGE}/nothing").resources] == [
        f"{BADGE}/nothing"
    ]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (f"{BADGE}/missing", "address-unreachable"),
        (f"{PAGE}/elsewhere", "address-unreachable"),
        (f"{PAGE}/plain", "address-is-a-page"),
        (f"{PAGE}/broken", "address-is-a-page"),
        (f"{PAGE}/round", "address-leads-on"),
    ],
)
def test_what_could_not_be_had_is_not_judged(url: str, code: str) -> None:
    check = recognised(url)
    assert (check.outcome, check.code) == (Outcome.UNDECIDED, code)
    assert check.facts["url"]


@pytest.mark.parametrize(
    "text", ["did:web:akademia.example", "ftp://akademia.example/1", "https://a b", "https://", ""]
)
def test_anything_else_is_no_address(text: str) -> None:
    check = recognised(text)
    assert (check.outcome, check.code) == (
        Outcome.FAILED,
        "nothing-recognised" if text else "file-empty",
    )


def test_no_badge_at_an_address_is_said_as_of_a_file() -> None:
    assert recognised(f"{BADGE}/nothing").code == "nothing-recognised"


@pytest.mark.parametrize(
    ("head", "href"),
    [
        ('<link rel="alternate" type="application/vc+jwt" href="/1.jwt">', "/1.jwt"),
        ("<LINK HREF=/1 TYPE='application/ld+json; profile=x' REL=\"home alternate\"/>", "/1"),
        ('<link type="application/vc" rel="alternate" href="/a?x=1&amp;y=2">', "/a?x=1&y=2"),
        (
            '<link rel="icon" href="/a"><link rel="alternate" type="text/html" href="/b">',
            None,
        ),
        ('<link rel="alternate" type="application/vc">', None),
        (f'{"x" * LARGEST_HEAD}<link rel="alternate" type="application/vc" href="/1">', None),
        ("<link " * 20_000, None),
        ("<link " + "a=" * 30_000, None),
    ],
)
def test_a_page_names_its_credential_in_its_head(head: str, href: str | None) -> None:
    assert link_in(head.encode()) == href


def test_a_child_asks_its_parent_for_an_address() -> None:
    resolver = Answers(WEB)
    with pool_of() as pool:
        answer = pool.verify(Job(PAGE.encode(), NOW), resolver)
    assert answer.report["verdict"] == "valid"
    assert resolver.asked == [PAGE, BADGE]
