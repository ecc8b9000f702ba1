"""Embedded proofs: what we sign they accept, what they sign we accept, and no altered copy."""

import pytest

from keys.signer import Algorithm
from keys.strict_json import Json
from signing.proofs import proofs_of, unsecured

from .alterations import ALTERATIONS, Alteration, leaves, nudges, with_other_character
from .forms import EMBEDDED, Form
from .ours import accept
from .parties import multikey_pair
from .peer import Peer
from .verdicts import tolerated

every_form = pytest.mark.parametrize("form", EMBEDDED, ids=lambda form: form.name)
every_alteration = pytest.mark.parametrize("alteration", ALTERATIONS.values(), ids=ALTERATIONS)


def by_them(peer: Peer, form: Form) -> Json:
    return peer.ask(
        "signCredential",
        credential=form.unsigned,
        suite=form.kind,
        key=multikey_pair(form.algorithm),
        created="2024-06-01T10:00:00Z",
    )


def refuse(peer: Peer, credential: Json, suite: str) -> None:
    """Both must refuse."""
    assert tolerated(peer, credential, suite) == set()


@every_form
def test_they_accept_what_we_sign(peer: Peer, form: Form) -> None:
    peer.verify(form.by_us, form.kind)


@every_form
def test_we_accept_what_they_sign(peer: Peer, form: Form) -> None:
    theirs = by_them(peer, form)
    assert unsecured(theirs) == form.unsigned
    accept(theirs)


@every_form
def test_two_signers_with_one_key_say_the_same(peer: Peer, form: Form) -> None:
    """Ed25519 has one signature for one message; their ECDSA is random, ours is not."""
    (ours,), (theirs,) = proofs_of(form.by_us), proofs_of(by_them(peer, form))
    apart = ("proofValue", "@context")
    assert {name: value for name, value in ours.items() if name not in apart} == {
        name: value for name, value in theirs.items() if name not in apart
    }
    same = ours["proofValue"] == theirs["proofValue"]
    assert same is (form.algorithm is Algorithm.ED25519)


@every_alteration
@every_form
def test_an_altered_copy_of_ours_is_refused_by_both(
    peer: Peer, form: Form, alteration: Alteration
) -> None:
    refuse(peer, alteration(form.by_us), form.kind)


@every_alteration
def test_an_altered_copy_of_theirs_is_refused_by_both(peer: Peer, alteration: Alteration) -> None:
    form = EMBEDDED[0]
    refuse(peer, alteration(by_them(peer, form)), form.kind)


@every_form
def test_another_suite_s_name_is_refused_by_both(peer: Peer, form: Form) -> None:
    ours = form.by_us
    for suite in sorted({other.kind for other in EMBEDDED[:-1]}):
        if suite != form.kind:
            proof = {**ours["proof"][0], "type": "DataIntegrityProof", "cryptosuite": suite}
            refuse(peer, {**ours, "proof": [proof]}, suite)


@every_form
def test_one_byte_changed_in_any_value_is_refused_by_both(peer: Peer, form: Form) -> None:
    ours = form.by_us
    places = [path for path, altered in nudges(ours) if tolerated(peer, altered, form.kind)]
    assert places == []
    assert len(list(leaves(ours))) > 80


@every_form
def test_one_character_changed_in_the_proof_value_is_refused_by_both(
    peer: Peer, form: Form
) -> None:
    ours = form.by_us
    value = ours["proof"][0]["proofValue"]
    for at in range(0, len(value), 5):
        proof = {**ours["proof"][0], "proofValue": with_other_character(value, at)}
        refuse(peer, {**ours, "proof": [proof]}, form.kind)
