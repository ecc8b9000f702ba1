"""What each code about the file, its words and its signatures is: its kind, and a clause."""

from collections.abc import Mapping

from verifier.explanations.rows import (
    DATA_INTEGRITY,
    DATA_MODEL,
    LIMIT,
    METHOD,
    OPEN_BADGES,
    SELECTIVE,
    STATUS_LIST,
    Row,
    rows,
)

_BAKING = f"{OPEN_BADGES}, Baked Badges"
_VERIFICATION = f"{OPEN_BADGES}, Verification and Validation"
_JSON = "RFC 8259, JSON; RFC 7493, I-JSON"
_ENVELOPE = f"{DATA_MODEL}, Securing Mechanisms (enveloped credentials)"
_TERMS = f"{DATA_MODEL}, JSON-LD; {DATA_INTEGRITY}, Contexts and Vocabularies"
_VERIFY = f"{DATA_INTEGRITY}, Verify Proof"
_CANONICAL = "RDF Dataset Canonicalization 1.0"
_PRESENTATION = f"{DATA_MODEL}, Verifiable Presentations"
_BUNDLE = "Bundles of this software"
_ADDRESS = "RFC 9110, HTTP Semantics; rules of this service for fetching"

FILES_AND_PROOFS: Mapping[str, Row] = dict(
    (
        # recognised
        *rows(
            "fine",
            f"{OPEN_BADGES}, AchievementCredential and EndorsementCredential",
            "recognised-achievement recognised-endorsement",
        ),
        *rows("fine", f"{STATUS_LIST}, BitstringStatusListCredential", "recognised-status_list"),
        *rows("limit", LIMIT, "file-too-large json-over-limit document-over-limit"),
        *rows("limit", LIMIT, "picture-over-limit pdf-over-limit bundle-over-limit"),
        *rows(
            "stopped",
            LIMIT,
            "verification-out-of-time verification-out-of-memory verification-broke-off",
        ),
        *rows("no-badge", _BAKING, "picture-jpeg picture-without-badge pdf-without-badge"),
        *rows("no-badge", _VERIFICATION, "file-empty nothing-recognised"),
        *rows("no-badge", f"{DATA_MODEL}, Types", "not-an-open-badge not-a-credential"),
        *rows("malformed", _JSON, "json-not-strict"),
        *rows("malformed", f"RFC 7515, JWS Compact Serialization; {_ENVELOPE}", "token-malformed"),
        *rows("malformed", _ENVELOPE, "envelope-without-token"),
        *rows("no-badge", _BUNDLE, "archive-without-manifest"),
        *rows("repacked", _BUNDLE, "bundle-malformed bundle-altered bundle-signature-wrong"),
        *rows("unknown-here", _BUNDLE, "bundle-version-unknown"),
        *rows("follows", _VERIFICATION, "nothing-to-check no-proof-no-key"),
        *rows("fine", f"{DATA_MODEL}, Verifiable Credentials", "recognised-credential"),
        *rows("fine", "CLR 2.0, ClrCredential", "recognised-clr"),
        *rows("malformed", _PRESENTATION, "several-credentials"),
        *rows("no-badge", _PRESENTATION, "presentation-empty"),
        *rows("no-badge", "ISO/IEC 18004, QR code", "qr-code-of-other-things"),
        *rows("out-of-reach", _ADDRESS, "address-unreachable"),
        *rows("no-badge", _ADDRESS, "address-is-a-page address-leads-on"),
        # presentations
        *rows(
            "fine",
            _PRESENTATION,
            "presentation-signed presentation-signed-by-unnamed presentation-unsigned",
        ),
        *rows("put-together", _VERIFY, "presentation-signature-wrong presentation-by-another"),
        *rows("put-together", _VERIFY, "presentation-proof-malformed"),
        *rows("aside", _VERIFY, "presentation-not-in-time"),
        *rows("presenter-unknown", METHOD, "presentation-key-unreachable"),
        *rows("presenter-unknown", METHOD, "presentation-key-unusable"),
        *rows("presenter-unknown", _CANONICAL, "presentation-not-computable"),
        # vocabulary and terms
        *rows("fine", f"{OPEN_BADGES}, Data Models; {DATA_MODEL}, Data Schemas", "vocabulary-kept"),
        *rows(
            "breaks-standard",
            f"{OPEN_BADGES}, Data Models; {DATA_MODEL}, Conformance",
            "vocabulary-broken",
        ),
        *rows("fine", _TERMS, "terms-covered"),
        *rows("uncovered", _TERMS, "terms-not-covered"),
        *rows("uncovered", f"{DATA_MODEL}, Contexts", "contexts-unsuitable"),
        *rows("unknown-here", f"{DATA_MODEL}, Contexts", "context-unknown"),
        # proofs
        *rows("fine", _VERIFY, "signature-right"),
        *rows(
            "fine",
            f"{SELECTIVE} (base proof)",
            "base-proof-right",
        ),
        *rows("unsigned", f"{DATA_MODEL}, Securing Mechanisms", "proof-missing"),
        *rows("changed", _VERIFY, "signature-wrong"),
        *rows("malformed", f"{DATA_INTEGRITY}, Proofs", "proof-malformed"),
        *rows("changed", f"{_TERMS}; JSON-LD 1.1, Expansion", "json-rdf-mismatch"),
        *rows("entangled", _CANONICAL, "proof-not-computable"),
        *rows(
            "entangled",
            f"{_CANONICAL}, Dataset Poisoning",
            "graph-too-complex",
        ),
        *rows("limit", LIMIT, "proofs-too-many credentials-too-many"),
        *rows("unknown-here", f"{DATA_INTEGRITY}, Cryptographic Suites", "suite-unknown"),
        *rows("aside", f"{DATA_INTEGRITY}, Proof Purposes", "purpose-wrong"),
        *rows("aside", f"{DATA_INTEGRITY}, Proofs (created)", "created-in-future"),
        *rows("aside", f"{DATA_INTEGRITY}, Proofs (expires)", "proof-expired"),
        *rows("aside", f"{DATA_INTEGRITY}, Proof Chains", "previous-proof-not-verified"),
        # keys and issuers
        *rows("fine", METHOD, "key-found issuer-controls-key"),
        *rows("key-unfit", f"{DATA_INTEGRITY}, Cryptographic Suites", "key-unsuitable"),
        *rows("out-of-reach", METHOD, "key-unreachable issuer-unreachable"),
        *rows("key-unfit", METHOD, "key-unusable issuer-document-unusable profile-without-keys"),
        *rows("by-another", METHOD, "key-not-listed key-not-listed-by-issuer"),
        *rows("by-another", METHOD, "controller-is-other issuer-document-of-other"),
        *rows(
            "by-another",
            "Controlled Identifiers 1.0, Verification Relationships (assertionMethod)",
            "key-not-for-assertion",
        ),
        *rows("key-unfit", METHOD, "controller-unknown"),
        *rows(
            "key-lapsed",
            "Controlled Identifiers 1.0, Verification Methods (expires)",
            "key-expired",
        ),
        *rows(
            "stolen",
            "Controlled Identifiers 1.0, Verification Methods (revoked)",
            "key-compromised",
        ),
    )
)
"""By code."""
