"""Which answers scripts of other sites may read (rule 28): public documents, and nothing else.

Never with credentials: `*` excludes cookies. Only the routes of public documents use this. The one
layer opens answers of routes that are named one by one: those of routes that know no session, and
of public documents why there is none.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TypeVar

from fastapi import Response
from starlette.datastructures import MutableHeaders
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from issuer.api.problems import MEDIA_TYPE as PROBLEM

AnyResponse = TypeVar("AnyResponse", bound=Response)

PUBLIC: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Link, Location",
        # Without this, an isolated page could not embed a public picture or document.
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
)
READ_BY_OTHER_SITES: frozenset[str] = frozenset(
    {
        "/.well-known/did.json",
        "/.well-known/jwks.json",
        "/achievements/{achievement_id}",
        "/achievements/{achievement_id}/{version}/{language}",
        "/issuers/{slug}",
        "/issuers/{slug}/did.json",
        "/issuers/{slug}/keys/{thumbprint}",
        "/status/{list_id}",
    }
)
"""Public documents that verifiers in pages of other sites read, and if there is none, why."""

_A_DAY = "86400"


def opened(response: AnyResponse) -> AnyResponse:
    """Return `response`, which any site's scripts may now read."""
    response.headers.update(PUBLIC)
    return response


class OpenAnswers:
    """An ASGI layer that opens every answer of some routes: their errors and refusals too.

    Else the script that sent too much, or too often, would only learn that something failed. It
    must stand outside of what answers errors that nobody foresaw.
    """

    def __init__(
        self, app: ASGIApp, routes: Collection[tuple[str, str]], documents: Collection[str]
    ) -> None:
        """Open what `routes` answer, pairs of a method and a path, and why `documents` fail.

        `documents` are paths with parameters as routes have them. What they answer when all is well
        their routes open themselves: some of it is for people.
        """
        self.app = app
        self.routes = frozenset(routes)
        self.documents = [compile_path(path)[0] for path in documents]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; if it is for one of the routes, its answer is opened."""
        is_whole = scope["type"] == "http" and (scope["method"], scope["path"]) in self.routes
        if not is_whole and not self._is_document(scope):
            await self.app(scope, receive, send)
            return

        async def opening(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if is_whole or headers.get("content-type") == PROBLEM:
                    headers.update(PUBLIC)
            await send(message)

        await self.app(scope, receive, opening)

    def _is_document(self, scope: Scope) -> bool:
        is_read = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        return is_read and any(path.match(scope["path"]) for path in self.documents)


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
