"""A service whose calls arrive at a receiver of the test."""

from dataclasses import replace
from typing import Any

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from starlette.testclient import TestClient

from issuer.collaborators import Collaborators
from issuer.rights import Right

from .receivers import Receiver


@pytest.fixture
def receiver() -> Receiver:
    """Return whoever is called."""
    return Receiver()


@pytest.fixture
def listening(service: Collaborators, receiver: Receiver) -> Collaborators:
    """Return the service, whose calls arrive at the receiver."""
    return replace(service, fetch=receiver)


@pytest.fixture
def app(listening: Collaborators) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(listening)


@pytest.fixture
def program(app: FastAPI, issuer: Issuer) -> TestClient:
    """Return a program that may look after webhooks."""
    return visitors.program(app, issuer, Right.ORGANISATION)


@pytest.fixture
def webhook(program: TestClient) -> Any:
    """Return a webhook for everything, with its secret."""
    events = ["awarded", "claimed", "revoked"]
    body = {"url": "https://records.example/insygnia?from=us", "events": events}
    return program.post("/api/v1/webhooks", json=body).json()
