"""The columns of docs/reference/interoperability.md: what each library is asked, row by row.

`accept_…` gives a library ours and raises what it raises; `make_…` returns what it makes.
"""

import base64
import json
from pathlib import Path
from typing import Protocol

from openbadgeslib.ob3 import OB3LdpSigner, OB3Signer, OpenBadgeCredential
from openbadgeslib.ob3.status import decode_encoded_list
from openbadgeslib.ob3.status_list import encode_bitstring as encode_indexes
from openbadgeslib.verify import verify_badge
from openvc.status.bitstring import decode_bitstring, encode_bitstring

from keys.strict_json import Json
from signing import status_list
from signing.baking import bake
from signing.ecdsa_sd_2023 import derive
from signing.proofs import proofs_of

from . import elsewhere, tokens
from .alterations import REMOVED, put
from .forms import EMBEDDED, JWTS, SELECTIVE, Form
from .ours import CANONICALISER, secured
from .parties import multikey_pair
from .peer import Peer, PeerRefusalError
from .sample import status_entry

SAMPLES = Path(__file__).parents[2] / "issuer" / "samples"
REVOKED = (0, 7, 8, 94567, 131071)
BITS = status_list.with_status(status_list.empty_list(), REVOKED)
REVEALED = ["/credentialSubject", "/evidence"]
MANDATORY = ["/issuer", "/type", "/validFrom", "/validUntil", "/credentialStatus"]

TOKEN = JWTS[1]
OBJECT = EMBEDDED[0]


class Column(Protocol):
    """One library."""

    def accept_proof(self, form: Form) -> None: ...
    def make_proof(self, form: Form) -> Json: ...
    def accept_token(self, form: Form) -> None: ...
    def make_token(self, form: Form) -> str: ...
    def accept_disclosure(self, form: Form) -> None: ...
    def make_disclosure(self, form: Form) -> Json: ...
    def accept_list(self) -> bytes: ...
    def make_list(self) -> str: ...


def without_geo(document: Json) -> Json:
    return put("issuer", "address", "geo", value=REMOVED)(document)


def selectable(document: Json) -> Json:
    """Return the document without what others cannot select from."""
    marks = ("credentialSubject", "achievement", "resultDescription", 0, "allowedValue")
    return put(*marks, value=REMOVED)(without_geo(document))


def disclosure(document: Json) -> Json:
    """Return a disclosure from our base proof over `document`."""
    base = secured(document, SELECTIVE.kind, SELECTIVE.owner)
    return derive(base, proofs_of(base)[0], REVEALED, CANONICALISER)


def single(credential: Json) -> Json:
    """Return a credential with its only proof as an object."""
    (proof,) = proofs_of(credential)
    return {**credential, "proof": proof}


class DigitalBazaar:
    """npm @digitalbazaar/vc and its suites; jose for tokens."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer

    def accept_proof(self, form: Form) -> None:
        self._peer.verify(form.by_us, form.kind)

    def make_proof(self, form: Form) -> Json:
        return self._sign(form, form.unsigned)

    def accept_token(self, form: Form) -> None:
        tokens.ask(self._peer, form, form.by_us)

    def make_token(self, form: Form) -> str:
        return tokens.by_them(self._peer, form)

    def accept_disclosure(self, form: Form) -> None:
        self._peer.verify(disclosure(form.unsigned), form.kind)

    def make_disclosure(self, form: Form) -> Json:
        base = self._sign(form, selectable(form.unsigned))
        return self._peer.ask("derive", credential=base, selectivePointers=REVEALED)

    def accept_list(self) -> bytes:
        encoded = status_list.encode(BITS)
        return base64.b64decode(self._peer.ask("decodeStatusList", encodedList=encoded))

    def make_list(self) -> str:
        return str(self._peer.ask("encodeStatusList", length=len(BITS) * 8, indexes=REVOKED))

    def _sign(self, form: Form, document: Json) -> Json:
        return self._peer.ask(
            "signCredential",
            credential=document,
            suite=form.kind,
            key=multikey_pair(form.algorithm),
            created="2024-06-01T10:00:00Z",
            mandatoryPointers=MANDATORY[:-1],
        )


class OpenVc:
    """PyPI openvc-core."""

    def accept_proof(self, form: Form) -> None:
        ours = secured(without_geo(form.unsigned), form.kind, form.owner)
        elsewhere.openvc_accepts(single(ours))

    def make_proof(self, form: Form) -> Json:
        return elsewhere.openvc_secures(without_geo(form.unsigned), form.kind, form.owner)

    def accept_token(self, form: Form) -> None:
        elsewhere.openvc_accepts_jwt(form.by_us, form.owner)

    def make_token(self, form: Form) -> str:
        return elsewhere.openvc_signs_jwt(form.unsigned, form.owner)

    def accept_disclosure(self, form: Form) -> None:
        elsewhere.openvc_accepts(disclosure(without_geo(form.unsigned)))

    def make_disclosure(self, form: Form) -> Json:
        document = selectable(form.unsigned)
        base = elsewhere.openvc_secures_selectively(document, MANDATORY[:-1], form.owner)
        return elsewhere.openvc_derives(base, REVEALED)

    def accept_list(self) -> bytes:
        return bytes(decode_bitstring(status_list.encode(BITS)))

    def make_list(self) -> str:
        return str(encode_bitstring(BITS))


class OpenBadgesLib:
    """PyPI openbadgeslib."""

    def accept_proof(self, form: Form) -> None:
        elsewhere.openbadgeslib_accepts(form.by_us)

    def make_proof(self, form: Form) -> Json:
        return elsewhere.openbadgeslib_secures(form.unsigned, form.kind, form.owner)

    def accept_token(self, form: Form) -> None:
        elsewhere.openbadgeslib_accepts_jwt(form.by_us, form.owner)

    def make_token(self, form: Form) -> str:
        said = tokens.payload(form)
        return elsewhere.openbadgeslib_signs_jwt(said, form.kind, form.owner)

    def accept_disclosure(self, form: Form) -> None:
        document = {**without_geo(form.unsigned), "credentialStatus": status_entry(5)}
        elsewhere.openbadgeslib_accepts(disclosure(document))

    def make_disclosure(self, form: Form) -> Json:
        return self.make_proof(form)

    def accept_list(self) -> bytes:
        return bytes(decode_encoded_list(status_list.encode(BITS)))

    def make_list(self) -> str:
        return str(encode_indexes(REVOKED))

    def accept_picture(self, name: str, form: Form) -> None:
        """Let it verify our picture as a whole: unbake, find the form, check."""
        ours = form.by_us if form is TOKEN else json.dumps(form.by_us, ensure_ascii=False)
        baked = bake((SAMPLES / name).read_bytes(), ours)
        outcome = verify_badge(baked, pubkey_pem=form.owner.public_pem)
        if not outcome.valid:
            raise PeerRefusalError(outcome.reason)

    def make_picture(self, name: str, form: Form) -> bytes:
        """Return a badge of its own model, signed and baked by it."""
        badge = OpenBadgeCredential.from_vc_document(form.unsigned)
        pem = form.owner.pem
        signer = OB3Signer(pem, form.kind) if form is TOKEN else OB3LdpSigner(pem)
        into = {"badge.png": signer.sign_into_png, "badge.svg": signer.sign_into_svg}[name]
        return bytes(into(badge, (SAMPLES / name).read_bytes()))
