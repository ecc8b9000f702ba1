"""Recipients in tests: browsers that open the links of mails."""

import re
from uuid import UUID

import visitors
from fastapi import FastAPI
from httpx2 import Response
from issuing import Issuer
from mailing.mails import claim_token, filed, newest_mail, token_in
from starlette.testclient import TestClient

from issuer.mailing import send_mail
from issuer.models import Award, MailKind

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "en"}
_FIELD = re.compile(r'name="csrf" value="([0-9a-f]+)"')


def phone(app: FastAPI) -> TestClient:
    """Return the browser of somebody without an account."""
    client = visitors.browser(app)
    client.headers.update(PAGE)
    return client


def press(client: TestClient, page: str, address: str, **fields: str) -> Response:
    """Send a form that stands on `page` to `address`, with its hidden field; follow nothing."""
    found = _FIELD.search(client.get(page).text)
    data = {**fields, **({"csrf": found[1]} if found else {})}
    return client.post(address, data=data, follow_redirects=False)


def claimed(app: FastAPI, issuer: Issuer, award: Award) -> TestClient:
    """Return the browser in which `award` was claimed."""
    client = phone(app)
    address = f"/claim/{claim_token(issuer.service, award)}"
    answer = press(client, address, address)
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == f"/credentials/{award.credential_uuid}"
    return client


def my_link(client: TestClient, issuer: Issuer, email: str = "jan@example.org") -> str:
    """Ask for the link to somebody's badges, and return its token."""
    assert press(client, "/my/ask", "/my", email=email).status_code == 200
    mail: UUID = newest_mail(issuer.service, MailKind.MY_BADGES)
    send_mail(mail, issuer.service)
    return token_in(filed(issuer.service, mail), "/my/")
