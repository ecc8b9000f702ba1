"""Addresses that put a badge on LinkedIn, which needs neither an account with us nor a key."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

_ADD = "https://www.linkedin.com/profile/add"
_SHARE = "https://www.linkedin.com/sharing/share-offsite/"


@dataclass(frozen=True)
class ProfileEntry:
    """What stands in a LinkedIn profile; instants are aware."""

    title: str
    organisation: str
    organisation_id: str | None
    """The digits of the organisation's LinkedIn page, which then shows its logo."""
    awarded: datetime
    valid_until: datetime | None
    page: str
    """The public page of the badge."""
    number: str
    """A short number for people; never a name or an e-mail address."""


def add_to_profile_url(entry: ProfileEntry, zone: ZoneInfo) -> str:
    """Return the address of LinkedIn's form, filled in.

    Years and months are those of the organisation's time zone, so that they are the same on every
    device; a badge that does not expire names neither.
    """
    awarded = entry.awarded.astimezone(zone)
    values = {"startTask": "CERTIFICATION_NAME", "name": entry.title}
    if entry.organisation_id:
        values["organizationId"] = entry.organisation_id
    else:
        values["organizationName"] = entry.organisation
    values |= {"issueYear": str(awarded.year), "issueMonth": str(awarded.month)}
    if entry.valid_until:
        expires = entry.valid_until.astimezone(zone)
        values |= {"expirationYear": str(expires.year), "expirationMonth": str(expires.month)}
    return _with(_ADD, {**values, "certUrl": entry.page, "certId": entry.number})


def share_url(page: str) -> str:
    """Return the address of LinkedIn's form for a post that links to `page`."""
    return _with(_SHARE, {"url": page})


def _with(address: str, values: dict[str, str]) -> str:
    return f"{address}?{urlencode(values, quote_via=quote, safe='')}"
