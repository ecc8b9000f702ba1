"""What is done to those who work for an organisation, each in a transaction of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID, uuid4

import visitors
from issuing import Issuer

from issuer.callers import Caller
from issuer.erasing_people import erase_member, erase_person
from issuer.invitations import invite
from issuer.joining import accept_as
from issuer.links import create_link, renew_token
from issuer.members import change_roles, remove_member
from issuer.models import LinkPurpose, Role
from issuer.people import reset_password
from issuer.sessions import begin_session
from issuer.sign_in import create_sign_in_link, sign_in_by_link

_OPERATOR = Caller("operator", None, is_operator=True)
_PASSWORD = "korytarz pełen czterech lamp"


@dataclass(frozen=True)
class Colleague:
    """Somebody who works here, is signed in twice, and is invited somewhere else."""

    issuer: Issuer
    person: UUID
    email: str
    invitation: str
    reset: str
    sign_in: str


def new_colleague(issuer: Issuer, elsewhere: Issuer) -> Colleague:
    """Let somebody work for `issuer`, and invite them to `elsewhere`."""
    email = f"c-{uuid4().hex[:12]}@example.org"
    person = visitors.add_staff(issuer, Role.VIEWER, email=email)
    now = issuer.now
    with issuer.writing() as session:
        link = invite(session, elsewhere.caller, email, [Role.VIEWER], now=now)
        reset = create_link(session, LinkPurpose.RESET, person_id=person.id, now=now)
        for _ in range(2):
            begin_session(session, person, now=now)
        return Colleague(
            issuer,
            person.id,
            email,
            renew_token(session, link, now=now),
            renew_token(session, reset, now=now),
            create_sign_in_link(session, person.id, now=now),
        )


def _change_roles(case: Colleague) -> None:
    with case.issuer.writing() as session:
        change_roles(session, case.issuer.caller, case.person, [Role.ISSUER], now=case.issuer.now)


def _remove(case: Colleague) -> None:
    with case.issuer.writing() as session:
        remove_member(session, case.issuer.caller, case.person, now=case.issuer.now)


def _erase_member(case: Colleague) -> None:
    with case.issuer.writing() as session:
        erase_member(session, case.issuer.caller, case.person, now=case.issuer.now)


def _erase_person(case: Colleague) -> None:
    with case.issuer.writing() as session:
        erase_person(session, _OPERATOR, case.person, now=case.issuer.now)


def _accept(case: Colleague) -> None:
    with case.issuer.writing() as session:
        accept_as(session, case.person, case.invitation, now=case.issuer.now)


def _invite(case: Colleague) -> None:
    with case.issuer.writing() as session:
        invite(session, case.issuer.caller, f"x{case.email}", [Role.VIEWER], now=case.issuer.now)


def _reset(case: Colleague) -> None:
    with case.issuer.writing() as session:
        reset_password(session, visitors.PASSWORDS, case.reset, _PASSWORD, now=case.issuer.now)


def _sign_in(case: Colleague) -> None:
    with case.issuer.writing() as session:
        sign_in_by_link(session, case.sign_in, now=case.issuer.now)


COLLEAGUE_DEEDS: Mapping[str, Callable[[Colleague], None]] = MappingProxyType({
    "roles": _change_roles,
    "remove": _remove,
    "erase-member": _erase_member,
    "erase-person": _erase_person,
    "accept": _accept,
    "invite": _invite,
    "reset": _reset,
    "sign-in": _sign_in,
})  # fmt: skip
"""What can be done, by its name."""
