"""Lists of awards: filtered, sorted, searched, page by page, in the same time among a million."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import false, select, update
from sqlalchemy.orm import Session

from issuer.achievement_errors import AchievementNotFoundError
from issuer.award_filters import AwardFilter, AwardOrder, walks_of
from issuer.award_walks import page_of_walks
from issuer.callers import Caller
from issuer.keyset import Page
from issuer.locks import not_held
from issuer.models import Achievement, AchievementVersion, Award, Organisation
from issuer.rights import Right


@dataclass(frozen=True)
class ListedAward:
    """An award as a list shows it: some of its columns, and what it is of."""

    award: Award
    """Loaded without its texts, evidence and results (`issuer.award_walks.LISTED`)."""
    title: str
    """The name of the achievement, in the language of the award."""


def list_awards(
    session: Session,
    caller: Caller,
    wanted: AwardFilter,
    *,
    order: AwardOrder = AwardOrder.NEWEST,
    cursor: str | None = None,
    limit: int,
    now: datetime,
) -> Page[ListedAward]:
    """Return a page of at most `limit` awards of the caller's organisation.

    Where several filters meet, a page may be shorter, or empty, though there is a next one. Raises
    `AchievementNotFoundError` for a template that the organisation does not have, and
    `InvalidInputError` for a cursor of another list, or a day outside the years 1900–9998.
    """
    caller.require(Right.READ)
    organisation = session.get_one(Organisation, caller.organisation_id)
    if wanted.achievement_id is not None:
        _check_template(session, organisation.id, wanted.achievement_id)
    zone = ZoneInfo(organisation.time_zone)
    walks = walks_of(wanted, order, organisation.id, zone, now)
    page = page_of_walks(session, walks, cursor=cursor, limit=limit)
    names = _names(session, {award.version_id for award in page.items})
    return Page([ListedAward(award, _title(names, award)) for award in page.items], page.next)


def note_expired(session: Session, *, now: datetime, limit: int = 10_000) -> int:
    """Note for lists which awards have expired; return how many, at most `limit`.

    A chore of the worker. An award that has expired since the last time is for that long neither in
    the list of what is valid nor in that of what has expired; what is shown of it is right.
    """
    due = select(Award.id).where(Award.expired == false(), Award.valid_until <= now).limit(limit)
    noted = session.execute(
        update(Award)
        .where(Award.id.in_(not_held(due)))
        .values(expired=True)
        .returning(Award.id)
        .execution_options(synchronize_session=False)
    )
    return len(noted.all())


def _check_template(session: Session, organisation_id: UUID, achievement_id: UUID) -> None:
    owner = session.scalar(
        select(Achievement.organisation_id).where(Achievement.id == achievement_id)
    )
    if owner != organisation_id:
        raise AchievementNotFoundError(achievement=achievement_id)


def _names(session: Session, versions: Iterable[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
    rows = session.execute(
        select(AchievementVersion.id, AchievementVersion.content).where(
            AchievementVersion.id.in_(versions)
        )
    )
    return {version: content["texts"] for version, content in rows}


def _title(names: Mapping[UUID, Mapping[str, Any]], award: Award) -> str:
    texts = names[award.version_id]
    return str((texts.get(award.language) or next(iter(texts.values())))["name"])
