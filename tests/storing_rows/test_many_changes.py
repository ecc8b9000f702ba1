"""Rows that are changed by the hundred: each gets its own values, and no other row is touched."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from issuing import Issuer
from sqlalchemy import select

from issuer.db.many_changes import change_rows
from issuer.db.many_rows import AT_ONCE, insert_rows
from issuer.models import Delivery, Mail, MailKind


def _mails(issuer: Issuer, count: int, language: str = "pl") -> list[UUID]:
    """Insert so many mails, and return their ids."""
    alike = {"kind": MailKind.AWARD, "due_at": issuer.now, "created_at": issuer.now}
    ids = [uuid4() for _ in range(count)]
    rows = [{"id": each, "recipient": str(number)} for number, each in enumerate(ids)]
    with issuer.writing() as session:
        insert_rows(session, Mail, rows, {**alike, "language": language})
    return ids


def _told(issuer: Issuer) -> Mapping[UUID, tuple[Any, ...]]:
    query = select(Mail.id, Mail.recipient, Mail.failure, Mail.state)
    with issuer.service.database.reading() as session:
        return {found[0]: tuple(found[1:]) for found in session.execute(query)}


@pytest.mark.parametrize("count", [1, AT_ONCE, 2 * AT_ONCE + 3])
def test_each_row_gets_its_own_values_and_what_is_alike(issuer: Issuer, count: int) -> None:
    mails = _mails(issuer, count + 1)
    rows = [{"id": mail, "failure": f"{number} 🎓"} for number, mail in enumerate(mails[:count])]
    with issuer.writing() as session:
        change_rows(session, Mail, {"language": "pl"}, rows, {"state": Delivery.FAILED})
        change_rows(session, Mail, {"language": "pl"}, [], {"state": Delivery.FAILED})

    changed = {
        row["id"]: (str(number), row["failure"], Delivery.FAILED) for number, row in enumerate(rows)
    }
    assert _told(issuer) == {**changed, mails[count]: (str(count), None, Delivery.QUEUED)}


def test_only_rows_that_have_the_values_asked_for_are_changed(issuer: Issuer) -> None:
    (polish,), (english,) = _mails(issuer, 1), _mails(issuer, 1, "en")
    rows = [{"id": each, "failure": "no"} for each in (polish, english)]
    with issuer.writing() as session:
        change_rows(session, Mail, {"language": "en"}, rows, {})

    assert {mail: told[1] for mail, told in _told(issuer).items()} == {polish: None, english: "no"}


@pytest.mark.parametrize(
    ("where", "alike"), [({"unknown": 1}, {}), ({}, {"unknown": 1})], ids=["where", "alike"]
)
def test_a_column_that_there_is_not_is_refused(
    issuer: Issuer, where: Mapping[str, Any], alike: Mapping[str, Any]
) -> None:
    with pytest.raises(LookupError, match="no column unknown"), issuer.writing() as session:
        change_rows(session, Mail, where, [{"id": uuid4(), "failure": ""}], alike)
