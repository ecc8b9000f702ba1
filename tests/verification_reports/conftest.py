"""A service at a public address with a key of its own, and a badge to verify."""

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from starlette.testclient import TestClient

from issuer.platform_key import ensure_platform_key


@pytest.fixture
def platform(issuer: Issuer) -> Issuer:
    """Return an organisation of a service that has its own key."""
    with issuer.writing() as session:
        ensure_platform_key(session, issuer.service.settings, issuer.service.keks)
    return issuer


@pytest.fixture
def app(platform: Issuer) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(platform.service)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """Return a visitor's browser."""
    return visitors.browser(app)


@pytest.fixture
def badge(platform: Issuer) -> str:
    """Return a badge of ours as JSON."""
    return platform.forms(platform.award(platform.template()))["json"]
