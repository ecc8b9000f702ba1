"""Row 19: whatever a badge says, the page that shows it runs nothing and loads nothing of it.

A real browser looks at the same badges in tests/browser/test_verifying_hostile_badges.py.
"""

import base64
import json
import re
from html.parser import HTMLParser

import pytest
import visitors
from browser.payloads import PAYLOADS, joined
from claiming.recipients import phone
from fastapi import FastAPI
from starlette.testclient import TestClient

from issuer.collaborators import Collaborators

from .hostile_badges import PICTURES, SIGNABLE, hostile_badge, signed_hostile_badge

TEXTS = tuple(joined(PAYLOADS, 250))
_LEADING = {"href", "src", "action", "formaction", "data", "xlink:href", "poster", "srcset"}
_OUR_PICTURE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")


class _Looker(HTMLParser):
    """Collects what on a page could run something, or load something from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.pictures: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in {"iframe", "object", "embed", "base", "style", "svg:script", "foreignobject"}:
            self.found.append(tag)
        if tag == "script" and not values.get("src", "").startswith("/static/"):
            self.found.append(f"{tag} {values}")
        if tag in {"img", "video", "source", "image"} and "src" in values:
            self.pictures.append(values["src"])
        for name, value in values.items():
            leads = re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE)
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.found.append(f"{tag} {name}={value}")
            if name in _LEADING and leads and not (tag == "img" and _OUR_PICTURE.fullmatch(value)):
                self.found.append(f"{tag} {name}={value}")
            if name in _LEADING - {"href"} and re.match(r"\s*(https?:)?//", value):
                self.found.append(f"{tag} {name}={value}")


@pytest.fixture
def stranger(service: Collaborators) -> TestClient:
    """Return the browser of somebody without an account."""
    app: FastAPI = visitors.serve(service)
    return phone(app)


def seen(stranger: TestClient, badge: object) -> _Looker:
    """Return what the page about a badge holds."""
    answer = stranger.post("/verify?lang=en", data={"text": json.dumps(badge)})
    assert answer.status_code == 200
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    looker = _Looker()
    looker.feed(answer.text)
    return looker


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_no_text_of_a_badge_becomes_part_of_the_page(number: int, stranger: TestClient) -> None:
    for badge in (
        hostile_badge(TEXTS[number], PICTURES[number % len(PICTURES)]),
        signed_hostile_badge(TEXTS[number], SIGNABLE[number % len(SIGNABLE)]),
    ):
        assert seen(stranger, badge).found == []


@pytest.mark.parametrize("number", range(len(PICTURES)))
def test_no_picture_of_a_badge_is_served(number: int, stranger: TestClient) -> None:
    picture = PICTURES[number]
    shown = seen(stranger, hostile_badge("Odznaka", picture)).pictures

    drawn = [match[1] for each in shown if (match := _OUR_PICTURE.fullmatch(each))]
    assert len(drawn) == 1
    ours = base64.b64decode(drawn[0])
    assert b"<script" not in ours
    assert b"evil" not in ours
    assert [each for each in shown if picture in each or "evil" in each] == []


def test_the_title_in_the_picture_that_we_draw_is_text(stranger: TestClient) -> None:
    title = "<script>__ran(1)</script><svg onload=__ran(2)>"
    (drawn,) = [
        base64.b64decode(match[1])
        for each in seen(stranger, signed_hostile_badge(title, PICTURES[0])).pictures
        if (match := _OUR_PICTURE.fullmatch(each))
    ]

    assert b"<script" not in drawn
    assert b"<svg onload" not in drawn
