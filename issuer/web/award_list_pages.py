"""The list of what was issued, for staff: filtered, searched, sorted, page by page."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from issuer import award_lists
from issuer.api.dependencies import CallerDep, Now, Reading
from issuer.award_filters import AwardFilter, AwardOrder
from issuer.models import AwardState
from issuer.validity import Validity, validity_of
from issuer.web.rendering import page

router = APIRouter(tags=["pages"], include_in_schema=False)

PAGE_SIZE = 50


class Wishes(BaseModel):
    """What a list of awards is asked for; what is none of its words does not matter."""

    q: str = Field("", max_length=250)
    state: str = ""
    validity: str = ""
    template: UUID | None = None
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
    def wanted(self) -> AwardFilter:
        """Which awards are listed."""
        return AwardFilter(
            state=AwardState(self.state) if self.state in set(AwardState) else None,
            validity=Validity(self.validity) if self.validity in set(Validity) else None,
            achievement_id=self.template,
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
    order = wishes.sorting
    found = award_lists.list_awards(
        session, caller, wishes.wanted, order=order, cursor=wishes.cursor, limit=PAGE_SIZE, now=now
    )
    first_page = request.url.remove_query_params("cursor")
    values = {
        "rows": [(each, validity_of(each.award, now)) for each in found.items],
        "next": request.url.include_query_params(cursor=found.next).query if found.next else None,
        "wishes": wishes,
        "order": order,
        "sorted_by": {
            name: f"?{first_page.include_query_params(order=each).query}"
            for name, each in _SORTING[order].items()
        },
    }
    return page(request, "awards.html", values)


_SORTING = {
    order: {
        "name": AwardOrder.NAME_BACKWARDS if order == AwardOrder.NAME else AwardOrder.NAME,
        "date": AwardOrder.OLDEST if order == AwardOrder.NEWEST else AwardOrder.NEWEST,
        "email": AwardOrder.EMAIL,
    }
    for order in AwardOrder
}
"""What each heading of the list sorts by when it is pressed."""
