"""ecdsa-sd-2023: who derives, who signs and who verifies may all be different programs."""

from collections.abc import Sequence

import pytest

from keys.signer import Algorithm
from keys.strict_json import Json
from signing.ecdsa_sd_2023 import EcdsaSd2023, derive
from signing.proofs import proofs_of, unsecured, with_proof

from .alterations import (
    ALTERATIONS,
    REMOVED,
    Alteration,
    Path,
    nudges,
    put,
    with_other_character,
)
from .forms import SELECTIVE
from .ours import CANONICALISER, OPTIONS, accept, secured
from .parties import multikey_pair
from .peer import Peer, PeerRefusalError
from .verdicts import tolerated

SUITE = SELECTIVE.kind
MANDATORY = ("/issuer", "/validFrom", "/validUntil", "/type", "/credentialSubject/achievement/name")
REVEALED: Sequence[Sequence[str]] = (
    (),
    ("/credentialSubject",),
    ("/evidence", "/name"),
    ("/credentialSubject/identifier/1", "/credentialSubject/result/0"),
    (
        "/credentialSubject/achievement/tag/1",
        "/credentialSubject/achievement/alignment/1/targetUrl",
    ),
    ("/credentialSubject/achievement/image/caption", "/credentialSubject/creditsEarned"),
)
every_choice = pytest.mark.parametrize("reveal", REVEALED, ids=" ".join)
_MARKS = ("credentialSubject", "achievement", "resultDescription", 0, "allowedValue")
_PLACE = ("issuer", "address", "geo")


def sample() -> Json:
    """Return the sample badge without what they cannot select from: see the last tests."""
    return put(*_PLACE, value=REMOVED)(put(*_MARKS, value=REMOVED)(SELECTIVE.unsigned))


def our_base() -> Json:
    return secured(sample(), SUITE, SELECTIVE.owner)


def their_base(peer: Peer, document: Json, mandatory: Sequence[str] = MANDATORY) -> Json:
    return peer.ask(
        "signCredential",
        credential=document,
        suite=SUITE,
        key=multikey_pair(Algorithm.P256),
        created="2024-06-01T10:00:00Z",
        mandatoryPointers=mandatory,
    )


def we_derive(base: Json, reveal: Sequence[str]) -> Json:
    return derive(base, proofs_of(base)[0], reveal, CANONICALISER)


def they_derive(peer: Peer, base: Json, reveal: Sequence[str]) -> Json:
    return peer.ask("derive", credential=base, selectivePointers=reveal)


def accepted_by_both(peer: Peer, derived: Json) -> None:
    accept(derived)
    peer.verify(derived, SUITE)


@every_choice
def test_what_we_derive_from_ours_both_accept(peer: Peer, reveal: Sequence[str]) -> None:
    accepted_by_both(peer, we_derive(our_base(), reveal))


@every_choice
def test_from_our_base_they_and_we_derive_the_same(peer: Peer, reveal: Sequence[str]) -> None:
    base = our_base()
    theirs = they_derive(peer, base, reveal)
    accepted_by_both(peer, theirs)
    assert proofs_of(theirs) == proofs_of(we_derive(base, reveal))
    assert unsecured(theirs) == unsecured(we_derive(base, reveal))


@every_choice
def test_from_their_base_they_and_we_derive_the_same(peer: Peer, reveal: Sequence[str]) -> None:
    base = their_base(peer, sample())
    accept(base)
    ours, theirs = we_derive(base, reveal), they_derive(peer, base, reveal)
    accepted_by_both(peer, ours)
    assert ours == theirs


def test_everything_is_disclosed_where_everything_is_asked_for(peer: Peer) -> None:
    document = sample()
    everything = [f"/{name}" for name in document if name != "@context"]
    derived = we_derive(our_base(), everything)
    accepted_by_both(peer, derived)
    assert unsecured(derived) == document


def shown() -> Json:
    """Return a disclosure of ours, with one proof as an object, as holders hand it on."""
    base = secured(SELECTIVE.unsigned, SUITE, SELECTIVE.owner)
    return we_derive(base, ["/name", "/evidence", "/credentialSubject"])


@pytest.mark.parametrize("alteration", ALTERATIONS.values(), ids=ALTERATIONS)
def test_an_altered_disclosure_is_refused_by_both(peer: Peer, alteration: Alteration) -> None:
    assert tolerated(peer, alteration(shown()), SUITE) == set()


def test_one_byte_changed_in_any_value_is_refused_by_both(peer: Peer) -> None:
    derived = shown()
    assert [path for path, altered in nudges(derived) if tolerated(peer, altered, SUITE)] == []


def test_one_character_changed_in_the_proof_value_is_refused_by_both(peer: Peer) -> None:
    derived = shown()
    value = derived["proof"]["proofValue"]
    places = range(0, len(value) - 2, 97)
    changed = {at: with_other_character(value, at) for at in places}
    altered = {
        at: {**derived, "proof": {**derived["proof"], "proofValue": text}}
        for at, text in changed.items()
    }
    assert [at for at, credential in altered.items() if tolerated(peer, credential, SUITE)] == []


def test_what_was_not_disclosed_cannot_be_put_back(peer: Peer) -> None:
    document = sample()
    derived = we_derive(our_base(), ())
    for name in ("name", "evidence"):
        assert name not in derived
        assert tolerated(peer, {**derived, name: document[name]}, SUITE) == set()


def test_what_is_mandatory_cannot_be_taken_away(peer: Peer) -> None:
    derived = we_derive(our_base(), ())
    for name in ("id", "type", "issuer", "validFrom", "validUntil", "credentialSubject"):
        assert tolerated(peer, put(name, value=REMOVED)(derived), SUITE) == set()


def test_disclosures_of_two_badges_cannot_be_mixed(peer: Peer) -> None:
    other = secured({**sample(), "name": "Spawanie metodą MAG"}, SUITE, SELECTIVE.owner)
    one, two = we_derive(our_base(), ["/name"]), we_derive(other, ["/name"])
    assert tolerated(peer, {**one, "name": two["name"]}, SUITE) == set()
    assert tolerated(peer, {**one, "proof": two["proof"]}, SUITE) == set()


@pytest.mark.parametrize(
    ("spared", "complaint"), [(_MARKS, "@list"), (_PLACE, "Safe mode")], ids=["list", "geo"]
)
def test_what_they_cannot_select_from_we_sign_and_derive_and_they_verify(
    peer: Peer, spared: Path, complaint: str
) -> None:
    """Their selection cannot carry an ordered list, nor a `geo`, whose IRI is also a class."""
    (other,) = {_MARKS, _PLACE} - {spared}
    document = put(*other, value=REMOVED)(SELECTIVE.unsigned)
    base = secured(document, SUITE, SELECTIVE.owner)
    accepted_by_both(peer, we_derive(base, ["/credentialSubject"]))
    with pytest.raises(PeerRefusalError, match=complaint):
        they_derive(peer, base, ["/credentialSubject"])
    with pytest.raises(PeerRefusalError, match=complaint):
        their_base(peer, document)


def test_a_place_in_a_list_of_one_is_a_place_to_us_alone(peer: Peer) -> None:
    """They look for it in the compacted document, which has no lists of one; we as it stands."""
    pointers = (*MANDATORY, "/evidence/0/name")
    suite = EcdsaSd2023(mandatory_pointers=pointers)
    base = with_proof(sample(), suite, SELECTIVE.owner.signer, OPTIONS, CANONICALISER)
    accepted_by_both(peer, we_derive(base, ()))
    with pytest.raises(PeerRefusalError, match="does not match document"):
        they_derive(peer, base, ())
    with pytest.raises(PeerRefusalError, match="does not match document"):
        their_base(peer, sample(), pointers)
