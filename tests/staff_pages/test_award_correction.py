"""The form of a correction: filled with what stands, changed without scripts, refused in words."""

from fastapi import FastAPI
from issuing import Issuer
from sqlalchemy import select

from issuer.award_rules import NewEvidence
from issuer.models import Role, Upload

from .desk import forms_on, staff
from .steps import Wizard, the_award

RAPORT = NewEvidence(name="Raport", url="https://akademia.example/raport", narrative="Trzy tomy.")


def open_correction(app: FastAPI, issuer: Issuer) -> Wizard:
    award = issuer.award(issuer.template(default_validity={"months": 12}), evidence=(RAPORT,))
    client, address = staff(app, issuer, Role.ISSUER), f"/awards/{award.id}/correct"
    return Wizard(client, address, client.get(address))


def test_the_form_holds_the_award_as_it_stands(app: FastAPI, issuer: Issuer) -> None:
    form = open_correction(app, issuer)

    assert (form.value("last_name"), form.value("valid_until")) == ("Kowalski", "2031-03-01")
    assert form.value("evidence-0-url") == RAPORT.url
    assert 'action="/sign-out"' in form.text
    assert len(forms_on(form.text)[form.address].fields["evidence-0-name"]) == 1


def test_expiry_is_cleared_and_evidence_added_before_it_is_sent(
    app: FastAPI, issuer: Issuer
) -> None:
    form = open_correction(app, issuer)

    form.press("clear", reason="Pomyłka")
    assert form.value("valid_until") == ""
    form.press("add")
    assert 'id="evidence-1-name"' in form.text
    form.press("stay", files={"evidence-1-file": ("praca.txt", b"Praca.")})
    assert "praca.txt" in form.text
    form.press("", last_name="Kowalczyk")

    assert form.answer.status_code == 303
    with issuer.service.database.reading() as session:
        upload = session.scalars(select(Upload).where(Upload.purpose == "evidence")).one()
    assert upload.award_id is not None
    text = form.client.get(form.address).text
    assert "Kowalczyk" in text
    assert "Trzy tomy." in text


def test_a_date_that_is_none_and_a_wrong_file_are_said_and_nothing_changes(
    app: FastAPI, issuer: Issuer
) -> None:
    form = open_correction(app, issuer)

    form.press("", reason="Pomyłka", activity_from="31/12/2029",
               files={"evidence-0-file": ("x.exe", b"MZ\x90")})  # fmt: skip

    assert form.answer.status_code == 422
    assert 'id="activity_from-wrong"' in form.text
    assert 'id="evidence-0-file-wrong"' in form.text
    award = the_award(issuer)
    assert (award.generation, award.activity_from) == (1, None)


def test_a_blank_piece_of_evidence_stays_when_a_correction_is_refused(
    app: FastAPI, issuer: Issuer
) -> None:
    form = open_correction(app, issuer)
    form.press("add")

    form.press("", reason="Pomyłka", email="to nie adres")

    assert form.answer.status_code == 422
    assert 'id="evidence-1-name"' in form.text


def test_sending_a_correction_twice_corrects_once(app: FastAPI, issuer: Issuer) -> None:
    form = open_correction(app, issuer)
    page = form.answer

    for _ in range(2):
        form.answer = page
        assert form.press("", last_name="Kowalczyk", reason="Pomyłka").status_code == 303

    award = the_award(issuer)
    assert (award.last_name, award.generation) == ("Kowalczyk", 2)
