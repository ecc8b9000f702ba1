"""Half a character, anywhere in a template that a program sends: told at its place, no failure."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import visitors
from issuing import Issuer
from starlette.testclient import TestClient
from templates.contents import MICRO_CREDENTIAL

from issuer.rights import Right

TEMPLATES = "/api/v1/achievements"
HALF = "\udfff"


def spoilt(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the value with half a character in each of its texts and names of members in turn."""
    if isinstance(value, str):
        yield place, value + HALF
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield f"{place}/{name}*", {**value, name + HALF: inner}
            for where, worse in spoilt(inner, f"{place}/{name}"):
                yield where, {**value, name: worse}
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            for where, worse in spoilt(inner, f"{place}/{number}"):
                yield where, [*value[:number], worse, *value[number + 1 :]]


SPOILT = dict(spoilt({"content": MICRO_CREDENTIAL, "duplicate_policy": "deny"}))


@pytest.fixture
def program(issuer: Issuer) -> TestClient:
    """Return a program that writes templates, and is told of errors as strangers are."""
    client = visitors.program(visitors.serve(issuer.service), issuer, Right.READ, Right.TEMPLATES)
    headers = {**client.headers, "Content-Type": "application/json"}
    return TestClient(
        client.app, str(client.base_url), raise_server_exceptions=False, headers=headers
    )


# A program may ask some fifty times in a row.
@pytest.mark.parametrize("part", range(2))
def test_half_a_character_in_a_template_is_told(program: TestClient, part: int) -> None:
    answers = {
        place: program.post(TEMPLATES, content=json.dumps(body))
        for place, body in list(SPOILT.items())[part::2]
    }

    assert len(answers) > 20
    assert {place for place, answer in answers.items() if answer.status_code != 422} == set()
    assert {place for place, answer in answers.items() if not answer.json()["faults"]} == set()
