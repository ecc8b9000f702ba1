"""What somebody reads who has a copy of the database opens nothing."""

import re

import visitors
from issuing import PUBLIC_URL, Issuer
from sqlalchemy import inspect, text
from starlette.testclient import TestClient

from issuer.api_keys import PREFIX
from issuer.links import create_link, renew_token
from issuer.models import LinkPurpose, Role
from issuer.rights import Right

SCANNED_FOR = re.compile(r"insygnia_[a-z0-9]{12}_[A-Za-z0-9_-]{43}")
"""The pattern that programs which look for lost secrets are given; it stands in the handbook."""


def _dump(issuer: Issuer) -> str:
    """Return every value in every row of every table."""
    database = issuer.service.database
    with database.engine.connect() as connection:
        tables = inspect(database.engine).get_table_names()
        rows = [
            row
            for table in tables
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).all()
        ]
    return "\n".join(str(value) for row in rows for value in row)


def test_a_dump_of_the_database_has_no_usable_secret(issuer: Issuer) -> None:
    app = visitors.serve(issuer.service)
    person = visitors.add_staff(issuer, Role.ADMINISTRATOR)
    client = visitors.sign_in(app)
    key = client.post("/api/v1/api-keys", json={"name": "k", "scopes": ["read"]}).json()["key"]
    with issuer.writing() as session:
        link = create_link(session, LinkPurpose.SIGN_IN, person_id=person.id, now=issuer.now)
        token = renew_token(session, link, now=issuer.now)
    dump = _dump(issuer)

    assert visitors.ANNA in dump
    assert SCANNED_FOR.search(dump) is None
    secret = key.removeprefix(PREFIX).partition("_")[2]
    for each in (secret, token, client.cookies["__Host-insygnia"], visitors.PASSWORD):
        assert each not in dump
    _nothing_in_it_opens_the_door(TestClient(app, PUBLIC_URL), dump, key)


def _nothing_in_it_opens_the_door(client: TestClient, dump: str, key: str) -> None:
    prefix = key[: len(PREFIX) + 13]
    for found in set(re.findall(r"\b[0-9a-f]{64}\b", dump)):
        for value in (found, f"{prefix}{found}", f"{prefix}{found[:43]}"):
            answer = client.get("/api/v1/members", headers=visitors.bearer(value))
            assert answer.status_code == 401
        cookie = {"Cookie": f"__Host-insygnia={found}"}
        assert client.get("/api/v1/me", headers=cookie).status_code == 401
    assert client.get("/api/v1/members", headers=visitors.bearer(key)).status_code == 200


def test_a_key_is_found_by_programs_that_look_for_lost_secrets(issuer: Issuer) -> None:
    keys = [visitors.new_key(issuer, Right.READ) for _ in range(50)]

    assert all(SCANNED_FOR.fullmatch(key) for key in keys)
    assert len({key.split("_", 2)[2] for key in keys}) == 50
