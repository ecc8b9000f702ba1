"""The list of what was issued, for staff: filtered, searched, sorted, page by page."""

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from issuer import award_lists
from issuer.achievement_lists import name_achievements
from issuer.api.dependencies import CallerDep, Now, Reading
from issuer.award_filters import AwardFilter, AwardOrder
from issuer.keyset import LARGEST_PAGE
from issuer.models import AwardState, Delivery
from issuer.validity import Validity, validity_of
from issuer.web.forms import day_or_none
from issuer.web.languages import language_of_page
from issuer.web.rendering import first_page, page

router = APIRouter(tags=["pages"], include_in_schema=False)

PAGE_SIZE = 50


class Wishes(BaseModel):
    """What a list of awards is asked for; what is none of its words does not matter."""

    q: str = Field("", max_length=250)
    state: str = ""
    validity: str = ""
    delivery: str = ""
    template: str = ""
    since: str = Field("", max_length=50)
    until: str = Field("", max_length=50)
    order: str = AwardOrder.NEWEST
    cursor: str | None = Field(None, max_length=4096)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.q.replace("\0", "").strip()

    @property
    def sorting(self) -> AwardOrder:
        """How the list is sorted."""
        return AwardOrder(self.order) if self.order in set(AwardOrder) else AwardOrder.NEWEST

    @property
    def template_id(self) -> UUID | None:
        """Of which template."""
        try:
            return UUID(self.template)
        except ValueError:
            return None

    @property
    def wanted(self) -> AwardFilter:
        """Which awards are listed."""
        return AwardFilter(
            state=AwardState(self.state) if self.state in set(AwardState) else None,
            validity=Validity(self.validity) if self.validity in set(Validity) else None,
            delivery=Delivery(self.delivery) if self.delivery in set(Delivery) else None,
            achievement_id=self.template_id,
            awarded_from=day_or_none(self.since),
            awarded_to=day_or_none(self.until),
            text=self.text or None,
        )


@router.get("/awards")
def show_awards(
    request: Request,
    caller: CallerDep,
    session: Reading,
    now: Now,
    wishes: Annotated[Wishes, Query()],
) -> Response:
    """Show what was issued: filtered, searched, sorted, page by page."""
    order, wanted = wishes.sorting, wishes.wanted
    found = award_lists.list_awards(
        session, caller, wanted, order=order, cursor=wishes.cursor, limit=PAGE_SIZE, now=now
    )
    names = name_achievements(session, caller, language_of_page(request), limit=LARGEST_PAGE)
    beginning = request.url.remove_query_params("cursor")
    values = {
        "rows": [(each, validity_of(each.award, now)) for each in found.items],
        "next": request.url.include_query_params(cursor=found.next).query if found.next else None,
        "first": first_page(request),
        "wishes": wishes,
        "is_filtered": wanted != AwardFilter(),
        "templates": [(str(item), name) for item, name in names],
        "exported": _export(wanted, order, language_of_page(request)),
        "order": order,
        "sorted_by": {
            name: f"?{beginning.include_query_params(order=each).query}"
            for name, each in _SORTING[order].items()
        },
    }
    return page(request, "awards.html", values)


def _export(wanted: AwardFilter, order: AwardOrder, language: str) -> str:
    """Return the query with which the same list is exported."""
    asked = {
        "state": wanted.state,
        "validity": wanted.validity,
        "delivery": wanted.delivery,
        "achievement_id": wanted.achievement_id,
        "awarded_from": wanted.awarded_from,
        "awarded_to": wanted.awarded_to,
        "q": wanted.text,
        "sort": order,
        "lang": language,
    }
    return urlencode({name: str(value) for name, value in asked.items() if value is not None})


_SORTING = {
    order: {
        "name": AwardOrder.NAME_BACKWARDS if order == AwardOrder.NAME else AwardOrder.NAME,
        "date": AwardOrder.OLDEST if order == AwardOrder.NEWEST else AwardOrder.NEWEST,
        "email": AwardOrder.EMAIL,
    }
    for order in AwardOrder
}
"""What each heading of the list sorts by when it is pressed."""
