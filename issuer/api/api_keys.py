"""API keys: the access of programs."""

from datetime import datetime
from typing import Annotated, Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, model_validator

from issuer import api_keys
from issuer.api.dependencies import CallerDep, Now, Reading, Writing
from issuer.api.fields import FROM_TEXT, Instant
from issuer.api.paging import Listing
from issuer.models import ApiKey, Role
from issuer.rights import Right
from keys.strict_json import Json

router = APIRouter(prefix="/api/v1/api-keys", tags=["api-keys"])


class NewKey(BaseModel):
    """What a new key is called and may do."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=1000, examples=["Student records"])]
    scopes: list[Annotated[Right, *FROM_TEXT]] | None = Field(
        None, max_length=len(Right), examples=[["read", "award"]]
    )
    role: Annotated[Role, *FROM_TEXT] | None = Field(
        None, description="Short for its scopes, without `members` and `keys`."
    )
    expires_at: Instant | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.scopes is None) == (self.role is None):
            raise ValueError("give either scopes or a role")
        return self

    def wanted(self) -> frozenset[Right]:
        """Return the scopes asked for, by name or by role."""
        return api_keys.scopes_of_role(self.role) if self.role else frozenset(self.scopes or ())


class KeyView(BaseModel):
    """A key without its secret."""

    id: str
    name: str
    scopes: list[Right]
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


class MadeKey(KeyView):
    """A key that was just made; this is the only time that it is shown."""

    key: str = Field(examples=["insygnia_k3v9x0q2m7ab_Zk1…"])


@router.get("", summary="List the API keys")
def list_keys(caller: CallerDep, session: Reading) -> Listing[KeyView]:
    """Return the keys of the organisation, the newest first; revoked ones stay in the list."""
    found = api_keys.list_api_keys(session, caller)
    return Listing(items=[KeyView(**_members(row)) for row in found], next=None)


@router.post("", status_code=201, summary="Make an API key")
def create_key(new: NewKey, caller: CallerDep, session: Writing, now: Now) -> MadeKey:
    """Make a key and show it this one time; only its hash is kept."""
    made = api_keys.create_api_key(
        session, caller, name=new.name, scopes=new.wanted(), expires_at=new.expires_at, now=now
    )
    return MadeKey(key=made.text, **_members(made.row))


@router.delete("/{key_id}", status_code=204, summary="Revoke an API key")
def revoke_key(key_id: str, caller: CallerDep, session: Writing, now: Now) -> None:
    """Let a key not work any more, from the next request on."""
    api_keys.revoke_api_key(session, caller, key_id, now=now)


def _members(row: ApiKey) -> dict[str, Json]:
    names = ("id", "name", "created_at", "last_used_at", "expires_at", "revoked_at")
    return {
        **{name: getattr(row, name) for name in names},
        "scopes": [Right(scope) for scope in row.scopes],
    }
