"""Equal copies of the issuer, also where a badge of the same shape was verified before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keys.strict_json import Json
from verifier.report import Name, Outcome, Verdict

from .alterations import altered, is_same
from .cases import verifier
from .documents import NOW, badge, uuid
from .edits import all_of, put, removed
from .securing import bytes_of, naively, sign_unchecked, well
from .shared_ids import CREATOR, copied_issuer

TWO_SPELLINGS = ("Akademia A", "Akademia B")


def named(number: int) -> Json:
    """Return a badge with two equal copies of its issuer; all have one shape."""
    edit = all_of(put("/issuer/name", f"Szkoła {number}"), put("/id", uuid(number + 50)))
    return well(all_of(edit, copied_issuer()))()


def test_a_shape_that_is_known_by_equal_copies_lets_no_unequal_ones_through() -> None:
    checks = verifier({})
    for number in range(4):
        assert checks.verify(bytes_of(named(number)), now=NOW).verdict is Verdict.VALID
    one, other = TWO_SPELLINGS
    signed = naively(
        all_of(put("/issuer/name", one), copied_issuer(), put(f"{CREATOR}/name", other)),
        after=all_of(put("/issuer/name", other), put(f"{CREATOR}/name", one)),
    )
    report = checks.verify(bytes_of(signed()), now=NOW)
    assert report.verdict is Verdict.INVALID
    assert report.check(Name.TERMS).outcome is Outcome.FAILED


def test_a_shape_that_is_known_by_two_persons_lets_no_unequal_copies_through() -> None:
    """A badge whose creator is somebody else has the shape of one whose creator is the issuer."""
    checks = verifier({})
    for number in range(4):
        other = all_of(copied_issuer(), put(f"{CREATOR}/id", f"urn:example:{number}"))
        made = well(all_of(put("/id", uuid(number + 60)), other))
        assert checks.verify(bytes_of(made()), now=NOW).verdict is Verdict.VALID
    one, other_name = TWO_SPELLINGS
    signed = naively(
        all_of(put("/issuer/name", one), copied_issuer(), put(f"{CREATOR}/name", other_name))
    )
    assert checks.verify(bytes_of(signed()), now=NOW).verdict is Verdict.INVALID


BADGE = all_of(removed("/issuer/address"), copied_issuer())(badge())


@pytest.fixture(scope="module")
def signed_badge() -> Json:
    return sign_unchecked(BADGE)


@given(data=st.data())
def test_nothing_but_what_a_proof_leaves_free_can_be_changed(
    signed_badge: Json, data: st.DataObject
) -> None:
    document = {name: member for name, member in signed_badge.items() if name != "proof"}
    changed = data.draw(altered(document))
    report = verifier({}).verify(bytes_of({**changed, "proof": signed_badge["proof"]}), now=NOW)
    assert report.verdict is not Verdict.VALID or is_same(document, changed)
