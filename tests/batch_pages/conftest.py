"""The application, somebody who awards, and batches, for everything about the pages of batches."""

from collections.abc import Callable

import pytest
import visitors
from batches import sheets
from fastapi import FastAPI
from issuing import Issuer
from staff_pages.desk import staff
from starlette.testclient import TestClient

from issuer.collaborators import Collaborators
from issuer.models import Role


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(service)


@pytest.fixture
def client(app: FastAPI, issuer: Issuer) -> TestClient:
    """Return the browser of somebody who awards."""
    return staff(app, issuer, Role.ISSUER)


@pytest.fixture
def imported(issuer: Issuer) -> Callable[..., str]:
    """Return what makes the page of a batch whose rows were checked."""

    def make(*rows: sheets.Cells) -> str:
        batch = sheets.checked_batch(issuer, issuer.template(), rows or sheets.people(3))
        return f"/batches/{batch}"

    return make
