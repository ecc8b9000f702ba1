"""The application, for everything about rights."""

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer, new_issuer

from issuer.collaborators import Collaborators


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(service)


@pytest.fixture
def other_issuer(service: Collaborators) -> Issuer:
    """Return another organisation of the same service."""
    return new_issuer(service, "politechnika")
