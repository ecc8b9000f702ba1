"""One event and one count for each request: which route, how it ended, how long it took.

The address itself is not told: it may hold the token of a link. What is told is the route's
template, and nothing about who asked.
"""

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from issuer.metrics import NO_ROUTE, RequestFigures

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# Asked every few seconds by machines: counted, but not told.
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
_log = structlog.get_logger()


class Observer:
    """Stands around the whole application and lets everything through as it is."""

    def __init__(self, app: ASGIApp, figures: RequestFigures) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request and note that it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            self._note(scope, status, time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = route_of(scope)
        self._figures.count(method, route, status, seconds)
        if route not in _QUIET:
            _log.info("request", method=method, route=route, status=status,
                      ms=round(seconds * 1000, 1))  # fmt: skip


def route_of(scope: Scope) -> str:
    """Return the template of the route that answered, or `NO_ROUTE`."""
    path = getattr(scope.get("route"), "path", None)
    return path if isinstance(path, str) else NO_ROUTE
