"""A report as it was shown to somebody, handed back by their browser (nothing is kept here).

The page of a report carries it in a hidden field, sealed: nobody can make or change one, and the
service that gets it back knows that it found exactly this, and when. So a report can be printed or
kept later without the badge, and without anything being kept in between.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from issuer.collaborators import Collaborators
from issuer.links import new_token
from issuer.verifying_errors import ReportTooLongError, ShownReportError
from keys import errors as key_errors
from keys.envelope import Envelope, open_envelope, seal
from keys.kek import KekSource
from keys.multibase import base64url_decode, base64url_encode
from keys.strict_json import Json

GOOD_FOR = timedelta(hours=2)
LONGEST_FIELD = 900_000
"""Characters; what is longer would not fit into one field of a form."""
LONGEST_REPORT = 600_000
"""Bytes of the report as JSON, many times what usual badges need: with a signature around it, it
is still a document that verifiers read."""

# Another machine of the service may have shown it, by a clock of its own.
_SKEW = timedelta(minutes=5)
_LABEL = "insygnia shown report v1"
_AAD = b"shown report"


@dataclass(frozen=True)
class ShownReport:
    """A report, and what belongs to it wherever it goes."""

    report: Mapping[str, Json]
    """As `POST /api/v1/verify` answers it."""
    sha256: str
    """The digest of the file that was checked, in hexadecimal."""
    shown_at: datetime
    number: UUID
    address: str
    """The token of its address, should it be kept; whoever sees the page does not know it yet."""
    removal: str
    """The token that removes it again."""


def new_report(report: Mapping[str, Json], sha256: str, *, now: datetime) -> ShownReport:
    """Return a report with a number and tokens of its own; raises `ReportTooLongError`."""
    if len(report_json(report)) > LONGEST_REPORT:
        raise ReportTooLongError
    return ShownReport(report, sha256, now, uuid4(), new_token(), new_token())


def digest_of(report: Mapping[str, Json], badge: bytes) -> str:
    """Return the SHA-256 of the file that a report is about, in hexadecimal.

    `badge` is the file, or the address that it was fetched from, perhaps by way of a page that
    leads there: each step is a resource of its own, and the last of them was the file.
    """
    resources = (report.get("reports") or [report])[0].get("resources", ())
    words = str(report.get("container")).split(" > ")
    steps = next((n for n, word in enumerate(words) if word != "url"), 0)
    if 0 < steps <= len(resources):
        fetched: str = resources[steps - 1]["sha256"]
        return fetched
    return hashlib.sha256(badge).hexdigest()


def seal_shown(
    service: Collaborators, report: Mapping[str, Json], badge: bytes, *, now: datetime
) -> str:
    """Return the hidden field for a page that shows `report`; empty if it is too long for one."""
    try:
        shown = new_report(report, digest_of(report, badge), now=now)
    except ReportTooLongError:
        return ""
    return seal_report(service.keks, shown)


def report_json(report: Mapping[str, Json]) -> bytes:
    """Return the report as JSON in UTF-8; a lone surrogate stays escaped."""
    text = json.dumps(report, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def seal_report(keks: KekSource, shown: ShownReport) -> str:
    """Return `shown` as the text of a hidden field; empty if it is too long for one."""
    members = {
        "report": shown.report,
        "sha256": shown.sha256,
        "shown_at": shown.shown_at.isoformat(),
        "number": str(shown.number),
        "address": shown.address,
        "removal": shown.removal,
    }
    packed = zlib.compress(json.dumps(members, separators=(",", ":")).encode())
    envelope = seal(keks.for_sealing(), packed, label=_LABEL, aad=_AAD).to_dict()
    field = base64url_encode(json.dumps(envelope, separators=(",", ":")).encode())
    return field if len(field) <= LONGEST_FIELD else ""


def open_report(keks: KekSource, field: str, *, now: datetime) -> ShownReport:
    """Return what `seal_report` sealed.

    Raises `ShownReportError` when it was altered, made by nobody here, or shown too long ago.
    """
    try:
        envelope = Envelope.from_dict(json.loads(base64url_decode(field)))
        packed = open_envelope(keks.for_opening(envelope.kek_id), envelope, label=_LABEL, aad=_AAD)
    except (key_errors.Error, ValueError, TypeError, RecursionError) as error:
        raise ShownReportError from error
    # Sealed by us: from here on nothing is a stranger's but the words inside the report.
    members = json.loads(zlib.decompress(packed))
    shown_at = datetime.fromisoformat(members["shown_at"])
    if not -_SKEW <= now - shown_at <= GOOD_FOR:
        raise ShownReportError
    return ShownReport(
        members["report"],
        members["sha256"],
        shown_at,
        UUID(members["number"]),
        members["address"],
        members["removal"],
    )
