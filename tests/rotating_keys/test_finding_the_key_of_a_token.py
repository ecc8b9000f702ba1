"""Whoever has a token finds its key by the token's `kid`, with the lookup of any JOSE library."""

from pathlib import Path

import jwt
import pytest
import visitors
from issuing import Issuer, collaborators, new_issuer
from jwcrypto.jwk import JWKSet
from jwcrypto.jws import JWS
from starlette.testclient import TestClient
from timing import Clock

from issuer.db.engine import Database
from issuer.issuer_keys import rotate_keys
from keys.did_web import did_web_url
from keys.strict_json import Json

KEYS = "/.well-known/jwks.json"
LOCALHOST = "http://localhost:8000"
# PyJWT reads the clock of the machine, the service one that shows 2030.
WHENEVER: Json = {"verify_nbf": False, "verify_iat": False}


def verified(keys: Json, token: str) -> Json:
    """Return what PyJWT reads out of a token, with the key that its `kid` finds."""
    header = jwt.get_unverified_header(token)
    key = jwt.PyJWKSet.from_dict(keys)[header["kid"]]
    return jwt.decode(token, key, algorithms=[header["alg"]], options=WHENEVER)


def test_the_key_of_a_token_is_found_in_the_set_by_pyjwt_and_jwcrypto(issuer: Issuer) -> None:
    token = issuer.forms(issuer.award(issuer.template()))["jwt"]
    new_issuer(issuer.service, "politechnika")
    answer = visitors.browser(visitors.serve(issuer.service)).get(KEYS)

    claims = verified(answer.json(), token)

    found = JWKSet.from_json(answer.text).get_key(jwt.get_unverified_header(token)["kid"])
    JWS.from_jose_token(token).verify(found)
    assert found.get("iss") == claims["iss"] == "did:web:badges.example:issuers:akademia"


def test_the_key_of_an_earlier_token_is_still_found_after_a_rotation(issuer: Issuer) -> None:
    template = issuer.template()
    before = issuer.forms(issuer.award(template))["jwt"]
    with issuer.writing() as session:
        rotate_keys(session, issuer.caller, issuer.service, now=issuer.now)
    after = issuer.forms(issuer.award(template))["jwt"]
    keys = visitors.browser(visitors.serve(issuer.service)).get(KEYS).json()

    for token in (before, after):
        assert verified(keys, token)["sub"]
    with pytest.raises(jwt.InvalidSignatureError):
        verified(keys, before[:-6] + "AAAAAA")


def test_the_address_of_a_key_answers_with_the_name_that_tokens_use(issuer: Issuer) -> None:
    token = issuer.forms(issuer.award(issuer.template()))["jwt"]
    kid = jwt.get_unverified_header(token)["kid"]
    did, _, thumbprint = kid.partition("#")
    address = did_web_url(did).removesuffix("did.json") + f"keys/{thumbprint}"

    bare = visitors.browser(visitors.serve(issuer.service)).get(address).json()

    assert bare["kid"] == kid
    assert "keys" not in bare
    assert jwt.decode(token, jwt.PyJWK(bare), options=WHENEVER)["iss"] == did


def test_in_a_demonstration_the_key_is_found_too(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    issuer = new_issuer(collaborators(database, tmp_path, clock, public_url=LOCALHOST))
    token = issuer.forms(issuer.award(issuer.template()))["jwt"]
    keys = TestClient(visitors.serve(issuer.service), LOCALHOST).get(KEYS).json()

    assert verified(keys, token)["iss"].startswith("did:key:")
