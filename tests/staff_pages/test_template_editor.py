"""The editor of templates: nothing that was typed is lost, whatever button is pressed."""

import re
from typing import Any
from uuid import UUID

import pytest
import visitors
from fastapi import FastAPI
from issuing import Issuer

from issuer.models import Achievement, AchievementState, Role

from .desk import fill, forms_on, staff
from .editor import NEW, Editor, fields_of
from .test_templates import ELEMENTS, TEXTS

SKILL = "http://data.europa.eu/esco/skill/d4cc5e2f-1b0c-4a6b-8a3d-9a3f6f3a2b10"


@pytest.fixture
def editor(app: FastAPI, issuer: Issuer) -> Editor:
    """Return somebody at the editor."""
    return Editor(staff(app, issuer, Role.AUTHOR), issuer)


@pytest.mark.parametrize(
    "do",
    [
        "preview",
        "add:/alignments",
        "add:/european/learning_outcomes",
        "remove:/alignments/0",
        "pick",
        "add:/texts",
        "remove:/alignments/x",
        "nonsense",
    ],
)
def test_every_button_but_saving_brings_back_all_that_was_typed(editor: Editor, do: str) -> None:
    answer = editor.send(NEW, TEXTS, ELEMENTS, do=do)

    assert answer.status_code == 200
    shown = fields_of(answer)
    assert {name: shown[name] for name in (*TEXTS, *ELEMENTS)} == {
        name: [text] for name, text in (TEXTS | ELEMENTS).items()
    }
    assert editor.issuer.count(Achievement) == 0


def test_a_row_is_added_and_the_one_in_the_middle_removed(editor: Editor) -> None:
    rows = {f"/european/learning_outcomes/{n}/text/pl": f"Efekt {n}." for n in range(3)}
    kinds = {f"/european/learning_outcomes/{n}/kind": "skill" for n in range(3)}

    more = editor.send(NEW, TEXTS, rows, kinds, do="add:/european/learning_outcomes")
    fewer = editor.send_from(more.text, NEW, do="remove:/european/learning_outcomes/1")
    shown = fields_of(fewer, NEW)

    assert "/european/learning_outcomes/3/text/pl" in fields_of(more, NEW)
    texts = [shown[f"/european/learning_outcomes/{n}/text/pl"] for n in range(3)]
    assert texts == [["Efekt 0."], ["Efekt 2."], [""]]
    assert "/european/learning_outcomes/3/text/pl" not in shown


def test_what_a_row_keeps_without_showing_it_moves_with_the_row(editor: Editor) -> None:
    def result(name: str) -> dict[str, Any]:
        level = {"id": "a", "name": {"pl": f"Poziom {name}"}}
        return {"id": name, "name": {"pl": name}, "result_type": "RubricCriterionLevel",
                "levels": [level]}  # fmt: skip

    texts = {"pl": {"name": "Kurs", "description": "Opis.", "criteria": "Test."}}
    template = editor.issuer.template(
        languages=["pl"], texts=texts, result_descriptions=[result("raz"), result("dwa")]
    )
    page = f"/templates/{template}/edit"

    fewer = editor.send(page, do="remove:/result_descriptions/0")
    assert editor.send_from(fewer.text, page).status_code == 303

    kept = editor.contents()[-1]["result_descriptions"]
    assert [(each["id"], each["levels"][0]["name"]["pl"]) for each in kept] == [
        ("dwa", "Poziom dwa")
    ]


def test_a_fault_stands_at_the_row_it_is_in_though_rows_before_were_empty(editor: Editor) -> None:
    answer = editor.send(
        NEW,
        TEXTS,
        {
            "/alignments/2/framework": "ESCO",
            "/alignments/2/name/pl": "Planowanie",
            "/alignments/2/url": "nigdzie",
        },
    )

    assert answer.status_code == 422
    assert fields_of(answer)["/alignments/0/url"] == ["nigdzie"]
    assert 'href="#/alignments/0/url"' in answer.text


def test_two_validities_are_refused_in_words_of_the_form(editor: Editor) -> None:
    both = {"/default_validity/months": "3", "/default_validity/days": "90"}

    answer = editor.send(NEW, TEXTS, both)

    assert answer.status_code == 422
    assert 'href="#/default_validity/months"' in answer.text
    assert "Fill in only one of months, days and the last day." in answer.text


def test_a_missing_text_is_told_at_its_field(editor: Editor) -> None:
    answer = editor.send(NEW, {**TEXTS, "languages": ["pl", "en"]})

    assert answer.status_code == 422
    sentence = "The text in English is missing: add it, or remove the language."
    assert f'<a href="#/texts/en/name">Title (English): {sentence}</a>' in answer.text


def test_markdown_is_shown_as_pages_show_it_with_and_without_scripts(editor: Editor) -> None:
    text = "Napisz **wniosek**.\n\n<script>alert(1)</script>"
    without = editor.send(NEW, {**TEXTS, "/texts/pl/criteria": text}, do="preview")
    token = forms_on(without.text)[NEW].fields["csrf"][0]
    alone = editor.client.post("/templates/markdown", data={"csrf": token, "text": text})

    for answer in (without, alone):
        assert "<strong>wniosek</strong>" in answer.text
        assert "<script>alert" not in answer.text
    assert editor.client.post("/templates/markdown", data={"text": text}).status_code == 403


def test_the_meter_counts_and_names_what_is_missing_with_a_link_to_each_field(
    editor: Editor,
) -> None:
    empty = editor.client.get(NEW).text
    partly = editor.send(NEW, TEXTS, {"/european/hours": "30"}, do="preview").text
    full = editor.send(NEW, TEXTS, ELEMENTS, do="progress").text

    assert "European elements: 4 of 11" in empty
    assert 'href="#/texts/pl/name"' in empty
    assert "European elements: 6 of 11" in partly
    assert 'href="#/european/hours"' not in partly
    assert 'href="#/european/learning_outcomes/0/text/pl"' in partly
    assert "European elements: 11 of 11" in full
    assert "data-ready" in full
    assert "<form" not in full
    for link in re.findall(r'<li><a href="#([^"]+)">M\d', empty):
        assert f'id="{link}"' in empty


def test_a_complete_template_is_saved_and_activated_in_one_step(editor: Editor) -> None:
    answer = editor.send(NEW, TEXTS, ELEMENTS, do="activate")

    template = UUID(answer.headers["location"].rpartition("/")[2])
    assert editor.issuer.achievement(template).state == AchievementState.ACTIVE


def test_what_cannot_be_activated_is_not_saved_and_not_lost(editor: Editor) -> None:
    answer = editor.send(NEW, TEXTS, do="activate")

    assert answer.status_code == 422
    assert 'href="#/european/hours"' in answer.text
    assert fields_of(answer)["/texts/pl/name"] == [TEXTS["/texts/pl/name"]]
    assert editor.issuer.count(Achievement) == 0


def test_who_was_overtaken_keeps_what_they_typed_and_may_save_it_over(editor: Editor) -> None:
    page = f"/templates/{editor.issuer.template()}/edit"
    old = editor.client.get(page).text
    editor.send(page, {"/texts/pl/name": "Szybsza"})

    late = editor.send_from(old, page, {"/texts/pl/name": "Wolniejsza"})
    over = editor.send_from(late.text, page)

    assert late.status_code == 409
    assert fields_of(late, page)["/texts/pl/name"] == ["Wolniejsza"]
    assert over.status_code == 303
    assert editor.contents()[-1]["texts"]["pl"]["name"] == "Wolniejsza"


def test_an_entry_of_a_framework_is_picked_in_both_languages(editor: Editor) -> None:
    picked = editor.send(NEW, TEXTS, {"pick": "isced-061"}, do="pick")
    level = editor.send_from(picked.text, NEW, {"pick": "eqf-5"}, do="pick")
    assert editor.send_from(level.text, NEW).status_code == 303

    field, eqf = editor.contents()[-1]["alignments"]
    assert field["url"] == "http://data.europa.eu/snb/isced-f/061"
    assert field["framework"] == "ISCED-F 2013"
    assert field["code"] == "061"
    assert field["name"] == {"pl": "Technologie teleinformacyjne"}
    assert eqf["url"] == "http://data.europa.eu/snb/eqf/5"
    shown = fields_of(picked, NEW)
    assert shown["/alignments/0/name/en"] == ["Information and Communication Technologies (ICTs)"]


@pytest.mark.parametrize("choice", ["", "eqf-9", "eqf-0", "prk-x", "isced-999", "x-1", "eqf"])
def test_what_is_not_in_the_list_adds_no_row(editor: Editor, choice: str) -> None:
    answer = editor.send(NEW, TEXTS, {"pick": choice}, do="pick")

    assert "/alignments/0/framework" not in fields_of(answer)


def test_an_address_of_esco_is_checked_and_taken_out_of_its_page(editor: Editor) -> None:
    at = "/european/learning_outcomes/0/esco_url"
    page = f"https://esco.ec.europa.eu/en/classification/skill?uri={SKILL}"

    wrong = editor.send(NEW, TEXTS, ELEMENTS, {at: "https://example.org/skill"})
    right = editor.send(NEW, TEXTS, ELEMENTS, {at: page})

    assert wrong.status_code == 422
    assert f'href="#{at}"' in wrong.text
    assert right.status_code == 303
    assert editor.contents()[-1]["european"]["learning_outcomes"][0]["esco_url"] == SKILL


def test_the_first_language_stays_the_first(editor: Editor) -> None:
    template = editor.issuer.template(languages=["en", "pl"])

    editor.send(f"/templates/{template}/edit", {"/texts/pl/name": "Inna"})

    assert editor.contents()[-1]["languages"] == ["en", "pl"]


def test_texts_say_which_language_they_are_in(editor: Editor) -> None:
    text = editor.client.get(NEW).text

    for code in ("pl", "en"):
        for name in ("name", "description", "criteria", "tags"):
            assert re.search(rf'id="/texts/{code}/{name}"[^>]* lang="{code}"', text)


def test_the_noun_follows_the_type(editor: Editor) -> None:
    for kind, noun in (("Badge", "odznakę"), ("MicroCredential", "mikropoświadczenie")):
        text = editor.client.post(
            f"{NEW}?lang=pl",
            data={**forms_on(editor.client.get(NEW).text)[NEW].fields,
                  "/achievement_type": kind, "do": "preview"},
        ).text  # fmt: skip
        assert f"Jak zdobyć {noun} (Polski)" in text


def test_versions_are_listed_and_their_difference_told_word_by_word(
    app: FastAPI, issuer: Issuer
) -> None:
    template = issuer.template()
    client = staff(app, issuer, Role.AUTHOR)
    fill(client, f"/templates/{template}/edit", **{"/texts/en/name": "Project leader"})

    listed = client.get(f"/templates/{template}/versions").text
    told = client.get(f"/templates/{template}/versions/difference?older=1&newer=2")

    assert "Version 2" in listed
    assert "Anna Nowak" in listed
    assert "is awarded now" in listed
    plain = re.sub(r'<span class="unseen"[^>]*>(.*?)</span>', r"\1", told.text)
    assert (
        "Project <del>[removed:] coordinator [end]</del><ins>[added:] leader [end]</ins>" in plain
    )
    assert (
        client.get(f"/templates/{template}/versions/difference?older=1&newer=7").status_code == 404
    )
    visitors.add_staff(issuer, Role.VIEWER, email="v@example.org", name="Wanda")
    assert (
        visitors.sign_in(app, "v@example.org").get(f"/templates/{template}/versions").status_code
        == 200
    )
