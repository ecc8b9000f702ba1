"""Several proofs on one badge, by us and by them, in either order."""

import pytest

from keys.errors import InvalidSignatureError
from keys.strict_json import Json
from signing.proofs import proofs_of
from verifier.report import Verdict

from . import elsewhere
from .alterations import put
from .forms import EMBEDDED, Form
from .ours import accept, secured
from .parties import multikey_pair
from .peer import Peer, PeerRefusalError
from .whole import verdict

FIRST, SECOND = EMBEDDED[0], EMBEDDED[3]


def both(one: str, other: str) -> Json:
    """Return the sample with two proofs of ours, by one key."""
    credential = secured(secured(FIRST.unsigned, one, FIRST.owner), other, FIRST.owner)
    assert [proof["cryptosuite"] for proof in proofs_of(credential)] == [one, other]
    return credential


def second_by_them(peer: Peer, first_by_us: Json, suite: str) -> Json:
    return peer.ask(
        "signCredential",
        credential=first_by_us,
        suite=suite,
        key=multikey_pair(FIRST.algorithm),
        created="2024-06-01T10:00:00Z",
    )


@pytest.mark.parametrize("suites", [[FIRST.kind], [SECOND.kind], [FIRST.kind, SECOND.kind]])
def test_they_accept_a_set_of_ours_by_whichever_suite_they_know(
    peer: Peer, suites: list[str]
) -> None:
    peer.verify(both(FIRST.kind, SECOND.kind), *suites)
    peer.verify(both(SECOND.kind, FIRST.kind), *suites)


def test_openbadgeslib_finds_the_proof_that_it_knows() -> None:
    elsewhere.openbadgeslib_accepts(both(SECOND.kind, FIRST.kind))


@pytest.mark.parametrize(("one", "other"), [(FIRST, SECOND), (SECOND, FIRST)], ids=["rdfc", "jcs"])
def test_a_proof_that_they_add_to_ours_leaves_both_good(peer: Peer, one: Form, other: Form) -> None:
    mixed = second_by_them(peer, one.by_us, other.kind)
    assert len(proofs_of(mixed)) == 2
    accept(mixed)
    assert verdict(mixed) is Verdict.VALID
    peer.verify(mixed, one.kind, other.kind)


def test_a_set_over_an_altered_badge_is_refused_by_all(peer: Peer) -> None:
    altered = put("name", value="Spawanie metodą MAG")(both(FIRST.kind, SECOND.kind))
    assert verdict(altered) is Verdict.INVALID
    with pytest.raises(PeerRefusalError):
        peer.verify(altered, FIRST.kind, SECOND.kind)
    with pytest.raises(elsewhere.THEIR_REFUSALS):
        elsewhere.openbadgeslib_accepts(altered)


def test_one_wrong_proof_spoils_the_set_to_us_alone(peer: Peer) -> None:
    """Rule 21: no proof of a known suite may be wrong. They are content with one good one."""
    good = both(FIRST.kind, SECOND.kind)
    wrong = put("proof", 1, "proofValue", value=good["proof"][0]["proofValue"])(good)
    with pytest.raises(InvalidSignatureError):
        accept(wrong)
    assert verdict(wrong) is Verdict.INVALID
    peer.verify(wrong, FIRST.kind, SECOND.kind)
