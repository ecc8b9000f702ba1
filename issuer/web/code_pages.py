"""What each result of a verification means: one page for each code, and a list of all of them."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Protocol

from fastapi import APIRouter, Path, Request, Response

from issuer.errors import NotFoundError
from issuer.web.rendering import page
from keys.strict_json import Json

router = APIRouter(tags=["pages"], include_in_schema=False)


class CodeBook(Protocol):
    """What these pages want of the verifier: everything about every code, in order."""

    def __call__(self) -> Sequence[Mapping[str, Json]]:
        """Return `verifier.explanations.explanations()`."""


@router.get("/verify/codes")
def show_codes(request: Request) -> Response:
    """Show all results, each with the way to its page."""
    return page(request, "verify_codes.html", {"codes": _all(request)})


@router.get("/verify/codes/{code}")
def show_code(request: Request, code: Annotated[str, Path(max_length=100)]) -> Response:
    """Show what a result means, whose matter it is, and what to do; or raise `NotFoundError`."""
    found = next((known for known in _all(request) if known["code"] == code), None)
    if found is None:
        raise NotFoundError
    return page(request, "verify_code.html", {"code": found})


def _all(request: Request) -> Sequence[Mapping[str, Json]]:
    book: CodeBook = request.app.state.code_book
    return book()
