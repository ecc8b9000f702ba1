"""The picture of a template in its editor: uploaded, put together, or made from the title."""

from io import BytesIO
from uuid import UUID

import pytest
from fastapi import FastAPI
from issuing import Issuer, new_issuer
from PIL import Image

from issuer.composed_pictures import store_composition
from issuer.models import Role, Upload
from issuer.pictures.badge import Shape
from issuer.pictures.composition import Composition

from .desk import forms_on, staff
from .editor import NEW, Editor, fields_of
from .test_templates import ELEMENTS, TEXTS


@pytest.fixture
def editor(app: FastAPI, issuer: Issuer) -> Editor:
    """Return somebody at the editor."""
    return Editor(staff(app, issuer, Role.AUTHOR), issuer)


def png(side: int = 200) -> bytes:
    data = BytesIO()
    Image.new("RGB", (side, side), "teal").save(data, "PNG")
    return data.getvalue()


def test_a_refused_file_is_told_and_a_good_one_is_kept_when_the_form_is_refused(
    editor: Editor,
) -> None:
    bad = editor.send(NEW, TEXTS, file=("a.png", b"GIF89a"))
    kept = editor.send(NEW, {**TEXTS, "/credits": "dużo"}, file=("a.png", png()))
    saved = editor.send_from(kept.text, NEW, {"/credits": "2"})

    assert bad.status_code == kept.status_code == 422
    assert 'href="#image"' in bad.text
    assert fields_of(bad, NEW)["/texts/pl/name"] == [TEXTS["/texts/pl/name"]]
    image = fields_of(kept, NEW)["/image"][0]
    assert editor.client.get(f"/api/v1/uploads/{image}").headers["content-type"] == "image/png"
    assert saved.status_code == 303
    assert editor.contents()[-1]["image"] == image


def test_a_file_that_was_never_sent_is_asked_for(editor: Editor) -> None:
    answer = editor.send(NEW, TEXTS, {"picture": "file"})

    assert answer.status_code == 422
    assert 'id="image-wrong"' in answer.text


def test_a_picture_is_put_together_and_its_choices_come_back(editor: Editor) -> None:
    choices = {"picture": "composed", "composer/shape": "shield", "composer/colour": "#a8321f",
               "composer/mark": "letters", "composer/letters": "KP",
               "composer/wording": "pl"}  # fmt: skip

    address = editor.send(NEW, TEXTS, choices).headers["location"]
    edit = f"{address}/edit"
    shown = forms_on(editor.client.get(edit).text)[edit].fields
    again = editor.send(edit, {"/texts/pl/description": "Inny opis."})

    assert {name: shown[name] for name in choices} == {n: [v] for n, v in choices.items()}
    assert again.status_code == 303
    (content,) = editor.contents()
    with editor.issuer.service.database.reading() as session:
        upload = session.get_one(Upload, UUID(content["image"]))
        assert upload.media_type == "image/svg+xml"
        assert b"<title>Pisanie" in (upload.content or b"")
    assert editor.issuer.count(Upload) == 1, "the same picture is not kept twice"
    assert "composer" not in str(content)
    assert "#a8321f" not in str(content)


def test_a_badge_shows_the_picture_and_knows_nothing_of_the_choices(editor: Editor) -> None:
    choices = {"picture": "composed", "composer/shape": "star", "composer/mark": "leaf"}

    address = editor.send(NEW, TEXTS, ELEMENTS, choices, do="activate").headers["location"]

    template = address.rpartition("/")[2]
    document = editor.client.get(
        f"/achievements/{template}/1/pl", headers={"Accept": "application/ld+json"}
    ).json()
    picture = editor.client.get(document["image"]["id"])
    assert picture.headers["content-type"] == "image/png"
    assert "leaf" not in str(document)
    assert b"leaf" not in picture.content


def test_another_title_makes_another_picture_if_the_picture_bears_it(editor: Editor) -> None:
    choices = {"picture": "composed", "composer/wording": "pl"}
    address = editor.send(NEW, TEXTS, choices).headers["location"]
    before = editor.contents()[-1]["image"]

    editor.send(f"{address}/edit", {"/texts/pl/name": "Ocenianie wniosków"})

    assert editor.contents()[-1]["image"] != before


def test_going_back_to_a_picture_from_the_title_takes_the_other_one_out(editor: Editor) -> None:
    address = editor.send(NEW, TEXTS, file=("a.png", png())).headers["location"]

    editor.send(f"{address}/edit", {"picture": "title"})

    assert "image" not in editor.contents()[-1]


def test_letters_that_cannot_be_drawn_are_told_at_their_field(editor: Editor) -> None:
    wrong = {"picture": "composed", "composer/mark": "letters", "composer/letters": "ABCD"}

    answer = editor.send(NEW, TEXTS, wrong)

    assert answer.status_code == 422
    assert 'href="#composer/letters"' in answer.text


def test_the_composer_answers_with_a_picture_that_runs_nothing(editor: Editor) -> None:
    answer = editor.client.get(
        "/templates/composed.svg",
        params={"shape": "star", "mark": "heart", "title": "<script>", "language": "pl"},
    )

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text


def test_a_picture_of_another_organisation_is_neither_taken_nor_shown(editor: Editor) -> None:
    other = new_issuer(editor.issuer.service, "inna")
    with other.writing() as session:
        chosen = Composition(shape=Shape.SHIELD)
        picture = store_composition(session, other.caller, chosen, {}, now=other.now)
        image = str(picture.id)

    answer = editor.send(NEW, TEXTS, {"/image": image, "picture": "file"})

    assert answer.status_code == 422
    assert 'href="#image"' in answer.text
    assert editor.client.get(f"/api/v1/uploads/{image}").status_code == 404
