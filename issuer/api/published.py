"""What verifiers need: DID documents, keys and status lists, open to every origin (rule 28)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from issuer import own_documents
from issuer.api.dependencies import Reading
from issuer.api.negotiation import preferred
from issuer.platform_key import platform_did_document

router = APIRouter(tags=["published"])

_OPEN = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}
LIST_TYPES = ("application/vc", "application/ld+json", "application/json")
"""What a status list can be called. Clients that ask for JSON often read nothing else."""
_MINUTE = {"Cache-Control": "public, max-age=60", **_OPEN}


@router.get("/issuers/{slug}/did.json", summary="DID document of an organisation")
def get_did_document(slug: str, session: Reading) -> JSONResponse:
    """Return the DID document (did:web), which lists every key the organisation ever had."""
    return _json(own_documents.did_document_of(session, slug), "application/did+json")


@router.get("/.well-known/did.json", summary="DID document of this installation")
def get_platform_document(session: Reading) -> JSONResponse:
    """Return the DID document of the platform itself, which signs for no organisation.

    A demonstration on one machine has none.
    """
    return _json(platform_did_document(session), "application/did+json")


@router.get("/issuers/{slug}/keys/{thumbprint}", summary="One key as a bare JWK")
def get_key(slug: str, thumbprint: str, session: Reading) -> JSONResponse:
    """Return the public key with this RFC 7638 thumbprint; its `kid` is the one in tokens."""
    return _json(own_documents.jwk_of(session, slug, thumbprint), "application/jwk+json")


@router.get("/.well-known/jwks.json", summary="All keys of all organisations")
def get_jwks(session: Reading) -> JSONResponse:
    """Return the JSON Web Key Set: a token's `kid` finds its key, `iss` tells whose it is."""
    return _json(own_documents.all_jwks(session), "application/jwk-set+json")


@router.get(
    "/status/{list_id}",
    summary="A signed status list",
    responses={304: {"description": "The list has not changed."}},
)
def get_status_list(list_id: UUID, request: Request, session: Reading) -> Response:
    """Return a BitstringStatusListCredential exactly as it was signed.

    It may be kept for 60 seconds: that is how long a revocation can stay unseen by strangers.
    """
    found = own_documents.status_list_of(session, list_id)
    tag = f'"{found.signed_sha256}"'
    headers = {**_MINUTE, "ETag": tag, "Vary": "Accept"}
    if tag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    media_type = preferred(request.headers.get("accept", ""), LIST_TYPES) or LIST_TYPES[0]
    return Response(found.signed, media_type=media_type, headers=headers)


def _json(content: dict[str, Any], media_type: str) -> JSONResponse:
    return JSONResponse(content, media_type=media_type, headers=_MINUTE)
