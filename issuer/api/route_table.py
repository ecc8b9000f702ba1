"""Whether the routes of the application and the table of permissions say the same."""

from collections.abc import Iterable, Iterator, Mapping

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Mount, Route

from issuer.api.permissions import PERMISSIONS, Access, Permission

Row = tuple[str, str]


def check_table(app: FastAPI, permissions: Mapping[Row, Permission] = PERMISSIONS) -> None:
    """Raise `RuntimeError` unless each route has a row and each row a route.

    Routes that FastAPI does not guard (its own documents, folders of files) must be public.
    """
    rows = set(_rows(app.routes))
    unguarded = {row for row, guarded in rows if not guarded}
    found = {row for row, _ in rows}
    faults = [
        *(f"{method} {path} has no row" for method, path in sorted(found - permissions.keys())),
        *(f"{method} {path} is no route" for method, path in sorted(permissions.keys() - found)),
        *(
            f"{method} {path} cannot be guarded"
            for method, path in sorted(unguarded & permissions.keys())
            if permissions[method, path] is not Access.PUBLIC
        ),
    ]
    if faults:
        raise RuntimeError(f"the table of permissions is wrong: {'; '.join(faults)}")


def rows_of(app: FastAPI) -> set[Row]:
    """Return method and path of every route, HEAD left out: it follows GET."""
    return {row for row, _ in _rows(app.routes)}


def _rows(routes: Iterable[object]) -> Iterator[tuple[Row, bool]]:
    """Yield method and path of each route, and whether dependencies of the application guard it."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield from _methods(route, guarded=True)
        elif isinstance(route, Route):
            yield from _methods(route, guarded=False)
        elif isinstance(route, Mount):
            yield ("GET", route.path), False
        else:
            yield from _included(route)


def _included(router: object) -> Iterator[tuple[Row, bool]]:
    """Yield what an included router holds: FastAPI keeps it as it is, behind a private class.

    The path of a route is read from its own declaration when a request comes, so including a router
    with a further prefix would open its routes under a name that the table does not know.
    """
    contexts = getattr(router, "effective_route_contexts", None)
    if contexts is None:
        raise RuntimeError(f"{router!r} can have no row in the table of permissions")
    for context in contexts():
        original = context.original_route
        if isinstance(original, APIRoute) and context.path != original.path:
            raise RuntimeError(f"{original.path} was included with a further prefix")
        yield from _rows([original])


def _methods(route: Route | APIRoute, *, guarded: bool) -> Iterator[tuple[Row, bool]]:
    for method in route.methods or ():
        if method != "HEAD":
            yield (method, route.path), guarded
