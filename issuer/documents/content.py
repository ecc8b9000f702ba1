"""The text of a template: what the API takes and what a version of an achievement stores."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, model_validator
from pydantic_core import InitErrorDetails, ValidationError

from issuer.documents import limits
from issuer.documents.european_content import EuropeanElements
from issuer.documents.fields import (
    AchievementType,
    Array,
    CalendarDate,
    Caption,
    Code,
    Credits,
    Description,
    LanguageCode,
    Line,
    Markdown,
    Name,
    Prose,
    TagText,
    TargetType,
    UploadId,
    WebAddress,
)
from issuer.documents.results_content import Part, ResultContent, refuse_repetition
from issuer.documents.sentences import refusal
from keys.strict_json import Json

Place = tuple[str | int, ...]


class Texts(Part):
    """Everything that people read, in one language."""

    name: Name
    description: Description
    criteria: Markdown = Field(description="How to earn it, in Markdown.")
    tags: Annotated[Array[TagText], Field(max_length=limits.TAGS)] = ()
    field_of_study: Line | None = None
    specialization: Line | None = None
    image_caption: Caption | None = Field(None, description="What the picture shows.")

    @model_validator(mode="after")
    def _tags_differ_and_sort(self) -> Self:
        refuse_repetition(self.tags)
        # Several values of one property make lines that each program sorts; some sort UTF-16.
        if sorted(self.tags) != sorted(self.tags, key=lambda tag: tag.encode("utf-16-be")):
            raise refusal("tags-sorted-differently")
        return self


class AlignmentContent(Part):
    """A link to a framework: a skill of ESCO, a level, a field of ISCED-F, anything with a page."""

    framework: Line
    name: dict[LanguageCode, Line] = Field(description="By language.")
    url: WebAddress
    code: Code | None = None
    type: TargetType | None = None
    description: dict[LanguageCode, Prose] = Field({}, description="By language.")


class Validity(Part):
    """For how long awards are valid unless an award says otherwise."""

    months: Annotated[int, Field(ge=1, le=limits.VALIDITY_MONTHS)] | None = None
    days: Annotated[int, Field(ge=1, le=limits.VALIDITY_DAYS)] | None = None
    until: CalendarDate | None = Field(None, description="The last day.")

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if sum(value is not None for value in (self.months, self.days, self.until)) != 1:
            raise refusal("one-validity")
        return self


class AchievementContent(Part):
    """A template: everything about what can be earned, in all its languages.

    Validation raises pydantic's `ValidationError`; `reading` turns that into sentences.
    """

    achievement_type: AchievementType = "MicroCredential"
    languages: Annotated[Array[LanguageCode], Field(max_length=limits.LANGUAGES)] = Field(
        ("pl",), description="The first is the default.", json_schema_extra={"minItems": 1}
    )
    texts: dict[LanguageCode, Texts] = Field(description="By language.")
    criteria_url: WebAddress | None = None
    human_code: Code | None = None
    image: UploadId | None = Field(None, description="An uploaded picture.")
    credits: Credits | None = Field(None, description="ECTS points.")
    alignments: Annotated[Array[AlignmentContent], Field(max_length=limits.ALIGNMENTS)] = ()
    result_descriptions: Annotated[
        Array[ResultContent], Field(max_length=limits.RESULT_DESCRIPTIONS)
    ] = ()
    default_validity: Validity | None = Field(None, description="None: valid for ever.")
    email_identifier: bool = Field(
        True,  # noqa: FBT003 - pydantic names the default by place
        description="Whether badges hold a hash of the recipient's e-mail address.",
    )
    european: EuropeanElements | None = None

    @model_validator(mode="after")
    def _languages_agree(self) -> Self:
        faults = [*_of_list(self.languages), *_of_texts(self)]
        if faults:
            raise ValidationError.from_exception_data(type(self).__name__, faults)
        refuse_repetition(result.id for result in self.result_descriptions)
        return self

    @property
    def default_language(self) -> str:
        """The first of the languages."""
        return self.languages[0]

    def as_json(self) -> dict[str, Json]:
        """Return the template as JSON to store; reading that gives an equal template."""
        return self.model_dump(mode="json", exclude_none=True)


# By language, these must be complete; other texts may lack a language.
_COMPLETE = (
    ("texts",),
    ("alignments", "name"),
    ("result_descriptions", "name"),
    ("result_descriptions", "levels", "name"),
)


def _of_list(languages: tuple[str, ...]) -> list[InitErrorDetails]:
    if not languages:
        return [_fault(("languages",), "no-language", "")]
    return [
        _fault(("languages", index), "language-twice", language)
        for index, language in enumerate(languages)
        if language in languages[:index]
    ]


def _of_texts(content: AchievementContent) -> Iterator[InitErrorDetails]:
    for place, texts in _texts_by_language(content, ()):
        is_complete = tuple(step for step in place if isinstance(step, str)) in _COMPLETE
        for language in content.languages if is_complete else ():
            if language not in texts:
                yield _fault((*place, language), "text-missing", language)
        for language in texts if content.languages else ():
            if language not in content.languages:
                yield _fault((*place, language), "text-in-another-language", language)


def _texts_by_language(value: object, place: Place) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Yield every mapping in a template with its place; all of them are texts by language."""
    if isinstance(value, Mapping):
        yield place, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts_by_language(item, (*place, index))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts_by_language(getattr(value, name), (*place, name))


def _fault(place: Place, code: str, language: str) -> InitErrorDetails:
    return InitErrorDetails(type=refusal(code, language=language), loc=place, input=language)
