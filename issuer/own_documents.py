"""Documents that the service publishes for verifiers: DID documents, keys, status lists, badges.

The routes and our own verifier are answered by the same functions, and the verifier only for
addresses of exactly our origin (rule 7): it never asks itself over the network.
"""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.badges import Viewer, find_badge
from issuer.db.engine import Database
from issuer.errors import GoneError, NotFoundError
from issuer.issuer_keys import did_document, keys_of, public_jwk
from issuer.models import FormKind, IssuerKey, Organisation, StatusList
from issuer.organisations import organisation_with_slug
from issuer.platform_key import platform_did_document
from keys.did_web import did_web_url


def did_document_of(session: Session, slug: str) -> dict[str, Any]:
    """Return the DID document of an organisation, closed ones too; or raise `NotFoundError`."""
    organisation = organisation_with_slug(session, slug)
    if organisation is None:
        raise NotFoundError
    return did_document(session, organisation)


def jwk_of(session: Session, slug: str, thumbprint: str) -> dict[str, Any]:
    """Return one key of an organisation, retired ones too; or raise `NotFoundError`."""
    organisation = organisation_with_slug(session, slug)
    if organisation is None:
        raise NotFoundError
    keys = keys_of(session, organisation.id)
    key = next((key for key in keys if key.thumbprint == thumbprint), None)
    if key is None:
        raise NotFoundError
    return public_jwk(organisation.did, key)


def all_jwks(session: Session) -> dict[str, Any]:
    """Return the JSON Web Key Set of all organisations, retired keys too (RFC 7517 section 5).

    A token's `kid` finds its key, and `iss` tells whose it is, as the Open Badges implementation
    guide recommends.
    """
    rows = session.execute(
        select(Organisation.did, IssuerKey)
        .join(Organisation, Organisation.id == IssuerKey.organisation_id)
        .order_by(IssuerKey.created_at, IssuerKey.thumbprint)
    )
    return {"keys": [{**public_jwk(did, key), "iss": did} for did, key in rows]}


def status_list_of(session: Session, list_id: UUID) -> StatusList:
    """Return a status list, its `signed` text being what is served; or raise `NotFoundError`."""
    status_list = session.get(StatusList, list_id)
    if status_list is None:
        raise NotFoundError
    return status_list


def badge_content_of(session: Session, badge_id: UUID, kind: FormKind) -> str:
    """Return a signed form of a badge that strangers may see (rule 32).

    Raises `NotFoundError`, or `GoneError` where the person it was about was erased.
    """
    form = find_badge(session, badge_id, Viewer()).forms.get(kind)
    if form is None:
        raise NotFoundError
    return form.content


def own_document(session: Session, base_url: str, url: str) -> bytes | None:
    """Return what we serve at `url` of our own, or none if that is no such address."""
    if not url.startswith(f"{base_url}/"):
        return None
    match url.removeprefix(f"{base_url}/").partition("?")[0].split("/"):
        case [".well-known", "did.json"]:
            found: Any = platform_did_document(session)
        case ["issuers", slug, "did.json"]:
            found = did_document_of(session, slug)
        case ["issuers", slug, "keys", thumbprint]:
            found = jwk_of(session, slug, thumbprint)
        case ["status", name] if _is_uuid(name):
            return status_list_of(session, UUID(name)).signed.encode()
        case ["credentials", name] if _is_uuid(name.partition(".")[0]):
            # Pictures and certificates carry the badge as JSON.
            badge_id, _, form = name.partition(".")
            kind = FormKind.JWT if form == "jwt" else FormKind.JSON
            return badge_content_of(session, UUID(badge_id), kind).encode()
        case ["verify"] if "?" in url:
            # A page, but a short address may lead to it: it stands for the address in its query.
            return url.encode()
        case _:
            return None
    return json.dumps(found).encode()


def own_answer(database: Database, base_url: str) -> Callable[[str], bytes | None]:
    """Return a function that answers addresses and DIDs of this service from its records.

    It returns none for everything that is not ours, or not there.
    """

    def answer(url: str) -> bytes | None:
        address = did_web_url(url) if url.startswith("did:web:") else url
        with database.reading() as session:
            try:
                return own_document(session, base_url, address)
            except (GoneError, NotFoundError):
                return None

    return answer


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
