"""VC-JWT and the library jose: what we sign they accept, what they sign we accept."""

import json

import pytest

from keys.errors import InvalidSignatureError, UnsuitableKeyError
from keys.multibase import base64url_decode, base64url_encode
from keys.signer import Algorithm
from signing import vc_jwt
from signing.errors import JwtError

from .alterations import OF_DOCUMENTS, Alteration, leaves, nudges, with_other_character
from .forms import JWTS, Form
from .ours import accept_jwt
from .parties import party
from .peer import Peer, PeerRefusalError
from .tokens import ask, by_them, payload, with_payload
from .verdicts import token_tolerated

every_form = pytest.mark.parametrize("form", JWTS, ids=lambda form: form.name)
every_alteration = pytest.mark.parametrize("alteration", OF_DOCUMENTS.values(), ids=OF_DOCUMENTS)


@every_form
def test_they_accept_what_we_sign(peer: Peer, form: Form) -> None:
    assert ask(peer, form, form.by_us) == payload(form)


@every_form
def test_we_accept_what_they_sign(peer: Peer, form: Form) -> None:
    token = by_them(peer, form)
    assert accept_jwt(token, form.owner.key.public_key) == form.unsigned


@pytest.mark.parametrize("form", [JWTS[0], JWTS[3]], ids=lambda form: form.name)
def test_of_one_payload_they_and_we_make_one_token(peer: Peer, form: Form) -> None:
    """EdDSA and RS256 have one signature for one message, so the whole token must be ours."""
    header, body, _ = form.by_us.split(".")
    parts = [json.loads(base64url_decode(part)) for part in (header, body)]
    assert by_them(peer, form, header=parts[0], payload=parts[1]) == form.by_us


@every_alteration
@every_form
def test_an_altered_payload_is_refused_by_both(
    peer: Peer, form: Form, alteration: Alteration
) -> None:
    altered = with_payload(form.by_us, alteration(payload(form)))
    assert token_tolerated(peer, form, altered) == set()


@every_form
def test_one_byte_changed_in_any_value_is_refused_by_both(peer: Peer, form: Form) -> None:
    ours, said = form.by_us, payload(form)
    changed = {path: with_payload(ours, altered) for path, altered in nudges(said)}
    assert [path for path, token in changed.items() if token_tolerated(peer, form, token)] == []
    assert len(changed) == len(list(leaves(said))) > 80


@every_form
def test_one_character_changed_anywhere_in_the_token_is_refused_by_both(
    peer: Peer, form: Form
) -> None:
    ours = form.by_us
    places = range(0, len(ours) - 2, 29)
    changed = {at: with_other_character(ours, at) for at in places}
    assert [at for at, token in changed.items() if token_tolerated(peer, form, token)] == []


@every_form
def test_another_key_of_the_same_kind_is_refused_by_both(peer: Peer, form: Form) -> None:
    if form.algorithm is Algorithm.RSA:
        stranger = party.__wrapped__(form.algorithm)
    else:
        stranger = party(form.algorithm, salt=99)
    token = by_them(peer, form, jwk=stranger.private_jwk)
    with pytest.raises(InvalidSignatureError):
        accept_jwt(token, form.owner.key.public_key)
    with pytest.raises(PeerRefusalError, match="signature verification failed"):
        ask(peer, form, token)


@pytest.mark.parametrize("form", JWTS, ids=lambda form: form.name)
def test_an_algorithm_for_another_kind_of_key_is_refused_by_both(peer: Peer, form: Form) -> None:
    for other in JWTS:
        if other is not form:
            header, rest = form.by_us.split(".", 1)
            renamed = {**json.loads(base64url_decode(header)), "alg": other.kind}
            token = f"{base64url_encode(json.dumps(renamed).encode())}.{rest}"
            with pytest.raises(UnsuitableKeyError):
                accept_jwt(token, form.owner.key.public_key)
            with pytest.raises(PeerRefusalError, match="alg"):
                ask(peer, form, token)


@every_form
def test_a_token_without_a_signature_is_refused_by_both(peer: Peer, form: Form) -> None:
    header, body, signature = form.by_us.split(".")
    none = base64url_encode(b'{"alg":"none","typ":"JWT"}')
    for token in (f"{none}.{body}.", f"{header}.{body}.", f"{none}.{body}.{signature}"):
        assert token_tolerated(peer, form, token) == set()


# What a general JOSE library cannot know: the claims of Open Badges (rule 22).
CLAIMS = {
    "iss": "did:web:inna.example",
    "jti": "urn:uuid:6d1f0e7a-0000-4000-8000-000000000000",
    "sub": "urn:uuid:6d1f0e7a-0000-4000-8000-000000000000",
    "nbf": 1717156801,
    "exp": 4083825601,
}


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_that_contradicts_the_credential_is_refused_by_us_alone(
    peer: Peer, claim: str
) -> None:
    form = JWTS[0]
    token = by_them(peer, form, payload={**payload(form), claim: CLAIMS[claim]})
    assert ask(peer, form, token)[claim] == CLAIMS[claim]
    with pytest.raises(JwtError, match=claim):
        accept_jwt(token, form.owner.key.public_key)


@pytest.mark.parametrize("claim", ["iss", "jti", "sub", "nbf"])
def test_a_missing_claim_is_refused_by_us_alone(peer: Peer, claim: str) -> None:
    form = JWTS[1]
    said = {name: value for name, value in payload(form).items() if name != claim}
    token = by_them(peer, form, payload=said)
    assert ask(peer, form, token) == said
    with pytest.raises(JwtError, match=claim):
        accept_jwt(token, form.owner.key.public_key)


def test_a_sloppy_last_character_is_refused_by_us_alone(peer: Peer) -> None:
    """Four bits of it count for nothing; RFC 7515 readers mostly let them be anything."""
    form = JWTS[0]
    token = form.by_us
    sloppy = with_other_character(token, len(token) - 1)
    assert ask(peer, form, sloppy) == payload(form)
    with pytest.raises(JwtError, match="canonical base64url"):
        vc_jwt.read(sloppy)
