"""Lists that go over several pages: on, and back to the beginning, filtered as they were."""

import re
from html import unescape

import pytest
from fastapi import FastAPI
from issuing import Issuer

from issuer.models import Role
from issuer.web import audit_pages, template_pages

from .desk import staff


@pytest.mark.parametrize(
    ("module", "address"),
    [
        (template_pages, "/templates?state=active&type="),
        (audit_pages, "/organisation/audit?action=achievement.activated&since="),
    ],
    ids=["templates", "audit trail"],
)
def test_later_pages_lead_back_to_the_beginning(
    app: FastAPI, issuer: Issuer, monkeypatch: pytest.MonkeyPatch, module: object, address: str
) -> None:
    monkeypatch.setattr(module, "PAGE_SIZE", 1)
    issuer.template()
    issuer.template()
    client = staff(app, issuer, Role.ADMINISTRATOR)
    first = client.get(f"{address}&lang=en").text
    assert "First page" not in first

    second = client.get(address.partition("?")[0] + link(first, "Next page")).text

    query = link(second, "First page")
    assert "cursor" not in query
    assert set(address.partition("?")[2].split("&")) <= set(query[1:].split("&"))


def link(text: str, name: str) -> str:
    found = re.search(rf'href="([^"]*)"[^>]*>{name}<', text)
    assert found is not None, name
    return unescape(found[1])
