"""One person is awarded in a browser: what was typed is what is issued, once."""

import re

from fastapi import FastAPI
from issuing import Issuer, new_issuer
from sqlalchemy import select

from issuer.models import Award, IdempotentAnswer, Mail, Role, Upload

from .desk import fill, forms_on, staff
from .steps import PERSON, open_wizard, the_award


def test_one_person_is_awarded_with_the_three_fields(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    client = staff(app, issuer, Role.ISSUER)

    answer = fill(client, f"/templates/{template}/award/one", **PERSON, do="award")
    award = the_award(issuer)

    assert answer.headers["location"] == f"/awards/{award.id}"
    assert "Success, the badge was awarded." in client.get(f"/awards/{award.id}").text
    assert (award.first_name, award.language, award.valid_until) == ("Żaneta", "pl", None)


def test_every_option_of_the_form_reaches_the_award(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    client = staff(app, issuer, Role.ISSUER)

    fill(
        client,
        f"/templates/{template}/award/one",
        **PERSON,
        do="award",
        language="en",
        valid_until="2031-01-31",
        narrative="Led the project.",
        certificate_number="KP/7",
        activity_from="2030-01-01",
        activity_to="2030-02-01",
        result__ocena="5,0",
        evidence__0__name="Report",
        evidence__0__url="https://akademia.example/raport",
    )

    award = the_award(issuer)
    assert (award.language, award.narrative, award.certificate_number) == (
        "en",
        "Led the project.",
        "KP/7",
    )
    assert award.valid_until is not None
    assert award.valid_until.isoformat() == "2031-01-31T22:59:59+00:00"
    assert award.results == [{"result": "ocena", "value": "5,0"}]
    assert award.evidence == [{"name": "Report", "url": "https://akademia.example/raport"}]


def test_a_file_is_evidence(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    client, page = staff(app, issuer, Role.ISSUER), f"/templates/{template}/award/one"
    data = {**forms_on(client.get(page).text)[page].fields, **PERSON, "do": "award"}

    client.post(page, data=data, files={"evidence-0-file": ("praca.txt", b"Praca.")},
                follow_redirects=False)  # fmt: skip

    with issuer.service.database.reading() as session:
        upload = session.scalars(select(Upload).where(Upload.purpose == "evidence")).one()
    assert upload.award_id == the_award(issuer).id


def test_a_wrong_file_leaves_nothing_behind(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    client, page = staff(app, issuer, Role.ISSUER), f"/templates/{template}/award/one"
    data = {**forms_on(client.get(page).text)[page].fields, **PERSON, "do": "award"}

    answer = client.post(page, data=data, files={"evidence-0-file": ("x.exe", b"MZ\x90")})

    assert answer.status_code == 422
    assert 'id="evidence-0-file-wrong"' in answer.text
    assert issuer.count(Award) == 0
    assert issuer.count(IdempotentAnswer) == 0


def test_pressing_the_button_twice_awards_once(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    client, page = staff(app, issuer, Role.ISSUER), f"/templates/{template}/award/one"
    data = {**forms_on(client.get(page).text)[page].fields, **PERSON, "do": "award"}

    first, second = (client.post(page, data=data, follow_redirects=False) for _ in range(2))

    assert first.headers["location"] == second.headers["location"]
    assert issuer.count(Award) == 1
    assert issuer.count(Mail) == 1


def test_awarding_from_an_earlier_page_of_the_same_run_awards_once(
    app: FastAPI, issuer: Issuer
) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    first_page = wizard.answer
    wizard.press("next", **PERSON)
    made = wizard.press("award").headers["location"]

    wizard.answer = first_page

    assert wizard.press("award", **PERSON).headers["location"] == made
    assert issuer.count(Award) == 1


def test_an_empty_form_says_what_is_missing_at_each_field(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()

    page = f"/templates/{template}/award/one"
    answer = fill(staff(app, issuer, Role.ISSUER), page, narrative="Tak.", do="award")

    assert answer.status_code == 422
    for name in PERSON:
        assert f'href="#{name}"' in answer.text
        assert re.search(f'id="{name}"[^>]*aria-invalid="true"', answer.text)
    assert "Tak." in answer.text
    assert issuer.count(Award) == 0


def test_a_date_that_is_none_is_said_at_its_field(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()

    answer = fill(staff(app, issuer, Role.ISSUER), f"/templates/{template}/award/one", **PERSON,
                  do="award", valid_until="31/12/2031")  # fmt: skip

    assert 'id="valid_until-wrong"' in answer.text
    assert "31/12/2031" in answer.text


def test_another_organisation_sees_nothing_of_it(app: FastAPI, issuer: Issuer) -> None:
    template = issuer.template()
    award = issuer.award(template)
    client = staff(app, new_issuer(issuer.service, "druga"), Role.ISSUER, Role.AUTHOR)

    for page in (f"/awards/{award.id}", f"/awards/{award.id}/correct", f"/templates/{template}",
                 f"/templates/{template}/edit", f"/templates/{template}/award/one",
                 f"/templates/{template}/picture"):  # fmt: skip
        assert client.get(page).status_code == 404, page
    assert "Kowalski" not in client.get("/awards").text
