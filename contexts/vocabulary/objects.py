"""Models of the smaller classes of Open Badges 3.0: what stands inside achievements and profiles.

They only validate. Members are those of the data model; a class whose model forbids others says so.
"""

from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic.alias_generators import to_camel

from contexts.vocabulary import terms
from contexts.vocabulary.values import (
    IRI,
    Array,
    Country,
    EncodedList,
    IdentifierType,
    Instant,
    Language,
    NotBare,
    Number,
    OneOrMany,
    Types,
    Whole,
    exactly,
    including,
    one_of,
    refusal,
)

OPEN_BADGES = "Open Badges 3.0, Data Model"
STATUS_LIST = "Bitstring Status List v1.0"
STATUS_LIST_2021 = "Status List 2021"


class Thing(BaseModel):
    """An object of the vocabulary: strict values, immutable, other members left to others."""

    standard: ClassVar[str] = OPEN_BADGES
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", alias_generator=to_camel)


class ClosedThing(Thing):
    """An object that may hold no member beyond its model."""

    model_config = ConfigDict(extra="forbid")


class Image(ClosedThing):
    """A picture: a URL or a data URI, and its caption."""

    id: IRI
    type: Annotated[str, exactly("Image")]
    caption: str = ""


ImageObject = Annotated[Image, NotBare]


class IdentityObject(ClosedThing):
    """One identity of the recipient, hashed or as plain text."""

    type: Annotated[str, exactly("IdentityObject")]
    hashed: bool
    identity_hash: str
    identity_type: IdentifierType
    salt: str = ""

    @model_validator(mode="after")
    def _hash_is_well_formed(self) -> Self:
        if self.hashed and terms.IDENTITY_HASH.fullmatch(self.identity_hash) is None:
            raise refusal("identity-hash-malformed", "identityHash")
        return self


class IdentifierEntry(ClosedThing):
    """One more identifier of an achievement or a profile."""

    type: Annotated[str, exactly("IdentifierEntry")]
    identifier: str
    identifier_type: IdentifierType


class GeoCoordinates(Thing):
    """A place on the map, in degrees."""

    type: Annotated[str, exactly("GeoCoordinates")]
    latitude: Number
    longitude: Number


class Address(Thing):
    """A postal address."""

    type: Annotated[Types, including("Address")]
    address_country: str = ""
    address_country_code: Country | None = None
    address_region: str = ""
    address_locality: str = ""
    street_address: str = ""
    post_office_box_number: str = ""
    postal_code: str = ""
    geo: GeoCoordinates | None = None


class Alignment(Thing):
    """A link to a node of a framework, such as a level of EQF or a skill of ESCO."""

    type: Annotated[Types, including("Alignment")]
    target_name: str
    target_url: IRI
    target_code: str = ""
    target_description: str = ""
    target_framework: str = ""
    target_type: Annotated[str, one_of(terms.TARGET_TYPES)] | None = None


class Related(Thing):
    """Another edition of the same achievement."""

    id: IRI
    type: Annotated[Types, including("Related")]
    in_language: Language | None = None
    version: str = ""


class Criteria(Thing):
    """What one must do to earn the achievement: a page, a text, or both."""

    id: IRI | None = None
    narrative: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not {"id", "narrative"} & self.model_fields_set:
            raise refusal("criteria-empty")
        return self


class Evidence(Thing):
    """Work that shows the achievement."""

    type: Annotated[Types, including("Evidence")]
    id: IRI | None = None
    narrative: str = ""
    name: str = ""
    description: str = ""
    genre: str = ""
    audience: str = ""


class RubricCriterionLevel(Thing):
    """One level of a rubric."""

    id: IRI
    type: Annotated[Types, including("RubricCriterionLevel")]
    name: str
    description: str = ""
    level: str = ""
    points: str = ""
    alignment: Array[Alignment] = ()


class ResultDescription(Thing):
    """A kind of result that the achievement may have."""

    id: IRI
    type: Annotated[Types, including("ResultDescription")]
    name: str
    result_type: Annotated[str, one_of(terms.RESULT_TYPES)]
    allowed_value: Array[str] = ()
    required_level: IRI | None = None
    required_value: str = ""
    rubric_criterion_level: Array[RubricCriterionLevel] = ()
    value_min: str = ""
    value_max: str = ""
    alignment: Array[Alignment] = ()


class Result(Thing):
    """A result that the recipient reached."""

    type: Annotated[Types, including("Result")]
    result_description: IRI | None = None
    achieved_level: IRI | None = None
    value: str = ""
    status: Annotated[str, one_of(terms.STATUSES, closed=True)] | None = None
    alignment: Array[Alignment] = ()


class CredentialSchema(Thing):
    """A schema that the credential follows."""

    id: IRI
    type: str


class RefreshService(Thing):
    """Where a newer edition of the credential is to be had."""

    id: IRI
    type: str


class TermsOfUse(Thing):
    """Under which terms the credential was given."""

    id: IRI | None = None
    type: str


class BitstringStatusList(Thing):
    """The status list itself, the subject of its credential; `ttl` is in milliseconds."""

    standard: ClassVar[str] = STATUS_LIST

    id: IRI | None = None
    type: Annotated[str, exactly("BitstringStatusList")]
    status_purpose: OneOrMany[str]
    encoded_list: EncodedList
    ttl: Whole | None = None


class Proof(Thing):
    """The outside of an embedded proof; what it proves is not judged here."""

    type: str
    created: Instant | None = None
    expires: Instant | None = None
    cryptosuite: str = ""
    proof_purpose: str = ""
    proof_value: str = ""
