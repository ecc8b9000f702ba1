"""Badges of Open Badges 2.0 that are genuine, and not in force or not the person's."""

from verifying.edits import put

from verifier.open_badges_2.recognition import CONTEXT
from verifier.report import Genuine, Name

from .cases import failing, hosted, signed
from .documents import (
    ASSERTION,
    LIST,
    NOW,
    SIGNED_ID,
)

LAPSED = (
    failing(
        "one that answers 410",
        hosted(),
        Name.STATUS,
        "revoked",
        answers={ASSERTION: 410},
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "one that is published as revoked",
        hosted(),
        Name.STATUS,
        "revoked",
        edits={ASSERTION: put("/revoked", True)},
    ),
    failing(
        "one of which only the revocation is published",
        hosted(),
        Name.STATUS,
        "revoked",
        fact="Pomyłka",
        answers={
            ASSERTION: {
                "@context": CONTEXT,
                "id": ASSERTION,
                "type": "Assertion",
                "revoked": True,
                "revocationReason": "Pomyłka",
            }
        },
        genuine=Genuine.UNKNOWN,
    ),
    failing(
        "a signed one on the list",
        signed(),
        Name.STATUS,
        "revoked",
        edits={LIST: put("/revokedAssertions/-", SIGNED_ID)},
    ),
    failing(
        "a signed one on the list with a reason",
        signed(),
        Name.STATUS,
        "revoked",
        fact="Naruszenie zasad",
        edits={
            LIST: put(
                "/revokedAssertions/-", {"id": SIGNED_ID, "revocationReason": "Naruszenie zasad"}
            )
        },
    ),
    failing(
        "a signed one on the list by its uid",
        signed(put("/uid", "abc")),
        Name.STATUS,
        "revoked",
    ),
    failing(
        "a list of one",
        signed(),
        Name.STATUS,
        "revoked",
        edits={LIST: put("/revokedAssertions", SIGNED_ID)},
    ),
    failing(
        "a signed one that says so itself", signed(put("/revoked", True)), Name.STATUS, "revoked"
    ),
    failing("one that has expired", hosted(), Name.PERIOD, "expired", now=NOW.replace(year=2031)),
    failing(
        "one that has not begun", hosted(), Name.PERIOD, "not-yet-valid", now=NOW.replace(year=2025)
    ),
    failing(
        "one of somebody else",
        hosted(),
        Name.SUBJECT,
        "recipient-differs",
        recipient="ewa@poczta.example",
    ),
)
