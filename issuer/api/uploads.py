"""The upload resource: sending files, and reading those that anybody may see."""

from datetime import datetime
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from pydantic import BaseModel, Field

from issuer import uploads
from issuer.api import cors
from issuer.api.dependencies import CallerDep, Now, Reading, Service, Writing
from issuer.models import Upload
from issuer.uploads import LARGEST_UPLOAD, OpenedFile, UploadPurpose

router = APIRouter(tags=["uploads"])

_FOR_EVER = "public, max-age=31536000, immutable"
# Only what we encoded anew ourselves is shown by browsers as it is; everything else is saved.
_SHOWN = frozenset({"image/png"})


class UploadView(BaseModel):
    """What is known of a file."""

    id: UUID = Field(description="To be named as `logo_id`, `image` or `upload`.")
    purpose: UploadPurpose
    name: str | None
    media_type: str = Field(examples=["image/png"])
    size: int = Field(description="In bytes, as it was kept.")
    sha256: str = Field(description="In hexadecimal.")
    url: str = Field(description="Its public address, once it is public.")
    created_at: datetime


@router.post(
    "/api/v1/uploads",
    status_code=201,
    summary="Send a logo, a picture or a piece of evidence",
    responses={
        403: {"description": "The caller lacks the right that this purpose needs."},
        422: {"description": "The file is too large, damaged, dangerous or of a wrong type."},
    },
)
def create_upload(
    purpose: Annotated[UploadPurpose, Form(description="What the file is for.")],
    file: Annotated[UploadFile, File(description="At most 10 MB.")],
    caller: CallerDep,
    session: Writing,
    service: Service,
    now: Now,
) -> UploadView:
    """Keep a file: `logo` (right organisation), `picture` (templates) or `evidence` (award).

    Logos and pictures are PNG or SVG; evidence is PDF, PNG, JPEG, text, docx or odt. A file becomes
    public when the organisation takes it as its logo or a template with it is activated.
    """
    content = file.file.read(LARGEST_UPLOAD + 1)
    upload = uploads.store_upload(session, caller, purpose, file.filename or "", content, now=now)
    return _view(upload, service.settings.base_url)


@router.get(
    "/api/v1/uploads/{upload_id}",
    response_class=Response,
    summary="Read a file of the organisation",
    responses={200: {"content": {"*/*": {}}}, 404: {"description": "There is no such file."}},
)
def get_own_upload(upload_id: UUID, caller: CallerDep, session: Reading) -> Response:
    """Return a file of the caller's organisation, public or not."""
    found = uploads.own_upload(session, caller, upload_id)
    return file_response(found, caching="private, max-age=300")


@router.get(
    "/uploads/{upload_id}",
    response_class=Response,
    summary="Read a public logo or picture",
    responses={
        200: {"content": {"image/png": {}, "image/svg+xml": {}}},
        304: {"description": "A file never changes."},
        404: {"description": "There is no such file, or it is not public."},
    },
)
def get_public_upload(upload_id: UUID, request: Request, session: Reading) -> Response:
    """Return a logo in use, or a picture of a template that was activated."""
    found = uploads.public_upload(session, upload_id)
    if f'"{found.sha256}"' in request.headers.get("if-none-match", ""):
        headers = {"ETag": f'"{found.sha256}"', "Cache-Control": _FOR_EVER}
        return cors.opened(Response(status_code=304, headers=headers))
    return cors.opened(file_response(found, caching=_FOR_EVER))


def file_response(found: OpenedFile, *, caching: str) -> Response:
    """Return a stranger's file so that no browser runs anything in it.

    Everything but PNG is saved rather than shown when it is opened; it still appears in `<img>`.
    """
    kind = "inline" if found.media_type in _SHOWN else "attachment"
    name = f"; filename*=UTF-8''{quote(found.name, safe='')}" if found.name else ""
    return Response(
        found.content,
        media_type=found.media_type,
        headers={
            "Cache-Control": caching,
            "Content-Disposition": kind + name,
            "Content-Security-Policy": (
                "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
            ),
            "ETag": f'"{found.sha256}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _view(upload: Upload, base_url: str) -> UploadView:
    return UploadView(
        id=upload.id,
        purpose=UploadPurpose(upload.purpose),
        name=upload.name,
        media_type=upload.media_type,
        size=upload.size,
        sha256=upload.sha256,
        url=uploads.upload_url(base_url, upload.id),
        created_at=upload.created_at,
    )
