"""Batches by API: a file or rows in, checked, confirmed, awarded, reported."""

import csv
import io
import json
from typing import Any
from uuid import UUID

import pytest
from issuing import Issuer
from openpyxl import load_workbook
from starlette.testclient import TestClient

from issuer.models import Batch

from . import sheets
from .programs import BATCHES, CSV, read_sheets, upload


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


@pytest.mark.parametrize("text", ["A\0B", "\x01\x02", "a" * 32_768], ids=["null", "only", "long"])
def test_a_text_that_no_cell_holds_is_refused_at_its_place(
    issuer: Issuer, program: TestClient, text: str
) -> None:
    body = {"rows": [{"email": "ala@example.org"}, {"first_name": text}]}
    answer = program.post(f"{BATCHES}?achievement={issuer.template()}", json=body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["faults"]] == ["/rows/1/first_name"]
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
    other = upload(program, issuer.template(), CSV).json()["id"]
    read_sheets(issuer)
    never = program.post(f"{BATCHES}/{other}/confirm", json={"at": "9999-12-31T23:59:59Z"})
    assert (never.status_code, never.json()["faults"][0]["pointer"]) == (422, "/at")
    assert sheets.work(issuer, UUID(batch)) == 0


def test_batches_are_listed_newest_first(issuer: Issuer, program: TestClient) -> None:
    template = issuer.template()
    made = {upload(program, template, CSV).json()["id"] for _ in range(3)}
    found = program.get(f"{BATCHES}?limit=2").json()
    rest = program.get(f"{BATCHES}?limit=2&cursor={found['next']}").json()
    assert {each["id"] for each in [*found["items"], *rest["items"]]} == made


def test_rows_that_a_cancelled_batch_left_are_reported_as_not_awarded(
    issuer: Issuer, program: TestClient
) -> None:
    batch = upload(program, issuer.template(), CSV).json()["id"]
    read_sheets(issuer)
    place = f"{BATCHES}/{batch}"
    program.post(f"{place}/confirm")
    assert program.post(f"{place}/cancel").json()["state"] == "cancelled"

    text = program.get(f"{place}/report.csv?lang=en").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [line[4] for line in lines[1:]] == ["Not awarded", "Error", "Not awarded"]


@pytest.mark.parametrize("deed", ["undo", "revoke"])
def test_a_batch_of_which_nothing_was_awarded_cannot_be_taken_back(
    issuer: Issuer, program: TestClient, deed: str
) -> None:
    batch = upload(program, issuer.template(), CSV).json()["id"]
    read_sheets(issuer)
    place = f"{BATCHES}/{batch}"
    program.post(f"{place}/confirm")
    program.post(f"{place}/cancel")

    for _ in range(2):
        answer = program.post(f"{place}/{deed}", json={"reason": "Zła lista"})
        assert answer.status_code == 409
        assert answer.json()["type"].endswith("/nothing-to-take-back")
    found = sheets.read(issuer, UUID(batch))
    assert (found.undone_at, found.reason) == (None, None)
