"""Many awards, and what lists of them should be: found by looking at every row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from issuer.award_filters import AwardFilter, AwardOrder
from issuer.award_lists import list_awards
from issuer.callers import Caller, the_service
from issuer.db.engine import Database
from issuer.models import Achievement, Award, AwardState, Delivery
from issuer.scale import make_organisation
from issuer.validity import Validity, validity_of

MANY, SOME = 20_000, 1_200
WARSAW = ZoneInfo("Europe/Warsaw")


@dataclass(frozen=True)
class Crowd:
    """A database with two organisations."""

    database: Database
    many: Caller
    some: Caller
    now: datetime
    _rows: dict[UUID, Sequence[Award]] = field(default_factory=dict)

    def rows(self, caller: Caller) -> Sequence[Award]:
        """Return every award of an organisation."""
        wanted = caller.organisation_id
        if wanted not in self._rows:
            with self.database.reading() as session:
                found = session.scalars(select(Award).where(Award.organisation_id == wanted))
                self._rows[wanted] = found.all()
        return self._rows[wanted]

    def template(self, caller: Caller) -> UUID:
        """Return a template of an organisation."""
        with self.database.reading() as session:
            return session.scalars(
                select(Achievement.id)
                .where(Achievement.organisation_id == caller.organisation_id)
                .order_by(Achievement.id)
                .limit(1)
            ).one()

    def listed(
        self, caller: Caller, wanted: AwardFilter, order: AwardOrder, *, limit: int = 100
    ) -> list[UUID]:
        """Return the ids on all pages of a list."""
        ids: list[UUID] = []
        cursor: str | None = None
        while True:
            with self.database.reading() as session:
                page = list_awards(
                    session, caller, wanted, order=order, cursor=cursor, limit=limit, now=self.now
                )
            assert len(page.items) <= limit
            ids += [listed.award.id for listed in page.items]
            cursor = page.next
            if cursor is None:
                return ids


def crowd_of(database: Database, *, now: datetime) -> Crowd:
    """Return a database with two organisations."""
    many, some = (make_organisation(database, count, now=now) for count in (MANY, SOME))
    return Crowd(database, the_service(many), the_service(some), now)


def filters_of(template: UUID) -> dict[str, AwardFilter]:
    """Return every filter alone, by a name."""
    return {
        "everything": AwardFilter(),
        "template": AwardFilter(achievement_id=template),
        "dates": AwardFilter(awarded_from=date(2027, 1, 1), awarded_to=date(2028, 12, 31)),
        "since": AwardFilter(awarded_from=date(2029, 1, 1)),
        "until": AwardFilter(awarded_to=date(2026, 12, 31)),
        **{state.value: AwardFilter(state=state) for state in AwardState},
        **{f"is {validity}": AwardFilter(validity=validity) for validity in Validity},
        **{f"mail {delivery}": AwardFilter(delivery=delivery) for delivery in Delivery},
        **{f"in {language}": AwardFilter(language=language) for language in ("pl", "en", "de")},
    }


FILTERS = tuple(filters_of(UUID(int=0)))

KEYS: dict[AwardOrder, Callable[[Award], tuple[object, str]]] = {
    AwardOrder.NEWEST: lambda award: (award.awarded_at, award.id.hex),
    AwardOrder.OLDEST: lambda award: (award.awarded_at, award.id.hex),
    AwardOrder.NAME: lambda award: (award.sort_name, award.id.hex),
    AwardOrder.NAME_BACKWARDS: lambda award: (award.sort_name, award.id.hex),
    AwardOrder.EMAIL: lambda award: (award.email_key, award.id.hex),
}


def expected(
    rows: Sequence[Award], wanted: AwardFilter, order: AwardOrder, now: datetime
) -> list[UUID]:
    """Return the ids that a list has, in its order."""
    left = [award for award in rows if _is_wanted(award, wanted, now)]
    left.sort(key=KEYS[order], reverse=order.value.startswith("-"))
    return [award.id for award in left]


def _is_wanted(award: Award, wanted: AwardFilter, now: datetime) -> bool:
    return all(
        (
            wanted.state in {None, award.state},
            wanted.validity in {None, validity_of(award, now)},
            wanted.delivery in {None, award.delivery},
            wanted.achievement_id in {None, award.achievement_id},
            wanted.language in {None, award.language},
            wanted.awarded_from is None or award.awarded_at >= _midnight(wanted.awarded_from),
            wanted.awarded_to is None
            or award.awarded_at < _midnight(wanted.awarded_to + timedelta(days=1)),
        )
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=WARSAW).astimezone(UTC)
