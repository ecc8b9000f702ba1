"""Threat 8: nameless objects in such knots that naming them would take for ever (rule 4).

Badges go to a real child with the limits of the service: one that did not end would be ended.
"""

import time
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

import pytest
from verifying import naive
from verifying.documents import NOW
from verifying.edits import put
from verifying.hostile_contents import alignment_to
from verifying.people import ISSUER
from verifying.processes import Nothing
from verifying.securing import JCS, RDFC, bytes_of, naively
from verifying.test_entangled_documents import clique

from keys.strict_json import Json
from signing import rdfc
from signing.errors import GraphTooComplexError
from verifier.processes.limits import Limits
from verifier.processes.messages import Job
from verifier.processes.parent import Child
from verifier.report import Name

LARGEST_NAMED = 5
LARGEST_KNOT_NAMED = 10
SIZES = range(3, 13)


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    """Yield a child with the limits of the service."""
    with Child(Limits(), time.monotonic) as made:
        yield made


def verdict_on(child: Child, badge: Json) -> tuple[str, dict[Name, str]]:
    """Return the verdict of the child, and the code of each check."""
    report = child.verify(Job(bytes_of(badge), NOW), Nothing()).report
    codes = {Name(check["check"]): check["code"] for check in report["checks"]}
    return report["verdict"], codes


def with_clique(size: int, suite: str) -> Json:
    """Return a badge, rightly signed, in which every profile belongs to every other.

    JSON is a tree: only names such as `_:n1`, which no badge may use, close the circles.
    """
    pairs = [pair for two in combinations(range(size), 2) for pair in (two, two[::-1])]
    nodes = [{**profile(one), "parentOrg": profile(other)} for one, other in pairs]
    return naively(put("/evidence", nodes), suite=suite)()


def profile(number: int) -> dict[str, Json]:
    return {"id": f"_:n{number}", "type": ["Profile"]}


@cache
def with_knot(size: int) -> Json:
    """Return a badge, rightly signed, whose results differ only in what their alignments say."""
    results = [aligned(names) for names in combinations("abcdefghijkl"[:size], 3)]
    return naively(put("/credentialSubject/result", results))()


def aligned(names: Sequence[str]) -> dict[str, Json]:
    return {"type": ["Result"], "alignment": [alignment_to(name) for name in names]}


@pytest.mark.parametrize("hash_name", ["sha256", "sha384"])
@pytest.mark.parametrize("size", SIZES)
def test_a_clique_is_named_or_refused(size: int, hash_name: str) -> None:
    if size <= LARGEST_NAMED:
        assert rdfc.canonical(clique(size), hash_name).count("\n") == size * (size - 1)
        return
    with pytest.raises(GraphTooComplexError):
        rdfc.canonical(clique(size), hash_name)


# A signature over statements needs the naming that software without guards never ends for more.
CLIQUES = [*((size, JCS) for size in SIZES), *((size, RDFC) for size in SIZES[:3])]


@pytest.mark.parametrize(("size", "suite"), CLIQUES)
def test_a_badge_that_holds_a_clique_is_refused_though_its_signature_fits(
    child: Child, size: int, suite: str
) -> None:
    badge = with_clique(size, suite)
    naive.accept(badge, ISSUER)
    verdict, codes = verdict_on(child, badge)
    assert verdict == "invalid"
    assert codes[Name.TERMS] == "terms-not-covered"
    assert codes[Name.PROOF] == "proof-not-computable"


@pytest.mark.parametrize("size", SIZES)
def test_a_knot_gets_a_verdict_or_is_left_undecided(child: Child, size: int) -> None:
    for _ in range(3):  # The shape of what was seen before is remembered.
        verdict, codes = verdict_on(child, with_knot(size))
        if size <= LARGEST_KNOT_NAMED:
            assert (verdict, codes[Name.PROOF]) == ("valid", "signature-right")
        else:
            assert (verdict, codes[Name.TERMS]) == ("could-not-check", "document-over-limit")
            assert codes[Name.PROOF] == "graph-too-complex"


@pytest.mark.parametrize("size", SIZES)
def test_no_shortcut_makes_an_altered_knot_valid(child: Child, size: int) -> None:
    verdict_on(child, with_knot(size))
    other = put("/credentialSubject/result/0/alignment/0", alignment_to("z"))
    verdict, codes = verdict_on(child, other(with_knot(size)))
    expected = "signature-wrong" if size <= LARGEST_KNOT_NAMED else "graph-too-complex"
    assert verdict == ("invalid" if size <= LARGEST_KNOT_NAMED else "could-not-check")
    assert codes[Name.PROOF] == expected
