"""Credentials beside Open Badges: learner records (CLR 2.0), and any other verifiable credential.

They are read here and never made, so `check` knows nothing of them. What a credential of another
type says beyond the W3C data model is left to whoever knows that type.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, Tag, model_validator

from contexts.vocabulary import terms
from contexts.vocabulary.advice import advice
from contexts.vocabulary.check import Kind
from contexts.vocabulary.credentials import (
    Achievement,
    Dated2,
    IssuerObject,
    ProfileRef,
    is_version_1,
)
from contexts.vocabulary.findings import Defect, Findings, Path, remarks, violations
from contexts.vocabulary.instants import parse_instant
from contexts.vocabulary.modelling import model_defects
from contexts.vocabulary.objects import IdentityObject, Proof, TermsOfUse, Thing
from contexts.vocabulary.statuses import AnyStatus
from contexts.vocabulary.structure import structural_defects
from contexts.vocabulary.values import (
    IRI,
    TAG,
    Array,
    Instant,
    OneOrMany,
    Types,
    contexts_of,
    including,
    one_of,
    reference_or,
    refusal,
)
from contexts.vocabulary.walk import types_of

VCDM_1, VCDM_2, CLR = "VCDM 1.1", "VCDM 2.0", "CLR 2.0, Data Model"
_ASSOCIATIONS = frozenset(
    {
        "exactMatchOf",
        "isChildOf",
        "isParentOf",
        "isPartOf",
        "isPeerOf",
        "isRelatedTo",
        "precedes",
        "replacedBy",
    }
)
_UNREADABLE = frozenset({"too-deep", "not-unicode"})

Contexts1 = Annotated[tuple[str, ...], contexts_of(terms.CREDENTIALS_V1), Field(alias="@context")]
Contexts2 = Annotated[tuple[str, ...], contexts_of(terms.CREDENTIALS_V2), Field(alias="@context")]
Verifiable = Annotated[Types, including("VerifiableCredential")]
AnyIssuer = Annotated[
    Annotated[IRI, Tag(f"{TAG}a text")] | Annotated[IssuerObject, Tag(f"{TAG}IssuerObject")],
    reference_or("IssuerObject"),
]


class Subject(Thing):
    """Whom or what a credential is about: any object, with an identifier or without."""

    standard: ClassVar[str] = VCDM_2

    id: IRI | None = None


class AnyCredential(Thing):
    """What every verifiable credential has, whatever its type."""

    standard: ClassVar[str] = VCDM_2

    context: Contexts2
    id: IRI | None = None
    type: Verifiable
    issuer: AnyIssuer
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    credential_subject: OneOrMany[Subject]
    credential_status: OneOrMany[AnyStatus] | None = None
    terms_of_use: OneOrMany[TermsOfUse] | None = None
    proof: OneOrMany[Proof] | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        _in_order(self.valid_from, self.valid_until, "validUntil")
        return self


class AnyCredentialV1(AnyCredential):
    """The same as VCDM 1.1 has it, with dates of other names."""

    standard: ClassVar[str] = VCDM_1

    context: Contexts1
    issuance_date: Instant
    expiration_date: Instant | None = None

    @model_validator(mode="after")
    def _expires_after_it_begins(self) -> Self:
        _in_order(self.issuance_date, self.expiration_date, "expirationDate")
        return self


class Association(Thing):
    """How two achievements or credentials of a learner record belong together."""

    standard: ClassVar[str] = CLR

    type: Annotated[Types, including("Association")]
    association_type: Annotated[str, one_of(_ASSOCIATIONS, closed=True)]
    source_id: IRI
    target_id: IRI


class ClrSubject(Thing):
    """Whose learner record it is, and the credentials in it, each of which is checked by itself."""

    standard: ClassVar[str] = CLR

    id: IRI | None = None
    type: Annotated[Types, including("ClrSubject")]
    identifier: Array[IdentityObject] = ()
    achievement: Array[Achievement] = ()
    verifiable_credential: Array[Any]
    association: Array[Association] = ()


class ClrCredential(Dated2):
    """A comprehensive learner record."""

    standard: ClassVar[str] = CLR

    context: Contexts2
    id: IRI
    type: Annotated[Verifiable, including("ClrCredential")]
    name: str
    issuer: ProfileRef
    awarded_date: Instant | None = None
    partial: bool = False
    credential_subject: ClrSubject
    credential_status: OneOrMany[AnyStatus] | None = None
    proof: OneOrMany[Proof] | None = None


def other_kind_of(document: Mapping[str, Any]) -> Kind | None:
    """Return the kind of a credential that is no Open Badge; None if it is no credential at all."""
    named = types_of(document)
    return next((kind for kind in (Kind.CLR, Kind.CREDENTIAL) if kind.value in named), None)


def check_other(document: Mapping[str, Any]) -> Findings:
    """Return what is wrong with a learner record or any other credential, as `check` does.

    The model is that of CLR 2.0 for its credentials, else that of the W3C for the version that the
    first context names.
    """
    found = structural_defects(document)
    if _UNREADABLE & {defect.rule for defect in found}:
        return Findings(violations(found), ())
    misshapen = {defect.path for defect in found}
    meant = (
        defect
        for defect in model_defects(_model_of(document), document)
        if not _lies_in(defect.path, misshapen)
    )
    return Findings(violations((*found, *meant)), remarks(_advice(document)))


def _model_of(document: Mapping[str, Any]) -> type[Thing]:
    if other_kind_of(document) is Kind.CLR:
        return ClrCredential
    return AnyCredentialV1 if is_version_1(document) else AnyCredential


def _advice(document: Mapping[str, Any]) -> Iterable[Defect]:
    """Return the remarks on the credential; those inside it get remarks of their own."""
    inside = ("credentialSubject", "verifiableCredential")
    return (defect for defect in advice(document) if defect.path[:2] != inside)


def _lies_in(path: Path, misshapen: set[Path]) -> bool:
    return any(path[:length] in misshapen for length in range(len(path) + 1))


def _in_order(begin: str | None, end: str | None, at: str) -> None:
    if begin is not None and end is not None and parse_instant(end) < parse_instant(begin):
        raise refusal("ends-before-it-begins", at)
