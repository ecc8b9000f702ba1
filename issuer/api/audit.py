"""The audit trail of an organisation."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from issuer import audit_trail
from issuer.api.dependencies import CallerDep, Reading
from issuer.api.paging import Listing, listing
from issuer.api.queries import PageQuery
from issuer.audit_trail import AuditFilter
from issuer.models import AuditEntry
from issuer.text.dates import EARLIEST_YEAR, LATEST_YEAR
from keys.strict_json import Json

router = APIRouter(prefix="/api/v1/audit", tags=["audit"])


# Other years do not fit into UTC, or into a database.
_EARLIEST = datetime(EARLIEST_YEAR, 1, 1, tzinfo=UTC)
_LATEST = datetime(LATEST_YEAR, 12, 31, tzinfo=UTC)
Moment = Annotated[AwareDatetime, Field(ge=_EARLIEST, le=_LATEST)]


class AuditPage(PageQuery):
    """Which rows are wanted."""

    action: str | None = Field(None, pattern="^[a-z.-]{1,50}$", examples=["award.revoked"])
    subject: str | None = Field(
        None,
        pattern="^[A-Za-z0-9-]{1,80}$",
        description="The id of the award, template, person … that it was done to.",
    )
    since: Moment | None = Field(None, alias="from", description="The first instant.")
    until: Moment | None = Field(None, alias="to", description="The instant after the last.")

    def wanted(self) -> AuditFilter:
        """Return what is asked for, as the service takes it."""
        return AuditFilter(self.action, self.subject, self.since, self.until)


class SubjectView(BaseModel):
    """What something was done to."""

    kind: str = Field(examples=["award"])
    id: str


class AuditView(BaseModel):
    """One thing that happened; no name, no address."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": 1042,
                "at": "2026-05-04T12:00:00Z",
                "action": "award.revoked",
                "actor": "person:0a8a3f0a-6f0a-4d0b-9b51-6e1f4c9e8a10",
                "subject": {"kind": "award", "id": "6e1f4c9e-6f0a-4d0b-9b51-0a8a3f0a8a10"},
                "facts": {},
                "text": "Pomyłka.",
                "text_nonce": "3f0a8a106f0a4d0b9b510a8a6e1f4c9e",
                "text_digest": "9b510a8a" * 8,
            }
        }
    )

    id: int
    at: datetime
    action: str
    actor: str = Field(
        description="person:<id>, api-key:<id>, recipient, operator or service: who did it"
    )
    subject: SubjectView
    facts: dict[str, Json] = Field(description="Ids, numbers and states.")
    text: str | None = Field(description="Such as a reason; null if there is none or it is erased.")
    text_nonce: str | None = Field(description="Erased with the text.")
    text_digest: str | None = Field(description="SHA-256 of nonce and text; it stays.")


@router.get("", summary="List what happened")
def list_audit(
    query: Annotated[AuditPage, Query()], caller: CallerDep, session: Reading
) -> Listing[AuditView]:
    """Return a page of the audit trail of the organisation, the newest row first."""
    page = audit_trail.list_audit(
        session, caller, query.wanted(), cursor=query.cursor, limit=query.limit
    )
    return listing(page, _view)


def _view(entry: AuditEntry) -> AuditView:
    return AuditView(
        id=entry.id,
        at=entry.at,
        action=entry.action,
        actor=entry.actor,
        subject=SubjectView(kind=entry.subject_kind, id=entry.subject_id),
        facts=entry.facts,
        text=entry.text,
        text_nonce=entry.text_nonce,
        text_digest=entry.text_digest,
    )
