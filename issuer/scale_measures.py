"""How long pages of long lists take: the first one, and pages all over the list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from issuer.award_filters import AwardFilter, AwardOrder, walks_of
from issuer.award_lists import list_awards
from issuer.award_walks import Walk
from issuer.callers import the_service
from issuer.db.engine import Database
from issuer.keyset import cursor_after, sorting
from issuer.models import Achievement, AwardState, Delivery, Organisation
from issuer.validity import Validity

PAGE = 50
"""How many awards a page has."""


@dataclass(frozen=True)
class Row:
    """One list: the milliseconds of its first page, and of pages all over it."""

    wanted: str
    order: AwardOrder
    rows: int
    """How many index entries the list walks along, at most."""
    first: tuple[float, float]
    """Median and 95th percentile."""
    deep: tuple[float, float]
    """The same for pages at equal distances; the first page again where there is no other."""


def measured(
    database: Database,
    organisation_id: UUID,
    *,
    now: datetime,
    repeats: int,
    clock: Callable[[], float],
) -> Iterator[Row]:
    """Yield a row for each filter in each order, and for searches; `clock` counts seconds.

    Each page is read `repeats` times, each time in a session of its own, as a request does.
    """
    caller = the_service(organisation_id)

    def page(wanted: AwardFilter, order: AwardOrder, cursor: str | None) -> float:
        begin = clock()
        with database.reading() as session:
            list_awards(session, caller, wanted, order=order, cursor=cursor, limit=PAGE, now=now)
        return (clock() - begin) * 1000

    for name, wanted in _wanted(database, organisation_id, now).items():
        for order in AwardOrder if wanted.text is None else (AwardOrder.NEWEST,):
            with database.reading() as session:
                count, cursors = _places(session, organisation_id, wanted, order, now, repeats)
            first = [page(wanted, order, None) for _ in range(repeats)]
            deep = [page(wanted, order, cursor) for cursor in cursors] or first
            yield Row(name, order, count, _middle_and_most(first), _middle_and_most(deep))


def scale_organisation(session: Session) -> UUID | None:
    """Return the newest organisation that was made to be measured, if there is one."""
    return session.scalars(
        select(Organisation.id)
        .where(Organisation.slug.startswith("scale-"))
        .order_by(Organisation.created_at.desc())
        .limit(1)
    ).one_or_none()


def _wanted(database: Database, organisation_id: UUID, now: datetime) -> Mapping[str, AwardFilter]:
    with database.reading() as session:
        template = session.scalars(
            select(Achievement.id).where(Achievement.organisation_id == organisation_id).limit(1)
        ).one()
    month = (now - timedelta(days=1000)).date()
    return {
        "all": AwardFilter(),
        "template": AwardFilter(achievement_id=template),
        **{f"state {state}": AwardFilter(state=state) for state in AwardState},
        **{str(validity): AwardFilter(validity=validity) for validity in Validity},
        **{f"mail {each}": AwardFilter(delivery=each) for each in (Delivery.SENT, Delivery.FAILED)},
        **{f"language {each}": AwardFilter(language=each) for each in ("pl", "en")},
        "a month": AwardFilter(awarded_from=month, awarded_to=month + timedelta(days=30)),
        "four years ago and before": AwardFilter(awarded_to=date(now.year - 4, 12, 31)),
        "declined, en": AwardFilter(state=AwardState.DECLINED, language="en"),
        "failed, revoked": AwardFilter(delivery=Delivery.FAILED, validity=Validity.REVOKED),
        "search kowal": AwardFilter(text="kowal"),
        "search a": AwardFilter(text="a"),
        "search zofia.zak": AwardFilter(text="zofia.zak"),
        "search SC/0012": AwardFilter(text="SC/0012"),
        "search nobody": AwardFilter(text="xqx"),
        "search a, declined": AwardFilter(text="a", state=AwardState.DECLINED),
    }


def _places(
    session: Session,
    organisation_id: UUID,
    wanted: AwardFilter,
    order: AwardOrder,
    now: datetime,
    number: int,
) -> tuple[int, Sequence[str]]:
    """Return how long the longest walk of a list is, and cursors at equal distances on it."""
    zone = ZoneInfo(session.get_one(Organisation, organisation_id).time_zone)
    walks = walks_of(wanted, order, organisation_id, zone, now)
    counts = [_count(session, walk) for walk in walks]
    walk, count = max(zip(walks, counts, strict=True), key=lambda pair: pair[1])
    keys = select(*walk.order.columns).where(*walk.fixed, *walk.first, *walk.last)
    keys = keys.order_by(*sorting(walk.order)).limit(1)
    steps = [count * step // (number + 1) for step in range(1, number + 1)]
    rows = [session.execute(keys.offset(step)).one() for step in steps if count > PAGE * number]
    return count, [cursor_after(walk.order, row) for row in rows]


def _count(session: Session, walk: Walk) -> int:
    conditions = (*walk.fixed, *walk.first, *walk.last)
    return session.scalar(select(func.count()).where(*conditions)) or 0


def _middle_and_most(times: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(times)
    return median(ordered), ordered[ceil(len(ordered) * 0.95) - 1]
