"""The web application: it composes everything, and nobody imports it."""

import os
from asyncio import Semaphore
from functools import partial

from fastapi import Depends, FastAPI

from bulk.api import batches
from bulk.api import files as batch_files
from bulk.api.upload_room import UploadRoom
from bulk.making.parent import FileMakers
from bulk.sheet_children import SheetChildren
from bulk.web import batch_deeds, batch_pages, import_pages
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
from issuer.api.body_limit import BodyLimit
from issuer.api.cors import READ_BY_OTHER_SITES, OpenAnswers
from issuer.api.heads import HeadAsGet
from issuer.api.openapi import describe
from issuer.api.permissions import OPEN_TO_OTHER_SITES
from issuer.api.route_table import check_table
from issuer.api.surrounded import Surrounded
from issuer.collaborators import Collaborators
from issuer.composition import compose, guarded_fetcher
from issuer.jobs.enqueueing import Enqueuer
from issuer.passwords import Passwords, open_passwords
from issuer.settings import Settings
from issuer.web import operations
from issuer.web import routers as pages
from issuer.web.security_headers import SecurityHeaders

ROUTERS = (
    achievements.router,
    api_keys.router,
    audit.router,
    # Before the single award, whose path would take the names of the exports for ids.
    award_lists.router,
    awards.router,
    batches.router,
    batch_files.router,
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

BATCH_PAGES = (import_pages.router, batch_pages.router, batch_deeds.router)


def create_app(collaborators: Collaborators) -> FastAPI:
    """Return the application of the service, every route of it in the permission table."""
    settings = collaborators.settings
    app = routed_app(
        over_tls=not settings.is_demonstration, milliseconds=settings.verification_milliseconds
    )
    bind(app, collaborators, open_passwords())
    return app


def routed_app(*, over_tls: bool, milliseconds: int = 250) -> FastAPI:
    """Return the application without collaborators: its routes, what stands around them, errors.

    To verify a document takes at most so many `milliseconds` of a processor.
    """
    app = Surrounded(
        title="Insygnia",
        version="1",
        summary="Mints, gives and verifies Open Badges 3.0 credentials.",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        # A redirect would name the host that the request names.
        redirect_slashes=False,
        dependencies=[Depends(access.authorise)],
    )
    problems.install(app)
    # Within what counts requests, which tells a HEAD from a GET.
    app.add_middleware(HeadAsGet)
    operations.install(app)
    access.install(app)
    for router in ROUTERS:
        app.include_router(router)
    verifying.install(app, guarded_fetcher(), milliseconds)
    app.add_middleware(BodyLimit)
    for router in BATCH_PAGES:
        app.include_router(router)
    pages.install(app)
    app.around = (
        partial(SecurityHeaders, over_tls=over_tls),
        partial(OpenAnswers, routes=OPEN_TO_OTHER_SITES, documents=READ_BY_OTHER_SITES),
    )
    check_table(app)
    describe(app)
    return app


def bind(app: FastAPI, collaborators: Collaborators, passwords: Passwords) -> None:
    """Let `app` work with `collaborators`, and check passwords by `passwords`."""
    app.state.collaborators = collaborators
    app.state.file_makers = FileMakers.beside(SheetChildren.of(collaborators.settings))
    app.state.upload_room = UploadRoom()
    app.state.writers = Semaphore(collaborators.database.writers)
    access.bind(app, passwords)


def from_environment() -> FastAPI:
    """Return the application that the environment describes; the web process calls this."""
    settings = Settings()
    return create_app(compose(settings, os.environ, Enqueuer(settings.jobs_database)))
