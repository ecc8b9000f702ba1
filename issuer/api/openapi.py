"""The OpenAPI document of the service: FastAPI's, with the errors that are really answered.

FastAPI describes its own form of a validation error; here every error is a problem document (RFC
9457), so one response says it for all operations.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from issuer.api.problems import MEDIA_TYPE

Operation = dict[str, Any]

_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "The page of this problem."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do, in words."},
        "faults": {
            "type": "array",
            "description": "Of invalid input: each field that breaks a rule.",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer into the request."},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
    "example": {
        "type": "https://badges.example/problems/invalid-award",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "Some fields need a correction; nothing was changed.",
        "faults": [
            {
                "pointer": "/recipient/email",
                "code": "E02",
                "message": "This is not a valid e-mail address.",
            }
        ],
    },
}
_RESPONSE = {
    "description": "A problem: who asks, what they ask for, or the service itself.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_BEARER = {
    "type": "http",
    "scheme": "bearer",
    "description": "An API key: `insygnia_<id>_<secret>`.",
}


def describe(app: FastAPI) -> None:
    """Let `app` describe itself with the problems it answers."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = openapi(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # FastAPI's way of changing it


def openapi(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of `app`."""
    found = get_openapi(
        title=app.title, version=app.version, summary=app.summary, routes=app.routes
    )
    for operation in _operations(found):
        responses = operation["responses"]
        if "HTTPValidationError" in str(responses.get("422")):
            del responses["422"]
        for status, response in responses.items():
            if status.startswith(("4", "5")):
                response["content"] = _RESPONSE["content"]
        responses["default"] = {"$ref": "#/components/responses/Problem"}
    components = found.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = _PROBLEM
    components["responses"] = {"Problem": _RESPONSE}
    components["securitySchemes"] = {"apiKey": _BEARER}
    found["security"] = [{"apiKey": []}]
    return found


def _operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path in document["paths"].values():
        yield from path.values()
