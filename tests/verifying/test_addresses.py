"""An address in place of a file: what stands there is asked of the resolver, and verified."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from keys.strict_json import Json
from verifier.following import LARGEST_HEAD, link_in
from verifier.processes.messages import Job
from verifier.report import Check, Name, Outcome, Report, Verdict
from verifier.resolver import FETCHED, Resolver, Resource
from verifier.several import Reports, as_json, as_text
from verifier.texts import Language
from verifier.verify import Verifier

from .cases import READINGS, verifier
from .documents import NOW, STATUS
from .edits import put
from .presented import signed
from .processes import ASKING, Answers, pool_of
from .securing import baked, bytes_of, token, well

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


def verifier_with(resolver: Resolver) -> Verifier:
    return Verifier(READINGS, resolver)


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


@dataclass
class Shortener(Resolver):
    """Leads visitors on to the addresses that they stand for, and nobody else."""

    leads: Mapping[str, str]
    resolved: list[str] = field(default_factory=list)

    def resolve(self, url: str) -> Resource:
        self.resolved.append(url)
        return Answers(WEB).resolve(url)

    def visit(self, url: str) -> Resource:
        if url not in self.leads:
            return Answers(WEB).resolve(url)
        page = self.leads[url]
        content = bytes_of(WEB.get(page, b"<html>a page to verify</html>"))
        return Resource(page, content, FETCHED, NOW, (url,))


SHORT = "https://short.example/1"


@pytest.mark.parametrize(
    ("page", "container", "stood"),
    [
        (BADGE, "url > json", [BADGE]),
        (PAGE, "url > url > json", [PAGE, BADGE]),
        (f"https://inny.example/verify?url={BADGE}", "url > url > json", None),
    ],
)
def test_a_typed_address_may_lead_on_and_the_report_names_the_whole_way(
    page: str, container: str, stood: list[str] | None
) -> None:
    """A link in a page is relative to where the page stands (RFC 3986 section 5.1.3)."""
    report = verifier_with(Shortener({SHORT: page})).verify_url(SHORT, now=NOW)
    assert isinstance(report, Report)
    assert (report.verdict, report.container) == (Verdict.VALID, container)
    told = as_json(report)["resources"]
    assert [resource["url"] for resource in told] == (stood or [page, BADGE])
    assert [resource["redirects"] for resource in told] == [[SHORT], *[[]] * (len(told) - 1)]
    assert "Led there from: https://short.example/1" in as_text(report, Language.ENGLISH)
    assert "Przekierowanie z: https://short.example/1" in as_text(report, Language.POLISH)


def test_only_what_was_typed_is_visited() -> None:
    """Rule 25: what a badge names (here its status list) keeps the stricter question."""
    resolver = Shortener({SHORT: BADGE})
    verifier_with(resolver).verify_url(SHORT, now=NOW)
    verifier_with(resolver).verify_file(ASKING, now=NOW)
    assert [url for url in resolver.resolved if not url.startswith("did:key:")] == [STATUS]


def test_a_child_tells_its_parent_what_a_visitor_typed() -> None:
    with pool_of() as pool:
        answer = pool.verify(Job(SHORT.encode(), NOW), Shortener({SHORT: PAGE}))
    assert answer.report["verdict"] == "valid"
    assert [r["redirects"] for r in answer.report["resources"]] == [[SHORT], []]


def test_a_child_asks_its_parent_for_an_address() -> None:
    resolver = Answers(WEB)
    with pool_of() as pool:
        answer = pool.verify(Job(PAGE.encode(), NOW), resolver)
    assert answer.report["verdict"] == "valid"
    assert resolver.asked == [PAGE, BADGE]
