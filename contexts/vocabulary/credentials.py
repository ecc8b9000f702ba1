"""Models of profiles, achievements and the credentials around them, for VCDM 2.0 and 1.1.

A credential is read by the version that the first entry of its `@context` names. The classes refer
to each other in a circle (a profile holds endorsements, which are issued by profiles).
"""

from typing import Annotated, ClassVar, Self

from pydantic import Discriminator, Field, Tag, model_validator

from contexts.vocabulary import terms
from contexts.vocabulary.instants import parse_instant
from contexts.vocabulary.objects import (
    STATUS_LIST,
    Address,
    Alignment,
    BitstringStatusList,
    CredentialSchema,
    Criteria,
    Evidence,
    IdentifierEntry,
    IdentityObject,
    ImageObject,
    Proof,
    RefreshService,
    Related,
    Result,
    ResultDescription,
    TermsOfUse,
    Thing,
)
from contexts.vocabulary.statuses import OneStatusOrSeveral
from contexts.vocabulary.values import (
    IRI,
    TAG,
    ActivityDate,
    Array,
    CompactJws,
    ExpirationDateInstead,
    Instant,
    IssuanceDateInstead,
    Language,
    Number,
    OneOrMany,
    PlainDate,
    Types,
    contexts_of,
    including,
    one_of,
    reference_or,
    refusal,
)

ContextsV1 = Annotated[
    tuple[str, ...], contexts_of(terms.CREDENTIALS_V1, terms.OB_CONTEXT), Field(alias="@context")
]
ContextsV2 = Annotated[
    tuple[str, ...], contexts_of(terms.CREDENTIALS_V2, terms.OB_CONTEXT), Field(alias="@context")
]
Verifiable = Annotated[Types, including("VerifiableCredential")]
AchievementTypes = Annotated[Verifiable, including("AchievementCredential", "OpenBadgeCredential")]
EndorsementTypes = Annotated[Verifiable, including("EndorsementCredential")]


class EndorsementSubject(Thing):
    """What is endorsed, and what is said about it."""

    id: IRI
    type: Annotated[Types, including("EndorsementSubject")]
    endorsement_comment: str = ""


class Endorsed(Thing):
    """An object that others may endorse."""

    endorsement: "Array[AnyEndorsement]" = ()
    endorsement_jwt: Array[CompactJws] = ()


class Profile(Endorsed):
    """A person or an organisation."""

    id: IRI
    type: Annotated[Types, including("Profile")]
    name: str = ""
    url: IRI | None = None
    phone: str = ""
    description: str = ""
    image: ImageObject | None = None
    email: str = ""
    address: Address | None = None
    other_identifier: Array[IdentifierEntry] = ()
    official: str = ""
    parent_org: "Profile | None" = None
    family_name: str = ""
    given_name: str = ""
    additional_name: str = ""
    patronymic_name: str = ""
    honorific_prefix: str = ""
    honorific_suffix: str = ""
    family_name_prefix: str = ""
    date_of_birth: PlainDate | None = None


class Achievement(Endorsed):
    """What can be earned."""

    id: IRI
    type: Annotated[Types, including("Achievement")]
    name: str
    description: str
    criteria: Criteria
    achievement_type: Annotated[str, one_of(terms.ACHIEVEMENT_TYPES)] | None = None
    alignment: Array[Alignment] = ()
    creator: Profile | None = None
    credits_available: Number | None = None
    field_of_study: str = ""
    human_code: str = ""
    image: ImageObject | None = None
    in_language: Language | None = None
    other_identifier: Array[IdentifierEntry] = ()
    related: Array[Related] = ()
    result_description: Array[ResultDescription] = ()
    specialization: str = ""
    tag: Array[str] = ()
    version: str = ""


class AchievementSubject(Thing):
    """Who earned the achievement, and how."""

    type: Annotated[Types, including("AchievementSubject")]
    achievement: Achievement
    id: IRI | None = None
    identifier: Array[IdentityObject] = ()
    activity_start_date: ActivityDate | None = None
    activity_end_date: ActivityDate | None = None
    credits_earned: Number | None = None
    image: ImageObject | None = None
    license_number: str = ""
    narrative: str = ""
    result: Array[Result] = ()
    role: str = ""
    source: Profile | None = None
    term: str = ""

    @model_validator(mode="after")
    def _somebody_is_named(self) -> Self:
        if not {"id", "identifier"} & self.model_fields_set:
            raise refusal("subject-not-identified")
        return self


ProfileRef = Annotated[
    Annotated[IRI, Tag(f"{TAG}a text")] | Annotated[Profile, Tag(f"{TAG}Profile")],
    reference_or("Profile"),
]


class Credential(Thing):
    """The members that achievement and endorsement credentials of both versions share."""

    id: IRI
    issuer: ProfileRef
    description: str = ""
    image: ImageObject | None = None
    awarded_date: Instant | None = None
    proof: OneOrMany[Proof] | None = None
    credential_schema: OneOrMany[CredentialSchema] | None = None
    credential_status: OneStatusOrSeveral | None = None
    refresh_service: RefreshService | None = None
    terms_of_use: OneOrMany[TermsOfUse] | None = None


class Dated2(Thing):
    """The dates of VCDM 2.0; those of 1.1 have no meaning there and are refused."""

    valid_from: Instant
    valid_until: Instant | None = None
    issuance_date: IssuanceDateInstead = None
    expiration_date: ExpirationDateInstead = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        _in_order(self.valid_from, self.valid_until, "validUntil")
        return self


class Dated1(Thing):
    """The dates of VCDM 1.1, and the two that it reserved for later versions."""

    issuance_date: Instant
    expiration_date: Instant | None = None
    valid_from: Instant | None = None
    valid_until: Instant | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        _in_order(self.issuance_date, self.expiration_date, "expirationDate")
        return self


def _in_order(begin: str, end: str | None, at: str) -> None:
    if end is not None and parse_instant(end) < parse_instant(begin):
        raise refusal("ends-before-it-begins", at)


class Awarding(Credential, Endorsed):
    """What both versions of an achievement credential share."""

    type: AchievementTypes
    credential_subject: AchievementSubject
    evidence: Array[Evidence] = ()


class AchievementCredential(Awarding, Dated2):
    """An achievement given to a recipient, as VCDM 2.0 has it."""

    context: ContextsV2
    name: str = ""


class AchievementCredentialV1(Awarding, Dated1):
    """An achievement given to a recipient, as VCDM 1.1 has it."""

    context: ContextsV1
    name: str


class Endorsing(Credential):
    """What both versions of an endorsement credential share."""

    type: EndorsementTypes
    name: str
    credential_subject: EndorsementSubject


class EndorsementCredential(Endorsing, Dated2):
    """What somebody says about another's work, as VCDM 2.0 has it."""

    context: ContextsV2


class EndorsementCredentialV1(Endorsing, Dated1):
    """What somebody says about another's work, as VCDM 1.1 has it."""

    context: ContextsV1


class IssuerObject(Thing):
    """An issuer as VCDM has it: any object with an identifier."""

    standard: ClassVar[str] = "VCDM 2.0"

    id: IRI


class BitstringStatusListCredential(Thing):
    """A published status list; the W3C leaves its `id` and dates to the issuer."""

    standard: ClassVar[str] = STATUS_LIST

    context: Annotated[tuple[str, ...], contexts_of(terms.CREDENTIALS_V2), Field(alias="@context")]
    id: IRI | None = None
    type: Annotated[Verifiable, including("BitstringStatusListCredential")]
    issuer: Annotated[
        Annotated[IRI, Tag(f"{TAG}a text")] | Annotated[IssuerObject, Tag(f"{TAG}IssuerObject")],
        reference_or("IssuerObject"),
    ]
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    credential_subject: BitstringStatusList
    proof: OneOrMany[Proof] | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from is not None:
            _in_order(self.valid_from, self.valid_until, "validUntil")
        return self


def is_version_1(document: object) -> bool:
    """Return whether a credential's first context is that of VCDM 1.1."""
    contexts = document.get("@context") if isinstance(document, dict) else None
    return isinstance(contexts, list) and contexts[:1] == [terms.CREDENTIALS_V1]


def _endorsement_class(value: object) -> str:
    return f"{TAG}EndorsementCredential{'V1' if is_version_1(value) else ''}"


AnyEndorsement = Annotated[
    Annotated[EndorsementCredential, Tag(f"{TAG}EndorsementCredential")]
    | Annotated[EndorsementCredentialV1, Tag(f"{TAG}EndorsementCredentialV1")],
    Discriminator(_endorsement_class),
]

for _model in (Profile, Achievement, AchievementCredential, AchievementCredentialV1):
    _model.model_rebuild()
