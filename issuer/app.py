"""The web application: it composes everything, and nobody imports it."""

import os
from asyncio import Semaphore

from fastapi import Depends, FastAPI

from issuer import verifying
from issuer.api import (
    access,
    achievements,
    api_keys,
    audit,
    award_lists,
    awards,
    erasure,
    invitations,
    keys,
    members,
    oidc,
    organisations,
    people,
    problem_pages,
    problems,
    public_documents,
    published,
    sessions,
    uploads,
    webhooks,
)
from issuer.api.openapi import describe
from issuer.api.route_table import check_table
from issuer.collaborators import Collaborators
from issuer.composition import compose, guarded_fetcher
from issuer.jobs.enqueueing import Enqueuer
from issuer.settings import Settings
from issuer.web import operations
from issuer.web import routers as pages

ROUTERS = (
    achievements.router,
    api_keys.router,
    audit.router,
    # Before the single award, whose path would take the names of the exports for ids.
    award_lists.router,
    awards.router,
    erasure.router,
    invitations.router,
    keys.router,
    members.router,
    oidc.router,
    operations.router,
    organisations.router,
    people.router,
    problem_pages.router,
    public_documents.router,
    published.router,
    sessions.router,
    uploads.router,
    webhooks.router,
)


def create_app(collaborators: Collaborators) -> FastAPI:
    """Return the application of the service, every route of it in the permission table."""
    app = FastAPI(
        title="Insygnia",
        version="1",
        summary="Mints, gives and verifies Open Badges 3.0 credentials.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(access.authorise)],
    )
    app.state.collaborators = collaborators
    app.state.writers = Semaphore(collaborators.database.writers)
    problems.install(app)
    operations.install(app)
    access.install(app)
    for router in ROUTERS:
        app.include_router(router)
    verifying.install(app, guarded_fetcher())
    pages.install(app, collaborators)
    check_table(app)
    describe(app)
    return app


def from_environment() -> FastAPI:
    """Return the application that the environment describes; the web process calls this."""
    settings = Settings()
    return create_app(compose(settings, os.environ, Enqueuer(settings.jobs_database)))
