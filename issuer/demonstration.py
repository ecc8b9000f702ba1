"""The demonstration: an organisation with three active templates and two members.

The templates are those of the manual; what the manual does not say is filled in as text that is
marked as a sample. Making it a second time changes nothing.
"""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.achievements import create_achievement
from issuer.activation import activate_achievement
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.documents.reading import read_content
from issuer.members import add_member
from issuer.models import Membership, Organisation, Person, Role
from issuer.organisation_profile import OrganisationProfile
from issuer.organisations import create_organisation, organisation_with_slug
from issuer.people import create_person
from issuer.rights import Right

SLUG = "demo"
_PROFILE = OrganisationProfile(
    names={"pl": "Akademia Przykładowa (demonstracja)", "en": "Example Academy (demonstration)"},
    descriptions={
        "pl": "Organizacja przykładowa; jej poświadczenia niczego nie potwierdzają.",
        "en": "A sample organisation; its credentials confirm nothing.",
    },
    url="https://akademia.example/",
    email="biuro@akademia.example",
    address={"locality": "Warszawa", "country": "PL"},
)
_MEMBERS = (
    ("ewa@akademia.example", "Ewa Demonstracja", (Role.ADMINISTRATOR, Role.AUTHOR, Role.ISSUER)),
    ("piotr@akademia.example", "Piotr Podgląd", (Role.VIEWER,)),
)


def make_demonstration(
    session: Session, collaborators: Collaborators, *, now: datetime
) -> Organisation:
    """Return the organisation `demo`, made with members and templates if it is not there."""
    found = organisation_with_slug(session, SLUG)
    if found is not None:
        return found
    operator = Caller("operator", None, is_operator=True)
    organisation = create_organisation(
        session, collaborators, operator, SLUG, _PROFILE, now=now, reserved_allowed=True
    )
    people = [
        _member(session, organisation, email, name, roles, now) for email, name, roles in _MEMBERS
    ]
    author = Caller(
        f"person:{people[0].id}",
        organisation.id,
        frozenset({Right.READ, Right.TEMPLATES}),
        person_id=people[0].id,
    )
    for age, content in enumerate(_templates()):
        # Lists show the newest first, and shall show these in the order of the manual.
        made = now - timedelta(seconds=age)
        draft = create_achievement(session, author, read_content(content), now=made)
        activate_achievement(
            session, collaborators, author, draft.id, revision=draft.revision, now=made
        )
    return organisation


def demonstrator(session: Session, organisation: Organisation) -> Person:
    """Return the member of the demonstration who may do everything."""
    members = session.execute(
        select(Person, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.organisation_id == organisation.id)
        .order_by(Person.created_at, Person.email_key)
    )
    return next(person for person, member in members if Role.ADMINISTRATOR in member.roles)


def _member(
    session: Session,
    organisation: Organisation,
    email: str,
    name: str,
    roles: Iterable[Role],
    now: datetime,
) -> Person:
    person = create_person(
        session, email=email, name=name, password_hash=None, language="pl", now=now
    )
    add_member(session, organisation.id, person, list(roles), now=now)
    return person


def _templates() -> list[dict[str, Any]]:
    """Return the contents of the templates, newest last."""
    text = files("issuer.samples").joinpath("templates.json").read_text("utf-8")
    contents: list[dict[str, Any]] = json.loads(text)
    return contents
