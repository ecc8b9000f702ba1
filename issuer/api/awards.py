"""The award resource."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from issuer import award_changes, award_records, awards, idempotency
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.api.fields import Day, Id
from issuer.award_rules import NewAward, NewEvidence
from issuer.documents.results import AwardedResult
from issuer.models import Award
from issuer.validity import validity_of

router = APIRouter(tags=["awards"])

_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)
_EXAMPLE: JsonDict = {
    "recipient": {
        "first_name": "Żaneta",
        "last_name": "Gęślą-Jaźń",
        "email": "zaneta@example.org",
    },
    "language": "pl",
    "certificate_number": "KP/2026/17",
}


class RecipientBody(BaseModel):
    """Whom an award is for; limits are checked by the rules of the manual."""

    model_config = _STRICT

    first_name: str
    last_name: str
    email: str


class EvidenceBody(BaseModel):
    """A piece of evidence: an address, or a file uploaded before."""

    model_config = _STRICT

    name: str | None = None
    description: str | None = None
    narrative: str | None = None
    url: str | None = None
    upload: Id | None = None


class ActivityBody(BaseModel):
    """When the learning took place."""

    model_config = ConfigDict(**_STRICT, populate_by_name=True)

    begin: Day | None = Field(None, alias="from")
    end: Day | None = Field(None, alias="to")


class ResultBody(BaseModel):
    """A result; `result` is the name of a result description of the template."""

    model_config = _STRICT

    result: str
    value: str | None = None
    status: str | None = None
    level: str | None = None


class AwardBody(BaseModel):
    """An award to make. Without `valid_until` the template's validity counts; null is for ever."""

    model_config = ConfigDict(
        **_STRICT,
        json_schema_extra={"example": _EXAMPLE},
    )

    recipient: RecipientBody
    language: str | None = None
    valid_until: Day | None = None
    narrative: str | None = None
    certificate_number: str | None = None
    evidence: list[EvidenceBody] = []
    activity: ActivityBody | None = None
    results: list[ResultBody] = []

    def asked(self) -> NewAward:
        """Return what is asked for, as the service takes it."""
        return NewAward(
            first_name=self.recipient.first_name,
            last_name=self.recipient.last_name,
            email=self.recipient.email,
            language=self.language,
            valid_until=self.valid_until,
            default_validity="valid_until" not in self.model_fields_set,
            narrative=self.narrative,
            certificate_number=self.certificate_number,
            evidence=tuple(NewEvidence(**piece.model_dump()) for piece in self.evidence),
            activity_from=self.activity.begin if self.activity else None,
            activity_to=self.activity.end if self.activity else None,
            results=tuple(AwardedResult(**result.model_dump()) for result in self.results),
        )


class CorrectionBody(AwardBody):
    """The whole corrected award, and why it is corrected."""

    model_config = ConfigDict(
        json_schema_extra={"example": {**_EXAMPLE, "reason": "Literówka w nazwisku."}}
    )

    reason: str


class ReasonBody(BaseModel):
    """Why an award is revoked; the recipient reads it."""

    model_config = _STRICT

    reason: str


class RecipientView(BaseModel):
    """Whom an award is for; none of it is left once the person was erased."""

    first_name: str | None
    last_name: str | None
    email: str | None


class AwardView(BaseModel):
    """An award as its organisation sees it."""

    id: UUID
    state: str = Field(description="awarded, claimed or declined")
    delivery: str = Field(description="queued, sent or failed")
    validity: str = Field(description="valid, expired, revoked or replaced")
    achievement_id: UUID
    credential_id: str
    page: str = Field(description="The public address of the badge.")
    recipient: RecipientView
    language: str
    awarded_at: datetime
    claimed_at: datetime | None
    valid_until: datetime | None
    revoked_at: datetime | None
    replaced_by: UUID | None
    erased_at: datetime | None
    generation: int
    narrative: str | None
    certificate_number: str | None
    evidence: list[dict[str, Any]]
    activity: dict[str, date | None]
    results: list[dict[str, Any]]


def view(award: Award, base_url: str, now: datetime) -> AwardView:
    """Return what the API says of an award."""
    return AwardView(
        id=award.id,
        state=award.state,
        delivery=award.delivery,
        validity=validity_of(award, now),
        achievement_id=award.achievement_id,
        credential_id=award.credential_id,
        page=f"{base_url}/credentials/{award.credential_uuid}",
        recipient=RecipientView(
            first_name=award.first_name, last_name=award.last_name, email=award.email
        ),
        language=award.language,
        awarded_at=award.awarded_at,
        claimed_at=award.claimed_at,
        valid_until=award.valid_until,
        revoked_at=award.revoked_at,
        replaced_by=award.replaced_by_id,
        erased_at=award.erased_at,
        generation=award.generation,
        narrative=award.narrative,
        certificate_number=award.certificate_number,
        evidence=award.evidence,
        activity={"from": award.activity_from, "to": award.activity_to},
        results=award.results,
    )


@router.post(
    "/api/v1/achievements/{achievement_id}/awards", status_code=201, summary="Award one person"
)
def create_award(
    achievement_id: UUID,
    body: AwardBody,
    request: Request,
    response: Response,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
    idempotency_key: Annotated[str | None, Header(pattern="^[!-~]{1,255}$")] = None,
) -> AwardView:
    """Award an active template to one person; the mail is sent after the answer.

    With an `Idempotency-Key`, sending the same request again returns the award that it made.
    """
    base_url = service.settings.base_url
    if idempotency_key:
        asked = f"{request.url.path}\n{body.model_dump_json(exclude_unset=True)}".encode()
        earlier = idempotency.earlier_award(
            session, caller.organisation_id, idempotency_key, asked, now=now
        )
        if earlier is not None:
            response.headers["Idempotent-Replayed"] = "true"
            return view(award_records.award_of(session, caller, earlier), base_url, now)
    award = awards.award_achievement(
        session, caller, service, achievement_id, body.asked(), now=now
    )
    if idempotency_key:
        idempotency.note_award(session, caller.organisation_id, idempotency_key, award.id)
    response.headers["Location"] = f"{base_url}/api/v1/awards/{award.id}"
    return view(award, base_url, now)


@router.get("/api/v1/awards/{award_id}", summary="One award")
def get_award(
    award_id: UUID, caller: CallerDep, session: Reading, service: Service, now: Now
) -> AwardView:
    """Return an award of the organisation."""
    award = award_records.award_of(session, caller, award_id)
    return view(award, service.settings.base_url, now)


@router.post("/api/v1/awards/{award_id}/revoke", summary="Revoke an award")
def revoke_award(
    award_id: UUID,
    body: ReasonBody,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> AwardView:
    """Revoke an award in all its forms and generations, for ever."""
    award = award_changes.revoke_award(session, caller, service, award_id, body.reason, now=now)
    return view(award, service.settings.base_url, now)


@router.post("/api/v1/awards/{award_id}/resend", summary="Send the mail again")
def resend_award(
    award_id: UUID, caller: CallerDep, session: Writing, service: Service, now: Now
) -> AwardView:
    """Send the recipient a new link."""
    award = award_changes.resend_award(session, caller, award_id, now=now)
    return view(award, service.settings.base_url, now)


@router.post("/api/v1/awards/{award_id}/correct", summary="Correct an award")
def correct_award(
    award_id: UUID,
    body: CorrectionBody,
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> AwardView:
    """Replace the badge at the same address by a corrected one; earlier ones are revoked."""
    award = award_changes.correct_award(
        session, caller, service, award_id, body.asked(), body.reason, now=now
    )
    return view(award, service.settings.base_url, now)
