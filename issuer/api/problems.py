"""Errors as problem documents (RFC 9457); the only place that knows which status an error has."""

import json
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    InterfaceError,
    OperationalError,
    StatementError,
)
from starlette.exceptions import HTTPException

from issuer import errors
from issuer.api.heads import methods_of
from issuer.documents.reading import faults_of
from issuer.instance_errors import DatabaseUnavailableError
from keys.strict_json import Json

MEDIA_TYPE = "application/problem+json"

_STATUS: Mapping[type[errors.Error], HTTPStatus] = {
    errors.UnauthenticatedError: HTTPStatus.UNAUTHORIZED,
    errors.ForbiddenError: HTTPStatus.FORBIDDEN,
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.GoneError: HTTPStatus.GONE,
    errors.ConflictError: HTTPStatus.CONFLICT,
    errors.InvalidInputError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.TooManyError: HTTPStatus.TOO_MANY_REQUESTS,
    errors.UnavailableError: HTTPStatus.SERVICE_UNAVAILABLE,
}
_JSON = re.compile(r"application/(?:[^/]+\+)?json")
_NO_JSON = {
    "en": "The body of the request is not JSON: look at its character {position}.",
    "pl": "Treść żądania nie jest poprawnym dokumentem JSON – błąd jest przy znaku {position}.",
}
_NOT_CALLED_JSON = {
    "en": "Send JSON, and call it so: Content-Type: application/json.",
    "pl": "Wyślij JSON i tak go oznacz: Content-Type: application/json.",
}
_log = structlog.get_logger()


class ProblemResponse(JSONResponse):
    """A problem document; what a stranger wrote may hold half a character and is still told."""

    media_type = MEDIA_TYPE

    def render(self, content: Any) -> bytes:  # noqa: ANN401 - the base asks for it
        """Return `content` as JSON in UTF-8; lone surrogates stay escaped."""
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "backslashreplace"
        )


def status_of(error: errors.Error) -> HTTPStatus:
    """Return the status of an error, by its kind; one of no kind is our own fault."""
    return status_of_type(type(error))


def status_of_type(error: type[errors.Error]) -> HTTPStatus:
    """Return the status of all errors of a class."""
    kinds = (status for kind, status in _STATUS.items() if issubclass(error, kind))
    return next(kinds, HTTPStatus.INTERNAL_SERVER_ERROR)


def slug_of(error: type[errors.Error]) -> str:
    """Return the name of the problem in its address: `award-not-found` for AwardNotFoundError."""
    words = re.sub(r"(?<!^)(?=[A-Z])", "-", error.__name__.removesuffix("Error"))
    return words.lower()


def language_of(request: Request) -> str:
    """Return `pl` or `en`: what the caller prefers, else the first of Accept-Language we speak."""
    if "lang" in request.query_params:
        return "pl" if request.query_params["lang"] == "pl" else "en"
    wanted = [part.strip()[:2].lower() for part in
              request.headers.get("accept-language", "").split(",")]  # fmt: skip
    return next((language for language in wanted if language in {"pl", "en"}), "en")


def problem(
    base_url: str, slug: str, status: HTTPStatus, detail: str, **members: Json
) -> JSONResponse:
    """Return a problem document whose type is the page of that problem."""
    body = {
        "type": f"{base_url}/problems/{slug}",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        **members,
    }
    return ProblemResponse(body, status)


SOON = "1"
"""After how many seconds what is not available now is worth another try (RFC 9110, 10.2.3)."""


def problem_of(request: Request, error: errors.Error) -> JSONResponse:
    """Return the problem document of `error` in the language of the request."""
    language, base_url = language_of(request), _base_url(request)
    status = status_of(error)
    members: dict[str, Json] = {}
    if isinstance(error, errors.InvalidInputError):
        members["faults"] = [
            {
                "pointer": fault.pointer,
                "code": fault.code,
                "message": fault.polish if language == "pl" else fault.english,
            }
            for fault in error.faults
        ]
    answer = problem(base_url, slug_of(type(error)), status, error.sentence(language), **members)
    if isinstance(error, errors.TooManyError):
        answer.headers["Retry-After"] = str(error.facts["seconds"])
    elif status is HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = SOON
    if status is HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="insygnia"'
    return answer


def invalid_request(request: Request, error: RequestValidationError) -> JSONResponse:
    """Return what pydantic found wrong, each with its place, and never with the value."""
    found = error.errors()
    places = {fault["type"]: fault["loc"] for fault in found if fault["loc"][:1] == ("body",)}
    if "json_invalid" in places:
        position = places["json_invalid"][-1]
        return _unread(request, HTTPStatus.BAD_REQUEST, _NO_JSON[language_of(request)], position)
    is_unread = ("body",) in (place for kind, place in places.items() if kind != "missing")
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if is_unread and not _JSON.fullmatch(media_type):
        status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        return _unread(request, status, _NOT_CALLED_JSON[language_of(request)])
    # The place begins with where the value came from: body, query, path.
    return problem_of(request, errors.InvalidInputError(faults_of(found, within=1)))


def _unread(
    request: Request, status: HTTPStatus, sentence: str, position: object = ""
) -> JSONResponse:
    return problem(_base_url(request), _slug(status), status, sentence.format(position=position))


def install(app: FastAPI) -> None:
    """Let `app` answer every error with a problem document."""
    for kind, answer in _HANDLERS.items():
        app.add_exception_handler(kind, answer)


def _known(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, errors.Error):
        raise error
    return problem_of(request, error)


def _invalid(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    return invalid_request(request, error)


def _by_status(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    answer = problem(_base_url(request), _slug(status), status, status.phrase + ".")
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        # Several routes share an address: the one that raised knows only its own method.
        answer.headers["Allow"] = ", ".join(methods_of(request.scope["path"]))
    return answer


def _slug(status: HTTPStatus) -> str:
    return status.phrase.lower().replace(" ", "-")


def _without_database(request: Request, error: Exception) -> JSONResponse:
    # Not reachable, restarting, full, or locked for too long: the transaction is rolled back.
    _log.error("database_unavailable", kind=type(error).__name__)
    return problem_of(request, DatabaseUnavailableError())


def _unstorable(request: Request, error: Exception) -> JSONResponse:
    # A text with U+0000, an instant of the year 1: what no database keeps, somebody typed wrongly.
    _log.warning("unstorable_value", kind=type(error).__name__)
    return problem_of(request, errors.InvalidInputError())


def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    _log.error("unforeseen_error", kind=type(error).__name__)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return problem(_base_url(request), "internal", status, "Something failed in here.")


def _base_url(request: Request) -> str:
    base_url: str = request.app.state.collaborators.settings.base_url
    return base_url


_HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], JSONResponse]] = {
    errors.Error: _known,
    RequestValidationError: _invalid,
    HTTPException: _by_status,
    OperationalError: _without_database,
    InterfaceError: _without_database,
    DataError: _unstorable,
    DBAPIError: _unforeseen,
    StatementError: _unstorable,
    Exception: _unforeseen,
}
