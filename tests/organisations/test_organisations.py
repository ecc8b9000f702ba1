"""Creating, describing and closing organisations."""

from uuid import uuid4

import pytest
import visitors
from fastapi import FastAPI
from issuing import PUBLIC_URL, Issuer, collaborators, new_issuer
from sqlalchemy import select
from starlette.testclient import TestClient
from timing import Clock

from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.errors import ForbiddenError, InvalidInputError
from issuer.issuer_keys import keys_of
from issuer.models import AuditEntry, KeyState, Organisation
from issuer.organisation_errors import (
    OrganisationClosedError,
    OrganisationNotFoundError,
    SlugTakenError,
)
from issuer.organisation_profile import OrganisationProfile
from issuer.organisations import (
    change_organisation,
    close_organisation,
    create_organisation,
    list_organisations,
    read_organisation,
)
from issuer.rights import Right

OPERATOR = Caller("operator", None, is_operator=True)
PROFILE = OrganisationProfile(names={"pl": "Szkoła"})
ORGANISATIONS = "/api/v1/organisations"


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(service)


@pytest.fixture
def operator(app: FastAPI, service: Collaborators) -> TestClient:
    """Return a browser of an operator of the platform."""
    visitors.add_person(service, is_operator=True)
    return visitors.sign_in(app)


@pytest.fixture
def administrator(app: FastAPI, issuer: Issuer) -> TestClient:
    """Return a program that may change the profile."""
    return visitors.program(app, issuer, Right.READ, Right.ORGANISATION)


def create(service: Collaborators, slug: str, **options: bool) -> Organisation:
    """Return a new organisation."""
    with service.database.writing() as session, session.begin():
        return create_organisation(
            session, service, OPERATOR, slug, PROFILE, now=service.clock(), **options
        )


def test_an_organisation_has_a_did_and_keys_from_the_beginning(service: Collaborators) -> None:
    made = create(service, "szkola")

    assert made.did == "did:web:badges.example:issuers:szkola"
    with service.database.reading() as session:
        keys = keys_of(session, made.id)
        assert [key.state for key in keys] == [KeyState.ACTIVE] * 2
        actions = session.scalars(
            select(AuditEntry.action).where(AuditEntry.organisation_id == made.id)
        ).all()
    assert actions == ["organisation.created"]


def test_on_localhost_the_did_is_the_key(service: Collaborators, clock: Clock) -> None:
    local = collaborators(
        service.database, service.settings.home, clock, public_url="http://localhost:8000"
    )

    assert create(local, "szkola").did.startswith("did:key:z6Mk")


def test_a_slug_is_never_given_out_again(service: Collaborators) -> None:
    made = create(service, "szkola")
    with service.database.writing() as session, session.begin():
        close_organisation(session, OPERATOR, made.id, now=service.clock())

    with pytest.raises(SlugTakenError):
        create(service, "szkola")


@pytest.mark.parametrize("slug", ["", "a", "Szkola", "szkoła", "a--b", "-a", "admin", "x" * 64])
def test_a_slug_that_cannot_stand_in_an_address_is_refused(
    service: Collaborators, slug: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        create(service, slug)

    assert [fault.pointer for fault in refused.value.faults] == ["/slug"]


def test_only_the_demonstration_takes_a_reserved_slug(service: Collaborators) -> None:
    assert create(service, "demo", reserved_allowed=True).slug == "demo"
    with pytest.raises(InvalidInputError):
        create(service, "De mo", reserved_allowed=True)


def test_only_operators_create_list_and_close(issuer: Issuer) -> None:
    with issuer.writing() as session:
        with pytest.raises(ForbiddenError):
            create_organisation(
                session, issuer.service, issuer.caller, "nowa", PROFILE, now=issuer.now
            )
        with pytest.raises(ForbiddenError):
            list_organisations(session, issuer.caller, cursor=None, limit=1)
        with pytest.raises(ForbiddenError):
            close_organisation(session, issuer.caller, issuer.organisation_id, now=issuer.now)


def test_a_change_is_audited_by_its_fields_and_not_by_what_stands_in_them(
    issuer: Issuer,
) -> None:
    with issuer.writing() as session:
        change_organisation(
            session,
            issuer.caller,
            lambda _: OrganisationProfile(names={"pl": "Tajna nazwa"}, email="a@b.example"),
            now=issuer.now,
        )

    with issuer.service.database.reading() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "organisation.changed")
        ).one()
    assert entry.facts == {"fields": ["names", "email", "address"]}
    assert entry.actor == issuer.caller.actor


def test_the_same_profile_again_is_no_change(issuer: Issuer) -> None:
    with issuer.writing() as session:
        change_organisation(session, issuer.caller, lambda profile: profile, now=issuer.now)

    with issuer.service.database.reading() as session:
        actions = session.scalars(select(AuditEntry.action)).all()
    assert actions == ["organisation.created"]


def test_a_closed_organisation_is_not_changed_and_still_read(issuer: Issuer) -> None:
    with issuer.writing() as session:
        close_organisation(session, OPERATOR, issuer.organisation_id, now=issuer.now)
        again = close_organisation(session, OPERATOR, issuer.organisation_id, now=issuer.now)
        assert again.closed_at == issuer.now

    with issuer.writing() as session:
        with pytest.raises(OrganisationClosedError):
            change_organisation(session, issuer.caller, lambda _: PROFILE, now=issuer.now)
        assert read_organisation(session, issuer.caller).slug == "akademia"


def test_closing_what_is_not_there(issuer: Issuer) -> None:
    with issuer.writing() as session, pytest.raises(OrganisationNotFoundError):
        close_organisation(session, OPERATOR, uuid4(), now=issuer.now)


def test_an_operator_creates_and_lists_organisations(operator: TestClient) -> None:
    for slug in ("beta", "alfa", "gamma"):
        body = {
            "slug": slug,
            "names": {"pl": "Szkoła", "en": "School"},
            "address": {"country": "PL", "locality": "Łódź"},
            "identifiers": {"nip": "727-002-18-95"},
        }
        answer = operator.post(ORGANISATIONS, json=body)
        assert answer.status_code == 201, answer.text
    assert answer.json()["identifiers"] == {"nip": "7270021895"}
    assert answer.json()["page"] == f"{PUBLIC_URL}/issuers/gamma"

    first = operator.get(ORGANISATIONS, params={"limit": 2}).json()
    rest = operator.get(ORGANISATIONS, params={"limit": 2, "cursor": first["next"]}).json()

    assert [item["slug"] for item in first["items"] + rest["items"]] == ["alfa", "beta", "gamma"]
    assert rest["next"] is None
    assert operator.post(ORGANISATIONS, json=body).status_code == 409
    closed = operator.post(f"{ORGANISATIONS}/{rest['items'][0]['id']}/close").json()
    assert closed["closed_at"] is not None


def test_a_profile_is_changed_where_it_is_said_to(
    administrator: TestClient, issuer: Issuer
) -> None:
    address = f"{ORGANISATIONS}/{issuer.organisation_id}"
    administrator.patch(address, json={"url": "https://szkola.example", "phone": "+48 1 234"})

    changed = administrator.patch(address, json={"phone": None, "accent": "#336699"}).json()

    assert changed["names"] == {"pl": "Akademia", "en": "Academy"}
    assert (changed["url"], changed["phone"]) == ("https://szkola.example", None)
    assert changed["accent"] == "#336699"
    assert administrator.get(address).json() == changed


@pytest.mark.parametrize(
    "body", [{"slug": "inna"}, {"did": "did:web:a"}, {"names": {"de": "A"}}, {"names": None}]
)
def test_what_cannot_be_changed_is_refused(
    administrator: TestClient, issuer: Issuer, body: dict[str, object]
) -> None:
    answer = administrator.patch(f"{ORGANISATIONS}/{issuer.organisation_id}", json=body)

    assert answer.status_code == 422


def test_a_logo_is_uploaded_taken_and_public(
    administrator: TestClient, app: FastAPI, issuer: Issuer
) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'
    sent = administrator.post(
        "/api/v1/uploads", data={"purpose": "logo"}, files={"file": ("logo.svg", drawing)}
    ).json()
    anybody = visitors.browser(app)
    assert anybody.get(f"/uploads/{sent['id']}").status_code == 404

    administrator.patch(f"{ORGANISATIONS}/{issuer.organisation_id}", json={"logo_id": sent["id"]})

    assert anybody.get(f"/uploads/{sent['id']}").content == drawing
    profile = anybody.get("/issuers/akademia", params={"format": "json"}).json()
    assert profile["image"] == {"id": f"{PUBLIC_URL}/uploads/{sent['id']}", "type": "Image"}
    badge = issuer.forms(issuer.award(issuer.template()))["json"]
    assert f"/uploads/{sent['id']}" in badge


def test_a_logo_of_another_organisation_is_not_taken(
    administrator: TestClient, app: FastAPI, issuer: Issuer
) -> None:
    other = visitors.program(app, new_issuer(issuer.service, "obca"), Right.ORGANISATION)
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'
    sent = other.post(
        "/api/v1/uploads", data={"purpose": "logo"}, files={"file": ("logo.svg", drawing)}
    ).json()

    answer = administrator.patch(
        f"{ORGANISATIONS}/{issuer.organisation_id}", json={"logo_id": sent["id"]}
    )

    assert answer.status_code == 422
    assert answer.json()["faults"][0]["pointer"] == "/logo_id"


def test_another_organisation_is_not_there(
    administrator: TestClient, app: FastAPI, issuer: Issuer
) -> None:
    other = new_issuer(issuer.service, "obca").organisation_id

    for answer in (
        administrator.get(f"{ORGANISATIONS}/{other}"),
        administrator.patch(f"{ORGANISATIONS}/{other}", json={"url": None}),
    ):
        assert answer.status_code == 404
    viewer = visitors.program(app, issuer, Right.READ)
    own = f"{ORGANISATIONS}/{issuer.organisation_id}"
    assert viewer.patch(own, json={"url": None}).status_code == 403
