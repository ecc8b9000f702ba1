"""What to say before somebody is awarded: slips of the finger, and that they have it already.

Codes and sentences are those of the manual (W01, W02, W04, W05, E12). Nothing is written or locked
here, so `issuer.awards` looks again: what is told may have changed a moment later.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.award_errors import AlreadyAwardedError
from issuer.award_rules import NewAward
from issuer.errors import Fault
from issuer.models import Achievement, Award, DuplicatePolicy
from issuer.text.dates import english_date, local_day, polish_date
from issuer.text.emails import email_domain_suggestion, normalised_email
from issuer.text.errors import TextError

_EMAIL = "/recipient/email"
# How only surnames end in Polish. The given names that end so are of other languages.
_SURNAME = re.compile(r"\w{3}(?:[sc]k[ia]|dzk[ia]|wicz|czyk)$")
_GIVEN = frozenset({"franciska", "franziska"})


def recipient_remarks(
    session: Session, achievement: Achievement, new: NewAward, zone: ZoneInfo
) -> tuple[Fault, ...]:
    """Return what there is to say about awarding this template to this person.

    Codes that begin with W are questions; E12 says that it will be refused.
    """
    remarks = [*slips(new)]
    awarded_at = last_awarded(session, achievement, new.email)
    if awarded_at is not None:
        remarks.append(duplicate_remark(achievement.duplicate_policy, local_day(awarded_at, zone)))
    return tuple(remarks)


def last_awarded(session: Session, achievement: Achievement, email: str) -> datetime | None:
    """Return when whoever has this address was last awarded the template; none if never.

    Awards that were revoked or replaced do not count, as in `issuer.awards`; nobody has an address
    that is none.
    """
    try:
        key = normalised_email(email)
    except TextError:
        return None
    return session.scalar(
        select(Award.awarded_at)
        .where(
            Award.achievement_id == achievement.id,
            Award.email_key == key,
            Award.revoked_at.is_(None),
        )
        .order_by(Award.awarded_at.desc())
        .limit(1)
    )


def duplicate_remark(policy: str, day: date) -> Fault:
    """Return what it means under `policy` that somebody was awarded this on `day` already."""
    english, polish = english_date(day), polish_date(day)
    if policy == DuplicatePolicy.DENY:
        error = AlreadyAwardedError
        return Fault(
            _EMAIL, "E12", error.english.format(date=english), error.polish.format(date=polish)
        )
    if policy == DuplicatePolicy.REPLACE:
        return Fault(
            _EMAIL,
            "W05",
            f"It will replace the credential of {english}.",
            f"Zastąpi poświadczenie z dnia {polish}.",
        )
    return Fault(
        _EMAIL,
        "W04",
        f"This credential was already awarded to this person on {english} (allowed).",
        f"To poświadczenie zostało już przyznane tej osobie {polish} (dozwolone).",
    )


def slips(new: NewAward) -> Iterator[Fault]:
    """Yield what is probably a slip of whoever typed: a mistyped domain, swapped names."""
    if (domain := email_domain_suggestion(new.email)) is not None:
        yield Fault(
            _EMAIL,
            "W01",
            f"Check the address: did you mean {domain}?",
            f"Sprawdź adres: czy chodziło o {domain}?",
        )
    if _is_surname(new.first_name) and not _is_surname(new.last_name):
        yield Fault(
            "/recipient/first_name",
            "W02",
            "The first name and the surname may be swapped.",
            "Imię i nazwisko mogą być zamienione.",
        )


def _is_surname(name: str) -> bool:
    last = name.strip().casefold()
    return _SURNAME.search(last) is not None and last not in _GIVEN
