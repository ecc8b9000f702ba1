"""Public verification when its children die or are too few: an honest answer, never "valid"."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from issuing import Issuer
from log_lines import written_log
from verifying.refresh_cases import refreshable
from verifying.securing import bytes_of, well
from visitors import browser, serve

from issuer.collaborators import Collaborators
from issuer.verifying import Verification
from verifier.processes.pool import Pool, Room
from verifier.resolver import Resolver, Resource


@dataclass(frozen=True)
class Interrupted(Resolver):
    """A resolver that something happens to before it answers."""

    happens: Callable[[], object]
    others: Resolver

    def resolve(self, url: str) -> Resource:
        self.happens()
        return self.others.resolve(url)


@dataclass(frozen=True)
class Interruptible(Verification):
    """Verification during which something happens."""

    happens: Callable[[], object]

    def resolver(self, service: Collaborators) -> Resolver:
        return Interrupted(self.happens, super().resolver(service))


@pytest.fixture
def app(issuer: Issuer) -> FastAPI:
    """Return the application of the service."""
    return serve(issuer.service)


@pytest.fixture
def badge(issuer: Issuer) -> str:
    """Return a badge of ours, for whose status the verifier has to ask."""
    return issuer.forms(issuer.award(issuer.template()))["json"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGKILL, "verification-broke-off"),
        (signal.SIGXCPU, "verification-out-of-time"),
    ],
    ids=["killed", "too long"],
)
def test_when_the_child_ends_nobody_says_valid(
    app: FastAPI, badge: str, number: signal.Signals, code: str
) -> None:
    usual: Verification = app.state.verification
    with Pool(monotonic=time.monotonic) as pool:
        app.state.verification = replace(usual, pool=pool)
        before = browser(app).post("/api/v1/verify", content=badge)
        (pid,) = pool.pids()
        app.state.verification = Interruptible(
            usual.fetcher, usual.copies, pool, lambda: os.kill(pid, number)
        )
        answer = browser(app).post("/api/v1/verify", content=badge)

    assert before.json()["verdict"] == "valid"
    assert answer.status_code == 200
    assert answer.json()["verdict"] == "could-not-check"
    assert answer.json()["genuine"] == "unknown"
    assert answer.json()["checks"][0]["code"] == code
    assert answer.json()["credential"] is None
    assert "Traceback" not in answer.text


def test_when_the_child_ends_over_a_newer_version_the_log_says_so(app: FastAPI) -> None:
    usual: Verification = app.state.verification
    badge = bytes_of(well(refreshable())())
    with Pool(monotonic=time.monotonic) as pool:
        app.state.verification = replace(usual, pool=pool)
        browser(app).post("/api/v1/verify", content=b"{}")
        (pid,) = pool.pids()
        app.state.verification = Interruptible(
            usual.fetcher, usual.copies, pool, lambda: os.kill(pid, signal.SIGXCPU)
        )
        with written_log() as log:
            answer = browser(app).post("/api/v1/verify", content=badge)

    assert answer.json()["verdict"] == "valid"
    assert [remark["rule"] for remark in answer.json()["remarks"]] == ["refresh-met-a-limit"]
    (event,) = log.events("refresh_ended")
    assert (event["reason"], event["where"]) == ("verification-out-of-time", "the processor")
    assert log.events("verification_ended") == []


def test_whoever_finds_no_room_is_told_to_come_again(app: FastAPI, badge: str) -> None:
    usual: Verification = app.state.verification
    with Pool(monotonic=time.monotonic, room=Room(asking=0, waiting=0)) as pool:
        app.state.verification = replace(usual, pool=pool)
        answer = browser(app).post(
            "/api/v1/verify", content=badge, headers={"Accept-Language": "pl"}
        )

    assert answer.status_code == 503
    assert answer.json()["type"].endswith("/problems/verifier-busy")
    assert "zbyt wiele odznak" in answer.json()["detail"]


def test_the_report_in_words_comes_in_the_language_of_the_visitor(app: FastAPI, badge: str) -> None:
    assert in_polish(browser(app), badge).startswith("WAŻNA")


def in_polish(client: TestClient, badge: str) -> str:
    headers = {"Accept": "text/plain", "Accept-Language": "pl"}
    return client.post("/api/v1/verify", content=badge, headers=headers).text
