"""What anybody may read about achievements and organisations."""

import json
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from issuing import CANONICALISER, CONTENT, PUBLIC_URL, Issuer
from starlette.testclient import TestClient

from issuer.achievements import AchievementChange, archive_achievement, change_achievement
from issuer.activation import activate_achievement
from issuer.callers import Caller
from issuer.documents.reading import read_content
from issuer.organisations import close_organisation
from templates.contents import MICRO_CREDENTIAL

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ELM = 'application/ld+json; profile="http://data.europa.eu/snb/model/ap/loq-constraints/"'


def test_the_address_in_a_badge_leads_to_what_the_badge_says(
    issuer: Issuer, anybody: TestClient
) -> None:
    template = issuer.template()
    credential = json.loads(issuer.forms(issuer.award(template))["json"])
    embedded = credential["credentialSubject"]["achievement"]

    answer = anybody.get(embedded["id"])

    assert answer.headers["content-type"] == "application/ld+json"
    document = answer.json()
    creator = document.pop("creator")
    del document["@context"]
    assert document == embedded
    assert creator == credential["issuer"]


def test_an_edition_says_nothing_that_json_ld_does_not_know(
    issuer: Issuer, anybody: TestClient
) -> None:
    document = anybody.get(f"/achievements/{issuer.template()}/1/pl").json()

    assert CANONICALISER.statements(document)


def test_an_edition_may_be_kept_for_ever_and_read_by_any_site(
    issuer: Issuer, anybody: TestClient
) -> None:
    address = f"/achievements/{issuer.template()}/1/en"

    answer = anybody.get(address, headers={"Origin": "https://elsewhere.example"})

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    again = anybody.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert anybody.options(address).headers["access-control-allow-origin"] == "*"


def test_editions_name_their_siblings_and_the_version_before(
    issuer: Issuer, anybody: TestClient
) -> None:
    template = issuer.template()
    _next_version(issuer, template)

    related = anybody.get(f"/achievements/{template}/2/pl").json()["related"]

    base = f"{PUBLIC_URL}/achievements/{template}"
    assert [each["id"] for each in related] == [f"{base}/1/pl", f"{base}/2/en"]
    first = anybody.get(f"/achievements/{template}/1/pl").json()
    assert [each["id"] for each in first["related"]] == [f"{base}/1/en"]


@pytest.mark.parametrize(
    ("header", "query", "language"),
    [
        ("", "", "pl"),
        ("en", "", "en"),
        ("de, en-GB;q=0.8, pl;q=0.1", "", "en"),
        ("fr", "", "pl"),
        ("en;q=0", "", "pl"),
        ("en", "?lang=pl", "pl"),
        ("pl", "?format=elm", "pl"),
    ],
)
def test_the_short_address_leads_to_the_newest_edition_in_the_best_language(
    issuer: Issuer, anybody: TestClient, header: str, query: str, language: str
) -> None:
    template = issuer.template()
    _next_version(issuer, template)

    answer = anybody.get(f"/achievements/{template}{query}", headers={"Accept-Language": header})

    assert answer.status_code == 302
    assert answer.headers["location"] == f"/achievements/{template}/2/{language}{query}"
    assert "Accept-Language" in answer.headers["vary"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_people_get_a_page_at_the_same_address(issuer: Issuer, anybody: TestClient) -> None:
    template = issuer.template()

    page = anybody.get(f"/achievements/{template}/1/en", headers={"Accept": BROWSER})

    assert page.headers["content-type"].startswith("text/html")
    assert "Project coordinator" in page.text
    assert "Accept" in page.headers["vary"]
    assert "access-control-allow-origin" not in page.headers
    data = anybody.get(f"/achievements/{template}/1/en?format=json", headers={"Accept": BROWSER})
    assert data.json()["name"] == "Project coordinator"


def test_the_learning_model_is_served_at_the_same_address(
    issuer: Issuer, anybody: TestClient
) -> None:
    template = issuer.template(**MICRO_CREDENTIAL)
    address = f"/achievements/{template}/1/pl"

    by_accept = anybody.get(address, headers={"Accept": ELM})
    by_query = anybody.get(f"{address}?format=elm")

    assert by_accept.json() == by_query.json()
    document = by_query.json()
    assert document["id"] == f"{PUBLIC_URL}{address}"
    assert document["title"]["en"] == ["Joining teams"]
    assert document["volumeOfLearning"] == "PT60H"


def test_drafts_and_versions_to_come_are_not_public(
    issuer: Issuer, author: TestClient, anybody: TestClient
) -> None:
    draft = author.post("/api/v1/achievements", json={"content": CONTENT}).json()["id"]
    active = issuer.template()
    _change(issuer, active)

    for address in (
        f"/achievements/{draft}",
        f"/achievements/{draft}/1/pl",
        f"/achievements/{active}/2/pl",
        f"/achievements/{active}/1/de",
        f"/achievements/{active}/0/pl",
        f"/achievements/{active}/{2**70}/pl",
        f"/achievements/{uuid4()}/1/pl",
    ):
        assert anybody.get(address).status_code == 404, address
    assert anybody.get(f"/achievements/{active}").headers["location"].endswith("/1/pl")


def test_editions_outlive_their_template_and_their_organisation(
    issuer: Issuer, anybody: TestClient
) -> None:
    template = issuer.template()
    with issuer.writing() as session:
        archive_achievement(session, issuer.caller, template, revision=2, now=issuer.now)
        operator = Caller("operator", None, is_operator=True)
        close_organisation(session, operator, issuer.organisation_id, now=issuer.now)

    assert anybody.get(f"/achievements/{template}/1/pl").status_code == 200
    assert anybody.get(f"/achievements/{template}").status_code == 302
    assert anybody.get("/issuers/akademia").status_code == 200
    assert anybody.get("/issuers/akademia/did.json").status_code == 200


def test_the_profile_of_an_organisation(issuer: Issuer, anybody: TestClient) -> None:
    answer = anybody.get("/issuers/akademia", headers={"Accept-Language": "en"})

    profile = answer.json()
    assert profile["id"] == "did:web:badges.example:issuers:akademia"
    assert (profile["type"], profile["name"]) == (["Profile"], "Academy")
    assert profile["address"]["addressCountryCode"] == "PL"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert CANONICALISER.statements(profile)
    assert anybody.get("/issuers/akademia").json()["name"] == "Akademia"
    page = anybody.get("/issuers/akademia", headers={"Accept": BROWSER})
    assert page.text.startswith("<h1>akademia</h1>")


@pytest.mark.parametrize("slug", ["nieznana", "a%00b", "Akademia"])
def test_an_unknown_issuer_is_not_there(issuer: Issuer, anybody: TestClient, slug: str) -> None:
    answer = anybody.get(f"/issuers/{slug}")

    assert answer.status_code == 404
    assert answer.json()["type"].endswith("/problems/issuer-not-found")


def test_every_route_of_templates_is_described(app: FastAPI) -> None:
    paths = app.openapi()["paths"]

    for path, routes in paths.items():
        if path.startswith(("/api/v1/achievements", "/api/v1/organisations", "/api/v1/uploads")):
            for route in routes.values():
                assert route["summary"]
                assert route["description"]


def _change(issuer: Issuer, template: UUID) -> int:
    texts = {
        language: {**text, "name": f"{text['name']} 2"}
        for language, text in CONTENT["texts"].items()
    }
    with issuer.writing() as session:
        content = read_content({**CONTENT, "texts": texts})
        changed = change_achievement(
            session, issuer.caller, template, AchievementChange(2, content), now=issuer.now
        )
        return changed.revision


def _next_version(issuer: Issuer, template: UUID) -> None:
    revision = _change(issuer, template)
    with issuer.writing() as session:
        activate_achievement(
            session, issuer.service, issuer.caller, template, revision=revision, now=issuer.now
        )
