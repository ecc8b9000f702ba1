"""Awards as a table for people, however many: in the words of a language, page by page.

Each page is a transaction of its own and nothing is kept, so that an export of a million awards
neither grows nor holds up whoever writes. An award whose place in the order changes meanwhile may
be missed, or appear twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.award_filters import AwardFilter, AwardOrder
from issuer.award_lists import ListedAward, list_awards
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.models import Organisation
from issuer.tables import Cell
from issuer.text.dates import displayed_date, local_day
from issuer.validity import validity_of

_AT_ONCE = 1_000


@dataclass(frozen=True)
class _Words:
    """What stands in a table in one language."""

    headings: tuple[str, ...]
    states: Mapping[str, str]
    validities: Mapping[str, str]
    deliveries: Mapping[str, str]
    for_ever: str
    title: str
    """The name of the sheet, and the first word of that of the file."""


@dataclass(frozen=True)
class _Sheet:
    """How a table is written."""

    words: _Words
    language: str
    zone: ZoneInfo
    now: datetime

    def day(self, moment: datetime | None) -> str | None:
        """Return the day of an instant as it is read in the organisation."""
        return (
            None if moment is None else displayed_date(local_day(moment, self.zone), self.language)
        )


_POLISH = _Words(
    headings=(
        "EMAIL", "IMIĘ", "NAZWISKO", "WZORZEC", "STATUS", "WAŻNOŚĆ", "TERMIN WAŻNOŚCI",
        "JĘZYK NADANIA", "NUMER CERTYFIKATU", "DATA PRZYZNANIA", "DATA ODEBRANIA",
        "DATA UNIEWAŻNIENIA", "ID POŚWIADCZENIA", "ADRES POŚWIADCZENIA", "STAN WYSYŁKI",
    ),
    states={"awarded": "przyznane", "claimed": "odebrane", "declined": "odrzucone"},
    validities={
        "valid": "ważne",
        "expired": "wygasłe",
        "revoked": "unieważnione",
        "replaced": "zastąpione",
    },
    deliveries={
        "queued": "w kolejce",
        "sent": "wysłane",
        "failed": "niedoręczone",
        "cancelled": "anulowane",
    },
    for_ever="bezterminowe",
    title="Poświadczenia",
)  # fmt: skip
_ENGLISH = _Words(
    headings=(
        "EMAIL", "FIRST NAME", "LAST NAME", "TEMPLATE", "STATUS", "VALIDITY", "VALID UNTIL",
        "LANGUAGE", "CERTIFICATE NUMBER", "AWARDED ON", "CLAIMED ON", "REVOKED ON",
        "CREDENTIAL ID", "CREDENTIAL ADDRESS", "DELIVERY",
    ),
    states={"awarded": "awarded", "claimed": "claimed", "declined": "declined"},
    validities={
        "valid": "valid", "expired": "expired", "revoked": "revoked", "replaced": "replaced",
    },
    deliveries={
        "queued": "queued", "sent": "sent", "failed": "not delivered", "cancelled": "cancelled",
    },
    for_ever="no expiry",
    title="Credentials",
)  # fmt: skip
_WORDS: Mapping[str, _Words] = MappingProxyType({"pl": _POLISH, "en": _ENGLISH})


@dataclass(frozen=True)
class AwardTable:
    """A table that is yet to be read."""

    headings: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]
    title: str
    """The name of its sheet."""
    name: str
    """The name of its file, without an ending."""
    language: str
    """`pl` or `en`."""


def export_awards(
    session: Session,
    service: Collaborators,
    caller: Caller,
    wanted: AwardFilter,
    order: AwardOrder,
    *,
    form: str,
    language: str | None,
) -> AwardTable:
    """Return the awards of the caller's organisation as a table, and note the export.

    The table is read in transactions of its own, whose end `session` need not wait for. `form` is
    what the audit row says, with the names of the filters and never what was searched for.
    `language` is `pl` or `en`; without one it is the organisation's. Raises what `list_awards`
    raises.
    """
    now = service.clock()
    # What is wrong with the filters is said before the answer has begun.
    list_awards(session, caller, wanted, order=order, limit=1, now=now)
    organisation = session.get_one(Organisation, caller.organisation_id)
    filters = sorted(name for name, value in vars(wanted).items() if value is not None)
    note(
        session,
        caller.actor,
        "awards.exported",
        ("organisation", organisation.id),
        organisation=organisation.id,
        now=now,
        form=form,
        filters=filters,
    )
    chosen = "pl" if (language or organisation.language).startswith("pl") else "en"
    sheet = _Sheet(_WORDS[chosen], chosen, ZoneInfo(organisation.time_zone), now)
    rows = (
        _cells(listed, sheet, service.settings.base_url)
        for listed in _all(service, caller, wanted, order, now)
    )
    name = f"{sheet.words.title} {local_day(now, sheet.zone).isoformat()}"
    return AwardTable(sheet.words.headings, rows, sheet.words.title, name, chosen)


def delivery_in_words(delivery: str, language: str) -> str:
    """Return what became of a mail, in `pl` or `en`."""
    return _WORDS[language].deliveries[delivery]


def _all(
    service: Collaborators, caller: Caller, wanted: AwardFilter, order: AwardOrder, now: datetime
) -> Iterator[ListedAward]:
    cursor: str | None = None
    while True:
        with service.database.reading() as session:
            page = list_awards(
                session, caller, wanted, order=order, cursor=cursor, limit=_AT_ONCE, now=now
            )
        yield from page.items
        cursor = page.next
        if cursor is None:
            return


def _cells(listed: ListedAward, sheet: _Sheet, base_url: str) -> tuple[Cell, ...]:
    award, words = listed.award, sheet.words
    return (
        award.email,
        award.first_name,
        award.last_name,
        listed.title,
        words.states[award.state],
        words.validities[validity_of(award, sheet.now)],
        sheet.day(award.valid_until) or words.for_ever,
        award.language,
        award.certificate_number,
        sheet.day(award.awarded_at),
        sheet.day(award.claimed_at),
        sheet.day(award.revoked_at),
        award.credential_id,
        f"{base_url}/credentials/{award.credential_uuid}",
        words.deliveries[award.delivery],
    )
