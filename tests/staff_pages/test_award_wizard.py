"""The two steps that award one person: what each asks, keeps, refuses, and what is issued."""

import re

import pytest
from fastapi import FastAPI
from issuing import CONTENT, Issuer
from sqlalchemy import select
from templates.contents import MICRO_CREDENTIAL

from issuer.achievements import archive_achievement
from issuer.models import AuditEntry, Award, Mail, Role, Upload

from .desk import staff
from .steps import PERSON, open_wizard, the_award, the_credential

EMOJI = "👩🏽‍🚀"  # Four code points, more units of UTF-16.


def test_the_wizard_says_what_is_awarded_and_shows_its_two_steps(
    app: FastAPI, issuer: Issuer
) -> None:
    text = open_wizard(app, issuer, issuer.template(), "pl").text

    assert "<h1>Przyznajesz odznakę: Koordynator projektów</h1>" in text
    assert "Dane odbiorcy" in text
    assert "Wpisz imię, nazwisko i adres e-mail posiadacza poświadczenia." in text
    assert "Język, termin ważności, opis" in text
    assert "Uzupełnij dodatkowe ustawienia przyznawanego poświadczenia." in text
    for name in ("Imię", "Nazwisko", "E-mail"):
        assert f'aria-label="Pomoc: {name}"' in text
    assert text.count("0 / 250") == 3


def test_an_empty_first_step_is_red_and_says_so_three_times(app: FastAPI, issuer: Issuer) -> None:
    wizard = open_wizard(app, issuer, issuer.template())

    answer = wizard.press("next", narrative="31.02.2031")

    assert answer.status_code == 422
    assert 'class="wrong" aria-current="step"' in answer.text
    assert "Something is missing or wrong in this step." in answer.text
    for name in PERSON:
        assert f'href="#{name}"' in answer.text
        assert re.search(f'id="{name}"[^>]*aria-invalid="true"', answer.text)
    assert "Write the surname." in answer.text
    assert re.search('role="alert" tabindex="-1" autofocus', answer.text)
    assert answer.text.count("autofocus") == 1
    assert wizard.value("narrative") == "31.02.2031"


def test_the_first_step_alone_is_checked_by_next(app: FastAPI, issuer: Issuer) -> None:
    wizard = open_wizard(app, issuer, issuer.template())

    answer = wizard.press("next", **PERSON, valid_until="1999-01-01")

    assert answer.status_code == 200
    assert wizard.value("step") == "2"
    assert "<summary autofocus><h2>" in answer.text


LONGEST_EMAIL = f"{'a' * 61}@{'b' * 60}.{'c' * 60}.{'d' * 63}.pl"


@pytest.mark.parametrize(
    ("name", "longest"),
    [
        ("first_name", "a" * 250),
        ("first_name", EMOJI[0] * 250),
        ("last_name", "Z" + "ż" * 249),
        ("last_name", "e\u0301" * 250),
        ("email", LONGEST_EMAIL),
    ],
    ids=["letters", "emoji", "diacritics", "combining", "address"],
)
def test_250_characters_pass_and_251_are_refused(
    app: FastAPI, issuer: Issuer, name: str, longest: str
) -> None:
    wizard = open_wizard(app, issuer, issuer.template())

    refused = wizard.press("next", **{**PERSON, name: f"x{longest}"})
    assert refused.status_code == 422
    assert f'id="{name}-wrong"' in refused.text
    assert "251 / 250" in refused.text
    assert wizard.press("next", **{**PERSON, name: longest}).status_code == 200
    wizard.press("back")
    assert "250 / 250" in wizard.text


def test_a_description_of_1000_characters_passes_and_1001_are_refused(
    app: FastAPI, issuer: Issuer
) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    wizard.press("next", **PERSON)

    refused = wizard.press("award", narrative="ż" * 1001)
    assert refused.status_code == 422
    assert 'id="narrative-wrong"' in refused.text
    assert "1001 / 1000" in refused.text
    assert wizard.press("award", narrative="ż" * 999 + EMOJI[0]).status_code == 303


def test_without_any_wish_the_award_is_in_the_templates_language_and_for_ever(
    app: FastAPI, issuer: Issuer
) -> None:
    wizard = open_wizard(app, issuer, issuer.template(), "pl")
    wizard.press("next", **PERSON)

    assert wizard.value("language") == "pl"
    assert "Bezterminowe</span> – kliknij, aby zmienić" in wizard.text
    wizard.press("award")
    assert the_award(issuer).language == "pl"
    assert "validUntil" not in the_credential(issuer)


def test_an_expiry_that_was_cleared_is_not_in_the_credential(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template(default_validity={"months": 12})
    wizard = open_wizard(app, issuer, template, "pl")
    assert wizard.value("valid_until") == "2031-03-01"
    wizard.press("next", **PERSON)
    assert "01.03.2031</span> – kliknij, aby zmienić" in wizard.text

    wizard.press("clear", narrative="Zostaje.")

    assert "Bezterminowe</span> – kliknij, aby zmienić" in wizard.text
    assert (wizard.value("valid_until"), wizard.value("narrative")) == ("", "Zostaje.")
    wizard.press("award")
    assert "validUntil" not in the_credential(issuer)


def test_going_back_keeps_everything(app: FastAPI, issuer: Issuer) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    wizard.press("next", **PERSON)
    wizard.press("add")
    second = {
        "language": "en", "valid_until": "not a day", "narrative": "Dwa\r\nwiersze",
        "certificate_number": "KP/7", "activity_from": "2030-01-01", "activity_to": "2030-02-01",
        "result-ocena": "5,0", "evidence-0-name": "Report", "evidence-0-description": "Long.",
        "evidence-0-url": "https://akademia.example/raport",
    }  # fmt: skip

    wizard.press("back", **second)
    assert wizard.value("step") == "1"
    wizard.press("next", last_name="Jaźń")

    for name, text in {**PERSON, **second, "last_name": "Jaźń"}.items():
        assert wizard.value(name) == text.replace("\r\n", "\n"), name


def test_a_kept_file_goes_back_and_forth_and_becomes_evidence(app: FastAPI, issuer: Issuer) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    wizard.press("next", **PERSON)
    wizard.press("add")
    wizard.press("award", files={"evidence-0-file": ("praca.txt", b"Praca.")}, valid_until="x")
    assert wizard.answer.status_code == 422
    assert "praca.txt" in wizard.text
    wizard.press("back")
    wizard.press("award", valid_until="")

    with issuer.service.database.reading() as session:
        upload = session.scalars(select(Upload).where(Upload.purpose == "evidence")).one()
    assert upload.award_id == the_award(issuer).id
    assert str(upload.id) in the_credential(issuer)["evidence"][0]["id"]


def test_evidence_is_added_up_to_ten_and_taken_out(app: FastAPI, issuer: Issuer) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    wizard.press("next", **PERSON)
    for row in range(10):
        assert 'value="add"' in wizard.text
        wizard.press("add")
        wizard.press("stay", **{f"evidence-{row}-url": f"https://akademia.example/{row}"})

    assert 'value="add"' not in wizard.text
    wizard.press("remove-3")
    wizard.press("award")
    addresses = [piece["id"] for piece in the_credential(issuer)["evidence"]]
    assert addresses == [f"https://akademia.example/{row}" for row in range(10) if row != 3]


def test_a_blank_piece_of_evidence_does_not_move_the_faults_of_the_next(
    app: FastAPI, issuer: Issuer
) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    wizard.press("next", **PERSON)

    wizard.press("award", **{"evidence-0-url": "", "evidence-1-url": "akademia"})

    assert 'id="evidence-0-url-wrong"' in wizard.text
    assert wizard.value("evidence-0-url") == "akademia"


def test_everything_of_the_second_step_is_in_the_credential(app: FastAPI, issuer: Issuer) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    wizard.press("next", **PERSON)
    wizard.press("add")
    wizard.press(
        "award", language="en", valid_until="31.01.2031", narrative="Led the project.",
        certificate_number="KP/7", activity_from="2030-01-01", activity_to="2030-02-01",
        result__ocena="5,0", evidence__0__name="Report", evidence__0__description="Forty pages.",
        evidence__0__url="https://akademia.example/raport",
    )  # fmt: skip

    credential = the_credential(issuer)
    subject = credential["credentialSubject"]
    assert credential["name"] == CONTENT["texts"]["en"]["name"]
    assert credential["validUntil"] == "2031-01-31T22:59:59Z"
    assert subject["narrative"] == "Led the project."
    assert subject["licenseNumber"] == "KP/7"
    assert subject["activityStartDate"].startswith("2030-01-01T")
    assert subject["activityEndDate"].startswith("2030-02-01T")
    assert subject["result"][0]["value"] == "5,0"
    assert subject["achievement"]["inLanguage"] == "en"
    [piece] = credential["evidence"]
    assert (piece["id"], piece["name"], piece["description"]) == (
        "https://akademia.example/raport", "Report", "Forty pages.",
    )  # fmt: skip


@pytest.mark.parametrize("way", ["quick", "both steps"])
def test_success_is_one_credential_one_mail_one_audit_row_and_the_sentence(
    app: FastAPI, issuer: Issuer, way: str
) -> None:
    wizard = open_wizard(app, issuer, issuer.template(**MICRO_CREDENTIAL), "pl")
    if way == "both steps":
        wizard.press("next", **PERSON)
    before = wizard.answer
    fields = {} if way == "both steps" else PERSON

    answers = []
    for _ in range(2):
        wizard.answer = before
        answers.append(wizard.press("award", **fields).headers["location"])

    assert len(set(answers)) == 1
    assert (issuer.count(Award), issuer.count(Mail)) == (1, 1)
    with issuer.service.database.reading() as session:
        assert len(session.scalars(
            select(AuditEntry).where(AuditEntry.action == "award.made")
        ).all()) == 1  # fmt: skip
    assert "Sukces, mikropoświadczenie zostało przyznane." in wizard.client.get(answers[0]).text


def test_a_form_that_was_sent_and_then_changed_asks_before_it_awards_again(
    app: FastAPI, issuer: Issuer
) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    first = wizard.answer
    wizard.press("award", **PERSON)
    wizard.answer = first

    asked = wizard.press("award", **{**PERSON, "email": "druga@example.org"})
    assert "This form was sent already" in asked.text
    assert issuer.count(Award) == 1
    assert wizard.press("award").status_code == 303
    assert issuer.count(Award) == 2


def test_a_template_that_was_archived_meanwhile_is_said(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    wizard = open_wizard(app, issuer, template)
    with issuer.writing() as session:
        archive_achievement(
            session, issuer.caller, template,
            revision=issuer.achievement(template).revision, now=issuer.now,
        )  # fmt: skip

    answer = wizard.press("award", **PERSON)

    assert answer.status_code == 409
    assert "This template cannot be awarded" in answer.text
    assert wizard.client.get(wizard.address).status_code == 409


def test_nobody_awards_without_the_right(app: FastAPI, issuer: Issuer) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR, Role.AUTHOR)

    assert client.get(f"/templates/{issuer.template()}/award/one").status_code == 403


def test_what_was_typed_is_shown_in_the_preview_and_never_as_html(
    app: FastAPI, issuer: Issuer
) -> None:
    wizard = open_wizard(app, issuer, issuer.template())

    wizard.press("next", **{**PERSON, "last_name": "<b>Jaźń</b>"}, valid_until="2031-01-31")

    assert re.search('data-shows="holder">Żaneta &lt;b&gt;Jaźń&lt;/b&gt;<', wizard.text)
    assert "<b>Jaźń" not in wizard.text
    assert re.search("<dd data-until[^>]*>31 January 2031</dd>", wizard.text)
