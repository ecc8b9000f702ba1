"""Every result of a verification has a page that says what it means and what to do."""

from html import unescape

import pytest
from claiming.recipients import phone
from fastapi import FastAPI

from issuer.web.catalogues import LANGUAGES
from verifier.explanations import explanation
from verifier.texts import TEXTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_page_that_says_everything_about_it(app: FastAPI, language: str) -> None:
    client = phone(app)
    for code in TEXTS:
        entry = explanation(code)
        text = unescape(client.get(f"/verify/codes/{code}?lang={language}").text)
        said = [entry[name][language] for name in ("title", "meaning", "fault", "advice")]
        lacking = [each for each in (code, entry["clause"], *said) if each not in text]
        assert lacking == [], code


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_leads_to_every_page(app: FastAPI, language: str) -> None:
    text = phone(app).get(f"/verify/codes?lang={language}").text

    assert [code for code in TEXTS if f'href="/verify/codes/{code}"' not in text] == []


@pytest.mark.parametrize(
    "code", ["no-such-code", "valid", "x" * 101, "..%2fverify", "%3Cscript%3E"]
)
def test_a_code_that_is_none_has_no_page(app: FastAPI, code: str) -> None:
    answer = phone(app).get(f"/verify/codes/{code}", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert "<script>" not in answer.text
