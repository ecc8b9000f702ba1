"""What the query of a list may say: everything else is refused, so that no filter is mistyped."""

from pydantic import BaseModel, ConfigDict, Field

from issuer.keyset import DEFAULT_PAGE, LARGEST_PAGE, LONGEST_CURSOR


class Query(BaseModel):
    """The parameters of a request, all of them known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PageQuery(Query):
    """One page of a list."""

    limit: int = Field(DEFAULT_PAGE, ge=1, le=LARGEST_PAGE, description="How many items at most.")
    cursor: str | None = Field(
        None, max_length=LONGEST_CURSOR, description="`next` of the previous page, as it stands."
    )
