"""Erasing people."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from issuer import erasing_people, erasure
from issuer.api.dependencies import CallerDep, Now, Service, Writing
from issuer.erasure import Erased
from issuer.text.emails import LONGEST_EMAIL

router = APIRouter(tags=["erasure"])

_KEPT = "Whether copies that were given away are declared revoked as well."
_ANSWERS: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such award."},
    410: {"description": "It was erased before."},
}
_LAST: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such person."},
    409: {"description": "The last administrator, or somebody who works elsewhere too."},
}


class AwardErasure(BaseModel):
    """How to erase an award."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    revoke: bool = Field(False, description=_KEPT)  # noqa: FBT003 - pydantic takes it by place


class RecipientErasure(AwardErasure):
    """Whom to erase."""

    email: str = Field(max_length=4 * LONGEST_EMAIL, examples=["zaneta@example.org"])


class ErasedView(BaseModel):
    """What was erased; it cannot be brought back."""

    awards: list[UUID] = Field(description="Awards of which only the status entry is left.")
    corrected: list[UUID] = Field(
        description="Awards of other people whose earlier versions had gone to the address."
    )


@router.post(
    "/api/v1/awards/{award_id}/erase", summary="Erase whom an award is for", responses=_ANSWERS
)
def erase_award(
    award_id: UUID,
    body: AwardErasure,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> ErasedView:
    """Erase names, address, texts, files, mails and every signed form of an award, for ever.

    The public page answers 410 and the status entry goes on working. Copies that the recipient has
    given away cannot be recalled; `revoke` declares them revoked.
    """
    erased = erasure.erase_award(session, caller, service, award_id, revoke=body.revoke, now=now)
    return _view(erased)


@router.post("/api/v1/erasures", summary="Erase a recipient")
def erase_recipient(
    body: RecipientErasure, caller: CallerDep, session: Writing, service: Service, now: Now
) -> ErasedView:
    """Erase everything that the organisation awarded to an e-mail address.

    Of an address that nothing was awarded to, the answer names no awards.
    """
    erased = erasure.erase_recipient(
        session, caller, service, body.email, revoke=body.revoke, now=now
    )
    return _view(erased)


@router.post(
    "/api/v1/members/{person_id}/erase", status_code=204, summary="Erase a member", responses=_LAST
)
def erase_member(person_id: UUID, caller: CallerDep, session: Writing, now: Now) -> None:
    """Erase the account of somebody who works for this organisation and for no other."""
    erasing_people.erase_member(session, caller, person_id, now=now)


@router.post(
    "/api/v1/people/{person_id}/erase", status_code=204, summary="Erase an account", responses=_LAST
)
def erase_person(person_id: UUID, caller: CallerDep, session: Writing, now: Now) -> None:
    """Erase any account of the platform; for operators."""
    erasing_people.erase_person(session, caller, person_id, now=now)


def _view(erased: Erased) -> ErasedView:
    return ErasedView(awards=list(erased.awards), corrected=list(erased.corrected))
