"""Badges that openbadgeslib signs and bakes, and what it says of the badges of the tables."""

import json
from datetime import UTC, datetime
from importlib.resources import files

import pytest
from cryptography.hazmat.primitives import serialization
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob2 import (
    Assertion,
    IdentityObject,
    OB2Signer,
    OB2VerificationError,
    OB2Verifier,
    Verification,
)
from verifying.securing import bytes_of

from keys.private import PrivateKey
from keys.signer import Algorithm
from verifier.errors import UnreachableError
from verifier.report import Name, Verdict
from verifier.verify import Verifier

from .bad_badges import BAD
from .cases import READINGS, Case
from .documents import CLASS, JAN, KEY, NOW, SALT, Site, cryptographic_key, rsa, site
from .good_badges import P256

PNG = files("issuer.samples").joinpath("badge.png").read_bytes()
SVG = files("issuer.samples").joinpath("badge.svg").read_bytes()

THEY_ACCEPT = {
    # They read the copy that is published, whatever the given one says in these members.
    "a copy with another story",
    "a copy with evidence of its own",
    "a copy with a second type",
    "a copy with 1 for true",
    # They look neither at the whole class nor at the whole profile.
    "a class that is another one",
    "a class without a name",
    "a class without criteria",
    "a class of another type",
    "an issuer without an e-mail address",
    "an issuer of another type",
    "an issuer whose homepage is no address",
    # They look at `revoked` of no assertion, and at no `uid`.
    "one that is published as revoked",
    "revoked in quotation marks",
    "a signed one on the list by its uid",
    "a signed one that says so itself",
    "a list of one",
    # They read JSON without asking what JSON-LD would make of it.
    "a context that is null",
    "a context that changes expires",
    "a context with @vocab",
    "an end under its prefix",
    "a revocation under its IRI",
    # Their rules for values are wider.
    "a hash that is none",
    # They take the rules of a scope one at a time.
    "one that keeps to half of the rules",
}
"""Badges that are invalid here and not there; docs/explanation/divergences.md says why."""


def test_there_is_a_reason_for_each_badge_that_only_they_accept() -> None:
    assert {case.name for case in BAD if _accepted_by_them(case)} == THEY_ACCEPT


@pytest.mark.parametrize("private", [rsa(), P256], ids=["RS256", "ES256"])
@pytest.mark.parametrize("picture", ["token", "png", "svg"])
def test_their_badge_is_valid_here(private: PrivateKey, picture: str) -> None:
    signer = OB2Signer(_pem(private), "RS256" if private.algorithm is Algorithm.RSA else "ES256")
    made = {
        "token": lambda: signer.sign(_assertion()).encode(),
        "png": lambda: signer.sign_into_png(_assertion(), PNG),
        "svg": lambda: signer.sign_into_svg(_assertion(), SVG),
    }[picture]()
    resolver = Site({**site(), KEY: cryptographic_key(private)})
    report = Verifier(READINGS, resolver).verify(made, now=NOW, recipient=JAN)
    assert report.verdict is Verdict.VALID
    assert report.check(Name.SUBJECT).code == "recipient-matches"


def _assertion() -> Assertion:
    return Assertion(
        recipient=IdentityObject.create(JAN, SALT),
        badge=CLASS,
        verification=Verification("SignedBadge", KEY),
        issued_on=datetime(2026, 6, 1, tzinfo=UTC),
    )


def _pem(private: PrivateKey) -> bytes:
    loaded = private._key
    return loaded.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _accepted_by_them(case: Case) -> bool:
    """Tell whether their library takes what is no picture; they verify for no moment but now."""
    resolver = case.site
    data = bytes_of(case.made())

    def download(url: str) -> bytes:
        try:
            return resolver.resolve(url).content
        except UnreachableError as e:
            raise OB2VerificationError(str(e)) from e

    verifier = OB2Verifier(download=download)
    try:
        if data.startswith(b"{"):
            verifier.verify_hosted(json.loads(data), expected_recipient=case.recipient)
        elif data.startswith(b"ey"):
            verifier.verify(data.decode(), case.recipient, check_revocation=True)
        else:
            return False
    except (LibOpenBadgesException, ValueError, AttributeError, TypeError, KeyError):
        return False
    return case.now == NOW
