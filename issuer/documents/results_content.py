"""The results that an achievement may have: the part of a template that grades are checked by."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from issuer.documents import limits
from issuer.documents.fields import Array, Code, LanguageCode, Line, Prose, ResultType, Slug
from issuer.documents.numbers import number_in
from issuer.documents.sentences import refusal


class Part(BaseModel):
    """A part of a template: strict values, immutable, no field beyond its own."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class ResultLevel(Part):
    """One level of a rubric, lowest first."""

    id: Slug
    name: dict[LanguageCode, Line] = Field(description="By language.")
    description: dict[LanguageCode, Prose] = Field({}, description="By language.")
    level: Code | None = None
    points: Code | None = None


class ResultContent(Part):
    """A kind of result, such as the final grade."""

    id: Slug = Field(description="Names the result in awards; unique in the template.")
    name: dict[LanguageCode, Line] = Field(description="By language.")
    result_type: ResultType
    allowed_values: Annotated[Array[Code], Field(max_length=limits.ALLOWED_VALUES)] = Field(
        (), description="Lowest first."
    )
    required_value: Code | None = None
    value_min: Code | None = None
    value_max: Code | None = None
    levels: Annotated[Array[ResultLevel], Field(max_length=limits.LEVELS)] = ()
    required_level: Slug | None = None

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        refuse_repetition(self.allowed_values)
        refuse_repetition(level.id for level in self.levels)
        if self.allowed_values and self.required_value not in {None, *self.allowed_values}:
            raise refusal("not-an-allowed-value", given=self.required_value)
        if self.required_level not in {None, *(level.id for level in self.levels)}:
            raise refusal("not-a-level", given=self.required_level)
        low, high = number_in(self.value_min), number_in(self.value_max)
        if low is not None and high is not None and high < low:
            raise refusal("values-not-in-order")
        return self


def refuse_repetition(texts: Iterable[str]) -> None:
    """Raise the error of a validator unless all `texts` differ."""
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            raise refusal("same-twice", given=text)
        seen.add(text)
