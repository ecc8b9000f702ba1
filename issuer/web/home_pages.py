"""Where one arrives."""

from fastapi import APIRouter, Request, Response

from issuer.web.rendering import page, see_other

router = APIRouter(tags=["pages"], include_in_schema=False)


@router.get("/")
def arrive(request: Request) -> Response:
    """Lead staff to their work, and show others the ways on."""
    if request.state.login is not None and request.state.login.organisation is not None:
        return see_other("/templates")
    return page(request, "home.html")
