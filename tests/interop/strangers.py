"""What other libraries say of badges that the service serves, status included.

Each function raises what its library raises; `REFUSALS` are all of those.
"""

import json
from collections.abc import Callable, Mapping

from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier
from openbadgeslib.verify import verify_badge
from openvc.did.base import DidResolverRegistry
from openvc.did.did_key import DidKeyResolver
from openvc.did.did_web import DidWebResolver
from openvc.resolvers import default_status_list_resolver
from openvc.verify import VerificationPolicy, verify_credential

from keys.did_web import did_web_url
from keys.multibase import base64url_decode
from keys.strict_json import Json

from .elsewhere import CONTEXTS, THEIR_REFUSALS
from .peer import Peer, PeerRefusalError
from .service_badges import Running, single

SUITE = "eddsa-rdfc-2022"
REFUSALS = (*THEIR_REFUSALS, PeerRefusalError)

Stranger = Callable[[Running, str], None]


def openvc(service: Running, badge: str) -> None:
    """Let openvc-core find the key in did.json, and verify the status list and its issuer."""
    resolver = DidResolverRegistry(
        [DidKeyResolver(), DidWebResolver(lambda url: json.loads(service.get(url)))]
    )
    verify_credential(
        _for_openvc(badge),
        policy=VerificationPolicy(require_status_issuer_binding=True),
        resolver=resolver,
        resolve_status_list=default_status_list_resolver(
            fetch=lambda url: json.dumps(_for_openvc(service.get(url).decode())),
            resolver=resolver,
            extra_contexts=CONTEXTS,
        ),
        extra_contexts=CONTEXTS,
    )


def openbadgeslib(service: Running, badge: str) -> None:
    """Let openbadgeslib find the key and read the status.

    It verifies status lists only where they are tokens; those of the service carry a proof.
    """
    ways: dict[str, Json] = {
        "check_status": True,
        "download": service.get,
        "verify_status_list": False,
    }
    if badge.startswith("{"):
        did = json.loads(badge)["issuer"]["id"]
        OB3LdpVerifier.for_issuer_did(did).verify(badge, **ways)
    else:
        did = claims_of(badge)["issuer"]["id"]
        OB3Verifier.for_issuer_did(did, download=service.get).verify(badge, **ways)


def openbadgeslib_on_picture(service: Running, picture: bytes) -> None:
    """Let openbadgeslib take the badge out of a picture and do the same."""
    outcome = verify_badge(
        picture,
        resolve_did=True,
        check_status=True,
        verify_status_list=False,
        download=service.get,
    )
    if not outcome.valid:
        raise PeerRefusalError(outcome.reason)


def digital_bazaar(peer: Peer) -> Stranger:
    """Return @digitalbazaar's verifier with its own resolvers and fetcher; jose for tokens."""

    def ask(service: Running, badge: str) -> None:
        if badge.startswith("{"):
            peer.verify_online(json.loads(badge), service.origin, SUITE)
        else:
            key = key_named_by(service, badge)
            said = peer.ask("verifyJwt", token=badge, jwk=key, algorithm=key_algorithm(key))
            peer.check_status(said, service.origin, SUITE)

    return ask


def key_named_by(service: Running, token: str) -> Json:
    """Return the JWK of a token's `kid`: at the address of the key, or worked out of did:key."""
    kid = json.loads(base64url_decode(token.partition(".")[0]))["kid"]
    did, _, thumbprint = kid.partition("#")
    if did.startswith("did:key:"):
        method = DidKeyResolver().resolve(did).key_by_kid(kid)
        assert method is not None
        return method.public_key_jwk
    address = did_web_url(did).removesuffix("did.json") + f"keys/{thumbprint}"
    return json.loads(service.get(address))


def key_algorithm(key: Mapping[str, Json]) -> str:
    """Return the JOSE algorithm of a key."""
    return {"P-256": "ES256", "Ed25519": "EdDSA"}[key["crv"]]


def claims_of(token: str) -> Json:
    """Return what a token says, unverified."""
    return json.loads(base64url_decode(token.split(".")[1]))


def strangers(peer: Peer, badge: str) -> Mapping[str, Stranger]:
    """Return everybody who verifies badges of this form.

    openvc-core reads only tokens that carry the credential in a claim `vc`, which Open Badges 3.0
    does not have.
    """
    all_forms = {"@digitalbazaar": digital_bazaar(peer), "openbadgeslib": openbadgeslib}
    return {**all_forms, "openvc-core": openvc} if badge.startswith("{") else all_forms


def require_all(peer: Peer, service: Running, badge: str) -> None:
    """Raise what the first library raises that refuses the badge."""
    for ask in strangers(peer, badge).values():
        ask(service, badge)


def refusals(peer: Peer, service: Running, badge: str) -> Mapping[str, str]:
    """Return in their own words why libraries refuse the badge, by name of the library."""
    said = {name: _refusal(ask, service, badge) for name, ask in strangers(peer, badge).items()}
    return {name: words for name, words in said.items() if words is not None}


def _refusal(ask: Stranger, service: Running, badge: str) -> str | None:
    try:
        ask(service, badge)
    except REFUSALS as error:
        return str(error)
    return None


def _for_openvc(text: str) -> Json:
    return single(json.loads(text)) if text.startswith("{") else text
