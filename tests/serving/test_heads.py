"""HEAD is answered wherever GET is, as GET without its body; nothing is used up by it."""

import re
from collections.abc import Mapping

import pytest
import visitors
from claiming.recipients import claimed, phone, press
from fastapi import FastAPI
from issuing import Issuer
from mailing.mails import claim_token
from sqlalchemy import func, select
from threats.belongings import belongings_of

from issuer.api.permissions import CHANGING_GETS, PERMISSIONS
from issuer.award_rules import NewAward
from issuer.collaborators import Collaborators
from issuer.issuer_keys import keys_of
from issuer.metrics import RequestFigures
from issuer.models import AuditEntry, AwardState, Role, StatusList

ADDRESSES = sorted(
    path for method, path in PERMISSIONS if method == "GET" and path not in CHANGING_GETS
)
ALWAYS_THERE = (
    "/verify", "/my/ask", "/healthz", "/.well-known/jwks.json",
    "/api/v1/openapi.json", "/issuers/{slug}", "/issuers/{slug}/did.json",
    "/issuers/{slug}/keys/{thumbprint}", "/status/{list_id}", "/claim/{token}",
    "/achievements/{achievement_id}/{version}/{language}", "/credentials/{badge_id}",
    "/credentials/{badge_id}.json", "/credentials/{badge_id}.jwt", "/credentials/{badge_id}.png",
    "/credentials/{badge_id}.svg", "/credentials/{badge_id}.pdf", "/api/v1/members", "/awards",
)  # fmt: skip
# Its figures count the two requests that are compared.
COUNTING = "/metrics"


@pytest.fixture
def app(service: Collaborators) -> FastAPI:
    """Return the application of the service."""
    return visitors.serve(service)


def things(app: FastAPI, issuer: Issuer) -> Mapping[str, str]:
    """Return something for each parameter of an address."""
    template = issuer.template()
    award = issuer.award(template)
    claimed(app, issuer, award)
    offered = issuer.award(template, NewAward("Ada", "Lis", "ada@example.org"))
    with issuer.service.database.reading() as session:
        key = keys_of(session, issuer.organisation_id)[0].thumbprint
        status_list = session.scalars(select(StatusList.id)).one()
    return {
        **belongings_of(issuer),
        "achievement_id": str(template),
        "badge_id": str(award.credential_uuid),
        "code": "expired",
        "language": "pl",
        "list_id": str(status_list),
        "mail_id": str(award.id),
        "name": "tokens.css",
        "removal": "x",
        "slug": "akademia",
        "thumbprint": key,
        "token": claim_token(issuer.service, offered),
        "version": "1",
    }


def test_each_address_answers_a_head_like_a_get_without_its_body(
    app: FastAPI, issuer: Issuer
) -> None:
    found = things(app, issuer)
    visitors.add_staff(issuer, *Role)
    client = visitors.sign_in(app)
    differing = []
    for template in ADDRESSES:
        address = re.sub(r"{(\w+)}", lambda part: found[part[1]], template)
        got = client.get(address, follow_redirects=False)
        head = client.head(address, follow_redirects=False)
        names = {"content-type", "etag", "cache-control", "location"} | (
            set() if template == COUNTING else {"content-length"}
        )
        same = all(head.headers.get(name) == got.headers.get(name) for name in names)
        if head.status_code != got.status_code or head.content or not same:
            differing.append((template, got.status_code, head.status_code))
        if template in ALWAYS_THERE:
            assert got.status_code == 200, template

    assert differing == []


def test_a_head_claims_nothing_and_its_link_still_works(app: FastAPI, issuer: Issuer) -> None:
    award = issuer.award(issuer.template())
    address = f"/claim/{claim_token(issuer.service, award)}"

    scanned = phone(app).head(address)

    assert (scanned.status_code, scanned.content) == (200, b"")
    assert issuer.read(award).state == AwardState.AWARDED
    client = phone(app)
    assert press(client, address, address).status_code == 303


def test_a_head_needs_the_right_that_a_get_needs(app: FastAPI, issuer: Issuer) -> None:
    visitors.add_staff(issuer, Role.VIEWER)

    assert visitors.browser(app).head("/api/v1/members").status_code == 401
    assert visitors.sign_in(app).head("/api/v1/api-keys").status_code == 403


def test_a_get_that_changes_something_knows_no_head(app: FastAPI, issuer: Issuer) -> None:
    visitors.add_staff(issuer, *Role)
    client = visitors.sign_in(app)
    with issuer.service.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry))

    for address in sorted(CHANGING_GETS):
        answer = client.head(address)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET")

    with issuer.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("HEAD", "/sign-out", "POST"),
        ("HEAD", "/api/v1/verify", "OPTIONS, POST"),
        ("DELETE", "/sign-in", "GET, HEAD, POST"),
        ("PUT", "/issuers/akademia/did.json", "GET, HEAD"),
        ("POST", "/credentials/x.json", "GET, HEAD, OPTIONS"),
        ("DELETE", "/api/v1/keys", "GET, HEAD"),
        ("GET", "/api/v1/members/x", "DELETE"),
        ("POST", "/static/tokens.css", "GET, HEAD"),
    ],
)
def test_a_method_that_is_not_known_is_told_those_that_are(
    app: FastAPI, method: str, address: str, allowed: str
) -> None:
    answer = visitors.browser(app).request(method, address)

    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


def test_a_head_is_counted_as_one(app: FastAPI) -> None:
    visitors.browser(app).head("/healthz")

    figures: RequestFigures = app.state.figures
    assert b'method="HEAD",route="/healthz",status="200"' in figures.exposition()
