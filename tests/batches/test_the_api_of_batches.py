"""Batches by API: a file or rows in, checked, confirmed, awarded, reported."""

import csv
import io
import json
from typing import Any
from uuid import UUID

import pytest
import visitors
from fastapi import FastAPI
from httpx2 import Response
from issuing import Issuer
from openpyxl import load_workbook
from sqlalchemy import select
from starlette.testclient import TestClient

from bulk.reading_job import read_batch
from bulk.sheet_children import SheetChildren
from issuer.models import Award, Batch, BatchReading, JobState
from issuer.rights import Right

from . import sheets

CSV = (
    "\ufeffEMAIL;IMIĘ;NAZWISKO;UWAGI;TERMIN WAŻNOŚCI\r\n"
    "zaneta@example.org;Żaneta;Gęślą-Jaźń;stacjonarnie;31.12.2031\r\n"
    "\r\n"
    "nikt;Jan;Kowalski;;\r\n"
    "wzor@example.org;=CMD();Nguyễn Thị;zdalnie;2031-12-31\r\n"
)
BATCHES = "/api/v1/batches"


@pytest.fixture
def app(issuer: Issuer) -> FastAPI:
    return visitors.serve(issuer.service)


@pytest.fixture
def program(app: FastAPI, issuer: Issuer) -> TestClient:
    return visitors.program(app, issuer, Right.READ, Right.AWARD)


def read_sheets(issuer: Issuer) -> None:
    """Do what the worker does with new batches."""
    with issuer.service.database.reading() as session:
        waiting = session.scalars(
            select(BatchReading.id).where(BatchReading.state == JobState.QUEUED)
        ).all()
    for job in waiting:
        read_batch(job, issuer.service, SheetChildren.of(issuer.service.settings).read)


def upload(program: TestClient, template: UUID, content: bytes | str, **headers: str) -> Response:
    data = content.encode() if isinstance(content, str) else content
    answer: Response = program.post(
        f"{BATCHES}?achievement={template}", files={"file": ("osoby.csv", data)}, headers=headers
    )
    return answer


def test_a_file_is_checked_awarded_and_reported(issuer: Issuer, program: TestClient) -> None:
    template = issuer.template()
    made = upload(program, template, CSV)
    assert made.status_code == 202, made.text
    batch = made.json()
    assert (batch["state"], batch["rows"]) == ("uploaded", 0)
    assert made.headers["Location"].endswith(f"{BATCHES}/{batch['id']}")

    read_sheets(issuer)
    place = f"{BATCHES}/{batch['id']}"
    checked = program.get(place).json()
    assert checked["state"] == "checked", checked
    assert (checked["rows"], checked["ok"], checked["errors"]) == (3, 2, 1)
    assert checked["ignored_columns"] == ["UWAGI"]
    rows = program.get(f"{place}/rows?shown=errors").json()["items"]
    assert [(row["number"], row["faults"][0]["code"]) for row in rows] == [(4, "E02")]

    assert program.post(f"{place}/confirm").json()["state"] == "confirmed"
    assert sheets.work(issuer, UUID(batch["id"])) == 1
    finished = program.get(place).json()
    assert (finished["state"], finished["awarded"], finished["failed"]) == ("finished", 2, 0)
    assert sheets.books_of(issuer, UUID(batch["id"])) == sheets.exactly(2)
    _reports_are_alike_and_harmless(program, place)


def _reports_are_alike_and_harmless(program: TestClient, place: str) -> None:
    text = program.get(f"{place}/report.csv?lang=pl").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    workbook = load_workbook(io.BytesIO(program.get(f"{place}/report.xlsx?lang=pl").content))
    cells = [[str(cell.value or "") for cell in row] for row in workbook.active.iter_rows()]
    assert lines[0][:5] == ["NR WIERSZA", "EMAIL", "IMIĘ", "NAZWISKO", "STATUS"]
    assert lines[0][-1] == "UWAGI"
    assert [line[0] for line in lines[1:]] == ["2", "4", "5"]
    assert lines[1][2:4] == ["Żaneta", "Gęślą-Jaźń"]
    assert lines[3][2] == "'=CMD()"
    assert [[cell.removeprefix("'") for cell in line] for line in lines] == cells
    assert all(cell.data_type != "f" for row in workbook.active.iter_rows() for cell in row)


def test_rows_come_as_json_too(issuer: Issuer, program: TestClient) -> None:
    template = issuer.template()
    row = {"email": "ala@example.org", "first_name": "Ala", "last_name": 'Żuk;\n"x"'}
    person = {**row, "email": "ola@example.org"}
    by_json = program.post(f"{BATCHES}?achievement={template}", json={"rows": [row]})
    lines = "\n".join(json.dumps(each) for each in (row, person))
    by_lines = program.post(
        f"{BATCHES}?achievement={template}",
        content=lines,
        headers={"Content-Type": "application/x-ndjson"},
    )
    read_sheets(issuer)

    found = [program.get(f"{BATCHES}/{each.json()['id']}").json() for each in (by_json, by_lines)]
    assert [(each["state"], each["rows"]) for each in found] == [("checked", 1), ("checked", 2)]
    shown = program.get(f"{BATCHES}/{found[1]['id']}/rows").json()["items"]
    assert [row["email"] for row in shown] == ["ala@example.org", "ola@example.org"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"rows": [{"emial": "a@example.org"}]}, 422),
        ({"rows": [{"email": 7}]}, 422),
        ({}, 422),
    ],
    ids=["unknown", "number", "nothing"],
)
def test_rows_that_are_none_are_refused(
    issuer: Issuer, program: TestClient, body: dict[str, Any], status: int
) -> None:
    answer = program.post(f"{BATCHES}?achievement={issuer.template()}", json=body)
    assert answer.status_code == status, answer.text
    assert issuer.count(Batch) == 0


def test_a_request_without_a_file_is_refused(issuer: Issuer, program: TestClient) -> None:
    template = issuer.template()
    for answer in (
        program.post(f"{BATCHES}?achievement={template}", data={"file": "x"}),
        program.post(f"{BATCHES}?achievement={template}", content=b"EMAIL"),
        program.post(f"{BATCHES}?achievement={template}", files={"other": b"EMAIL"}),
    ):
        assert answer.status_code == 422, answer.text
    assert issuer.count(Batch) == 0


def test_the_same_request_with_the_same_key_makes_one_batch(
    issuer: Issuer, program: TestClient
) -> None:
    template = issuer.template()
    first = upload(program, template, CSV, **{"Idempotency-Key": "k1"})
    again = upload(program, template, CSV, **{"Idempotency-Key": "k1"})
    other = upload(program, template, CSV + "x", **{"Idempotency-Key": "k1"})

    assert first.json()["id"] == again.json()["id"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert other.status_code == 422
    assert issuer.count(Batch) == 1

    read_sheets(issuer)
    place = f"{BATCHES}/{first.json()['id']}/confirm"
    confirmed = [program.post(place, headers={"Idempotency-Key": "k2"}) for _ in range(2)]
    assert [answer.status_code for answer in confirmed] == [200, 200]
    assert program.post(place).status_code == 409


def test_a_file_that_is_none_is_refused_with_its_code(issuer: Issuer, program: TestClient) -> None:
    template = issuer.template()
    batch = upload(program, template, "IMIĘ;NAZWISKO\r\nJan;Kowalski\r\n").json()
    read_sheets(issuer)

    found = program.get(f"{BATCHES}/{batch['id']}", headers={"Accept-Language": "pl"}).json()
    assert (found["state"], found["failure"]["code"]) == ("failed", "F02")
    assert "EMAIL" in found["failure"]["detail"]
    assert program.post(f"{BATCHES}/{batch['id']}/cancel").status_code == 204
    assert program.get(f"{BATCHES}/{batch['id']}").status_code == 404


def test_the_sheet_of_another_template_is_refused(issuer: Issuer, program: TestClient) -> None:
    one, other = issuer.template(), issuer.template()
    place = f"/api/v1/achievements/{other}/import-template.xlsx"
    workbook = load_workbook(io.BytesIO(program.get(place).content))
    workbook.active.append(["jan@example.org", "Jan", "Kowalski"])
    written = io.BytesIO()
    workbook.save(written)
    batch = upload(program, one, written.getvalue()).json()
    read_sheets(issuer)

    assert program.get(f"{BATCHES}/{batch['id']}").json()["failure"]["code"] == "F05"


def test_a_workbook_comes_back_is_corrected_and_the_rest_is_awarded(
    issuer: Issuer, program: TestClient
) -> None:
    template = issuer.template()
    place = f"/api/v1/achievements/{template}/import-template.xlsx?lang=pl"
    workbook = load_workbook(io.BytesIO(program.get(place).content))
    workbook.active.append(["jan@example.org", "Jan", "Kowalski"])
    workbook.active.append(["ala@", "Ala", "Żuk"])
    first = _sent(issuer, program, template, workbook)
    back = _returned(program, first)
    heading = {cell.value: cell.column for cell in back.active[1]}
    statuses = [back.active.cell(row, heading["STATUS"]).value for row in (2, 3)]
    assert statuses == ["Przyznano", "Błąd"]
    assert back.active.cell(3, 1).comment is not None

    back.active.cell(3, 1).value = "ala@example.org"
    second = _sent(issuer, program, template, back)
    found = program.get(f"{BATCHES}/{second}").json()
    assert (found["done"], found["ok"], found["awarded"]) == (1, 1, 1)
    assert issuer.count(Award) == 2

    third = _sent(issuer, program, template, _returned(program, second), confirmed=False)
    found = program.get(f"{BATCHES}/{third}").json()
    assert (found["done"], found["ok"], found["errors"]) == (2, 0, 0)


def _sent(
    issuer: Issuer, program: TestClient, template: UUID, workbook: Any, *, confirmed: bool = True
) -> str:
    written = io.BytesIO()
    workbook.save(written)
    batch: str = upload(program, template, written.getvalue()).json()["id"]
    read_sheets(issuer)
    if confirmed:
        assert program.post(f"{BATCHES}/{batch}/confirm").status_code == 200
        sheets.work(issuer, UUID(batch))
    return batch


def _returned(program: TestClient, batch: str) -> Any:
    answer = program.get(f"{BATCHES}/{batch}/workbook.xlsx?lang=pl")
    assert answer.status_code == 200, answer.text
    return load_workbook(io.BytesIO(answer.content))


def test_rows_are_sorted_as_polish_is(issuer: Issuer, program: TestClient) -> None:
    template = issuer.template()
    names = ["Zając", "Ąbramowicz", "Adamek", "Łoś", "Lis", "Żuk", "Źrebak"]
    rows = [
        {"email": f"{number}@example.org", "first_name": "Jan", "last_name": name}
        for number, name in enumerate(names)
    ]
    batch = program.post(f"{BATCHES}?achievement={template}", json={"rows": rows}).json()["id"]
    read_sheets(issuer)

    def listed(query: str) -> list[str]:
        found, cursor = [], ""
        while True:
            page = program.get(f"{BATCHES}/{batch}/rows?limit=2&{query}{cursor}").json()
            found += [row["last_name"] for row in page["items"]]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"

    expected = ["Adamek", "Ąbramowicz", "Lis", "Łoś", "Zając", "Źrebak", "Żuk"]
    assert listed("sort=last_name") == expected
    assert listed("sort=last_name&descending=true") == expected[::-1]
    assert listed("") == names


def test_a_batch_can_be_paused_resumed_undone_and_revoked(
    issuer: Issuer, program: TestClient
) -> None:
    template = issuer.template()
    batch = upload(program, template, CSV).json()["id"]
    read_sheets(issuer)
    place = f"{BATCHES}/{batch}"
    assert program.post(f"{place}/pause").status_code == 409
    program.post(f"{place}/confirm")
    assert program.post(f"{place}/pause").json()["state"] == "paused"
    assert program.post(f"{place}/resume").json()["state"] == "confirmed"
    sheets.work(issuer, UUID(batch))
    undone = program.post(f"{place}/undo")
    assert undone.status_code == 200, undone.text
    sheets.work(issuer, UUID(batch))
    assert program.get(place).json()["revoked"] == 2
    assert program.post(f"{place}/revoke", json={"reason": "x"}).status_code == 409


def test_a_batch_begins_when_it_is_told_to(issuer: Issuer, program: TestClient) -> None:
    batch = upload(program, issuer.template(), CSV).json()["id"]
    read_sheets(issuer)
    at = "2031-06-30T08:00:00Z"
    found = program.post(f"{BATCHES}/{batch}/confirm", json={"at": at}).json()
    assert (found["state"], found["due_at"]) == ("confirmed", at)
    assert sheets.work(issuer, UUID(batch)) == 0


def test_batches_are_listed_newest_first(issuer: Issuer, program: TestClient) -> None:
    template = issuer.template()
    made = {upload(program, template, CSV).json()["id"] for _ in range(3)}
    found = program.get(f"{BATCHES}?limit=2").json()
    rest = program.get(f"{BATCHES}?limit=2&cursor={found['next']}").json()
    assert {each["id"] for each in [*found["items"], *rest["items"]]} == made
