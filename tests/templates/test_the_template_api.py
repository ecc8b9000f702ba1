"""Templates by the REST API, as a program of an organisation uses it."""

import copy
from typing import Any

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer
from pydantic import BaseModel
from starlette.testclient import TestClient

from issuer.api.achievements import ChangedAchievement, NewAchievement
from issuer.api.organisations import OrganisationBody
from issuer.models import Role
from issuer.organisation_profile import OrganisationProfile, accepted_profile
from issuer.rights import Right
from signing.baking import PictureKind, picture_kind
from templates.contents import BADGE, MICRO_CREDENTIAL, without

TEMPLATES = "/api/v1/achievements"


def created(author: TestClient, content: dict[str, Any]) -> dict[str, Any]:
    """Return what the API says of a new template."""
    answer = author.post(TEMPLATES, json={"content": content})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_from_a_draft_to_an_active_template(author: TestClient) -> None:
    made = created(author, without("hours"))
    assert (made["state"], made["version"], made["active_version"]) == ("draft", 1, None)
    assert [element["code"] for element in made["missing"]] == ["M7"]
    address = f"{TEMPLATES}/{made['id']}"

    refused = author.post(f"{address}/activate", json={"revision": 1})
    assert refused.status_code == 422
    assert refused.json()["type"].endswith("/problems/elements-missing")
    assert refused.json()["faults"][0]["pointer"] == "/content/european/hours"

    whole = {"revision": 1, "content": MICRO_CREDENTIAL, "duplicate_policy": "deny"}
    changed = author.patch(address, json=whole).json()
    assert (changed["revision"], changed["missing"]) == (2, [])
    active = author.post(f"{address}/activate", json={"revision": 2}).json()

    assert (active["state"], active["active_version"]) == ("active", 1)
    assert active["duplicate_policy"] == "deny"
    assert set(active["versions"][0]["editions"]) == {"pl", "en"}
    assert author.get(address).json() == active


def test_the_answer_names_where_the_new_template_is(author: TestClient) -> None:
    answer = author.post(TEMPLATES, json={"content": BADGE})

    assert author.get(answer.headers["location"]).json() == answer.json()


def test_a_fault_of_the_content_is_named_with_its_place(author: TestClient) -> None:
    content = copy.deepcopy(BADGE)
    content["texts"]["pl"]["name"] = " "

    answer = author.post(TEMPLATES, json={"content": content})

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["faults"]] == ["/content/texts/pl/name"]


def test_an_unknown_field_is_refused(author: TestClient) -> None:
    body = {"content": BADGE, "duplicate_polcy": "deny"}

    assert author.post(TEMPLATES, json=body).status_code == 422


def test_an_outdated_change_is_a_conflict(author: TestClient) -> None:
    address = f"{TEMPLATES}/{created(author, BADGE)['id']}"
    author.patch(address, json={"revision": 1, "duplicate_policy": "deny"})

    late = author.patch(address, json={"revision": 1, "duplicate_policy": "replace"})

    assert late.status_code == 409
    assert late.json()["type"].endswith("/problems/achievement-changed")
    assert author.get(address).json()["duplicate_policy"] == "deny"


def test_archiving_and_using_again(author: TestClient) -> None:
    address = f"{TEMPLATES}/{created(author, BADGE)['id']}"
    author.post(f"{address}/activate", json={"revision": 1})

    archived = author.post(f"{address}/archive", json={"revision": 2}).json()
    again = author.post(f"{address}/reactivate", json={"revision": 3}).json()

    assert (archived["state"], again["state"]) == ("archived", "active")
    assert author.post(f"{address}/reactivate", json={"revision": 4}).status_code == 409


def test_deleting_a_draft(author: TestClient) -> None:
    address = f"{TEMPLATES}/{created(author, BADGE)['id']}"

    assert author.delete(address).status_code == 204
    assert author.get(address).status_code == 404


def test_a_list_shows_names_pictures_and_counts(author: TestClient, issuer: Issuer) -> None:
    template = issuer.template()
    issuer.award(template)

    listed = author.get(TEMPLATES, params={"state": "active", "author": "me"}).json()
    assert listed == {"items": [], "next": None}
    listed = author.get(TEMPLATES, params={"text": "koord", "type": "Badge"}).json()

    assert [item["id"] for item in listed["items"]] == [str(template)]
    assert listed["items"][0]["names"]["en"] == "Project coordinator"
    assert (listed["items"][0]["awarded"], listed["items"][0]["claimed"]) == (1, 0)
    assert set(listed["items"][0]["pictures"]["pl"]) == {"png", "svg"}


def test_the_author_is_shown_to_colleagues_and_to_nobody_else(
    app: FastAPI, issuer: Issuer, anybody: TestClient
) -> None:
    visitors.add_staff(issuer, Role.AUTHOR, name="Anna Wzorcowa")
    anna = visitors.sign_in(app)
    made = created(anna, BADGE)
    active = anna.post(f"{TEMPLATES}/{made['id']}/activate", json={"revision": 1}).json()

    assert active["author"]["name"] == "Anna Wzorcowa"
    assert active["author"]["email"] == visitors.ANNA
    for address in active["versions"][0]["editions"].values():
        public = anybody.get(address).text
        assert "Wzorcowa" not in public
        assert visitors.ANNA not in public


def test_a_draft_has_a_picture_to_look_at(author: TestClient) -> None:
    address = f"{TEMPLATES}/{created(author, BADGE)['id']}/picture"

    png = author.get(address, params={"language": "en"})
    svg = author.get(address, params={"format": "svg"})

    assert png.headers["content-type"] == "image/png"
    assert picture_kind(png.content) is PictureKind.PNG
    assert "Łączenie zespołów" in svg.text


def test_who_may_only_award_reads_templates_and_changes_none(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    awarder = visitors.program(app, issuer, Right.READ, Right.AWARD)

    assert awarder.get(f"{TEMPLATES}/{template}").status_code == 200
    assert awarder.post(TEMPLATES, json={"content": BADGE}).status_code == 403
    assert awarder.delete(f"{TEMPLATES}/{template}").status_code == 403


@pytest.mark.parametrize("body", [NewAchievement, ChangedAchievement])
def test_the_examples_of_template_bodies_are_accepted(body: type[BaseModel]) -> None:
    example = body.model_json_schema()["example"]

    assert body.model_validate(example).model_fields_set == example.keys()


def test_the_example_of_an_organisation_is_accepted() -> None:
    example = OrganisationBody.model_json_schema()["example"]

    accepted = accepted_profile(OrganisationBody(**example).applied(OrganisationProfile({})))

    assert accepted.names == example["names"]
