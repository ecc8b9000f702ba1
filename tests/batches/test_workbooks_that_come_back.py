"""Workbooks of ours: of another template, and those that come back and are uploaded again."""

import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from issuing import Issuer
from openpyxl import load_workbook
from starlette.testclient import TestClient

from issuer.models import Award

from . import sheets
from .programs import BATCHES, read_sheets, upload

JAN = ("jan@example.org", "Jan", "Kowalski")
ALA = ("ala@", "Ala", "Żuk")
"""Her address is not whole."""


def test_the_sheet_of_another_template_is_refused(issuer: Issuer, program: TestClient) -> None:
    one, other = issuer.template(), issuer.template()
    batch = _sent(issuer, program, one, _filled_in(program, other, JAN), confirmed=False)

    assert program.get(f"{BATCHES}/{batch}").json()["failure"]["code"] == "F05"


def test_a_workbook_comes_back_is_corrected_and_the_rest_is_awarded(
    issuer: Issuer, program: TestClient
) -> None:
    template = issuer.template()
    workbook = _filled_in(program, template, JAN, ALA)
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


def test_a_workbook_that_comes_back_twice_awards_nobody_twice(
    issuer: Issuer, program: TestClient
) -> None:
    template = issuer.template()
    workbook = _filled_in(program, template, JAN, ALA, ("ola@", "Ola", "Lis"))
    back = _returned(program, _sent(issuer, program, template, workbook))
    back.active.cell(3, 1).value = "ala@example.org"
    waiting = _sent(issuer, program, template, back, confirmed=False)
    beside = _sent(issuer, program, template, back, confirmed=False)
    assert program.get(f"{BATCHES}/{beside}").json()["failure"]["code"] == "F05"
    assert program.post(f"{BATCHES}/{waiting}/confirm").status_code == 200
    sheets.work(issuer, UUID(waiting))

    # Whoever goes on with the copy that they have, not with the newest one.
    back.active.cell(4, 1).value = "ola@example.org"
    third = _sent(issuer, program, template, back)
    found = program.get(f"{BATCHES}/{third}").json()
    assert (found["done"], found["ok"], found["awarded"]) == (2, 1, 1)
    newest = _returned(program, third)
    for copy in (back, newest):
        again = _sent(issuer, program, template, copy, confirmed=False)
        found = program.get(f"{BATCHES}/{again}").json()
        assert (found["done"], found["ok"]) == (3, 0)
        assert program.post(f"{BATCHES}/{again}/cancel").status_code == 204
    assert issuer.count(Award) == 3


def test_a_workbook_of_the_preview_awards_nobody_twice(issuer: Issuer, program: TestClient) -> None:
    template = issuer.template()
    workbook = _filled_in(program, template, JAN, ALA)
    first = _sent(issuer, program, template, workbook, confirmed=False)
    preview = _returned(program, first)
    assert program.post(f"{BATCHES}/{first}/confirm").status_code == 200
    sheets.work(issuer, UUID(first))

    preview.active.cell(3, 1).value = "ala@example.org"
    second = _sent(issuer, program, template, preview)
    found = program.get(f"{BATCHES}/{second}").json()
    assert (found["done"], found["ok"], found["awarded"]) == (1, 1, 1)
    assert issuer.count(Award) == 2


def test_whoever_lost_the_award_of_a_preview_is_awarded_again(
    issuer: Issuer, program: TestClient
) -> None:
    template = issuer.template()
    workbook = _filled_in(program, template, JAN)
    first = _sent(issuer, program, template, workbook, confirmed=False)
    preview = _returned(program, first)
    assert program.post(f"{BATCHES}/{first}/confirm").status_code == 200
    sheets.work(issuer, UUID(first))
    assert program.post(f"{BATCHES}/{first}/undo").status_code == 200
    sheets.work(issuer, UUID(first))

    second = _sent(issuer, program, template, preview, confirmed=False)
    found = program.get(f"{BATCHES}/{second}").json()
    assert (found["done"], found["ok"]) == (0, 1)


def test_a_list_without_headings_comes_back_with_headings(
    issuer: Issuer, program: TestClient
) -> None:
    template = issuer.template()
    batch = upload(program, template, "jan@example.org;Jan;Nowak\nala@;Ala;Żuk\n".encode()).json()
    read_sheets(issuer)
    found = program.get(f"{BATCHES}/{batch['id']}").json()
    assert (found["file_kind"], found["ok"], found["errors"]) == ("lines", 1, 1)
    assert "EMAIL, FIRST NAME, LAST NAME" in found["assumed_order"]
    program.post(f"{BATCHES}/{batch['id']}/confirm")
    sheets.work(issuer, UUID(batch["id"]))

    assert sheets.states(issuer, UUID(batch["id"])) == {1: "awarded", 2: "refused"}
    back = _returned(program, batch["id"])
    rows = [row[:3] for row in back.active.iter_rows(values_only=True)]
    assert rows[1:] == [("jan@example.org", "Jan", "Nowak"), ("ala@", "Ala", "Żuk")]
    assert rows[0][0] == "EMAIL"


def test_a_workbook_waits_until_the_import_that_it_came_from_is_over(
    issuer: Issuer, program: TestClient
) -> None:
    template = issuer.template()
    workbook = _filled_in(program, template, JAN)
    first = _sent(issuer, program, template, workbook, confirmed=False)
    preview = _returned(program, first)

    early = _sent(issuer, program, template, preview, confirmed=False)
    found = program.get(f"{BATCHES}/{early}").json()
    assert (found["state"], found["failure"]["code"]) == ("failed", "F05")
    assert program.post(f"{BATCHES}/{first}/cancel").status_code == 204
    later = _sent(issuer, program, template, preview, confirmed=False)
    assert program.get(f"{BATCHES}/{later}").json()["ok"] == 1


def _filled_in(program: TestClient, template: UUID, *rows: Sequence[str]) -> Any:
    """Return the import template of a template with these rows."""
    place = f"/api/v1/achievements/{template}/import-template.xlsx?lang=pl"
    workbook = load_workbook(io.BytesIO(program.get(place).content))
    for row in rows:
        workbook.active.append(row)
    return workbook


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
