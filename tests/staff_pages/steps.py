"""The wizard that awards one person, in a browser without scripts: pages, fields, buttons."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fastapi import FastAPI
from httpx2 import Response
from issuing import Issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from issuer.models import Award, Role
from keys import strict_json

from .desk import Form, forms_on, staff

PERSON = {"first_name": "Żaneta", "last_name": "Gęślą-Jaźń", "email": "zaneta@example.org"}


@dataclass
class Wizard:
    """A browser in the wizard; `answer` is the page it shows."""

    client: TestClient
    address: str
    answer: Response

    @property
    def text(self) -> str:
        """The page."""
        return self.answer.text

    @property
    def form(self) -> Form:
        """The form as it stands on the page."""
        return forms_on(self.answer.text)[self.address]

    def value(self, name: str) -> str:
        """Return what stands in a field, shown or hidden."""
        return self.form.fields[name][0]

    def press(self, button: str, *, files: Any = None, **fields: str) -> Response:
        """Fill in fields (`__` stands for a hyphen) and press a button; nothing is followed."""
        typed = {name.replace("__", "-"): text for name, text in fields.items()}
        self.answer = self.client.post(
            self.address,
            data={**self.form.fields, **typed, "do": button},
            files=files,
            follow_redirects=False,
        )
        return self.answer


def open_wizard(app: FastAPI, issuer: Issuer, template: UUID, language: str = "en") -> Wizard:
    """Return the wizard as it opens for somebody who awards."""
    client = staff(app, issuer, Role.ISSUER)
    client.get(f"/templates?lang={language}")
    address = f"/templates/{template}/award/one"
    return Wizard(client, address, client.get(address))


def the_award(issuer: Issuer) -> Award:
    """Return the one award that was made."""
    with issuer.service.database.reading() as session:
        return session.scalars(select(Award)).one()


def the_credential(issuer: Issuer) -> Any:
    """Return the JSON form of the one award that was made."""
    return strict_json.read(issuer.forms(the_award(issuer))["json"])
