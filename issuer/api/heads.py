"""HEAD wherever GET is: the same answer without its body (RFC 9110 section 9.3.2).

A HEAD is run as the GET that it asks about, so whatever a GET spares (the link of a mail, an
upload) it spares too. The few GETs that change something know no HEAD.
"""

from functools import cache
from re import Pattern

from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from issuer.api.permissions import CHANGING_GETS, PERMISSIONS


class HeadAsGet:
    """ASGI middleware that answers HEAD as GET and keeps the body back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; of the answer to a HEAD only the headers go out."""
        asks_head = scope["type"] == "http" and scope["method"] == "HEAD"
        if not asks_head or scope["path"] in CHANGING_GETS:
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        # The server holds the scope too, and must go on knowing that this is a HEAD.
        as_get = {**scope, "method": "GET"}
        try:
            await self.app(as_get, receive, without_body)
        finally:
            if "route" in as_get:
                scope["route"] = as_get["route"]


def methods_of(path: str) -> list[str]:
    """Return the methods that an address of this path knows, sorted, as `Allow` lists them."""
    found = {method for method, template in PERMISSIONS if _pattern(template).match(path)}
    if "GET" in found and path not in CHANGING_GETS:
        found.add("HEAD")
    return sorted(found)


@cache
def _pattern(template: str) -> Pattern[str]:
    return compile_path(template)[0]
