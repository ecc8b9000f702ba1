"""Threat 22: text of people adds no header and no recipient to a mail."""

import json
from pathlib import Path

import pytest
from issuing import Issuer, collaborators, new_issuer
from mail_server import Mailbox
from mailing.mails import awarded
from pydantic import SecretStr
from sqlalchemy import select
from timing import Clock

from issuer.db.engine import Database
from issuer.mailing import send_mail
from issuer.models import Form, FormKind, Mail, Organisation

BAIT = "x\r\nBcc: eve@evil.example\r\n\r\nczytaj https://evil.example"
OTHER_BAITS = ("x\nBcc: eve@evil.example", "x\rCc: eve@evil.example",
               "x\u2028Bcc: eve@evil.example", "x\x85Bcc: eve@evil.example",
               "=?utf-8?q?x=0D=0ABcc:_eve@evil.example?=",
               '"x" <eve@evil.example>, ')  # fmt: skip


pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What is sent is made of what was read, in whichever database it stood."""


@pytest.fixture
def issuer(database: Database, tmp_path: Path, clock: Clock, smtp_server: Mailbox) -> Issuer:
    url = SecretStr(smtp_server.url)
    return new_issuer(collaborators(database, tmp_path, clock, smtp_url=url))


@pytest.mark.parametrize("bait", [BAIT, *OTHER_BAITS])
@pytest.mark.parametrize("field", ["title", "issuer", "holder"])
def test_22_a_line_break_in_a_field_of_the_badge_adds_no_recipient(
    issuer: Issuer, smtp_server: Mailbox, field: str, bait: str
) -> None:
    _, mail = awarded(issuer)
    with issuer.writing() as session:
        form = session.scalars(select(Form).where(Form.kind == FormKind.JSON)).one()
        document = json.loads(form.content)
        subject = document["credentialSubject"]
        place, name = {
            "title": (subject["achievement"], "name"),
            "issuer": (document["issuer"], "name"),
            "holder": (subject["identifier"][0], "identityHash"),
        }[field]
        place[name] = bait
        form.content = json.dumps(document)

    send_mail(mail, issuer.service)

    check_only_jan(smtp_server)


@pytest.mark.parametrize("bait", [BAIT, *OTHER_BAITS])
@pytest.mark.parametrize("field", ["email", "names"])
def test_22_a_line_break_in_the_organisations_data_adds_no_recipient(
    issuer: Issuer, smtp_server: Mailbox, field: str, bait: str
) -> None:
    _, mail = awarded(issuer)
    with issuer.writing() as session:
        organisation = session.get_one(Organisation, issuer.organisation_id)
        setattr(organisation, field, {"pl": bait} if field == "names" else bait)

    send_mail(mail, issuer.service)

    if smtp_server.messages:
        check_only_jan(smtp_server)


@pytest.mark.parametrize("bait", ["jan@example.org\r\nBcc: eve@evil.example",
                                  "jan@example.org, eve@evil.example",
                                  "jan@example.org>\r\nRCPT TO:<eve@evil.example"])  # fmt: skip
def test_22_an_address_that_is_more_than_one_is_sent_to_nobody(
    issuer: Issuer, smtp_server: Mailbox, bait: str
) -> None:
    _, mail = awarded(issuer)
    with issuer.writing() as session:
        session.get_one(Mail, mail).recipient = bait

    send_mail(mail, issuer.service)

    assert smtp_server.recipients == []


def check_only_jan(smtp_server: Mailbox) -> None:
    (message,) = smtp_server.messages
    assert smtp_server.recipients == [["jan@example.org"]]
    assert message["Bcc"] is None
    assert message["Cc"] is None
    assert [address.addr_spec for address in message["To"].addresses] == ["jan@example.org"]
    assert len(message["From"].addresses) == 1
