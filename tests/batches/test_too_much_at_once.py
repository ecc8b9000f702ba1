"""What programs send in such numbers, or so badly, that nobody could take all of it."""

import asyncio
import json
import tracemalloc
from dataclasses import replace
from uuid import UUID

import pytest
import visitors
from httpx2 import Response
from issuing import Issuer
from starlette.requests import Request
from starlette.testclient import TestClient

from bulk.api.sent_rows import LONGEST_LINE, MOST_FAULTS
from bulk.api.upload_room import upload_room
from bulk.batch_errors import TooManyUnreadError
from bulk.batches import MOST_UNREAD, MOST_WAITING
from issuer.api.body_limit import LARGEST_JSON
from issuer.models import Batch
from issuer.rights import Right

from .programs import BATCHES, CSV, read_sheets, upload

_DOCUMENT, _LINES = "application/json", "application/x-ndjson"
_MANY = 100_000
_MOST_MEMORY = 24 * 1_048_576


def _post(program: TestClient, template: UUID, body: bytes, kind: str) -> Response:
    answer: Response = program.post(
        f"{BATCHES}?achievement={template}", content=body, headers={"Content-Type": kind}
    )
    return answer


def _problem(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


@pytest.fixture
def strict(issuer: Issuer) -> TestClient:
    """Return a program at a service that takes two rows at a time."""
    settings = issuer.service.settings.model_copy(update={"batch_rows": 2})
    app = visitors.serve(replace(issuer.service, settings=settings))
    return visitors.program(app, issuer, Right.READ, Right.AWARD)


@pytest.mark.parametrize(
    ("kind", "body"),
    [(_LINES, b"{}\n{}\n\n{}\nnone"), (_DOCUMENT, b'{"rows":[{},{},{},0]}')],
    ids=["lines", "document"],
)
def test_no_more_rows_are_taken_than_a_sheet_may_have(
    issuer: Issuer, strict: TestClient, kind: str, body: bytes
) -> None:
    template = issuer.template()
    answer = _post(strict, template, body, kind)
    assert _problem(answer) == (422, "too-many-rows")
    assert "4" in answer.json()["detail"]
    assert issuer.count(Batch) == 0
    assert _post(strict, template, b"{}\n{}\n", _LINES).status_code == 202


@pytest.mark.parametrize("row", [b"{}", b"0"], ids=["objects", "numbers"])
@pytest.mark.parametrize("kind", [_DOCUMENT, _LINES], ids=["document", "lines"])
def test_rows_that_are_refused_take_little_memory(
    issuer: Issuer, strict: TestClient, kind: str, row: bytes
) -> None:
    rows = [row] * _MANY
    body = b'{"rows":[' + b",".join(rows) + b"]}" if kind == _DOCUMENT else b"\n".join(rows)
    template = issuer.template()
    tracemalloc.start()
    try:
        answer = _post(strict, template, body, kind)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status_code == 422
    assert most < _MOST_MEMORY


def test_of_rows_that_are_none_the_first_faults_are_told(
    issuer: Issuer, program: TestClient
) -> None:
    body = json.dumps({"rows": [{"email": "a@example.org"}, *[{"email": 7}] * 50]}).encode()
    faults = _post(program, issuer.template(), body, _DOCUMENT).json()["faults"]
    assert len(faults) == MOST_FAULTS
    assert faults[0]["pointer"] == "/rows/1/email"


def test_what_is_too_large_to_be_read_at_once_is_refused(
    issuer: Issuer, program: TestClient
) -> None:
    template = issuer.template()
    document = b'{"rows":[{}]}'.ljust(LARGEST_JSON + 1)
    line = b'{"narrative":"' + b"a" * LONGEST_LINE + b'"}'
    assert _problem(_post(program, template, document, _DOCUMENT)) == (422, "json-too-large")
    assert _problem(_post(program, template, line, _LINES)) == (422, "json-too-large")
    assert _post(program, template, document[:-1], _DOCUMENT).status_code == 202


def test_sheets_that_nobody_confirms_do_not_pile_up(issuer: Issuer, program: TestClient) -> None:
    template = issuer.template()
    made = []
    for _ in range(MOST_WAITING):
        made.append(upload(program, template, CSV).json()["id"])
        read_sheets(issuer)
    assert _problem(upload(program, template, CSV)) == (409, "too-many-waiting")
    assert issuer.count(Batch) == MOST_WAITING

    assert program.post(f"{BATCHES}/{made[0]}/cancel").status_code == 204
    assert upload(program, template, CSV).status_code == 202


def test_only_some_sheets_of_an_organisation_wait_to_be_read(
    issuer: Issuer, program: TestClient
) -> None:
    template = issuer.template()
    for _ in range(MOST_UNREAD):
        assert upload(program, template, CSV).status_code == 202
    refused = upload(program, template, CSV, **{"Accept-Language": "pl"})
    assert _problem(refused) == (429, "too-many-unread")
    assert refused.headers["Retry-After"] == "10"
    assert f"czekają na wczytanie: {MOST_UNREAD}." in refused.json()["detail"]
    assert issuer.count(Batch) == MOST_UNREAD

    read_sheets(issuer)
    assert upload(program, template, CSV).status_code == 202


def test_an_operator_says_how_many_may_wait(issuer: Issuer) -> None:
    settings = issuer.service.settings.model_copy(update={"batches_unread": 1})
    app = visitors.serve(replace(issuer.service, settings=settings))
    program = visitors.program(app, issuer, Right.READ, Right.AWARD)
    template = issuer.template()
    assert upload(program, template, CSV).status_code == 202
    assert _problem(upload(program, template, CSV)) == (429, "too-many-unread")


def test_sheets_that_are_still_arriving_are_counted_before_they_are_kept(
    issuer: Issuer,
) -> None:
    app = visitors.serve(issuer.service)
    request = Request({"type": "http", "app": app, "state": {"caller": issuer.caller}})

    async def arrive() -> None:
        arriving = [upload_room(request) for _ in range(MOST_UNREAD)]
        for each in arriving:
            await anext(each)
        with pytest.raises(TooManyUnreadError):
            await anext(upload_room(request))
        await arriving[0].aclose()
        await anext(arriving_now := upload_room(request))
        for each in (*arriving[1:], arriving_now):
            await each.aclose()

    asyncio.run(arrive())
    assert not app.state.upload_room.arriving


def test_the_state_of_a_batch_is_told_in_polish(issuer: Issuer, program: TestClient) -> None:
    batch = upload(program, issuer.template(), CSV).json()["id"]
    polish = {"Accept-Language": "pl"}
    told = program.post(f"{BATCHES}/{batch}/pause", headers=polish).json()["detail"]
    assert told == "Tego nie można teraz zrobić z tym importem: jego stan to „wczytany”."
    told = program.post(f"{BATCHES}/{batch}/pause").json()["detail"]
    assert told.endswith("its state is “uploaded”.")
