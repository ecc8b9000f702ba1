"""Models of published status lists as they were in VCDM 1.1: Status List 2021.

They became the Bitstring Status List of the W3C; the older ones are still met, and never made here.
"""

from typing import Annotated, ClassVar, Self

from pydantic import Field, Tag, model_validator

from contexts.vocabulary import terms
from contexts.vocabulary.credentials import IssuerObject
from contexts.vocabulary.instants import parse_instant
from contexts.vocabulary.objects import STATUS_LIST_2021, Proof, Thing
from contexts.vocabulary.values import (
    IRI,
    TAG,
    Instant,
    OneOrMany,
    Types,
    contexts_of,
    exactly,
    including,
    reference_or,
    refusal,
)

Contexts1 = Annotated[tuple[str, ...], contexts_of(terms.CREDENTIALS_V1), Field(alias="@context")]
Contexts2 = Annotated[tuple[str, ...], contexts_of(terms.CREDENTIALS_V2), Field(alias="@context")]
ListTypes = Annotated[
    Annotated[Types, including("VerifiableCredential")], including("StatusList2021Credential")
]


class StatusList2021(Thing):
    """The list itself, the subject of its credential: base64url of gzip, without a prefix."""

    standard: ClassVar[str] = STATUS_LIST_2021

    id: IRI | None = None
    type: Annotated[str, exactly("StatusList2021")]
    status_purpose: OneOrMany[str]
    encoded_list: str


class StatusList2021Credential(Thing):
    """A published status list under the context of VCDM 2.0; its dates are left to the issuer."""

    standard: ClassVar[str] = STATUS_LIST_2021

    context: Contexts2
    id: IRI | None = None
    type: ListTypes
    issuer: Annotated[
        Annotated[IRI, Tag(f"{TAG}a text")] | Annotated[IssuerObject, Tag(f"{TAG}IssuerObject")],
        reference_or("IssuerObject"),
    ]
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    issuance_date: Instant | None = None
    expiration_date: Instant | None = None
    credential_subject: StatusList2021
    proof: OneOrMany[Proof] | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        begin, end = self.valid_from or self.issuance_date, self.valid_until or self.expiration_date
        if begin is not None and end is not None and parse_instant(end) < parse_instant(begin):
            raise refusal(
                "ends-before-it-begins", "validUntil" if self.valid_until else "expirationDate"
            )
        return self


class StatusList2021CredentialV1(StatusList2021Credential):
    """The same under the context of VCDM 1.1, as most are."""

    context: Contexts1
