"""What is wrong with a form, listed above it: every entry names its field as its label does."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from issuing import Issuer

from issuer.models import Role

from .desk import fill, staff
from .steps import PERSON, open_wizard

REFUSED = [
    ("/organisation", "", {"name__pl": "", "name__en": "", "url": "x", "nip": "1"}),
    ("/organisation/members", "/organisation/invitations", {"email": "x"}),
    ("/organisation/webhooks", "", {"url": "x"}),
    ("/organisation/api-keys", "", {"name": ""}),
    ("/account", "/account/password", {"current": "x", "new": "y"}),
    ("/templates/new", "", {"/texts/pl/name": "", "/credits": "0"}),
]


def listed(text: str) -> dict[str, str]:
    summary = text[text.index('<div class="notice bad" role="alert"') :].partition("</ul>")[0]
    found = re.findall(r'<li><a href="#([^"]*)">([^<]*)</a></li>', summary)
    return {name: unescape(sentence) for name, sentence in found}


def label_of(name: str, text: str) -> str:
    label = re.search(rf'<label for="{re.escape(name)}">(.*?)(?: <span|</label>)', text)
    assert label is not None, name
    return unescape(label[1])


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize(("page", "action", "typed"), REFUSED, ids=[each[0] for each in REFUSED])
def test_every_entry_has_the_label_of_its_field(
    app: FastAPI, issuer: Issuer, page: str, action: str, typed: dict[str, str], language: str
) -> None:
    client = staff(app, issuer, Role.ADMINISTRATOR, Role.AUTHOR)
    client.get(f"/account?lang={language}")

    answer = fill(client, page, action, **typed)

    assert answer.status_code == 422
    entries = {name: said for name, said in listed(answer.text).items() if name in typed}
    assert entries
    for name, sentence in entries.items():
        label = label_of(name, answer.text)
        begins = sentence.startswith(f"{label} " if label.endswith("?") else f"{label}: ")
        rest = sentence.removeprefix(label)
        assert begins != (label.lower() in rest.lower()), name


def test_a_fault_of_evidence_says_in_which_piece_it_is(app: FastAPI, issuer: Issuer) -> None:
    wizard = open_wizard(app, issuer, issuer.template())
    wizard.press("next", **PERSON)
    addresses = {"evidence-0-url": "https://akademia.example/1", "evidence-1-url": "akademia"}

    wizard.press("award", **addresses)

    (sentence,) = listed(wizard.text).values()
    assert sentence.startswith("Evidence no. 2, Address (URL): ")
