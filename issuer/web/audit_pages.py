"""The audit trail for administrators: what happened, when, who did it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from issuer.api.dependencies import CallerDep, Reading
from issuer.audit_trail import AuditFilter, actors_of, list_audit
from issuer.models import AuditEntry
from issuer.organisations import read_organisation
from issuer.web.forms import day_or_none
from issuer.web.rendering import first_page, page

router = APIRouter(tags=["pages"], include_in_schema=False)

PAGE_SIZE = 50
_PAGES: Mapping[str, str] = {
    "award": "/awards/{}",
    "achievement": "/templates/{}",
    "batch": "/batches/{}",
}
"""Where more is told of a subject."""
_GONE = frozenset({"achievement.deleted", "batch.discarded"})
"""After these there is nothing more to tell."""


class Wishes(BaseModel):
    """What part of the trail is asked for; what is none of its words does not matter."""

    action: str = Field("", max_length=50)
    since: str = Field("", max_length=50)
    until: str = Field("", max_length=50)
    cursor: str | None = Field(None, max_length=4096)

    def wanted(self, zone: ZoneInfo) -> AuditFilter:
        """Return what is listed, by the days of `zone`."""
        until = day_or_none(self.until)
        return AuditFilter(
            action=self.action.replace("\0", "") or None,
            since=_begins(day_or_none(self.since), zone),
            until=_begins(until + timedelta(days=1) if until else None, zone),
        )


@router.get("/organisation/audit")
def show_audit(
    request: Request, caller: CallerDep, session: Reading, wishes: Annotated[Wishes, Query()]
) -> Response:
    """Show what happened in the organisation, the newest first."""
    zone = ZoneInfo(read_organisation(session, caller).time_zone)
    found = list_audit(session, caller, wishes.wanted(zone), cursor=wishes.cursor, limit=PAGE_SIZE)
    next_page = request.url.include_query_params(cursor=found.next).query if found.next else None
    values = {
        "rows": [(entry, _page_of(entry)) for entry in found.items],
        "actors": _named(session, found.items),
        "first": first_page(request),
        "next": next_page,
        "wishes": wishes,
    }
    return page(request, "audit.html", values)


def _named(session: Session, entries: Sequence[AuditEntry]) -> Mapping[str, str]:
    return actors_of(session, {entry.actor for entry in entries})


def _page_of(entry: AuditEntry) -> str | None:
    if entry.subject_kind not in _PAGES or entry.action in _GONE:
        return None
    try:
        return _PAGES[entry.subject_kind].format(UUID(entry.subject_id))
    except ValueError:
        return None


def _begins(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time.min, zone) if day else None
