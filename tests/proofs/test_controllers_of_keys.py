"""A key signs for the issuer that controls it, under a name that is its own."""

import pytest

from keys import multikey
from keys.did_jwk import did_jwk_method
from keys.private import LocalSigner
from keys.signer import Algorithm
from signing.errors import Error, ForeignIssuerError, ForeignMethodError
from signing.securing import check_controller

from .parties import signer

ED, OTHER = signer(Algorithm.ED25519), signer(Algorithm.ED25519, 2)
DID = ED.verification_method.partition("#")[0]
JWK_METHOD = did_jwk_method(ED.public_key)
MULTIKEY = multikey.encode(ED.public_key)

ACCEPTED = [
    ("https://a.example/issuers/1", "https://a.example/keys/1"),
    ("https://a.example/issuers/1", "https://A.example/keys/1"),
    ("https://a.example/issuers/1", "https://a.example/issuers/1#key"),
    ("https://a.example/issuers/1", f"https://a.example/issuers/1#{MULTIKEY}"),
    ("did:web:a.example", f"did:web:a.example#{MULTIKEY}"),
    (DID, ED.verification_method),
    (JWK_METHOD.partition("#")[0], JWK_METHOD),
]
REFUSED: list[tuple[str, str, type[Error]]] = [
    (f"{DID}A", ED.verification_method, ForeignIssuerError),
    ("did:web:a.example", ED.verification_method, ForeignIssuerError),
    ("https://a.example", "https://a.example.evil.example/keys/1", ForeignIssuerError),
    ("https://a.example", "https://a.example?.evil.example/keys/1", ForeignIssuerError),
    ("https://a.example", "https://a.example@evil.example/keys/1", ForeignIssuerError),
    ("https://a.example/issuers/1", "http://a.example/keys/1", ForeignIssuerError),
    ("https://a.example/issuers/1", "https://a.example:8443/keys/1", ForeignIssuerError),
    ("https://a.example/issuers/1", "did:web:a.example#key", ForeignIssuerError),
    (OTHER.verification_method.partition("#")[0], OTHER.verification_method, ForeignMethodError),
    (DID, DID, ForeignMethodError),
    (DID, f"{DID}#key", ForeignMethodError),
]


@pytest.mark.parametrize(("issuer", "method"), ACCEPTED)
def test_a_key_signs_for_the_issuer_that_controls_it(issuer: str, method: str) -> None:
    for form in (issuer, {"id": issuer}):
        check_controller({"issuer": form}, LocalSigner(method, ED.private_key))


@pytest.mark.parametrize(("issuer", "method", "error"), REFUSED)
def test_a_key_does_not_sign_for_others(issuer: str, method: str, error: type[Error]) -> None:
    for form in (issuer, {"id": issuer}):
        with pytest.raises(error):
            check_controller({"issuer": form}, LocalSigner(method, ED.private_key))
