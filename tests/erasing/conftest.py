"""The application, and a program that may erase."""

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from starlette.testclient import TestClient

from issuer.collaborators import Collaborators
from issuer.rights import Right


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(service)


@pytest.fixture
def program(app: FastAPI, issuer: Issuer) -> TestClient:
    """Return a program that may do everything."""
    return visitors.program(app, issuer, *Right)
