"""How much a request may send: whatever is more is refused before it is read to its end."""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MIB = 1024 * 1024
LARGEST_JSON = 2 * MIB
LARGEST_API_BODY = 11 * MIB
"""A file of 10 MB, and what stands around it in a form."""
LARGEST_FORM = 33 * MIB
"""A page's form may carry three files."""


class BodyLimit:
    """ASGI middleware that answers 413 to what is too large, as declared or as it comes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what is read of its body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit, seen = limit_of(str(scope["path"]), headers, _largest_sheet(scope)), 0
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > limit:
            await _refuse(send)
            return

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return message

        await self.app(scope, counted, send)


def limit_of(path: str, headers: Headers, largest_sheet: int) -> int:
    """Return how many bytes a request to `path` may send; sheets have a setting of their own."""
    if path == "/api/v1/batches" or path.endswith("/import"):
        # Of what is a little too large the service says so itself, and how large it may be.
        return 2 * largest_sheet + MIB
    if "json" in headers.get("content-type", "").lower() and path != "/api/v1/verify":
        return LARGEST_JSON
    return LARGEST_API_BODY if path.startswith("/api/") else LARGEST_FORM


def _largest_sheet(scope: Scope) -> int:
    megabytes: int = scope["app"].state.collaborators.settings.batch_megabytes
    return megabytes * MIB


async def _refuse(send: Send) -> None:
    body = b'{"title":"Content Too Large","status":413,"detail":"The request is too large."}'
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    status = int(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
