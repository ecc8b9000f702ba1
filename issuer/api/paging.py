"""What every list of the API shares: `limit`, `cursor`, and `{"items": […], "next": …}`."""

from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from issuer.keyset import DEFAULT_PAGE, LARGEST_PAGE, LONGEST_CURSOR, Page

Row = TypeVar("Row")
Item = TypeVar("Item")

Limit = Annotated[
    int, Query(ge=1, le=LARGEST_PAGE, description="How many items at most; 50 unless said.")
]
Cursor = Annotated[
    str | None,
    Query(max_length=LONGEST_CURSOR, description="`next` of the previous page, as it stands."),
]
USUAL_LIMIT = DEFAULT_PAGE


class Listing(BaseModel, Generic[Item]):
    """One page of a list."""

    model_config = ConfigDict(frozen=True)

    items: list[Item]
    next: str | None = Field(description="The cursor of the next page; null on the last one.")


def listing(page: Page[Row], shown: Callable[[Row], Item]) -> Listing[Item]:
    """Return `page` as the API answers it, each row made by `shown`."""
    return Listing(items=[shown(row) for row in page.items], next=page.next)
