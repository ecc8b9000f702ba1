"""Which answers scripts of other sites may read (rule 28): public documents, and nothing else.

Never with credentials: `*` excludes cookies. Only the routes of public documents use this; there is
no middleware that could open a route which knows a session.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from fastapi import Response

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
