"""An administrator says whether a second person must confirm an import."""

import visitors
from batches import sheets
from fastapi import FastAPI
from issuing import Issuer
from staff_pages.desk import fill, forms_on, staff

from issuer.models import Organisation, Role
from issuer.rights import Right


def wants_two(issuer: Issuer) -> bool:
    """Tell what the organisation says."""
    with issuer.service.database.reading() as session:
        return session.get_one(Organisation, issuer.organisation_id).two_confirm_batches


def test_the_box_of_the_organisation_is_ticked_kept_and_unticked(
    app: FastAPI, issuer: Issuer
) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR)
    assert fill(client, "/organisation", two_confirm_batches="1").status_code == 303
    assert wants_two(issuer)

    form = forms_on(client.get("/organisation").text)["/organisation"]
    assert form.fields["two_confirm_batches"] == ["1"]
    form.fields.pop("two_confirm_batches")
    client.post("/organisation", data=form.fields)
    assert not wants_two(issuer)
    assert sheets.noted(issuer)["organisation.changed"] == 2


def test_programs_change_and_read_it(app: FastAPI, issuer: Issuer) -> None:
    program = visitors.program(app, issuer, Right.READ, Right.ORGANISATION)
    address = f"/api/v1/organisations/{issuer.organisation_id}"
    changed = program.patch(address, json={"two_confirm_batches": True})

    assert changed.json()["two_confirm_batches"] is True
    assert wants_two(issuer)
    assert program.patch(address, json={"two_confirm_batches": None}).status_code == 422
    assert program.patch(address, json={"names": {"pl": "Inna"}}).json()["two_confirm_batches"]
