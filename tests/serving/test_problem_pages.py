"""Every kind of problem has an address, and whoever opens it reads what it is."""

import pytest
import visitors
from issuing import PUBLIC_URL, Issuer
from starlette.testclient import TestClient

from issuer.api.problem_pages import GENERAL, problem_types
from issuer.rights import Right

PROBLEMS = {known.slug: known for known in problem_types()}


@pytest.fixture
def anybody(issuer: Issuer) -> TestClient:
    """Return somebody without an account."""
    return visitors.browser(visitors.serve(issuer.service))


def test_the_type_of_a_problem_leads_to_its_page(issuer: Issuer) -> None:
    app = visitors.serve(issuer.service)
    program = visitors.program(app, issuer, Right.READ)
    answers = [
        program.get("/api/v1/awards/00000000-0000-4000-8000-000000000000"),
        program.post("/api/v1/keys/rotate"),
        program.put("/api/v1/keys"),
        program.get("/api/v1/nothing"),
        visitors.browser(app).get("/api/v1/awards"),
        program.post("/api/v1/erasures", json={"email": 1}),
    ]
    for answer in answers:
        problem = answer.json()
        assert problem["type"].startswith(f"{PUBLIC_URL}/problems/")
        page = visitors.browser(app).get(problem["type"])
        assert page.status_code == 200, problem
        assert page.text.startswith(f"{problem['status']} ")


def test_every_problem_is_told_in_both_languages(anybody: TestClient) -> None:
    for slug, known in PROBLEMS.items():
        polish, english = (
            anybody.get(f"/problems/{slug}", headers={"Accept-Language": language}).text
            for language in ("pl", "en")
        )
        assert polish != english
        for text in (polish, english):
            assert text.startswith(f"{known.status:d} {slug}\n")
            assert "{" not in text


def test_browsers_get_a_page(anybody: TestClient) -> None:
    headers = {"Accept": "text/html,*/*;q=0.8", "Accept-Language": "pl-PL"}

    answer = anybody.get("/problems/already-awarded", headers=headers)

    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert '<html lang="pl">' in answer.text
    assert "<h1>To poświadczenie zostało już przyznane tej osobie ….</h1>" in answer.text
    assert '<code lang="en">409 already-awarded</code>' in answer.text


@pytest.mark.parametrize("slug", ["no-such-problem", "Conflict", "x" * 101, "%00", "%3Cb%3E"])
def test_what_is_no_problem_is_not_found(anybody: TestClient, slug: str) -> None:
    assert anybody.get(f"/problems/{slug}").status_code in {404, 422}


def test_no_two_problems_have_one_name() -> None:
    assert len(problem_types()) == len(PROBLEMS) > 60
    assert {known.slug for known in GENERAL} <= PROBLEMS.keys()
