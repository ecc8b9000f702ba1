"""What programs send in such numbers, or so badly, that nobody could take all of it."""

import json
import tracemalloc
from dataclasses import replace
from uuid import UUID

import pytest
import visitors
from httpx2 import Response
from issuing import Issuer
from starlette.testclient import TestClient

from bulk.api.sent_rows import LONGEST_LINE, MOST_FAULTS
from bulk.batches import MOST_WAITING
from issuer.api.body_limit import LARGEST_JSON
from issuer.models import Batch
from issuer.rights import Right

from .programs import BATCHES, CSV, upload

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
    made = [upload(program, template, CSV).json()["id"] for _ in range(MOST_WAITING)]
    assert _problem(upload(program, template, CSV)) == (409, "too-many-waiting")
    assert issuer.count(Batch) == MOST_WAITING

    assert program.post(f"{BATCHES}/{made[0]}/cancel").status_code == 204
    assert upload(program, template, CSV).status_code == 202


def test_the_state_of_a_batch_is_told_in_polish(issuer: Issuer, program: TestClient) -> None:
    batch = upload(program, issuer.template(), CSV).json()["id"]
    polish = {"Accept-Language": "pl"}
    told = program.post(f"{BATCHES}/{batch}/pause", headers=polish).json()["detail"]
    assert told == "Tego nie można teraz zrobić z tym importem: jego stan to „wczytany”."
    told = program.post(f"{BATCHES}/{batch}/pause").json()["detail"]
    assert told.endswith("its state is “uploaded”.")
