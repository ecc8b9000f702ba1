"""A template is written in a browser, told what it lacks, filled, activated, archived."""

from typing import Any

import visitors
from fastapi import FastAPI
from issuing import Issuer
from sqlalchemy import select

from issuer.editions import content_of, version_numbered
from issuer.models import Achievement, AchievementState, Role

from .desk import fill, staff

TEXTS = {
    "/texts/pl/name": "Pisanie wniosków",
    "/texts/pl/description": "Pisze wnioski projektowe.",
    "/texts/pl/criteria": "Napisz **wniosek**.",
    "/texts/pl/tags": "wnioski; projekty",
}
ELEMENTS = {
    "/european/learning_outcomes/0/text/pl": "Zna zasady pisania wniosków.",
    "/european/learning_outcomes/0/verification/pl": "Test.",
    "/european/learning_outcomes/2/kind": "skill",
    "/european/learning_outcomes/2/text/pl": "Umie napisać wniosek.",
    "/european/hours": "30",
    "/credits": "1,5",
    "/european/level/eqf": "5",
    "/european/assessment/description/pl": "Ocena wniosku.",
    "/european/participation/description/pl": "Zajęcia zdalne.",
    "/european/quality_assurance/name/pl": "Wewnętrzny system jakości",
}


def the_template(issuer: Issuer) -> Achievement:
    with issuer.service.database.reading() as session:
        return session.scalars(select(Achievement)).one()


def content(issuer: Issuer) -> dict[str, Any]:
    template = the_template(issuer)
    with issuer.service.database.reading() as session:
        version = version_numbered(session, template.id, template.version)
        assert version is not None
        return content_of(version).as_json()


def test_a_micro_credential_is_told_what_it_lacks_then_filled_and_activated(
    app: FastAPI, issuer: Issuer
) -> None:
    client = staff(app, issuer, Role.AUTHOR)

    made = fill(client, "/templates/new", **TEXTS)
    address = made.headers["location"]
    lacking = client.get(address).text
    refused = client.post(
        f"{address}/activate",
        data={"csrf": csrf(lacking), "revision": "1"},
    )
    assert fill(client, f"{address}/edit", **ELEMENTS).headers["location"] == address
    fill(client, address, f"{address}/activate")

    for element in ("M6", "M7", "M8", "M9", "M10", "M11"):
        assert element in lacking
        assert element in refused.text
    assert the_template(issuer).state == AchievementState.ACTIVE
    assert client.get(f"{address}/picture").headers["content-type"] == "image/png"


def csrf(text: str) -> str:
    return text.partition('name="csrf" value="')[2].partition('"')[0]


def test_what_stands_in_the_form_is_what_was_saved(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.AUTHOR)
    address = fill(client, "/templates/new", **TEXTS, **ELEMENTS).headers["location"]
    saved = content(issuer)

    fill(client, f"{address}/edit")

    assert content(issuer) == saved
    assert saved["credits"] == 1.5
    assert saved["texts"]["pl"]["tags"] == ["wnioski", "projekty"]
    outcomes = saved["european"]["learning_outcomes"]
    assert [outcome["text"]["pl"] for outcome in outcomes] == [
        "Zna zasady pisania wniosków.",
        "Umie napisać wniosek.",
    ]


def test_what_the_form_has_no_field_for_stays(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template(
        human_code="KP-1",
        result_descriptions=[
            {
                "id": "poziom",
                "name": {"pl": "Poziom", "en": "Level"},
                "result_type": "RubricCriterionLevel",
                "levels": [{"id": "a", "name": {"pl": "Dobry", "en": "Good"}}],
            }
        ],
    )
    client = staff(app, issuer, Role.AUTHOR)
    before = content(issuer)

    fill(client, f"/templates/{template}/edit", **{"/texts/pl/name": "Nowa nazwa"})

    after = content(issuer)
    assert after["texts"]["pl"]["name"] == "Nowa nazwa"
    assert {**after, "texts": None} == {**before, "texts": None}


def test_a_language_that_is_not_ticked_any_more_is_taken_out(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    client = staff(app, issuer, Role.AUTHOR)

    fill(client, f"/templates/{template}/edit", languages="en")

    after = content(issuer)
    assert after["languages"] == ["en"]
    assert "Koordynator" not in str(after)


def test_a_refused_form_says_why_at_the_field_and_keeps_everything(
    app: FastAPI, issuer: Issuer
) -> None:
    client = staff(app, issuer, Role.AUTHOR)
    wrong = {**TEXTS, "/texts/pl/name": "x" * 251, "/european/hours": "dużo",
             "/criteria_url": "nigdzie"}  # fmt: skip

    answer = fill(client, "/templates/new", **wrong)

    assert answer.status_code == 422
    for name in ("/texts/pl/name", "/european/hours", "/criteria_url"):
        assert f'href="#{name}"' in answer.text
        assert f'id="{name}-wrong"' in answer.text
    assert "Napisz **wniosek**." in answer.text
    assert issuer.count(Achievement) == 0


def test_two_authors_do_not_overwrite_each_other(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    client = staff(app, issuer, Role.AUTHOR)

    answer = fill(client, f"/templates/{template}/edit", revision="1",
                  **{"/texts/pl/name": "Inna"})  # fmt: skip

    assert answer.status_code == 409


def test_a_template_is_archived_and_used_again(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    client, address = staff(app, issuer, Role.AUTHOR, Role.ISSUER), f"/templates/{template}"

    fill(client, address, f"{address}/archive")
    assert the_template(issuer).state == AchievementState.ARCHIVED
    assert f"{address}/award" not in client.get(address).text
    fill(client, address, f"{address}/reactivate")

    assert the_template(issuer).state == AchievementState.ACTIVE
    assert f"{address}/award" in client.get(address).text


def test_the_list_has_tabs_and_filters(app: FastAPI, issuer: Issuer) -> None:
    issuer.template()
    client = staff(app, issuer, Role.AUTHOR)
    fill(client, "/templates/new", **TEXTS)

    def shown(query: str) -> set[str]:
        text = client.get(f"/templates?{query}").text
        return {name for name in ("Project coordinator", "Pisanie wniosków") if name in text}

    assert shown("") == {"Project coordinator", "Pisanie wniosków"}
    assert shown("mine=true") == {"Pisanie wniosków"}
    assert shown("q=pisan") == {"Pisanie wniosków"}
    assert shown("state=active") == {"Project coordinator"}
    assert shown("type=MicroCredential") == {"Pisanie wniosków"}
    assert shown("language=en") == {"Project coordinator"}
    assert shown("q=%00&state=x&type=%00") == {"Project coordinator", "Pisanie wniosków"}


def test_who_only_looks_sees_no_buttons_and_may_not_use_them(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    client = staff(app, issuer, Role.VIEWER)

    text = client.get(f"/templates/{template}").text

    assert "/award" not in text.replace("/awards", "")
    assert "/edit" not in text
    assert client.get(f"/templates/{template}/award").status_code == 403
    assert client.get("/templates/new").status_code == 403
    # The frame names whoever is signed in, so a stranger looks.
    public = visitors.browser(app).get(f"/achievements/{template}")
    assert public.status_code == 200
    assert visitors.ANNA not in public.text
