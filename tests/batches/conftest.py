"""A program that calls the API."""

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from starlette.testclient import TestClient

from issuer.rights import Right


@pytest.fixture
def app(issuer: Issuer) -> FastAPI:
    return visitors.serve(issuer.service)


@pytest.fixture
def program(app: FastAPI, issuer: Issuer) -> TestClient:
    return visitors.program(app, issuer, Right.READ, Right.AWARD)
