"""Templates seen by staff: the list with its filters, and one template with everything about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, exists, select, tuple_
from sqlalchemy.orm import Session

from issuer.achievement_records import own_achievement
from issuer.activation import missing_for_activation
from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.documents.european import MissingElement
from issuer.editions import content_of
from issuer.errors import Fault, InvalidInputError
from issuer.keyset import Order, Page, page_of, sorting
from issuer.models import (
    Achievement,
    AchievementState,
    AchievementTerm,
    AchievementVersion,
    Organisation,
    Person,
    TermKind,
)
from issuer.organisations import issuer_record
from issuer.rights import Right
from issuer.text.dates import end_of_day
from issuer.text.errors import DateOutOfRangeError
from issuer.text.sort_keys import search_key, search_range


class AchievementOrder(StrEnum):
    """How a list of templates is sorted."""

    NEWEST = "newest"
    """Last changed first."""
    NAME = "name"
    """By name in the order of the Polish alphabet."""


_ORDERS: Mapping[AchievementOrder, Order] = MappingProxyType(
    {
        AchievementOrder.NEWEST: Order(
            "achievements-newest", (Achievement.updated_at, Achievement.id), is_descending=True
        ),
        AchievementOrder.NAME: Order("achievements-name", (Achievement.sort_name, Achievement.id)),
    }
)


@dataclass(frozen=True)
class AchievementFilter:
    """Which templates are wanted; what is none does not matter."""

    state: AchievementState | None = None
    achievement_type: str | None = None
    language: str | None = None
    tag: str | None = None
    text: str | None = None
    """The beginning of a name, or of any word of it."""
    mine: bool = False
    """Only those that the caller made."""
    since: date | None = None
    """The first day of the last change, where the organisation is."""
    until: date | None = None
    """The last day of the last change."""


@dataclass(frozen=True)
class AchievementCard:
    """A template as a list shows it: the record and the newest version's text."""

    achievement: Achievement
    version: AchievementVersion
    content: AchievementContent


@dataclass(frozen=True)
class AchievementDetails:
    """Everything about a template that the staff of its organisation may see."""

    achievement: Achievement
    versions: Sequence[AchievementVersion]
    """The newest first."""
    content: AchievementContent
    """Of the newest version."""
    author: Person | None
    missing: tuple[MissingElement, ...]
    """Mandatory elements that the newest version lacks."""


def list_achievements(
    session: Session,
    caller: Caller,
    wanted: AchievementFilter,
    *,
    order: AchievementOrder = AchievementOrder.NEWEST,
    cursor: str | None = None,
    limit: int,
) -> Page[AchievementCard]:
    """Return a page of the templates of the caller's organisation.

    Raises `InvalidInputError` for a cursor of another list and days outside 1900–9998.
    """
    caller.require(Right.READ)
    rows = _filtered(session, caller, wanted)
    found = page_of(session, rows, _ORDERS[order], cursor=cursor, limit=limit)
    versions = _newest_versions(session, found.items)
    cards = [
        AchievementCard(item, versions[item.id], content_of(versions[item.id]))
        for item in found.items
    ]
    return Page(cards, found.next)


def name_achievements(
    session: Session, caller: Caller, language: str, *, limit: int
) -> Sequence[tuple[UUID, str]]:
    """Return the first templates of the caller's organisation by name: their ids and names.

    Names are those of the newest versions in `language`, or in the first language of a version that
    has no such text. The database takes them out of the contents, which are long.
    """
    caller.require(Right.READ)
    rows = session.execute(
        select(Achievement.id, AchievementVersion.id, _name(language), _FIRST_LANGUAGE)
        .join(AchievementVersion, AchievementVersion.achievement_id == Achievement.id)
        .where(
            Achievement.organisation_id == caller.organisation_id,
            AchievementVersion.number == Achievement.version,
        )
        .order_by(*sorting(_ORDERS[AchievementOrder.NAME]))
        .limit(limit)
    ).all()
    others = _names(session, {version: first for _, version, name, first in rows if name is None})
    return [(item, others[version] if name is None else name) for item, version, name, _ in rows]


def read_achievement(
    session: Session, caller: Caller, achievement_id: UUID, *, base_url: str
) -> AchievementDetails:
    """Return a template of the caller's organisation; or raise `AchievementNotFoundError`."""
    achievement = own_achievement(session, caller, achievement_id)
    versions = session.scalars(
        select(AchievementVersion)
        .where(AchievementVersion.achievement_id == achievement.id)
        .order_by(AchievementVersion.number.desc())
    ).all()
    content = content_of(versions[0])
    organisation = session.get_one(Organisation, achievement.organisation_id)
    author = session.get(Person, achievement.author_id) if achievement.author_id else None
    missing = missing_for_activation(content, issuer_record(organisation, base_url))
    return AchievementDetails(achievement, versions, content, author, missing)


def _filtered(session: Session, caller: Caller, wanted: AchievementFilter) -> Select[Achievement]:
    rows = select(Achievement).where(Achievement.organisation_id == caller.organisation_id)
    if wanted.state is not None:
        rows = rows.where(Achievement.state == wanted.state)
    if wanted.achievement_type is not None:
        rows = rows.where(Achievement.achievement_type == wanted.achievement_type)
    if wanted.mine:
        rows = rows.where(
            Achievement.author_id.is_not(None), Achievement.author_id == caller.person_id
        )
    if wanted.language is not None:
        rows = _with_term(rows, TermKind.LANGUAGE, wanted.language.lower())
    if wanted.tag is not None:
        rows = _with_term(rows, TermKind.TAG, search_key(wanted.tag))
    if wanted.text is not None:
        rows = _with_words(rows, wanted.text)
    return _changed_within(session, caller, wanted, rows)


def _with_term(rows: Select[Achievement], kind: TermKind, value: str) -> Select[Achievement]:
    return rows.where(
        exists().where(
            AchievementTerm.achievement_id == Achievement.id,
            AchievementTerm.kind == kind,
            AchievementTerm.value == value,
        )
    )


def _with_words(rows: Select[Achievement], text: str) -> Select[Achievement]:
    low, high = search_range(text)
    return rows.where(
        exists().where(
            AchievementTerm.achievement_id == Achievement.id,
            AchievementTerm.kind == TermKind.WORD,
            AchievementTerm.value >= low,
            AchievementTerm.value < high,
        )
    )


def _changed_within(
    session: Session,
    caller: Caller,
    wanted: AchievementFilter,
    rows: Select[Achievement],
) -> Select[Achievement]:
    if wanted.since is None and wanted.until is None:
        return rows
    organisation = session.get_one(Organisation, caller.organisation_id)
    zone = ZoneInfo(organisation.time_zone)
    if wanted.since is not None:
        rows = rows.where(Achievement.updated_at >= _bound("/since", wanted.since, zone, time.min))
    if wanted.until is not None:
        rows = rows.where(Achievement.updated_at <= _bound("/until", wanted.until, zone, time.max))
    return rows


def _bound(pointer: str, day: date, zone: ZoneInfo, moment: time) -> datetime:
    """Return the first or last instant of `day` in `zone`."""
    try:
        end_of_day(day, zone)
    except DateOutOfRangeError as e:
        fault = Fault(pointer, e.code, e.message("en"), e.message("pl"))
        raise InvalidInputError([fault]) from e
    return datetime.combine(day, moment, zone).astimezone(UTC)


_FIRST_LANGUAGE = AchievementVersion.content[("languages", 0)].as_string()


def _name(language: str) -> ColumnElement[str]:
    """Return what the database calls a version in one of its languages."""
    name: ColumnElement[str] = AchievementVersion.content[("texts", language, "name")].as_string()
    return name


def _names(session: Session, languages: Mapping[UUID, str]) -> dict[UUID, str]:
    """Return the names of versions, each in the language that is given with it."""
    named: dict[UUID, str] = {}
    for language in set(languages.values()):
        versions = [version for version, spoken in languages.items() if spoken == language]
        found = session.execute(
            select(AchievementVersion.id, _name(language).label("name")).where(
                AchievementVersion.id.in_(versions)
            )
        )
        named |= {row.id: row.name for row in found}
    return named


def _newest_versions(
    session: Session, achievements: Sequence[Achievement]
) -> dict[UUID, AchievementVersion]:
    newest = [(achievement.id, achievement.version) for achievement in achievements]
    found = session.scalars(
        select(AchievementVersion).where(
            tuple_(AchievementVersion.achievement_id, AchievementVersion.number).in_(newest)
        )
    )
    return {version.achievement_id: version for version in found}
