"""Rows that are inserted by the hundred are those that SQLAlchemy inserts one by one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from issuing import Issuer
from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from issuer.db.many_rows import AT_ONCE, insert_rows
from issuer.models import Award, Form, FormKind, Generation, Mail, MailKind

ODD = ("\\N", "a\tb\nc\r", '"quoted", {}', "\\.", "ZAŻÓŁĆ 🎓", "' OR 1=1")
_OWN = ("id", "credential_uuid", "credential_id")


def _another(award: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return the columns of one more award, whose texts are odd."""
    return {
        **award, "id": uuid4(), "credential_uuid": uuid4(), "credential_id": f"urn:uuid:{uuid4()}",
        "narrative": text, "results": [{"value": text}],
        "valid_until": award["awarded_at"] + timedelta(microseconds=1),
    }  # fmt: skip


def _mail(issuer: Issuer, **more: Any) -> dict[str, Any]:
    times = {"due_at": issuer.now, "created_at": issuer.now}
    return {"id": uuid4(), "kind": MailKind.AWARD, "language": "pl", **times, **more}


def _all(session: Session, model: type[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(select(model.__table__)).mappings()]


def test_rows_are_the_same_as_one_by_one(issuer: Issuer) -> None:
    issuer.award(issuer.template())
    with issuer.writing() as session:
        (award,) = _all(session, Award)
        many = [_another(award, text) for text in ODD]
        one = [_another(award, text) for text in ODD]
        insert_rows(session, Award, many)
        session.execute(insert(Award), one)

    with issuer.service.database.reading() as session:
        found = {row["id"]: row for row in _all(session, Award)}
    for made, wanted in zip(many, one, strict=True):
        assert found[made["id"]] == made
        assert {**found[made["id"]], **{name: wanted[name] for name in _OWN}} == found[wanted["id"]]


def test_what_rows_leave_out_is_empty_or_the_constant_default(issuer: Issuer) -> None:
    mails = [_mail(issuer, recipient=None), _mail(issuer, recipient=None)]
    with issuer.writing() as session:
        insert_rows(session, Mail, mails)
        insert_rows(session, Mail, [])

    with issuer.service.database.reading() as session:
        found = session.scalars(select(Mail).where(Mail.id.in_(each["id"] for each in mails))).all()
    assert [(mail.state, mail.attempts, mail.failure) for mail in found] == [
        ("queued", 0, None)
    ] * 2


def test_columns_that_are_alike_are_given_once(issuer: Issuer) -> None:
    own = [{"id": uuid4(), "recipient": name} for name in ODD]
    alike = {name: value for name, value in _mail(issuer).items() if name != "id"}
    with issuer.writing() as session:
        insert_rows(session, Mail, own, alike)

    with issuer.service.database.reading() as session:
        found = {row["id"]: row for row in _all(session, Mail)}
    for row in own:
        assert {name: found[row["id"]][name] for name in (*row, *alike)} == {**row, **alike}


@pytest.mark.parametrize("count", [1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE + 3])
def test_any_number_of_rows_is_inserted_in_their_order(issuer: Issuer, count: int) -> None:
    mails = [_mail(issuer, recipient=str(number)) for number in range(count)]
    with issuer.writing() as session:
        insert_rows(session, Mail, mails)

    with issuer.service.database.reading() as session:
        found = dict(iter(session.execute(select(Mail.id, Mail.recipient))))
    assert found == {mail["id"]: mail["recipient"] for mail in mails}


def test_a_row_among_many_that_the_table_refuses_leaves_none_of_them(issuer: Issuer) -> None:
    mails = [_mail(issuer) for _ in range(2 * AT_ONCE)]
    mails[AT_ONCE + 5]["id"] = mails[3]["id"]
    with pytest.raises(IntegrityError), issuer.writing() as session:
        insert_rows(session, Mail, mails)

    with issuer.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Mail)) == 0


@pytest.mark.parametrize("many", [True, False])
def test_a_form_is_text_whether_it_comes_as_text_or_as_its_utf_8(
    issuer: Issuer, *, many: bool
) -> None:
    issuer.award(issuer.template())
    with issuer.writing() as session:
        session.execute(delete(Form))
        [generation] = session.scalars(select(Generation.id))
        rows = [
            {"generation_id": generation, "kind": FormKind.JSON, "sha256": "", "content": ODD[4]},
            {"generation_id": generation, "kind": FormKind.JWT, "sha256": "",
             "content": ODD[4].encode()},
        ]  # fmt: skip
        for row in rows:
            if many:
                insert_rows(session, Form, [row])
            else:
                session.execute(insert(Form), [row])

    with issuer.service.database.reading() as session:
        kinds = [Form.content, func.length(Form.content)]
        assert session.execute(select(*kinds)).all() == [(ODD[4], len(ODD[4]))] * 2


def test_a_row_that_the_table_refuses_leaves_nothing(issuer: Issuer) -> None:
    mails = [_mail(issuer), _mail(issuer, id=None)]
    with pytest.raises(IntegrityError), issuer.writing() as session:
        insert_rows(session, Mail, mails)

    with issuer.service.database.reading() as session:
        assert session.get(Mail, mails[0]["id"]) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"unknown": 1}, "no column unknown"),
        ({"recipient": "jan@example.org"}, "different columns"),
    ],
)
def test_rows_of_other_columns_are_refused(
    issuer: Issuer, change: Mapping[str, Any], reason: str
) -> None:
    rows = [{**_mail(issuer), **change}, _mail(issuer)]
    with pytest.raises(LookupError, match=reason), issuer.writing() as session:
        insert_rows(session, Mail, rows)


def test_a_default_that_is_made_for_each_row_must_be_named(issuer: Issuer) -> None:
    mail = {name: value for name, value in _mail(issuer).items() if name != "id"}
    with pytest.raises(LookupError, match="must name id"), issuer.writing() as session:
        insert_rows(session, Mail, [mail])
