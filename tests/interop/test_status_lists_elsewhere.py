"""Status lists: who is revoked to us is revoked to them, and the other way round."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keys.errors import InvalidSignatureError
from keys.strict_json import Json
from signing import status_list
from signing.proofs import with_proof
from signing.suites import SUITES

from .alterations import put
from .forms import EMBEDDED
from .ours import CANONICALISER, OPTIONS, accept, secured
from .parties import Party, multikey_pair, party
from .peer import Peer, PeerRefusalError
from .sample import LIST_URL, status_entry
from .sample import status_list as list_credential

FORM = EMBEDDED[0]
REVOKED, CLEAR = 94567, 94568
BITS = status_list.with_status(status_list.empty_list(), [REVOKED])
indexes = st.sets(st.integers(0, status_list.MINIMUM_ENTRIES - 1), max_size=40)


def our_list(owner: Party, encoded: str | None = None) -> Json:
    document = list_credential(owner.did, encoded or status_list.encode(BITS))
    suite = SUITES[FORM.kind]
    return with_proof(document, suite, owner.signer, OPTIONS, CANONICALISER)


def badge_at(index: int) -> Json:
    document = {**FORM.unsigned, "credentialStatus": status_entry(index)}
    return secured(document, FORM.kind, FORM.owner)


@settings(max_examples=20)
@given(revoked=indexes)
def test_they_read_the_bits_that_we_write(peer: Peer, revoked: set[int]) -> None:
    bits = status_list.with_status(status_list.empty_list(), revoked)
    theirs = peer.ask("encodeStatusList", length=len(bits) * 8, indexes=sorted(revoked))
    assert status_list.decode(theirs) == bits
    assert peer.ask("readStatusList", encodedList=status_list.encode(bits)) == sorted(revoked)


def test_they_find_the_revoked_badge_revoked_and_no_other(peer: Peer) -> None:
    documents = {LIST_URL: our_list(FORM.owner)}
    peer.verify(badge_at(CLEAR), FORM.kind, documents=documents)
    with pytest.raises(PeerRefusalError):
        peer.verify(badge_at(REVOKED), FORM.kind, documents=documents)


def test_a_list_that_somebody_altered_is_refused_by_both(peer: Peer) -> None:
    """Whoever clears a bit must sign, and cannot."""
    cleared = status_list.encode(status_list.empty_list())
    altered = put("credentialSubject", "encodedList", value=cleared)(our_list(FORM.owner))
    with pytest.raises(InvalidSignatureError):
        accept(altered)
    with pytest.raises(PeerRefusalError, match="not verified"):
        peer.verify(badge_at(REVOKED), FORM.kind, documents={LIST_URL: altered})


def test_a_list_by_somebody_else_is_refused_by_them(peer: Peer) -> None:
    stranger = party(FORM.algorithm, salt=50)
    documents = {LIST_URL: our_list(stranger, status_list.encode(status_list.empty_list()))}
    with pytest.raises(PeerRefusalError, match="Issuers of the status list"):
        peer.verify(badge_at(REVOKED), FORM.kind, documents=documents)


def test_we_accept_a_list_that_they_sign(peer: Peer) -> None:
    encoded = peer.ask("encodeStatusList", length=len(BITS) * 8, indexes=[REVOKED])
    theirs = peer.ask(
        "signCredential",
        credential=list_credential(FORM.owner.did, encoded),
        suite=FORM.kind,
        key=multikey_pair(FORM.algorithm),
        created="2024-06-01T10:00:00Z",
    )
    accept(theirs)
    bits = status_list.decode(theirs["credentialSubject"]["encodedList"])
    assert [status_list.status_at(bits, index) for index in (REVOKED, CLEAR)] == [1, 0]
