"""What tests of templates share: an application with pages, and a program that writes templates."""

import pytest
import visitors
from fastapi import FastAPI, Request, Response
from issuing import Issuer
from starlette.testclient import TestClient

from issuer.collaborators import Collaborators
from issuer.editions import PublishedEdition
from issuer.models import Organisation
from issuer.rights import Right


class Pages:
    """Pages that say which they are."""

    def edition(self, request: Request, edition: PublishedEdition) -> Response:
        """Return a page that names the achievement."""
        name = edition.content.texts[edition.language].name
        return Response(f"<h1>{name}</h1>{request.url.path}", media_type="text/html")

    def organisation(self, request: Request, organisation: Organisation) -> Response:
        """Return a page that names the organisation."""
        return Response(f"<h1>{organisation.slug}</h1>{request.url.path}", media_type="text/html")


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    """Return the application of the service."""
    made = visitors.serve(service)
    made.state.public_pages = Pages()
    return made


@pytest.fixture
def author(app: FastAPI, issuer: Issuer) -> TestClient:
    """Return a program that may write templates."""
    return visitors.program(app, issuer, Right.READ, Right.TEMPLATES)


@pytest.fixture
def anybody(app: FastAPI) -> TestClient:
    """Return somebody without an account."""
    return TestClient(app, "https://badges.example", follow_redirects=False)
