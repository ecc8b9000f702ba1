"""The few files that pages load: styles, small scripts, the icon. Nothing comes from elsewhere."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from fastapi import APIRouter, Request, Response

from issuer.errors import NotFoundError

router = APIRouter(tags=["pages"], include_in_schema=False)

_TYPES: Mapping[str, str] = MappingProxyType({
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
})  # fmt: skip


@dataclass(frozen=True)
class StaticFile:
    """A file of the pages."""

    content: bytes
    media_type: str
    tag: str


@cache
def static_files() -> Mapping[str, StaticFile]:
    """Return all files of the pages by name."""
    found = {}
    for entry in (files(__package__) / "static").iterdir():
        media_type = _TYPES.get(entry.name.rpartition(".")[2])
        if media_type:
            content = entry.read_bytes()
            tag = hashlib.sha256(content).hexdigest()[:16]
            found[entry.name] = StaticFile(content, media_type, tag)
    return MappingProxyType(found)


def static_address(name: str) -> str:
    """Return the path of a file; it changes whenever the file does, so browsers may keep it."""
    return f"/static/{name}?v={static_files()[name].tag}"


@router.get("/static/{name}")
def get_static_file(name: str, request: Request) -> Response:
    """Return a file of the pages."""
    found = static_files().get(name)
    if found is None:
        raise NotFoundError
    current = request.query_params.get("v") == found.tag
    kept = "public, max-age=31536000, immutable" if current else "no-cache"
    headers = {"Cache-Control": kept, "ETag": f'"{found.tag}"'}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)
