"""A piece of evidence that was added stays in sight, though nothing is written in it yet."""

import pytest
from fastapi import FastAPI
from issuing import Issuer

from .steps import PERSON, open_wizard


@pytest.mark.parametrize("button", ["award", "clear"])
def test_a_blank_piece_of_evidence_stays_until_it_is_taken_out(
    app: FastAPI, issuer: Issuer, button: str
) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    wizard.press("next", **PERSON)
    wizard.press("add")

    wizard.press(button, activity_from="31/12/2029")

    assert 'id="evidence-0-name"' in wizard.text
    wizard.press("back")
    wizard.press("next")
    assert 'id="evidence-0-name"' in wizard.text
    wizard.press("remove-0")
    assert 'id="evidence-0-name"' not in wizard.text
