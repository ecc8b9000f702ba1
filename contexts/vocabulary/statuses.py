"""Models of what a credential says of its status: where it is to be read, and by which method."""

from typing import Annotated, ClassVar

from pydantic import Discriminator, Tag

from contexts.vocabulary.objects import STATUS_LIST, STATUS_LIST_2021, Thing
from contexts.vocabulary.values import (
    IRI,
    TAG,
    Array,
    OneOrMany,
    StatusIndex,
    Whole,
    exactly,
)


class CredentialStatus(Thing):
    """Where the status is to be read, by a method other than the bitstring list."""

    id: IRI | None = None
    type: str


class StatusMessage(Thing):
    """What one value of a status means, in the issuer's words."""

    standard: ClassVar[str] = STATUS_LIST

    status: str
    message: str


class BitstringStatusListEntry(Thing):
    """One place of a published status list."""

    standard: ClassVar[str] = STATUS_LIST

    id: IRI | None = None
    type: Annotated[str, exactly("BitstringStatusListEntry")]
    status_purpose: str
    status_list_index: StatusIndex
    status_list_credential: IRI
    status_size: Whole | None = None
    status_message: OneOrMany[StatusMessage] | None = None


class StatusList2021Entry(Thing):
    """One place of a status list as it was called before it became a recommendation."""

    standard: ClassVar[str] = STATUS_LIST_2021

    id: IRI | None = None
    type: Annotated[str, exactly("StatusList2021Entry")]
    status_purpose: str
    status_list_index: StatusIndex
    status_list_credential: IRI


def _status_class(value: object) -> str:
    kinds = value.get("type") if isinstance(value, dict) else None
    named = kinds if isinstance(kinds, list) else [kinds]
    return TAG + next((name for name in _ENTRIES if name in named), "CredentialStatus")


_ENTRIES = ("BitstringStatusListEntry", "StatusList2021Entry")
AnyStatus = Annotated[
    Annotated[BitstringStatusListEntry, Tag(f"{TAG}BitstringStatusListEntry")]
    | Annotated[StatusList2021Entry, Tag(f"{TAG}StatusList2021Entry")]
    | Annotated[CredentialStatus, Tag(f"{TAG}CredentialStatus")],
    Discriminator(_status_class),
]


def _status_count(value: object) -> str:
    # A list of one is no list of several, and Open Badges has one status without a list.
    several = isinstance(value, list) and len(value) > 1
    return f"{TAG}a list" if several else f"{TAG}a single value"


OneStatusOrSeveral = Annotated[
    Annotated[Array[AnyStatus], Tag(f"{TAG}a list")]
    | Annotated[AnyStatus, Tag(f"{TAG}a single value")],
    Discriminator(_status_count),
]
