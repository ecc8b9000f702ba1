"""The organisation resource."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from issuer import first_administrators, organisations
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.api.fields import Email, Id
from issuer.api.invitations import InvitationView, invitation_view
from issuer.api.paging import USUAL_LIMIT, Cursor, Limit, Listing, listing
from issuer.models import Organisation
from issuer.organisation_profile import OrganisationProfile

router = APIRouter(prefix="/api/v1/organisations", tags=["organisations"])

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)
_EXAMPLE: dict[str, Any] = {
    "names": {"pl": "Akademia Projektów", "en": "Project Academy"},
    "address": {"street": "ul. Prosta 1", "locality": "Łódź", "country": "PL"},
    "identifiers": {"nip": "725-18-01-126"},
    "url": "https://akademia.example",
    "email": "biuro@akademia.example",
}
_OBJECTS = frozenset({"names", "descriptions", "address", "identifiers"})
_INVALID: dict[int | str, dict[str, Any]] = {
    422: {"description": "Some fields need a correction; `faults` names each."}
}
_UNKNOWN: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such organisation, or it is not the caller's."}
}


class AddressBody(BaseModel):
    """Where an organisation is."""

    model_config = _STRICT

    street: str | None = None
    locality: str | None = None
    postal_code: str | None = None
    region: str | None = None
    country: str | None = Field(None, description="ISO 3166-1 alpha-2.", examples=["PL"])


class IdentifiersBody(BaseModel):
    """Numbers in Polish registers; check digits are checked."""

    model_config = _STRICT

    nip: str | None = None
    regon: str | None = None
    rspo: str | None = None
    polon: str | None = Field(None, description="POL-on.")


class TextsBody(BaseModel):
    """A text in the languages of organisations."""

    model_config = _STRICT

    pl: str | None = None
    en: str | None = None


class ProfileChange(BaseModel):
    """What is to be different; what is left out stays, null empties a field.

    `names`, `descriptions`, `address` and `identifiers` are replaced as a whole.
    """

    model_config = ConfigDict(**_STRICT, json_schema_extra={"example": _EXAMPLE})

    names: TextsBody | None = None
    descriptions: TextsBody | None = None
    language: str = Field("pl", description="Its own language: pl or en.")
    time_zone: str = Field("Europe/Warsaw", description="Of the IANA list.")
    url: str | None = None
    email: str | None = None
    phone: str | None = None
    address: AddressBody | None = None
    identifiers: IdentifiersBody | None = None
    linkedin_id: str | None = Field(None, description="The number of its page on LinkedIn.")
    accent: str | None = Field(None, description="The colour of its pages, `#rrggbb`.")
    logo_id: Id | None = Field(None, description="An uploaded logo.")
    two_confirm_batches: bool = Field(
        default=False, description="Whether a second person must confirm before a batch is awarded."
    )

    def applied(self, profile: OrganisationProfile) -> OrganisationProfile:
        """Return `profile` with what was sent."""
        sent = self.model_fields_set & ProfileChange.model_fields.keys()
        return replace(profile, **{name: self._value(name) for name in sent})

    def _value(self, name: str) -> Any:  # noqa: ANN401 - whatever a field holds
        value = getattr(self, name)
        if isinstance(value, BaseModel):
            return value.model_dump(exclude_none=True)
        return {} if value is None and name in _OBJECTS else value


class OrganisationBody(ProfileChange):
    """A new organisation."""

    model_config = ConfigDict(
        **_STRICT, json_schema_extra={"example": {"slug": "akademia-projektow", **_EXAMPLE}}
    )

    slug: str = Field(description="Its name in addresses and in its DID; never changed.")


class FirstAdministrator(BaseModel):
    """Whom to invite."""

    model_config = _STRICT

    email: Email


class OrganisationView(BaseModel):
    """An organisation."""

    id: UUID
    slug: str
    did: str
    page: str = Field(description="Its public address.")
    names: dict[str, str]
    descriptions: dict[str, str]
    language: str
    time_zone: str
    url: str | None
    email: str | None
    phone: str | None
    address: dict[str, str]
    identifiers: dict[str, str]
    linkedin_id: str | None
    accent: str | None
    logo_id: UUID | None
    two_confirm_batches: bool
    created_at: datetime
    closed_at: datetime | None


@router.post(
    "",
    status_code=201,
    summary="Create an organisation",
    responses={409: {"description": "The slug is taken."}, **_INVALID},
)
def create_organisation(
    body: OrganisationBody,
    response: Response,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> OrganisationView:
    """Create an organisation with its DID and keys; operators of the platform only."""
    profile = body.applied(OrganisationProfile(names={}, time_zone=service.settings.time_zone))
    made = organisations.create_organisation(session, service, caller, body.slug, profile, now=now)
    base_url = service.settings.base_url
    response.headers["Location"] = f"{base_url}/api/v1/organisations/{made.id}"
    return _view(made, base_url)


@router.get("", summary="List all organisations")
def list_organisations(
    caller: CallerDep,
    session: Reading,
    service: Service,
    limit: Limit = USUAL_LIMIT,
    cursor: Cursor = None,
) -> Listing[OrganisationView]:
    """Return the organisations by slug; operators of the platform only."""
    page = organisations.list_organisations(session, caller, cursor=cursor, limit=limit)
    return listing(page, lambda each: _view(each, service.settings.base_url))


@router.get("/{organisation_id}", summary="Read the own organisation", responses=_UNKNOWN)
def get_organisation(
    organisation_id: UUID, caller: CallerDep, session: Reading, service: Service
) -> OrganisationView:
    """Return the organisation that the caller works for."""
    found = organisations.read_organisation(session, caller, organisation_id)
    return _view(found, service.settings.base_url)


@router.patch(
    "/{organisation_id}",
    summary="Change the profile",
    responses={409: {"description": "The organisation is closed."}, **_INVALID, **_UNKNOWN},
)
def change_organisation(
    organisation_id: UUID,
    body: ProfileChange,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> OrganisationView:
    """Change what the organisation says of itself; badges awarded before keep what they say."""
    organisations.read_organisation(session, caller, organisation_id)
    changed = organisations.change_organisation(session, caller, body.applied, now=now)
    return _view(changed, service.settings.base_url)


@router.post("/{organisation_id}/close", summary="Close an organisation", responses=_UNKNOWN)
def close_organisation(
    organisation_id: UUID, caller: CallerDep, session: Writing, service: Service, now: Now
) -> OrganisationView:
    """Close an organisation for good; its badges still verify. Operators only."""
    closed = organisations.close_organisation(session, caller, organisation_id, now=now)
    return _view(closed, service.settings.base_url)


@router.post(
    "/{organisation_id}/administrator",
    status_code=201,
    summary="Invite the first administrator",
    responses={409: {"description": "There is an administrator already."}, **_UNKNOWN},
)
def invite_administrator(
    organisation_id: UUID, body: FirstAdministrator, caller: CallerDep, session: Writing, now: Now
) -> InvitationView:
    """Invite somebody to administer an organisation that has no administrator.

    Operators of the platform only. The invitation works for seven days.
    """
    link = first_administrators.invite_first_administrator(
        session, caller, organisation_id, body.email, now=now
    )
    return invitation_view(link)


def _view(organisation: Organisation, base_url: str) -> OrganisationView:
    fields = OrganisationView.model_fields.keys() - {"page"}
    return OrganisationView(
        page=f"{base_url}/issuers/{organisation.slug}",
        **{name: getattr(organisation, name) for name in fields},
    )
