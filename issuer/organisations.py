"""Organisations: whoever awards. Operators create and close them, administrators describe them."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from issuer import uploads
from issuer.audit import note
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.documents.profile import IssuerRecord, PostalAddress
from issuer.errors import Fault, ForbiddenError, InvalidInputError
from issuer.issuer_keys import create_organisation_keys
from issuer.keyset import Order, Page, page_of
from issuer.locks import lock
from issuer.models import Organisation
from issuer.organisation_errors import (
    OrganisationClosedError,
    OrganisationNotFoundError,
    SlugTakenError,
)
from issuer.organisation_profile import OrganisationProfile, accepted_profile
from issuer.rights import Right
from issuer.text.errors import ReservedSlugError, TextError
from issuer.text.slugs import accepted_slug

_BY_SLUG = Order("organisations", (Organisation.slug,))
_FIELDS = tuple(field.name for field in fields(OrganisationProfile))


def create_organisation(
    session: Session,
    collaborators: Collaborators,
    caller: Caller,
    slug: str,
    profile: OrganisationProfile,
    *,
    now: datetime,
    reserved_allowed: bool = False,
) -> Organisation:
    """Create an organisation with its DID and keys; only operators may.

    The slug becomes part of the DID and of addresses and is never changed. `reserved_allowed` lets
    the demonstration have the slug `demo`. Raises `SlugTakenError`, also for the slug of a closed
    organisation, and `InvalidInputError`.
    """
    _require_operator(caller)
    _check_slug(slug, reserved_allowed=reserved_allowed)
    accepted = accepted_profile(profile)
    if accepted.logo_id is not None:
        # A file belongs to an organisation, and this one does not exist yet.
        raise InvalidInputError([_UNKNOWN_LOGO])
    if organisation_with_slug(session, slug) is not None:
        raise SlugTakenError(slug=slug)
    organisation = Organisation(slug=slug, created_at=now)
    _apply(organisation, accepted)
    try:
        create_organisation_keys(session, collaborators, organisation, now=now)
    except IntegrityError as e:
        # Another operator was quicker.
        raise SlugTakenError(slug=slug) from e
    note(
        session,
        caller.actor,
        "organisation.created",
        ("organisation", organisation.id),
        organisation=organisation.id,
        now=now,
    )
    return organisation


def read_organisation(
    session: Session, caller: Caller, organisation_id: UUID | None = None
) -> Organisation:
    """Return the caller's organisation; `organisation_id`, if given, must be it."""
    caller.require(Right.READ)
    wanted = organisation_id or caller.organisation_id
    return _own(session, caller, wanted, for_change=False)


def change_organisation(
    session: Session,
    caller: Caller,
    change: Callable[[OrganisationProfile], OrganisationProfile],
    *,
    now: datetime,
) -> Organisation:
    """Replace the profile of the caller's organisation; badges awarded before keep the old one.

    `change` makes the new profile from the one that stands, which nobody else changes meanwhile.
    The audit row names which fields changed, not what stands in them. Raises `InvalidInputError`
    with every fault, and `OrganisationClosedError`.
    """
    caller.require(Right.ORGANISATION)
    organisation = _own(session, caller, caller.organisation_id, for_change=True)
    check_open(organisation)
    before = profile_of(organisation)
    accepted = accepted_profile(change(before))
    changed = [name for name in _FIELDS if getattr(before, name) != getattr(accepted, name)]
    if not changed:
        return organisation
    if accepted.logo_id is not None and "logo_id" in changed:
        _publish_logo(session, organisation.id, accepted.logo_id, now)
    _apply(organisation, accepted)
    session.flush()
    note(
        session,
        caller.actor,
        "organisation.changed",
        ("organisation", organisation.id),
        organisation=organisation.id,
        now=now,
        fields=changed,
    )
    return organisation


def close_organisation(
    session: Session, caller: Caller, organisation_id: UUID, *, now: datetime
) -> Organisation:
    """Close an organisation for good; only operators may. Closing it again changes nothing.

    Nothing is awarded or changed any more. Its DID document, profile, editions, badges and status
    lists stay, and so do its keys: status lists are signed anew as long as badges are verified.
    """
    _require_operator(caller)
    organisation = lock(session, Organisation, organisation_id)
    if organisation is None:
        raise OrganisationNotFoundError(organisation=organisation_id)
    if organisation.closed_at is None:
        organisation.closed_at = now
        session.flush()
        note(
            session,
            caller.actor,
            "organisation.closed",
            ("organisation", organisation.id),
            organisation=organisation.id,
            now=now,
        )
    return organisation


def list_organisations(
    session: Session, caller: Caller, *, cursor: str | None, limit: int
) -> Page[Organisation]:
    """Return a page of all organisations by slug; only operators may."""
    _require_operator(caller)
    return page_of(session, select(Organisation), _BY_SLUG, cursor=cursor, limit=limit)


def organisation_with_slug(session: Session, slug: str) -> Organisation | None:
    """Return the organisation that has, or had before it was closed, this slug."""
    if "\0" in slug:
        # Strangers may ask for anything; PostgreSQL knows no such text.
        return None
    return session.scalar(select(Organisation).where(Organisation.slug == slug))


def check_open(organisation: Organisation) -> None:
    """Raise `OrganisationClosedError` if the organisation was closed."""
    if organisation.closed_at is not None:
        raise OrganisationClosedError


def profile_of(organisation: Organisation) -> OrganisationProfile:
    """Return what the organisation says of itself."""
    return OrganisationProfile(**{name: getattr(organisation, name) for name in _FIELDS})


def issuer_record(organisation: Organisation, base_url: str) -> IssuerRecord:
    """Return the organisation as the builders of documents take it."""
    logo = uploads.upload_url(base_url, organisation.logo_id) if organisation.logo_id else None
    return IssuerRecord(
        did=organisation.did,
        names=organisation.names,
        language=organisation.language,
        descriptions=organisation.descriptions,
        url=organisation.url,
        email=organisation.email,
        phone=organisation.phone,
        address=PostalAddress(**organisation.address),
        identifiers=organisation.identifiers,
        logo=logo,
    )


def _require_operator(caller: Caller) -> None:
    if not caller.is_operator:
        raise ForbiddenError


def _check_slug(slug: str, *, reserved_allowed: bool) -> None:
    try:
        accepted_slug(slug)
    except TextError as e:
        if not (reserved_allowed and isinstance(e, ReservedSlugError)):
            fault = Fault("/slug", e.code, e.message("en"), e.message("pl"))
            raise InvalidInputError([fault]) from e


def _own(
    session: Session, caller: Caller, organisation_id: UUID, *, for_change: bool
) -> Organisation:
    if organisation_id != caller.organisation_id:
        raise OrganisationNotFoundError(organisation=organisation_id)
    organisation = (
        lock(session, Organisation, organisation_id)
        if for_change
        else session.get(Organisation, organisation_id)
    )
    if organisation is None:
        raise OrganisationNotFoundError(organisation=organisation_id)
    return organisation


def _apply(organisation: Organisation, profile: OrganisationProfile) -> None:
    for name in _FIELDS:
        value = getattr(profile, name)
        setattr(organisation, name, dict(value) if isinstance(value, Mapping) else value)


def _publish_logo(session: Session, organisation_id: UUID, logo: UUID, now: datetime) -> None:
    upload = uploads.upload_of(session, organisation_id, logo, uploads.UploadPurpose.LOGO)
    if upload is None:
        raise InvalidInputError([_UNKNOWN_LOGO])
    uploads.publish(upload, now=now)


_UNKNOWN_LOGO = Fault(
    "/logo_id",
    "unknown-upload",
    "There is no logo with this id in your organisation: upload it first.",
    "W Twojej organizacji nie ma logo o tym identyfikatorze – najpierw je prześlij.",
)
