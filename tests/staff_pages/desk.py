"""A member of staff at their desk: a browser that sends forms as they stand on its pages."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import visitors
from claiming.recipients import PAGE
from fastapi import FastAPI
from httpx2 import Response
from issuing import Issuer
from starlette.testclient import TestClient

from issuer.models import Role


@dataclass
class Form:
    """A form of a page: where it is sent, and what stands in it."""

    action: str
    fields: dict[str, list[str]]


class _Forms(HTMLParser):
    """Collects the forms of a page as a browser would send them untouched."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._chosen: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(at["action"], {}))
        elif self.forms and tag in {"input", "select", "option", "textarea"}:
            getattr(self, f"_{tag}")(at)

    def _input(self, at: dict[str, str]) -> None:
        is_chosen = at.get("type") not in {"checkbox", "radio"} or "checked" in at
        if "name" in at and at.get("type") != "file" and is_chosen:
            self._add(at["name"], at.get("value", ""))

    def _select(self, at: dict[str, str]) -> None:
        self._chosen = at["name"]

    def _option(self, at: dict[str, str]) -> None:
        known = self.forms[-1].fields
        if self._chosen and ("selected" in at or self._chosen not in known):
            known[self._chosen] = [at["value"]]

    def _textarea(self, at: dict[str, str]) -> None:
        self._area = at["name"]
        self._add(self._area, "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._chosen = None

    def _add(self, name: str, value: str) -> None:
        self.forms[-1].fields.setdefault(name, []).append(value)


def forms_on(text: str) -> dict[str, Form]:
    """Return the forms of a page by where they are sent."""
    parser = _Forms()
    parser.feed(text)
    return {form.action: form for form in parser.forms}


def staff(app: FastAPI, issuer: Issuer, *roles: Role) -> TestClient:
    """Return the browser of somebody who works for the organisation as `roles`."""
    visitors.add_staff(issuer, *roles)
    client = visitors.sign_in(app)
    client.headers.update(PAGE)
    client.get("/templates?lang=en")
    return client


def fill(client: TestClient, page: str, action: str = "", **fields: str | list[str]) -> Response:
    """Send the form to `action` that stands on `page`, some fields of it filled anew.

    In the names of fields `__` stands for a hyphen. Nothing is followed.
    """
    answer = client.get(page)
    assert answer.status_code == 200, (page, answer.status_code)
    form = forms_on(answer.text)[action or page]
    data: dict[str, str | list[str]] = {**form.fields}
    data |= {re.sub("__", "-", name): value for name, value in fields.items()}
    return client.post(form.action, data=data, follow_redirects=False)
