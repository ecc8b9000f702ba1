"""What a badge with selective disclosure always shows (rule 26).

A holder can hide everything else. Who issued what to whom, for how long, and where it may be
revoked cannot be hidden: a verifier would take the rest for a badge without limits.
"""

from collections.abc import Sequence

from signing.json_ld import Document
from signing.selection import find, is_in

MANDATORY_POINTERS = (
    "/@context",
    "/id",
    "/type",
    "/issuer",
    "/validFrom",
    "/validUntil",
    "/awardedDate",
    "/credentialStatus",
    "/refreshService",
    "/credentialSubject/type",
    "/credentialSubject/achievement/id",
    "/credentialSubject/achievement/type",
    "/credentialSubject/achievement/name",
    "/credentialSubject/achievement/description",
    "/credentialSubject/achievement/criteria",
)


def mandatory_pointers_for(document: Document, extra: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the pointers to what every disclosure of `document` shows, each once.

    Those of `MANDATORY_POINTERS` that lead somewhere; the subject's id if it is a DID, that is
    bound to the holder's key; the subject's identifiers if it has no id; then `extra`.

    Raises:
        PointerError: one of `extra` is malformed or leads nowhere.
    """
    for pointer in extra:
        find(document, pointer)
    fixed = (*MANDATORY_POINTERS, *_of_subject(document))
    return tuple(dict.fromkeys((*(p for p in fixed if is_in(document, p)), *extra)))


def _of_subject(document: Document) -> Sequence[str]:
    """Return the pointer to what tells the subject from others, where that must be shown."""
    if not is_in(document, "/credentialSubject/id"):
        return ("/credentialSubject/identifier",)
    name = find(document, "/credentialSubject/id")
    return ("/credentialSubject/id",) if str(name).startswith("did:") else ()
