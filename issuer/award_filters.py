"""Which awards a list shows, and along which index: filters and orders as walks.

Every filter has an index for each order. One of the filters is chosen to lead, the others are
looked at row by row. Databases would sometimes choose otherwise, and sort what they found; so what
is looked at row by row is written so that no index answers it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from issuer.award_walks import Condition, Walk
from issuer.errors import Fault, InvalidInputError
from issuer.keyset import Order
from issuer.models import Award, AwardState, Delivery
from issuer.text.dates import end_of_day
from issuer.text.emails import normalised_email
from issuer.text.errors import DateOutOfRangeError, TextError
from issuer.text.sort_keys import search_key, search_range
from issuer.validity import Validity

LONGEST_SEARCH = 250


class AwardOrder(StrEnum):
    """How a list of awards is sorted."""

    NEWEST = "-awarded_at"
    OLDEST = "awarded_at"
    NAME = "name"
    """Surname, first name, by the Polish alphabet."""
    NAME_BACKWARDS = "-name"
    EMAIL = "email"


@dataclass(frozen=True)
class AwardFilter:
    """Which awards are wanted; what is none does not matter."""

    state: AwardState | None = None
    validity: Validity | None = None
    delivery: Delivery | None = None
    achievement_id: UUID | None = None
    language: str | None = None
    awarded_from: date | None = None
    """The first day, where the organisation is."""
    awarded_to: date | None = None
    """The last day."""
    text: str | None = None
    """The beginning of an e-mail address, a surname, a first name or a certificate number."""


_ORDERS: Mapping[AwardOrder, Order] = MappingProxyType({
    AwardOrder.NEWEST: Order("awards-newest", (Award.awarded_at, Award.id), is_descending=True),
    AwardOrder.OLDEST: Order("awards-oldest", (Award.awarded_at, Award.id)),
    AwardOrder.NAME: Order("awards-name", (Award.sort_name, Award.id)),
    AwardOrder.NAME_BACKWARDS: Order(
        "awards-name-backwards", (Award.sort_name, Award.id), is_descending=True
    ),
    AwardOrder.EMAIL: Order("awards-email", (Award.email_key, Award.id)),
})  # fmt: skip
_BY_EMAIL = Order("awards-by-email", (Award.email_key, Award.id))
_BY_TEXT = (
    Order("awards-by-surname", (Award.search_last_name, Award.id)),
    Order("awards-by-first-name", (Award.search_first_name, Award.id)),
    Order("awards-by-number", (Award.search_number, Award.id)),
)


def walks_of(
    wanted: AwardFilter, order: AwardOrder, organisation_id: UUID, zone: ZoneInfo, now: datetime
) -> Sequence[Walk]:
    """Return the walks that meet what is wanted in an organisation, whose time zone is `zone`.

    With a text to search for, what begins with it is met in this order, each award once: e-mail
    addresses, surnames, first names, certificate numbers; `order` is not asked then. Lists by name
    or e-mail leave out erased awards, which have neither. Raises `InvalidInputError` for a day
    outside the years 1900–9998.
    """
    own = Award.organisation_id == organisation_id
    filters = list(_filters(wanted, now))
    begin, end = _span(wanted, zone)
    if wanted.text is not None:
        looked_at = [_row_by_row(each) for each in (*chain(*filters), *begin, *end)]
        return list(_search(wanted.text, own, looked_at))
    looked_at = [_row_by_row(each) for each in chain(*filters[1:])]
    sorting = _ORDERS[order]
    if sorting.columns[0] is not Award.awarded_at:
        looked_at += [_row_by_row(bound) for bound in (*begin, *end)]
        begin, end = (sorting.columns[0].is_not(None),), ()
    elif sorting.is_descending:
        begin, end = end, begin
    return [Walk(sorting, (own, *(filters[0] if filters else ())), begin, end, tuple(looked_at))]


def _filters(wanted: AwardFilter, now: datetime) -> Iterator[tuple[Condition, ...]]:
    """Yield the filters, the one that leaves fewest rows in most organisations first."""
    if wanted.achievement_id is not None:
        yield (Award.achievement_id == wanted.achievement_id,)
    if wanted.validity is not None:
        yield _standing(wanted.validity, now)
    if wanted.delivery is not None:
        yield (Award.delivery == wanted.delivery,)
    if wanted.state is not None:
        yield (Award.state == wanted.state,)
    if wanted.language is not None:
        yield (Award.language == wanted.language,)


def _standing(validity: Validity, now: datetime) -> tuple[Condition, ...]:
    in_force = Award.revoked_at.is_(None)
    if validity is Validity.VALID:
        # The index holds a few more rows: what expired since `note_expired` was called.
        still = or_(Award.valid_until.is_(None), Award.valid_until > now)
        return in_force, Award.expired == false(), _row_by_row(still)
    if validity is Validity.EXPIRED:
        return in_force, Award.expired == true()
    if validity is Validity.REPLACED:
        return (Award.replaced_by_id.is_not(None),)
    return Award.revoked_at.is_not(None), Award.replaced_by_id.is_(None)


def _row_by_row(condition: Condition) -> Condition:
    """Return the same condition, written so that no index is asked for it."""
    return condition.is_(true())


def _span(
    wanted: AwardFilter, zone: ZoneInfo
) -> tuple[tuple[Condition, ...], tuple[Condition, ...]]:
    """Return the conditions for the first and the last day."""
    begin: tuple[Condition, ...] = ()
    end: tuple[Condition, ...] = ()
    if wanted.awarded_from is not None:
        begin = (Award.awarded_at >= _midnight("/awarded_from", wanted.awarded_from, zone),)
    if wanted.awarded_to is not None:
        day_after = _end("/awarded_to", wanted.awarded_to, zone) + timedelta(seconds=1)
        end = (Award.awarded_at < day_after,)
    return begin, end


def _midnight(pointer: str, day: date, zone: ZoneInfo) -> datetime:
    _end(pointer, day, zone)
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _end(pointer: str, day: date, zone: ZoneInfo) -> datetime:
    try:
        return end_of_day(day, zone)
    except DateOutOfRangeError as e:
        fault = Fault(pointer, e.code, e.message("en"), e.message("pl"))
        raise InvalidInputError([fault]) from e


def _search(text: str, own: Condition, looked_at: Sequence[Condition]) -> Iterator[Walk]:
    printable = "".join(char for char in text if char.isprintable())[:LONGEST_SEARCH]
    email = _email_beginning(printable)
    earlier: list[Condition] = []
    branches = [(_BY_EMAIL, (email, email + "\U0010ffff"))] if email else []
    if search_key(printable):
        branches += [(order, search_range(printable)) for order in _BY_TEXT]
    for order, (low, high) in branches:
        key: InstrumentedAttribute[str] = order.columns[0]
        yield Walk(order, (own,), (key >= low,), (key < high,), (*looked_at, *earlier))
        earlier.append(and_(key >= low, key < high).is_not(true()))


def _email_beginning(text: str) -> str:
    """Return `text` as stored addresses begin; a whole address is normalised like those."""
    try:
        return normalised_email(text)
    except TextError:
        return text.strip().lower()
