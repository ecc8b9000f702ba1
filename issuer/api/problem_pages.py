"""What the `type` of a problem document leads to: a short page about that kind of problem.

The list of problems is that of the classes in `issuer`; docs/reference/problems.md is made of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from importlib import import_module
from inspect import getdoc
from pkgutil import iter_modules
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

import issuer
from issuer import errors
from issuer.api.cors import opened
from issuer.api.negotiation import preferred
from issuer.api.problems import language_of, slug_of, status_of_type

router = APIRouter(tags=["problems"])

_PACKAGES = ("issuer", "bulk")
_TEXT, _PAGE = "text/plain", "text/html"
_FACT = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class ProblemType:
    """One kind of problem; `{…}` in its sentences stands for facts of the single case."""

    slug: str
    """The last part of its address."""
    status: HTTPStatus
    english: str
    polish: str
    meaning: str
    """What it means, for programmers."""

    def sentence(self, language: str) -> str:
        """Return the sentence without the facts, in Polish for `pl`, else in English."""
        return _FACT.sub("…", self.polish if language == "pl" else self.english)


GENERAL: tuple[ProblemType, ...] = (
    ProblemType(
        "bad-request",
        HTTPStatus.BAD_REQUEST,
        "The request cannot be read.",
        "Nie można odczytać tego żądania.",
        "The body is no form or no JSON that could be read.",
    ),
    ProblemType(
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "This address does not know that method.",
        "Ten adres nie obsługuje tej metody.",
        "The answer's `Allow` names the methods that the address knows.",
    ),
    ProblemType(
        "unsupported-media-type",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "Send JSON, and call it so: Content-Type: application/json.",
        "Wyślij JSON i tak go oznacz: Content-Type: application/json.",
        "The body is called something else than JSON, such as `text/plain`, and was not read.",
    ),
    ProblemType(
        "internal",
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "Something failed on our side.",
        "Coś zawiodło po naszej stronie.",
        "A defect of the service; nothing was changed.",
    ),
)
"""Problems that have no class of their own: those of HTTP, and our own mistakes."""


@router.get(
    "/problems/{slug}",
    summary="What a kind of problem is",
    response_class=Response,
    responses={
        200: {"content": {_TEXT: {}, _PAGE: {}}},
        404: {"description": "There is no such problem."},
    },
)
def get_problem(
    slug: Annotated[str, Path(max_length=100, examples=["award-not-found"])], request: Request
) -> Response:
    """Return what the problem is, in Polish or English, as text or, for browsers, as a page."""
    found = next((known for known in problem_types() if known.slug == slug), None)
    if found is None:
        raise errors.NotFoundError
    language = language_of(request)
    wanted = preferred(request.headers.get("accept", ""), (_TEXT, _PAGE))
    answer = _page(found, language) if wanted == _PAGE else _text(found, language)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    answer.headers["Vary"] = "Accept, Accept-Language"
    answer.headers["Content-Language"] = language
    return opened(answer)


def problem_types() -> list[ProblemType]:
    """Return every problem that the service can answer with, by status and name."""
    for module in iter_modules(issuer.__path__):
        if module.name.endswith("_errors"):
            import_module(f"issuer.{module.name}")
    found = [*GENERAL, *(_described(error) for error in _classes(errors.Error))]
    return sorted(found, key=lambda known: (known.status, known.slug))


def _classes(base: type[errors.Error]) -> Iterator[type[errors.Error]]:
    for error in base.__subclasses__():
        if error.__module__.partition(".")[0] in _PACKAGES:
            yield error
            yield from _classes(error)


def _described(error: type[errors.Error]) -> ProblemType:
    meaning = " ".join((getdoc(error) or "").partition("\n\n")[0].split())
    return ProblemType(slug_of(error), status_of_type(error), error.english, error.polish, meaning)


def _text(found: ProblemType, language: str) -> Response:
    return PlainTextResponse(f"{found.status:d} {found.slug}\n\n{found.sentence(language)}\n")


def _page(found: ProblemType, language: str) -> Response:
    sentence, name = escape(found.sentence(language)), escape(f"{found.status:d} {found.slug}")
    return HTMLResponse(
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{sentence} – Insygnia</title>\n<link rel="icon" href="data:,">\n</head>\n'
        f'<body>\n<main>\n<h1>{sentence}</h1>\n<p><code lang="en">{name}</code></p>\n'
        "</main>\n</body>\n</html>\n"
    )
