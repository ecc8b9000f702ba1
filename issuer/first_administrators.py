"""The first administrator of an organisation, whom an operator of the platform invites.

Operators create organisations and work for none of them: only while an organisation has no
administrator may they let somebody in.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.callers import Caller
from issuer.errors import ForbiddenError
from issuer.invitations import send_invitation
from issuer.locks import lock
from issuer.models import Link, Membership, Organisation, Role
from issuer.organisation_errors import OrganisationNotFoundError
from issuer.organisations import check_open
from issuer.people_errors import HasAdministratorError


def invite_first_administrator(
    session: Session, caller: Caller, organisation_id: UUID, email: str, *, now: datetime
) -> Link:
    """Invite somebody to be the administrator of an organisation that has none; operators only.

    An earlier invitation to the address ends. Raises `OrganisationNotFoundError`,
    `OrganisationClosedError`, `HasAdministratorError`, and `TextError` for a bad address.
    """
    if not caller.is_operator:
        raise ForbiddenError
    organisation = lock(session, Organisation, organisation_id)
    if organisation is None:
        raise OrganisationNotFoundError(organisation=organisation_id)
    check_open(organisation)
    if with_administrators(session, [organisation_id]):
        raise HasAdministratorError
    return send_invitation(session, caller, organisation, email, [Role.ADMINISTRATOR], now=now)


def with_administrators(session: Session, organisations: Collection[UUID]) -> frozenset[UUID]:
    """Return those of the organisations that somebody administers."""
    members = session.execute(
        select(Membership.organisation_id, Membership.roles).where(
            Membership.organisation_id.in_(organisations)
        )
    )
    return frozenset(place for place, roles in members if Role.ADMINISTRATOR in roles)
