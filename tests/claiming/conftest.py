"""The application, for everything about claims."""

import pytest
import visitors
from fastapi import FastAPI

from issuer.collaborators import Collaborators


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(service)
