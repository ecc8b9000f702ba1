"""The part of a template that holds the elements of a European micro-credential.

Council Recommendation 2022/C 243/02, Annex I: M6 to M11 of the mandatory elements and the optional
ones. Title, awarding body, country, date and learner stand elsewhere. Texts may still lack a
language while a template is being written; `european.missing_elements` says which.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from issuer.documents import limits
from issuer.documents.fields import (
    Array,
    Hours,
    LanguageCode,
    Level,
    Line,
    Prose,
    WebAddress,
)
from issuer.documents.results_content import Part
from issuer.documents.sentences import refusal

OutcomeKind = Literal["knowledge", "skill", "social_competence"]
Cycle = Literal["short", "first", "second", "third"]
Supervision = Literal["unsupervised", "supervised", "supervised_with_identity"]
Stackability = Literal["stand_alone", "stackable"]


class LearningOutcome(Part):
    """M6: what somebody knows, can do or is ready to do, and how that is verified."""

    kind: OutcomeKind
    text: dict[LanguageCode, Prose] = Field({}, description="By language.")
    verification: dict[LanguageCode, Prose] = Field(
        {}, description="Criteria of verification, by language."
    )
    esco_url: WebAddress | None = Field(None, description="The concept of ESCO.")


class LearningLevel(Part):
    """M8: the level of the learning experience, or that none applies."""

    eqf: Level | None = Field(None, description="Level of the European Qualifications Framework.")
    prk: Level | None = Field(None, description="Level of the Polish Qualifications Framework.")
    prk_url: WebAddress | None = Field(None, description="Where the Polish level is recorded.")
    cycle: Cycle | None = Field(None, description="Cycle of the QF-EHEA.")
    not_applicable: bool = False
    confirmed: bool = Field(
        False,  # noqa: FBT003 - pydantic names the default by place
        description="Whether a competent body confirmed the level.",
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        some = any(value is not None for value in (self.eqf, self.prk, self.cycle))
        if some == self.not_applicable:
            raise refusal("level-or-not-applicable")
        return self


class Described(Part):
    """M9 and M10: an entry of a vocabulary, a description, or both."""

    concept: WebAddress | None = Field(None, description="Its address, as `concepts` lists it.")
    description: dict[LanguageCode, Prose] = Field({}, description="By language.")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.concept is None and not self.description:
            raise refusal("concept-or-description")
        return self


class QualityAssurance(Part):
    """M11: by whom or by which rules quality is assured."""

    name: dict[LanguageCode, Line] = Field({}, description="By language.")
    url: WebAddress | None = None
    description: dict[LanguageCode, Prose] = Field({}, description="By language.")


class Stacking(Part):
    """O4: whether it stands alone or counts towards more."""

    kind: Stackability
    towards: dict[LanguageCode, Prose] = Field({}, description="By language.")


class Link(Part):
    """O5: a page with further information."""

    url: WebAddress
    title: dict[LanguageCode, Line] = Field({}, description="By language.")


class EuropeanElements(Part):
    """The elements of a European micro-credential that a template holds."""

    learning_outcomes: Annotated[
        Array[LearningOutcome], Field(max_length=limits.LEARNING_OUTCOMES)
    ] = ()
    hours: Hours | None = Field(None, description="M7: notional workload; credits are `credits`.")
    level: LearningLevel | None = None
    assessment: Described | None = None
    participation: Described | None = None
    quality_assurance: QualityAssurance | None = None
    prerequisites: dict[LanguageCode, Prose] = Field({}, description="O1, by language.")
    supervision: Supervision | None = Field(None, description="O2.")
    stackability: Stacking | None = None
    further_information: Annotated[Array[Link], Field(max_length=limits.LINKS)] = ()
