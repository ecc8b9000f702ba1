"""Signing in with an account of another service, which a real provider on loopback proves."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from openid_provider import LoopbackFetch, OpenIdProvider, running_provider
from pydantic import SecretStr
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.collaborators import Collaborators
from issuer.composition import utc_now
from issuer.models import Identity, LinkPurpose, Person, Role

EWA = "ewa@school.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    """Yield a running provider."""
    with running_provider() as running:
        yield running


@pytest.fixture
def connected(service: Collaborators, provider: OpenIdProvider) -> Collaborators:
    """Return the service with that provider in its settings."""
    settings = service.settings.model_copy(
        update={
            "oidc_issuer": provider.issuer,
            "oidc_client_id": "insygnia",
            "oidc_client_secret": SecretStr("our secret: with + and %"),
            "oidc_domains": "school.example, other.example",
        }
    )
    # The provider is another process, which knows only the time that it is.
    return replace(service, settings=settings, provider_fetch=LoopbackFetch(), clock=utc_now)


@pytest.fixture
def app(connected: Collaborators) -> FastAPI:
    """Return the application that knows the provider."""
    return visitors.serve(connected)


def _leave(client: TestClient, **form: str) -> str:
    fields = visitors.form_of(client, **form)
    answer = client.post("/api/v1/sessions/oidc", data=fields, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def _come_back(client: TestClient, address: str) -> tuple[int, str]:
    answer = client.get(address, follow_redirects=False)
    kind = answer.headers.get("location") or answer.json()["type"].rpartition("/")[2]
    return answer.status_code, kind


def _go(client: TestClient, provider: OpenIdProvider, sub: str, **form: str) -> tuple[int, str]:
    return _come_back(client, provider.consent(_leave(client, **form), sub))


def _invitation(app: FastAPI, issuer: Issuer, email: str = EWA) -> str:
    visitors.add_staff(issuer, Role.ADMINISTRATOR)
    anna = visitors.sign_in(app)
    new = {"email": email, "roles": ["author"]}
    assert anna.post("/api/v1/invitations", json=new).status_code == 201
    return visitors.token_in_mail(issuer.service, LinkPurpose.INVITATION)


def test_what_is_asked_of_the_provider(app: FastAPI, provider: OpenIdProvider) -> None:
    address = urlsplit(_leave(visitors.browser(app)))

    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert address.geturl().startswith(f"{provider.issuer}/")
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert asked["redirect_uri"] == "https://badges.example/api/v1/sessions/oidc/callback"


def test_an_account_that_nobody_connected_opens_nothing(
    app: FastAPI, connected: Collaborators, provider: OpenIdProvider
) -> None:
    visitors.add_person(connected, EWA)
    provider.knows("stranger", email=EWA, email_verified=True)
    client = visitors.browser(app)

    assert _go(client, provider, "stranger") == (401, "identity-unknown")
    assert client.get("/api/v1/me").status_code == 401


def test_who_is_signed_in_connects_an_account_and_signs_in_with_it_later(
    app: FastAPI, connected: Collaborators, provider: OpenIdProvider
) -> None:
    person = visitors.add_person(connected)
    here = visitors.sign_in(app)
    before = here.cookies["__Host-insygnia"]

    assert _go(here, provider, "anna-1", next="/achievements?tab=own") == (
        303,
        "/achievements?tab=own",
    )

    assert here.cookies["__Host-insygnia"] != before
    elsewhere = visitors.browser(app)
    assert _go(elsewhere, provider, "anna-1") == (303, "/")
    assert elsewhere.get("/api/v1/me").json()["person_id"] == str(person.id)


def test_an_account_belongs_to_one_person(
    app: FastAPI, connected: Collaborators, provider: OpenIdProvider
) -> None:
    visitors.add_person(connected)
    visitors.add_person(connected, EWA)
    _go(visitors.sign_in(app), provider, "anna-2")

    assert _go(visitors.sign_in(app, EWA), provider, "anna-2") == (409, "identity-taken")


def test_an_invitation_and_a_provider_that_vouches_make_an_account(
    app: FastAPI, issuer: Issuer, provider: OpenIdProvider
) -> None:
    token = _invitation(app, issuer)
    provider.knows("ewa-1", email=EWA, email_verified=True, name="Ewa Zając")
    ewa = visitors.browser(app)

    assert _go(ewa, provider, "ewa-1", invitation=token) == (303, "/")

    me = ewa.get("/api/v1/me").json()
    assert (me["email"], me["name"], me["rights"]) == (EWA, "Ewa Zając", ["read", "templates"])


@pytest.mark.parametrize(
    ("invited", "claims"),
    [
        (EWA, {"email": EWA, "email_verified": False}),
        (EWA, {"email": EWA}),
        (EWA, {"email": EWA, "email_verified": "true"}),
        (EWA, {"email": "adam@school.example", "email_verified": True}),
        ("ewa@elsewhere.example", {"email": "ewa@elsewhere.example", "email_verified": True}),
        (EWA, {}),
    ],
)
def test_without_a_checked_address_for_which_the_provider_decides_there_is_no_account(
    app: FastAPI,
    issuer: Issuer,
    provider: OpenIdProvider,
    invited: str,
    claims: dict[str, object],
) -> None:
    token = _invitation(app, issuer, invited)
    provider.knows("ewa-2", **claims)

    status, _ = _go(visitors.browser(app), provider, "ewa-2", invitation=token)

    assert status in {401, 404}
    assert issuer.count(Identity) == 0
    assert issuer.count(Person) == 1


def test_a_person_with_that_address_is_not_taken_over_by_invitation_and_provider(
    app: FastAPI, issuer: Issuer, provider: OpenIdProvider
) -> None:
    visitors.add_person(issuer.service, EWA)
    token = _invitation(app, issuer)
    provider.knows("ewa-3", email=EWA, email_verified=True)

    assert _go(visitors.browser(app), provider, "ewa-3", invitation=token) == (
        409,
        "account-exists",
    )


def test_a_try_cannot_be_ended_in_another_browser(
    app: FastAPI, connected: Collaborators, provider: OpenIdProvider
) -> None:
    visitors.add_person(connected)
    _go(visitors.sign_in(app), provider, "anna-3")
    attacker, victim = visitors.browser(app), visitors.browser(app)
    back = provider.consent(_leave(attacker), "anna-3")

    assert _come_back(victim, back) == (401, "provider-refused")
    _leave(victim)
    assert _come_back(victim, back) == (401, "provider-refused")


def test_a_code_is_good_once(
    app: FastAPI, connected: Collaborators, provider: OpenIdProvider
) -> None:
    visitors.add_person(connected)
    client = visitors.sign_in(app)
    kept = _leave(client)
    cookie = client.cookies["__Host-insygnia-oidc"]
    back = provider.consent(kept, "anna-4")
    assert _come_back(client, back)[0] == 303

    client.cookies.set("__Host-insygnia-oidc", cookie)
    assert _come_back(client, back) == (401, "provider-refused")


def test_a_provider_that_says_no_signs_nobody_in(app: FastAPI) -> None:
    client = visitors.browser(app)
    _leave(client)

    refused = _come_back(client, "/api/v1/sessions/oidc/callback?error=access_denied")

    assert refused == (401, "provider-refused")


def test_a_provider_that_is_away_is_a_problem_of_its_own(service: Collaborators) -> None:
    settings = service.settings.model_copy(
        update={"oidc_issuer": "https://id.example", "oidc_client_id": "insygnia"}
    )
    client = visitors.browser(visitors.serve(replace(service, settings=settings)))

    answer = client.post("/api/v1/sessions/oidc", follow_redirects=False)

    assert answer.status_code == 503
    assert answer.json()["type"].endswith("/problems/provider-unavailable")


def test_without_a_provider_in_the_settings_there_is_no_such_way_in(
    service: Collaborators,
) -> None:
    answer = visitors.browser(visitors.serve(service)).post("/api/v1/sessions/oidc")

    assert answer.status_code == 404


def test_nothing_of_an_identity_but_its_name_is_kept(
    app: FastAPI, connected: Collaborators, provider: OpenIdProvider
) -> None:
    visitors.add_person(connected)
    _go(visitors.sign_in(app), provider, "anna-5")

    with connected.database.reading() as session:
        row = session.scalars(select(Identity)).one()
    assert (row.iss, row.sub) == (provider.issuer, "anna-5")
