"""Signing in through an OpenID Connect provider: what is asked of it, and what is believed.

Follows OpenID Connect Core 1.0 section 3.1 (authorization code flow) with PKCE (RFC 7636) and the
issuer in the answer (RFC 9207). Addresses are asked through `Fetch` only. The account here is found
by issuer and subject, never by the e-mail address (rule 30).
"""

import base64
import hashlib
import hmac
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from authlib.oauth2.rfc6749.parameters import (  # type: ignore[import-untyped]  # it ships no types
    prepare_grant_uri,
    prepare_token_request,
)
from authlib.oauth2.rfc7636 import (  # type: ignore[import-untyped]  # it ships no types
    create_s256_code_challenge,
)
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]  # it ships no types
from joserfc import jwt
from joserfc.errors import ClaimError, JoseError
from joserfc.jwk import KeySet

from issuer.fetch import Answer, Fetch
from issuer.links import new_token
from issuer.people_errors import (
    ProviderNotConfiguredError,
    ProviderRefusedError,
    ProviderUnavailableError,
)
from issuer.settings import Settings
from issuer.text.errors import TextError
from issuer.text.names import person_name
from keys import errors as key_errors
from keys import strict_json
from keys.strict_json import Json

CALLBACK = "/api/v1/sessions/oidc/callback"
# Signatures by a key that the provider publishes; nothing that is checked with a shared secret.
_ALGORITHMS = ("RS256", "PS256", "ES256", "ES384")
_LEEWAY_S = 60
_MEDIA_TYPE = "application/json"


@dataclass(frozen=True)
class Provider:
    """The provider of this installation, and our account with it."""

    issuer: str
    client_id: str
    client_secret: str | None
    redirect_uri: str
    domains: frozenset[str]
    """Domains of e-mail addresses for which it decides who has a mailbox."""

    def vouches_for(self, email: str) -> bool:
        """Tell whether the provider is the authority for this address's domain."""
        return email.rpartition("@")[2].lower() in self.domains


@dataclass(frozen=True)
class Attempt:
    """One try to sign in, begun in one browser: everything follows from a secret in its cookie."""

    secret: str

    @property
    def state(self) -> str:
        """What the provider hands back with the browser."""
        return self._derived("state")

    @property
    def nonce(self) -> str:
        """What the provider writes into the token for this try."""
        return self._derived("nonce")

    @property
    def verifier(self) -> str:
        """What shows that whoever began the try also ends it (RFC 7636 section 4.1)."""
        return self._derived("verifier")

    def _derived(self, use: str) -> str:
        digest = hmac.new(self.secret.encode(), f"oidc {use}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True)
class ProvenIdentity:
    """Who somebody is, as the provider signed it."""

    iss: str
    sub: str
    email: str | None
    """The address, if the provider says that it checked it."""
    name: str | None


def provider_of(settings: Settings) -> Provider:
    """Return the provider in the settings; raises `ProviderNotConfiguredError`."""
    if not settings.oidc_issuer or not settings.oidc_client_id:
        raise ProviderNotConfiguredError
    secret = settings.oidc_client_secret
    return Provider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=secret.get_secret_value() if secret else None,
        redirect_uri=f"{settings.base_url}{CALLBACK}",
        domains=frozenset(settings.oidc_domains.lower().replace(",", " ").split()),
    )


def new_attempt() -> Attempt:
    """Return a try that nobody can guess."""
    return Attempt(new_token())


def authorization_address(fetch: Fetch, provider: Provider, attempt: Attempt) -> str:
    """Return where to send the browser; raises `ProviderUnavailableError`."""
    address = prepare_grant_uri(
        _metadata(fetch, provider)["authorization_endpoint"],
        provider.client_id,
        "code",
        redirect_uri=provider.redirect_uri,
        scope="openid email profile",
        state=attempt.state,
        nonce=attempt.nonce,
        code_challenge=create_s256_code_challenge(attempt.verifier),
        code_challenge_method="S256",
    )
    return str(address)


def prove_identity(
    fetch: Fetch,
    provider: Provider,
    attempt: Attempt,
    *,
    code: str,
    state: str,
    iss: str | None,
    now: datetime,
) -> ProvenIdentity:
    """Exchange the code that the browser brought back; return who it is.

    Raises `ProviderRefusedError`, naming what did not fit, and `ProviderUnavailableError`.
    """
    if not hmac.compare_digest(state.encode("utf-8", "replace"), attempt.state.encode()):
        raise ProviderRefusedError(check="state")
    if iss is not None and iss != provider.issuer:
        raise ProviderRefusedError(check="iss")
    metadata = _metadata(fetch, provider)
    tokens = _tokens(fetch, provider, attempt, metadata["token_endpoint"], code)
    keys = _object(_get(fetch, metadata["jwks_uri"]))
    return read_id_token(tokens["id_token"], keys, provider, attempt, now=now)


def read_id_token(
    token: str, keys: Json, provider: Provider, attempt: Attempt, *, now: datetime
) -> ProvenIdentity:
    """Return whom an ID token names, after all checks of Core section 3.1.3.7.

    Raises `ProviderRefusedError`, naming the claim that does not fit, or `signature`.
    """
    try:
        decoded = jwt.decode(token, KeySet.import_key_set(keys), algorithms=_ALGORITHMS)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
                "sub": {"essential": True},
            },
            {"nonce": attempt.nonce, "client_id": provider.client_id},
        )
        claims.validate(now=int(now.timestamp()), leeway=_LEEWAY_S)
    except ClaimError as error:
        raise ProviderRefusedError(check=error.claim) from error
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise ProviderRefusedError(check="signature") from error
    if len(claims["sub"]) > 255:
        # Core section 2: at most 255 characters.
        raise ProviderRefusedError(check="sub")
    email = claims.get("email") if claims.get("email_verified") is True else None
    return ProvenIdentity(
        claims["iss"], claims["sub"], _text_or_none(email), _name_or_none(claims.get("name"))
    )


def _metadata(fetch: Fetch, provider: Provider) -> dict[str, str]:
    # Discovery 1.0 section 4: the document must name exactly the issuer that was asked.
    address = f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration"
    document = _object(_get(fetch, address))
    if document.get("issuer") != provider.issuer:
        raise ProviderRefusedError(check="issuer")
    return _with_texts(document, ("authorization_endpoint", "token_endpoint", "jwks_uri"))


def _tokens(
    fetch: Fetch, provider: Provider, attempt: Attempt, endpoint: str, code: str
) -> dict[str, str]:
    body = prepare_token_request(
        "authorization_code",
        redirect_uri=provider.redirect_uri,
        code=code,
        code_verifier=attempt.verifier,
        # Whoever authenticates in the header does not also name themselves in the body.
        client_id=None if provider.client_secret else provider.client_id,
    )
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if provider.client_secret is not None:
        headers["Authorization"] = _basic(provider.client_id, provider.client_secret)
    try:
        answer = fetch.exchange(endpoint, body=body.encode(), headers=headers, accept=_MEDIA_TYPE)
    except ConnectionError as error:
        raise ProviderUnavailableError from error
    if answer.status != 200:
        raise ProviderRefusedError(check="code")
    return _with_texts(_object(answer), ("id_token",))


def _basic(name: str, secret: str) -> str:
    # RFC 6749 section 2.3.1: both parts are form-encoded first.
    pair = f"{urllib.parse.quote_plus(name)}:{urllib.parse.quote_plus(secret)}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def _get(fetch: Fetch, url: str) -> Answer:
    try:
        return fetch.get(url, accept=_MEDIA_TYPE)
    except ConnectionError as error:
        raise ProviderUnavailableError from error


def _object(answer: Answer) -> dict[str, Json]:
    try:
        found = strict_json.read(answer.content, canonical_numbers=False)
    except key_errors.JsonError as error:
        raise ProviderRefusedError(check="json") from error
    if not isinstance(found, dict):
        raise ProviderRefusedError(check="json")
    return found


def _with_texts(found: dict[str, Json], names: Sequence[str]) -> dict[str, str]:
    for name in names:
        if not isinstance(found.get(name), str):
            raise ProviderRefusedError(check=name)
    return {name: found[name] for name in names}


def _name_or_none(value: Json) -> str | None:
    """Return the name that a provider gives somebody, if it is one that we take."""
    try:
        return person_name(value) if isinstance(value, str) else None
    except TextError:
        return None


def _text_or_none(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None
