"""A password is not guessed, a stranger learns no name, and a provider is not believed blindly."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import visitors
from issuing import Issuer
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey
from openid_provider import LoopbackFetch, OpenIdProvider, running_provider

from issuer.app import create_app
from issuer.links import create_link, renew_token
from issuer.models import LinkPurpose, Person
from issuer.oidc import (
    Attempt,
    Provider,
    authorization_address,
    new_attempt,
    prove_identity,
    read_id_token,
)
from issuer.passwords import open_passwords
from issuer.people import reset_password
from issuer.people_errors import ProviderRefusedError, SignInRefusedError
from issuer.rates import LocalCounter, Rates
from issuer.sign_in import Door, sign_in

ROUNDS = 15
NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
KEY = ECKey.generate_key("P-256", {"kid": "k", "use": "sig", "alg": "ES256"})
KEYS = KeySet([KEY]).as_dict(private=False)
TRUSTED = Provider("https://id.example", "insygnia", None, "https://badges.example/cb", frozenset())
ATTEMPT = Attempt("a secret of this browser")


def test_an_unknown_person_takes_as_long_as_a_wrong_password(issuer: Issuer) -> None:
    passwords = open_passwords()
    anna = visitors.add_person(issuer.service)
    with issuer.writing() as session:
        session.get_one(Person, anna.id).password_hash = passwords.hashed(visitors.PASSWORD)
    visitors.add_person(issuer.service, "no-password@example.org", has_password=False)
    door = Door(issuer.service.database, Rates(_Unlimited(), LocalCounter()), passwords)

    def spent(email: str) -> float:
        begun = time.thread_time()
        with pytest.raises(SignInRefusedError):
            sign_in(door, email, "wrong", address="192.0.2.1", now=issuer.now)
        return time.thread_time() - begun

    emails = (visitors.ANNA, "nobody@example.org", "no-password@example.org")
    rounds = [[spent(email) for email in emails] for _ in range(ROUNDS)]
    known, unknown, without = (median(column) for column in zip(*rounds, strict=True))

    assert 0.8 < unknown / known < 1.25
    assert 0.8 < without / known < 1.25


def test_passwords_are_kept_as_argon2id_with_a_salt_each(issuer: Issuer) -> None:
    # What the service is started with; `visitors.serve` checks passwords cheaply.
    passwords = create_app(issuer.service).state.door.passwords
    hashes = {passwords.hashed(visitors.PASSWORD) for _ in range(2)}
    anna, now = visitors.add_person(issuer.service), issuer.now
    with issuer.writing() as session:
        link = create_link(session, LinkPurpose.RESET, person_id=anna.id, now=now)
        token = renew_token(session, link, now=now)
        reset_password(session, passwords, token, visitors.PASSWORD, now=now)

    assert len(hashes) == 2
    with issuer.service.database.reading() as session:
        kept = session.query(Person).one().password_hash or ""
    for each in (*hashes, kept):
        assert each.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert visitors.PASSWORD not in each


def test_nobodys_hash_is_another_one_in_each_process() -> None:
    first, second = open_passwords(), open_passwords()

    assert first._nobodys != second._nobodys
    assert not first.matches("", None)


def test_a_token_that_is_right_is_believed() -> None:
    proven = _read(_token())

    assert (proven.iss, proven.sub, proven.email) == (TRUSTED.issuer, "ewa", "ewa@example.org")


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"iss": "https://evil.example"}, "iss"),
        ({"iss": "https://id.example/"}, "iss"),
        ({"iss": None}, "iss"),
        ({"aud": "somebody-else"}, "aud"),
        ({"aud": ["somebody-else"]}, "aud"),
        ({"aud": ["insygnia", "somebody-else"]}, "azp"),
        ({"azp": "somebody-else"}, "azp"),
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"exp": int((NOW - timedelta(seconds=61)).timestamp())}, "exp"),
        ({"exp": None}, "exp"),
        ({"exp": "tomorrow"}, "exp"),
        ({"iat": int((NOW + timedelta(minutes=5)).timestamp())}, "iat"),
        ({"nbf": int((NOW + timedelta(minutes=5)).timestamp())}, "nbf"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"sub": "x" * 256}, "sub"),
        ({"sub": 5}, "sub"),
    ],
    ids=str,
)
def test_a_token_with_a_wrong_claim_is_refused(change: dict[str, Any], check: str) -> None:
    with pytest.raises(ProviderRefusedError) as caught:
        _read(_token(**change))

    assert caught.value.facts["check"] == check


def _signed_by_another_key() -> str:
    other = ECKey.generate_key("P-256", {"kid": "k"})
    return jwt.encode({"alg": "ES256", "kid": "k"}, _claims(), other)


def _signed_with_the_public_key_as_a_secret() -> str:
    # By hand: no library of this kind makes it.
    parts = ({"alg": "HS256", "kid": "k"}, _claims())
    signed = b".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    signature = hmac.digest(KEY.as_pem(private=False), signed, "sha256")
    return b".".join((signed, urlsafe_b64encode(signature).rstrip(b"="))).decode()


def _not_signed() -> str:
    return jwt.encode({"alg": "none"}, _claims(), OctKey.generate_key(), algorithms=["none"])


def _changed() -> str:
    header, _, signature = _token().split(".")
    payload = _token(sub="adam").split(".")[1]
    return f"{header}.{payload}.{signature}"


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
@pytest.mark.parametrize(
    "forged",
    [
        _signed_by_another_key,
        _signed_with_the_public_key_as_a_secret,
        _not_signed,
        _changed,
        lambda: "",
        lambda: "a.b.c",
        lambda: "żółć",
        lambda: _token() + "A",
    ],
)
def test_a_token_that_the_provider_did_not_sign_is_refused(forged: Callable[[], str]) -> None:
    with pytest.raises(ProviderRefusedError) as caught:
        _read(forged())

    assert caught.value.facts["check"] == "signature"


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": [{"kty": "?"}]}, {"keys": "x"}])
def test_keys_that_are_none_are_refused(keys: Any) -> None:
    with pytest.raises(ProviderRefusedError):
        read_id_token(_token(), keys, TRUSTED, ATTEMPT, now=NOW)


@pytest.fixture(scope="module")
def running() -> Iterator[OpenIdProvider]:
    """Yield a real provider on loopback."""
    with running_provider() as provider:
        yield provider


@pytest.mark.parametrize("wrong", ["nothing", "issuer", "client", "nonce", "state", "answer"])
def test_what_a_real_provider_sends_is_for_this_client_and_this_try_only(
    running: OpenIdProvider, wrong: str
) -> None:
    fetch = LoopbackFetch()
    ours = Provider(running.issuer, "insygnia", "secret", "https://badges.example/cb", frozenset())
    attempt = new_attempt()
    asked_by = replace(ours, client_id="another-client") if wrong == "client" else ours
    asked_in = new_attempt() if wrong == "nonce" else attempt
    back = running.consent(authorization_address(fetch, asked_by, asked_in), "ewa")
    code = parse_qs(urlsplit(back).query)["code"][0]

    def prove() -> str:
        return prove_identity(
            fetch,
            replace(ours, issuer=f"{running.issuer}/") if wrong == "issuer" else ours,
            attempt,
            code=code,
            state="another" if wrong == "state" else attempt.state,
            iss="https://evil.example" if wrong == "answer" else None,
            now=datetime.now(UTC),
        ).sub

    if wrong == "nothing":
        assert prove() == "ewa"
        return
    with pytest.raises(ProviderRefusedError) as caught:
        prove()
    checks = {"issuer": "issuer", "client": "code", "nonce": "nonce", "state": "state"}
    assert caught.value.facts["check"] == checks.get(wrong, "iss")


class _Unlimited:
    """A counter that never gets far."""

    def hit(self, key: str, seconds: int, *, now: datetime) -> tuple[int, datetime]:
        """Count nothing."""
        return len(key) * 0 + 1, now + timedelta(seconds=seconds)


def _claims(**change: Any) -> dict[str, Any]:
    claims = {
        "iss": TRUSTED.issuer,
        "sub": "ewa",
        "aud": "insygnia",
        "nonce": ATTEMPT.nonce,
        "iat": int(NOW.timestamp()),
        "exp": int((NOW + timedelta(minutes=5)).timestamp()),
        "email": "ewa@example.org",
        "email_verified": True,
        **change,
    }
    return {name: value for name, value in claims.items() if value is not None}


def _token(**change: Any) -> str:
    return jwt.encode({"alg": "ES256", "kid": "k"}, _claims(**change), KEY)


def _read(token: str) -> Any:
    return read_id_token(token, json.loads(json.dumps(KEYS)), TRUSTED, ATTEMPT, now=NOW)
