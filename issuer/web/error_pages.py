"""Errors as pages for people in a browser; everybody else gets a problem document.

They are handlers of the application, not of routes: by then the transaction of the request was
rolled back.
"""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from issuer.api.access import wants_page
from issuer.api.problems import problem_of, status_of
from issuer.errors import (
    Error,
    InvalidInputError,
    NotFoundError,
    TooManyError,
    UnauthenticatedError,
)
from issuer.web.languages import language_of_page
from issuer.web.rendering import page, see_other, sign_in_address

Handler = Callable[[Request, Exception], Response]


def install(app: FastAPI) -> None:
    """Let `app`, which answers with problem documents, answer people with pages."""
    invalid, by_status = (_handler(app, kind) for kind in (RequestValidationError, HTTPException))

    def known(request: Request, error: Exception) -> Response:
        if not isinstance(error, Error):
            raise error
        return error_page(request, error) if wants_page(request) else problem_of(request, error)

    def unauthenticated(request: Request, error: Exception) -> Response:
        if request.method == "GET" and wants_page(request):
            return see_other(sign_in_address(request))
        return known(request, error)

    def malformed(request: Request, error: Exception) -> Response:
        # Forms check their fields themselves, so it is an address that is none of ours.
        return (
            error_page(request, NotFoundError()) if wants_page(request) else invalid(request, error)
        )

    def no_route(request: Request, error: Exception) -> Response:
        missing = isinstance(error, HTTPException) and error.status_code == HTTPStatus.NOT_FOUND
        if missing and wants_page(request):
            return error_page(request, NotFoundError())
        return by_status(request, error)

    app.add_exception_handler(Error, known)
    app.add_exception_handler(UnauthenticatedError, unauthenticated)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(HTTPException, no_route)


def error_page(request: Request, error: Error) -> Response:
    """Return the page that says what went wrong and what to do."""
    language = language_of_page(request)
    status = status_of(error)
    faults = error.faults if isinstance(error, InvalidInputError) else ()
    values = {
        "status": int(status),
        "sentence": error.sentence(language),
        "faults": [fault.polish if language == "pl" else fault.english for fault in faults],
    }
    headers = {"X-Robots-Tag": "noindex"}
    if isinstance(error, TooManyError):
        headers["Retry-After"] = str(error.facts["seconds"])
    return page(request, "error.html", values, status=status, headers=headers)


def _handler(app: FastAPI, kind: type[Exception]) -> Handler:
    found: Handler = app.exception_handlers[kind]  # type: ignore[assignment]  # ours are synchronous
    return found
