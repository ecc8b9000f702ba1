"""The keys of an organisation: what they are, and rotating them."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import BaseModel, Field

from issuer import issuer_keys
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.models import IssuerKey

router = APIRouter(prefix="/api/v1/keys", tags=["keys"])


class IssuerKeyView(BaseModel):
    """What is public about a key."""

    algorithm: str = Field(examples=["ed25519"])
    state: str = Field(description="active, or retired: published for ever, never used again")
    version: int
    thumbprint: str = Field(description="RFC 7638; the fingerprint that people compare")
    multikey: str
    created_at: datetime
    retired_at: datetime | None


class IssuerKeyList(BaseModel):
    """All keys of an organisation."""

    items: list[IssuerKeyView]
    next: str | None = None


@router.get("", summary="List the keys")
def list_keys(caller: CallerDep, session: Reading) -> IssuerKeyList:
    """Return every key the organisation ever signed with, active ones first."""
    keys = issuer_keys.keys_of(session, caller.organisation_id)
    return IssuerKeyList(items=[_view(key) for key in keys])


@router.post("/rotate", status_code=201, summary="Rotate the keys")
def rotate_keys(caller: CallerDep, session: Writing, service: Service, now: Now) -> IssuerKeyList:
    """Make new keys; the old ones never sign again, and what they signed stays valid."""
    keys = issuer_keys.rotate_keys(session, caller, service, now=now)
    return IssuerKeyList(items=[_view(key) for key in keys])


def _view(key: IssuerKey) -> IssuerKeyView:
    return IssuerKeyView(
        algorithm=key.algorithm,
        state=key.state,
        version=key.version,
        thumbprint=key.thumbprint,
        multikey=key.multikey,
        created_at=key.created_at,
        retired_at=key.retired_at,
    )
