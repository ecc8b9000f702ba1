"""The table of permissions and the routes say the same, or the service does not start."""

import pytest
import visitors
from fastapi import APIRouter, FastAPI
from fastapi.responses import PlainTextResponse
from starlette.requests import Request
from starlette.responses import Response

from issuer.api import access
from issuer.api.permissions import PERMISSIONS, Access
from issuer.api.route_table import check_table, rows_of
from issuer.app import create_app
from issuer.collaborators import Collaborators

ROW = ("GET", "/things/{thing_id}")


def _things(prefix: str = "/things") -> APIRouter:
    router = APIRouter(prefix=prefix)

    @router.get("/{thing_id}")
    def get_thing(thing_id: str) -> str:
        return thing_id

    return router


def _app(router: APIRouter, **options: str) -> FastAPI:
    app = FastAPI(openapi_url=None)
    app.include_router(router, **options)  # type: ignore[arg-type]
    return app


def test_the_service_has_a_row_for_each_route_and_a_route_for_each_row(app: FastAPI) -> None:
    assert rows_of(app) == set(PERMISSIONS)


def test_a_route_without_a_row_does_not_start() -> None:
    with pytest.raises(RuntimeError, match=r"GET /things/\{thing_id\} has no row"):
        check_table(_app(_things()), {})


def test_a_row_without_a_route_does_not_start() -> None:
    with pytest.raises(RuntimeError, match="GET /gone is no route"):
        check_table(_app(_things()), {ROW: Access.MEMBER, ("GET", "/gone"): Access.PUBLIC})


def test_a_route_that_nothing_guards_must_be_public() -> None:
    app = _app(_things())
    app.add_route("/plain", lambda _: PlainTextResponse("plain"), methods=["GET"])
    rows = {ROW: Access.MEMBER, ("GET", "/plain"): Access.MEMBER}

    with pytest.raises(RuntimeError, match="GET /plain cannot be guarded"):
        check_table(app, rows)
    check_table(app, {**rows, ("GET", "/plain"): Access.PUBLIC})


def test_a_router_that_is_included_under_another_address_does_not_start() -> None:
    with pytest.raises(RuntimeError, match="further prefix"):
        check_table(
            _app(_things(), prefix="/more"), {("GET", "/more/things/{thing_id}"): Access.MEMBER}
        )


def test_routers_in_routers_are_found() -> None:
    outer = APIRouter()
    outer.include_router(_things())

    check_table(_app(outer), {ROW: Access.MEMBER})
    with pytest.raises(RuntimeError, match="has no row"):
        check_table(_app(outer), {})


def test_what_can_have_no_row_does_not_start() -> None:
    router = _things()

    @router.websocket("/talk")
    async def talk() -> None: ...

    with pytest.raises(RuntimeError, match="can have no row"):
        check_table(_app(router), {ROW: Access.MEMBER})


def test_people_in_a_browser_are_shown_the_page_for_signing_in(
    service: Collaborators,
) -> None:
    # Of its own: a route is added.
    app = create_app(service)
    access.install(app, sign_in_page=_sign_in_page)
    client = visitors.browser(app)

    @app.get("/members-page")
    def page() -> str:
        return "members"

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(PERMISSIONS, ("GET", "/members-page"), Access.MEMBER)
        shown = client.get("/members-page", headers={"Accept": "text/html,*/*"})
        data = client.get("/members-page", headers={"Accept": "application/json"})
    api = client.get("/api/v1/members", headers={"Accept": "text/html"})

    assert (shown.status_code, shown.text) == (401, "please sign in at /members-page")
    assert data.json()["type"].endswith("/problems/unauthenticated")
    assert api.json()["type"].endswith("/problems/unauthenticated")


def _sign_in_page(request: Request) -> Response:
    return PlainTextResponse(f"please sign in at {request.url.path}", 401)
