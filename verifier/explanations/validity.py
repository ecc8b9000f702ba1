"""What each code about period, status, newer versions, recipient and endorsements is."""

from collections.abc import Mapping

from verifier.explanations.rows import (
    DATA_MODEL,
    LIMIT,
    OPEN_BADGES,
    SELECTIVE,
    STATUS_LIST,
    Row,
    rows,
)

_PERIOD = f"{DATA_MODEL}, Validity Period"
_STATUS = f"{STATUS_LIST}, Validate Algorithm"
_OLD_STATUS = f"{OPEN_BADGES}, 1EdTechRevocationList"
_REFRESH = f"{OPEN_BADGES}, 1EdTechCredentialRefresh; {DATA_MODEL}, Refreshing"
_RECIPIENT = f"{OPEN_BADGES}, Verify the Recipient; IdentityObject"
_ENDORSED = f"{OPEN_BADGES}, EndorsementCredential"

VALIDITY: Mapping[str, Row] = dict(
    (
        # period and status
        *rows("fine", _PERIOD, "in-force in-force-without-end status-list-without-period"),
        *rows(
            "hidden",
            f"{SELECTIVE} (mandatory pointers)",
            "end-may-be-hidden status-may-be-hidden more-status-may-be-hidden",
        ),
        *rows("too-early", _PERIOD, "not-yet-valid"),
        *rows("over", _PERIOD, "expired"),
        *rows("undated", _PERIOD, "period-unreadable period-without-beginning"),
        *rows("irrevocable", f"{DATA_MODEL}, Status", "status-none"),
        *rows("fine", _STATUS, "not-revoked not-suspended status-says"),
        *rows("withdrawn", _STATUS, "revoked"),
        *rows("paused", _STATUS, "suspended"),
        *rows("out-of-reach", _STATUS, "status-unreachable"),
        *rows("unknown-here", f"{DATA_MODEL}, Status", "status-type-unknown"),
        *rows("doubtful-list", _STATUS, "status-list-unusable status-list-not-valid"),
        *rows("doubtful-list", _STATUS, "status-list-of-other-address status-list-of-other-issuer"),
        *rows("doubtful-list", _STATUS, "status-purpose-differs status-of-a-list"),
        *rows("fine", _PERIOD, "credential-without-period"),
        *rows("doubtful-list", _STATUS, "status-list-of-other-kind"),
        *rows("limit", LIMIT, "status-too-many"),
        *rows("fine", _STATUS, "status-message status-no-newer-version"),
        *rows("newer", _STATUS, "status-newer-version"),
        *rows("copied", f"{STATUS_LIST}, BitstringStatusList (ttl)", "status-list-copy"),
        *rows("withdrawn", _OLD_STATUS, "on-revocation-list on-revocation-list-because"),
        *rows("fine", _OLD_STATUS, "not-on-revocation-list"),
        *rows("doubtful-list", _OLD_STATUS, "revocation-list-elsewhere"),
        # newer versions
        *rows("newer", _REFRESH, "newer-version-valid newer-version-invalid"),
        *rows("newer", _REFRESH, "newer-version-could-not-check"),
        *rows("fine", _REFRESH, "refresh-not-newer"),
        *rows("no-newer", _REFRESH, "newer-version-not-genuine refresh-of-another"),
        *rows("no-newer", _REFRESH, "refresh-without-badge refresh-unreachable"),
        *rows("newer-beyond-a-limit", LIMIT, "refresh-met-a-limit"),
        *rows("unknown-here", _REFRESH, "refresh-type-unknown"),
        # subject and endorsements
        *rows("fine", _RECIPIENT, "subject-identified recipient-matches"),
        *rows(
            "fine", f"{STATUS_LIST}, BitstringStatusListCredential", "status-list-about-no-person"
        ),
        *rows("fine", f"{DATA_MODEL}, Credential Subject", "credential-about-nobody-named"),
        *rows("anonymous", _RECIPIENT, "subject-not-identified"),
        *rows("of-somebody-else", _RECIPIENT, "recipient-differs"),
        *rows("not-comparable", _RECIPIENT, "recipient-not-comparable"),
        *rows("fine", _ENDORSED, "endorsements-none endorsements-passed"),
        *rows("follows", _ENDORSED, "endorsements-not-looked-at"),
        *rows("said-by-others", _ENDORSED, "endorsements-failed endorsements-could-not-check"),
        *rows("said-by-others", _ENDORSED, "endorsement-of-other"),
        *rows("limit", LIMIT, "endorsements-too-many endorsements-too-deep"),
    )
)
"""By code."""
