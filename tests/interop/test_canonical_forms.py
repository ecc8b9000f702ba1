"""The bytes under a signature: whatever a badge says, they and we canonicalise it alike."""

from typing import Any

import pytest
import rfc8785
from hypothesis import example, given, settings
from hypothesis import strategies as st

from keys.strict_json import Json
from signing import rdfc
from signing.errors import UnsafeDocumentError

from .alterations import put
from .forms import EMBEDDED, Form
from .ours import CANONICALISER, secured
from .peer import Peer
from .sample import badge

ISSUER = "https://szkola.example/"
ACHIEVEMENT = ("credentialSubject", "achievement")
hashes = pytest.mark.parametrize(
    ("ours", "theirs"), [("sha256", "SHA-256"), ("sha384", "SHA-384")], ids=["P-256", "P-384"]
)
texts = st.text(min_size=1)
# Without a point in JavaScript's writing (1e-7), they take a fraction for an integer: see below.
fractions = st.floats(allow_nan=False, allow_infinity=False).filter(
    lambda number: b"." in rfc8785.dumps(number)
)
numbers = fractions | st.integers(-(2**53), 2**53)


def canonical(document: Json, hash_name: str = "sha256") -> str:
    return rdfc.canonical(CANONICALISER.statements(document), hash_name)


def saying(text: str, number: float) -> Json:
    """Return the sample with `text` in two places and `number` in one."""
    changed = put(*ACHIEVEMENT, "criteria", "narrative", value=text)(badge(ISSUER))
    return put(*ACHIEVEMENT, "creditsAvailable", value=number)({**changed, "name": text})


@hashes
def test_the_sample_has_one_canonical_form(peer: Peer, ours: str, theirs: str) -> None:
    document = badge(ISSUER)
    assert canonical(document, ours) == peer.ask("canonize", document=document, hash=theirs)


def test_the_hash_decides_the_names_of_blank_nodes() -> None:
    document = badge(ISSUER)
    assert canonical(document, "sha256") != canonical(document, "sha384")


@settings(max_examples=200)
@given(text=texts, number=numbers)
@example(text="\\ \" \t\n\r\b\f '", number=1e21)
@example(text="Ａ\u00a0\u2028é e\u0301 😀\U0010fffd", number=1.5e-7)
@example(text="x", number=-0.0)
@example(text="x", number=123456789012345680000.0)
@example(text="x", number=0.1 + 0.2)
def test_any_text_and_number_has_one_canonical_form(peer: Peer, text: str, number: float) -> None:
    """What we refuse to canonicalise, control characters for one, is not asked."""
    document = saying(text, number)
    try:
        ours = canonical(document)
    except UnsafeDocumentError:
        return
    assert ours == peer.ask("canonize", document=document, hash="SHA-256")


@pytest.mark.parametrize("form", [EMBEDDED[0], EMBEDDED[3]], ids=lambda form: form.name)
@settings(max_examples=50)
@given(text=texts, number=numbers)
@example(text='\\ " \t\n\r 😀\U0010fffd\u2028', number=1e21)
@example(text="x", number=-1.5e-7)
def test_any_text_and_number_that_we_sign_they_accept(
    peer: Peer, form: Form, text: str, number: float
) -> None:
    document: dict[str, Any] = {**saying(text, number), "issuer": form.owner.did}
    try:
        ours = secured(document, form.kind, form.owner)
    except UnsafeDocumentError:
        return
    peer.verify(ours, form.kind)


def test_a_tiny_number_is_nothing_to_them(peer: Peer) -> None:
    """JSON-LD 1.1 API section 8.6 makes a double of it, whichever way JavaScript writes it."""
    document = saying("TIG", 1e-7)
    ours = canonical(document)
    assert '"1.0E-7"' in ours
    theirs = peer.ask("canonize", document=document, hash="SHA-256")
    assert theirs == ours.replace('"1.0E-7"', '"0"')
    assert theirs == peer.ask("canonize", document=saying("TIG", 2e-7), hash="SHA-256")
