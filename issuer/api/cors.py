"""Which answers scripts of other sites may read (rule 28): public documents, and nothing else.

Never with credentials: `*` excludes cookies. Only the routes of public documents use this. The one
middleware opens the answers of routes that are named one by one, none of which knows a session.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TypeVar

from fastapi import Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

AnyResponse = TypeVar("AnyResponse", bound=Response)

PUBLIC: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Link, Location",
        # Without this, an isolated page could not embed a public picture or document.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
)
_A_DAY = "86400"


def opened(response: AnyResponse) -> AnyResponse:
    """Return `response`, which any site's scripts may now read."""
    response.headers.update(PUBLIC)
    return response


class OpenAnswers:
    """ASGI middleware that opens every answer of some routes: their errors and refusals too.

    Else the script that sent too much, or too often, would only learn that something failed.
    """

    def __init__(self, app: ASGIApp, routes: Collection[tuple[str, str]]) -> None:
        """Open what `routes` answer: pairs of a method and a whole path."""
        self.app = app
        self.routes = frozenset(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; if it is for one of the routes, its answer is opened."""
        if scope["type"] != "http" or (scope["method"], scope["path"]) not in self.routes:
            await self.app(scope, receive, send)
            return

        async def opening(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(PUBLIC)
            await send(message)

        await self.app(scope, receive, opening)


def preflight(methods: str = "GET") -> Response:
    """Return the answer to a browser that asks whether it may send one of `methods`."""
    return Response(
        status_code=204,
        headers={
            **PUBLIC,
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
            "Access-Control-Max-Age": _A_DAY,
        },
    )
