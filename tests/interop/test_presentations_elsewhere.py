"""Presentations: a wallet of theirs shows our badge, a wallet of ours is read by them."""

from dataclasses import replace

import pytest

from keys.errors import InvalidSignatureError
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.proofs import with_proof
from signing.suites import SUITES

from .alterations import put
from .forms import EMBEDDED, Form
from .ours import CANONICALISER, OPTIONS, REFUSALS, accept
from .parties import multikey_pair, party
from .peer import Peer, PeerRefusalError
from .sample import V2

EXPECTED = {"challenge": "jednorazowe-7f3a", "domain": "https://pracodawca.example"}
FORMS = [form for form in EMBEDDED if form.kind != "Ed25519Signature2020"]
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


def unsigned(form: Form) -> Json:
    return {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "id": "urn:uuid:6d1f0e7a-3a01-4e5b-9f2c-0b2a63f40100",
        "holder": form.owner.did,
        "verifiableCredential": [form.by_us],
    }


def by_us(form: Form) -> Json:
    challenge, domain = EXPECTED["challenge"], EXPECTED["domain"]
    options = replace(OPTIONS, purpose="authentication", challenge=challenge, domain=domain)
    suite, signer = SUITES[form.kind], form.owner.signer
    return with_proof(unsigned(form), suite, signer, options, CANONICALISER)


def by_them(peer: Peer, form: Form) -> Json:
    return peer.ask(
        "signPresentation",
        presentation=unsigned(form),
        suite=form.kind,
        key=multikey_pair(form.algorithm),
        created="2024-06-01T10:00:00Z",
        **EXPECTED,
    )


@every_form
def test_they_accept_a_presentation_of_ours(peer: Peer, form: Form) -> None:
    peer.verify_presentation(by_us(form), form.kind, **EXPECTED)


@every_form
def test_we_accept_a_presentation_of_theirs(peer: Peer, form: Form) -> None:
    theirs = by_them(peer, form)
    accept(theirs, purpose="authentication")
    accept(theirs["verifiableCredential"][0])


@every_form
def test_a_presentation_made_for_another_is_refused_by_them(peer: Peer, form: Form) -> None:
    for name in EXPECTED:
        with pytest.raises(PeerRefusalError):
            peer.verify_presentation(by_us(form), form.kind, **{**EXPECTED, name: "inne"})


@every_form
def test_an_answer_cannot_be_given_to_another_question(peer: Peer, form: Form) -> None:
    for name in EXPECTED:
        altered = put("proof", 0, name, value="inne")(by_us(form))
        with pytest.raises(InvalidSignatureError):
            accept(altered, purpose="authentication")
        with pytest.raises(PeerRefusalError):
            peer.verify_presentation(altered, form.kind, **{**EXPECTED, name: "inne"})


@every_form
def test_a_badge_inside_cannot_be_altered(peer: Peer, form: Form) -> None:
    place = ("verifiableCredential", 0, "name")
    altered = put(*place, value="Spawanie metodą MAG")(by_us(form))
    with pytest.raises(REFUSALS):
        accept(altered, purpose="authentication")
    with pytest.raises(PeerRefusalError):
        peer.verify_presentation(altered, form.kind, **EXPECTED)


@every_form
def test_a_badge_cannot_be_shown_by_another_holder(peer: Peer, form: Form) -> None:
    stranger = party(Algorithm.ED25519, salt=60)
    altered = put("holder", value=stranger.did)(by_us(form))
    with pytest.raises(REFUSALS):
        accept(altered, purpose="authentication")
    with pytest.raises(PeerRefusalError):
        peer.verify_presentation(altered, form.kind, **EXPECTED)
