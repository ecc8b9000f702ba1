"""Lists of awards, and the same as tables."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from issuer import award_exports, award_lists
from issuer.api import queries
from issuer.api.awards import RecipientView
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.api.negotiation import wanted_languages
from issuer.api.paging import Listing, listing
from issuer.award_exports import AwardTable
from issuer.award_filters import LONGEST_SEARCH, AwardFilter, AwardOrder
from issuer.award_lists import ListedAward
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.models import AwardState, Delivery
from issuer.tables import csv_chunks, xlsx_chunks
from issuer.validity import Validity, validity_of

router = APIRouter(tags=["awards"])

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FAULTY: dict[int | str, dict[str, Any]] = {
    422: {"description": "A filter, the order or the cursor is none of these."}
}


class ListedAwardView(BaseModel):
    """An award as a list shows it; `GET /api/v1/awards/{id}` tells the rest."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "id": "6e1f4c9e-6f0a-4d0b-9b51-0a8a3f0a8a10",
                "state": "claimed",
                "delivery": "sent",
                "validity": "valid",
                "achievement_id": "5c0b0c0e-1111-4d0b-9b51-0a8a3f0a8a10",
                "title": "Koordynator projektów",
                "page": "https://badges.example/credentials/0d3c8f3e-7d55-4c37-a0a3-2f1f6f9f3c11",
                "recipient": {
                    "first_name": "Żaneta",
                    "last_name": "Gęślą-Jaźń",
                    "email": "zaneta@example.org",
                },
                "language": "pl",
                "certificate_number": "KP/2026/17",
                "awarded_at": "2026-05-04T12:00:00Z",
                "claimed_at": "2026-05-05T08:30:00Z",
                "valid_until": None,
                "revoked_at": None,
                "replaced_by": None,
                "erased_at": None,
            }
        }
    )

    id: UUID
    state: str = Field(description="awarded, claimed or declined")
    delivery: str = Field(description="queued, sent, failed or cancelled")
    validity: str = Field(description="valid, expired, revoked or replaced")
    achievement_id: UUID
    title: str = Field(description="The name of the achievement in the award's language.")
    page: str = Field(description="The public address of the badge.")
    recipient: RecipientView
    language: str
    certificate_number: str | None
    awarded_at: datetime
    claimed_at: datetime | None
    valid_until: datetime | None
    revoked_at: datetime | None
    replaced_by: UUID | None
    erased_at: datetime | None


class TemplateFilters(queries.Query):
    """Which awards of one template are wanted."""

    state: AwardState | None = None
    validity: Validity | None = None
    delivery: Delivery | None = Field(None, description="What became of the newest mail.")
    language: str | None = Field(None, max_length=35, pattern="^[A-Za-z0-9-]+$", examples=["pl"])
    awarded_from: date | None = Field(None, description="The first day.")
    awarded_to: date | None = Field(None, description="The last day.")
    q: str | None = Field(
        None,
        max_length=LONGEST_SEARCH,
        description="The beginning of an e-mail address, a surname, a first name or a certificate "
        "number; accents and case do not matter. What is found comes in this order, unsorted.",
    )
    sort: AwardOrder = Field(
        AwardOrder.NEWEST, description="By name: in the order of the Polish alphabet."
    )

    def wanted(self, achievement_id: UUID | None) -> AwardFilter:
        """Return what is asked for, as the service takes it."""
        return AwardFilter(
            self.state,
            self.validity,
            self.delivery,
            achievement_id,
            self.language,
            self.awarded_from,
            self.awarded_to,
            self.q if self.q and self.q.strip() else None,
        )


class TemplatePage(TemplateFilters, queries.PageQuery):
    """One page of the awards of one template."""


class AwardPage(TemplatePage):
    """One page of all awards."""

    achievement_id: UUID | None = None


class Export(TemplateFilters):
    """All awards that are wanted, as a file."""

    achievement_id: UUID | None = None
    lang: Literal["pl", "en"] | None = Field(None, description="Of headings, states and dates.")


@router.get("/api/v1/awards", summary="List the awards", responses=_FAULTY)
def list_awards(
    query: Annotated[AwardPage, Query()],
    caller: CallerDep,
    session: Reading,
    service: Service,
    now: Now,
) -> Listing[ListedAwardView]:
    """Return a page of the awards of the organisation; days are those of its time zone.

    Go on while `next` is not null: where several filters meet, a page may be short or empty. Lists
    by name and e-mail leave out awards whose person was erased.
    """
    wanted = query.wanted(query.achievement_id)
    return _page(query, wanted, caller, session, service, now)


@router.get(
    "/api/v1/achievements/{achievement_id}/awards",
    summary="List the awards of a template",
    responses=_FAULTY,
)
def list_awards_of_template(
    achievement_id: UUID,
    query: Annotated[TemplatePage, Query()],
    caller: CallerDep,
    session: Reading,
    service: Service,
    now: Now,
) -> Listing[ListedAwardView]:
    """Return a page of the awards of one template, with the filters and orders of all awards."""
    return _page(query, query.wanted(achievement_id), caller, session, service, now)


@router.get(
    "/api/v1/awards/export.csv",
    summary="Export awards as CSV",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {}}}, **_FAULTY},
)
def export_csv(
    query: Annotated[Export, Query()],
    request: Request,
    caller: CallerDep,
    session: Writing,
    service: Service,
) -> StreamingResponse:
    """Return every award that the filters leave: UTF-8 with a byte order mark, `;`.

    In the language of `lang`, of the caller, or of the organisation. Cells that a spreadsheet would
    calculate begin with an apostrophe.
    """
    table = _table(query, request, caller, session, service, "csv")
    return _file(csv_chunks(table.headings, table.rows), table, "csv", "text/csv; charset=utf-8")


@router.get(
    "/api/v1/awards/export.xlsx",
    summary="Export awards as a workbook",
    response_class=StreamingResponse,
    responses={200: {"content": {_XLSX: {}}}, **_FAULTY},
)
def export_xlsx(
    query: Annotated[Export, Query()],
    request: Request,
    caller: CallerDep,
    session: Writing,
    service: Service,
) -> StreamingResponse:
    """Return the same table as a workbook; it is made before the first byte is sent."""
    table = _table(query, request, caller, session, service, "xlsx")
    chunks = xlsx_chunks(table.headings, table.rows, title=table.title)
    return _file(chunks, table, "xlsx", _XLSX)


def _page(
    query: TemplatePage,
    wanted: AwardFilter,
    caller: Caller,
    session: Session,
    service: Collaborators,
    now: datetime,
) -> Listing[ListedAwardView]:
    page = award_lists.list_awards(
        session, caller, wanted, order=query.sort, cursor=query.cursor, limit=query.limit, now=now
    )
    return listing(page, lambda listed: _view(listed, service.settings.base_url, now))


def _table(
    query: Export,
    request: Request,
    caller: Caller,
    session: Session,
    service: Collaborators,
    form: str,
) -> AwardTable:
    ours = (wanted[:2] for wanted in wanted_languages(request) if wanted[:2] in {"pl", "en"})
    wanted = query.wanted(query.achievement_id)
    return award_exports.export_awards(
        session, service, caller, wanted, query.sort, form=form, language=next(ours, None)
    )


def _file(chunks: Iterator[bytes], table: AwardTable, ending: str, kind: str) -> StreamingResponse:
    name = quote(f"{table.name}.{ending}", safe="")
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Content-Language": table.language,
    }
    return StreamingResponse(chunks, media_type=kind, headers=headers)


def _view(listed: ListedAward, base_url: str, now: datetime) -> ListedAwardView:
    award = listed.award
    return ListedAwardView(
        id=award.id,
        state=award.state,
        delivery=award.delivery,
        validity=validity_of(award, now),
        achievement_id=award.achievement_id,
        title=listed.title,
        page=f"{base_url}/credentials/{award.credential_uuid}",
        recipient=RecipientView(
            first_name=award.first_name, last_name=award.last_name, email=award.email
        ),
        language=award.language,
        certificate_number=award.certificate_number,
        awarded_at=award.awarded_at,
        claimed_at=award.claimed_at,
        valid_until=award.valid_until,
        revoked_at=award.revoked_at,
        replaced_by=award.replaced_by_id,
        erased_at=award.erased_at,
    )
