"""Documents that are valid and still earn a remark, as data."""

from . import parts, sample
from .edits import Change

SUBJECT = "/credentialSubject"
OLD = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json"


ADVISED = (
    Change("/issuer", "https://szkola.example/issuers/1", "issuer-as-text", "/issuer"),
    Change(f"{SUBJECT}/type", "AchievementSubject", "compacted-type", f"{SUBJECT}/type"),
    Change("/@context/1", OLD, "older-context", "/@context/1"),
    Change(
        "/credentialStatus/statusListIndex",
        94567,
        "integer-status-index",
        "/credentialStatus/statusListIndex",
    ),
    Change(
        "/credentialStatus",
        [parts.status_entry(), parts.old_status_entry()],
        "several-statuses",
        "/credentialStatus",
    ),
    Change(f"{SUBJECT}/activityEndDate", "2026-05-30", "plain-date", f"{SUBJECT}/activityEndDate"),
    Change(
        f"{SUBJECT}/identifier/1/identityHash",
        parts.HASH,
        "looks-hashed",
        f"{SUBJECT}/identifier/1/identityHash",
    ),
    Change("/validUntil", "2030-01-01T00:00:00Z", "reserved-date", "/validUntil", sample.old_badge),
)
