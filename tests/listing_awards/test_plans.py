"""Among twenty thousand awards no list looks at all of them, and none sorts what it found."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from issuer.audit_trail import AuditFilter, list_audit
from issuer.award_filters import AwardFilter, AwardOrder
from issuer.award_lists import list_awards
from issuer.award_walks import SPAN
from issuer.callers import Caller
from issuer.models import AwardState

from .crowds import Crowd, filters_of

SEARCHES = {
    "search": AwardFilter(text="kow"),
    "search for one letter": AwardFilter(text="z"),
    "search among few": AwardFilter(text="a", state=AwardState.DECLINED),
    "two filters": AwardFilter(state=AwardState.DECLINED, language="en"),
}
NAMES = (*filters_of(UUID(int=0)), *SEARCHES)


@contextmanager
def _statements(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """Yield the statements about awards or the audit trail that are run meanwhile."""
    seen: list[tuple[str, Any]] = []
    engine = session.get_bind()

    def remember(_c: Any, _k: Any, statement: str, values: Any, *_rest: Any) -> None:
        if re.search(r"FROM (award|audit)\b", statement):
            seen.append((statement, values))

    event.listen(engine, "before_cursor_execute", remember)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", remember)


def _plan(session: Session, statement: str, values: Any) -> str:
    word = "EXPLAIN" if _is_postgresql(session) else "EXPLAIN QUERY PLAN"
    rows = session.connection().exec_driver_sql(f"{word} {statement}", values)
    return "\n".join(str(row[-1]) for row in rows)


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _check(session: Session, plan: str) -> None:
    if _is_postgresql(session):
        assert "Index" in plan, plan
        assert not re.search(r"Seq Scan|Sort|Bitmap", plan), plan
    else:
        assert re.search(r"SEARCH (award|audit) USING (COVERING )?INDEX", plan), plan
        assert not re.search(r"SCAN|TEMP B-TREE", plan), plan


@pytest.mark.parametrize("order", AwardOrder)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_follows_an_index(crowd: Crowd, name: str, order: AwardOrder) -> None:
    wanted = {**filters_of(crowd.template(crowd.many)), **SEARCHES}[name]
    cursor: str | None = None
    for _ in range(2):
        with crowd.database.reading() as session:
            with _statements(session) as seen:
                page = list_awards(
                    session, crowd.many, wanted, order=order, cursor=cursor, limit=50, now=crowd.now
                )
            assert 1 <= len(seen) <= 8
            for statement, values in seen:
                assert "LIMIT" in statement
                _check(session, _plan(session, statement, values))
        cursor = page.next
        if cursor is None:
            break


def test_a_check_of_plans_can_fail(crowd: Crowd) -> None:
    with crowd.database.reading() as session:
        plan = _plan(session, "SELECT * FROM award ORDER BY claimed_at LIMIT 5", ())
        with pytest.raises(AssertionError):
            _check(session, plan)


def test_where_filters_meet_a_page_looks_at_so_many_rows_and_no_more(crowd: Crowd) -> None:
    wanted = AwardFilter(language="pl", state=AwardState.DECLINED)

    with crowd.database.reading() as session:
        page = list_awards(
            session, crowd.many, wanted, order=AwardOrder.NAME, limit=200, now=crowd.now
        )

    rows = sorted(crowd.rows(crowd.many), key=lambda row: (row.sort_name or "", row.id.hex))
    declined = [row for row in rows if row.state == AwardState.DECLINED][:SPAN]
    found = [row.id for row in declined if row.language == "pl"]
    assert [listed.award.id for listed in page.items] == found[:200]
    assert page.next is not None


@pytest.mark.parametrize("sorts", ["stale", "fresh"])
def test_old_statistics_change_nothing(crowd: Crowd, sorts: str) -> None:
    if sorts == "fresh":
        with crowd.database.writing() as session, session.begin():
            session.execute(text("ANALYZE"))
    wanted = AwardFilter(state=AwardState.CLAIMED)
    with crowd.database.reading() as session:
        with _statements(session) as seen:
            list_awards(session, crowd.many, wanted, order=AwardOrder.NAME, limit=50, now=crowd.now)
        for statement, values in seen:
            _check(session, _plan(session, statement, values))


@pytest.mark.parametrize(
    "wanted", [AuditFilter(), AuditFilter(action="award.made"), AuditFilter(subject="1")], ids=str
)
def test_the_audit_trail_follows_an_index(crowd: Crowd, wanted: AuditFilter) -> None:
    caller: Caller = crowd.many
    with crowd.database.reading() as session:
        if _is_postgresql(session):
            session.execute(text("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off"))
        with _statements(session) as seen:
            list_audit(session, caller, wanted, limit=50)
        for statement, values in seen:
            _check(session, _plan(session, statement, values))
