"""What the machines of an operator ask: alive, ready, and figures."""

import ipaddress
import secrets

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from issuer.api.dependencies import Now, Service
from issuer.db.revision import NEWEST_REVISION, current_revision
from issuer.errors import NotFoundError, UnauthenticatedError
from issuer.jobs import heartbeat
from issuer.metrics import CONTENT_TYPE, RequestFigures, records_exposition
from issuer.settings import Settings
from issuer.web.observing import Observer

router = APIRouter(tags=["operations"])
_log = structlog.get_logger()


class Health(BaseModel):
    """That the process answers."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"example": {"alive": True}})

    alive: bool


class Readiness(BaseModel):
    """Whether requests and jobs are served, and if not, what is missing."""

    model_config = ConfigDict(
        frozen=True,
        json_schema_extra={
            "example": {"ready": True, "database": True, "migrations": True, "worker": True}
        },
    )

    ready: bool
    database: bool
    """The database answers."""
    migrations: bool
    """Its tables are those of this version."""
    worker: bool
    """A worker has said in the last half minute that it is alive."""


def install(app: FastAPI) -> None:
    """Let `app` count its requests and tell each in one event."""
    app.state.figures = RequestFigures()
    app.add_middleware(Observer, figures=app.state.figures)


@router.get("/healthz", summary="Is this process alive?")
def healthz() -> Health:
    """Answer, whatever the state of the database."""
    return Health(alive=True)


@router.get(
    "/readyz",
    summary="Are requests and jobs served?",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "Not now."}},
)
def readyz(service: Service, now: Now) -> Response:
    """Answer 200 when the database answers, its tables are up to date and a worker is alive."""
    database = migrations = worker = False
    try:
        found = current_revision(service.database)
        database, migrations = True, found == NEWEST_REVISION
        if migrations:
            with service.database.reading() as session:
                worker = heartbeat.is_alive(session, now=now)
    except Exception as error:  # noqa: BLE001 - whatever the driver raises, we are not ready
        _log.warning("not_ready", error=type(error).__name__)
    ready = database and migrations and worker
    answer = Readiness(ready=ready, database=database, migrations=migrations, worker=worker)
    return JSONResponse(answer.model_dump(), 200 if ready else 503)


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses={
        200: {
            "content": {"text/plain": {"example": 'insygnia_mails{state="sent"} 3.0\n'}},
            "description": "Text in the exposition format.",
        }
    },
)
def metrics(request: Request, service: Service, now: Now) -> Response:
    """Answer whoever sends the token of `INSYGNIA_METRICS_TOKEN`.

    Without that setting there are no metrics, except for this machine in a demonstration. An
    address of loopback proves nothing elsewhere: a reverse proxy may stand there.
    """
    check_reader(request, service.settings)
    figures: RequestFigures = request.app.state.figures
    with service.database.reading() as session:
        records = records_exposition(session, now=now)
    return Response(figures.exposition() + records, media_type=CONTENT_TYPE)


def check_reader(request: Request, settings: Settings) -> None:
    """Raise `UnauthenticatedError` or `NotFoundError` unless the request may read the metrics."""
    token = settings.metrics_token
    if token is None:
        if not (settings.is_demonstration and _is_this_machine(request)):
            raise NotFoundError
        return
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    same = secrets.compare_digest(given.strip().encode(), token.get_secret_value().encode())
    if kind.lower() != "bearer" or not same:
        raise UnauthenticatedError


def _is_this_machine(request: Request) -> bool:
    try:
        return ipaddress.ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False
