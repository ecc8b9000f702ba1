"""Whom a badge is about: the check "subject" (Open Badges 2.0, IdentityObject; rule 19)."""

import re
from collections.abc import Iterator, Mapping

from keys.strict_json import Json
from verifier.report import Check, Name, Outcome
from verifier.subject import identifies, normalised

_PHONE = re.compile(r"\+?[0-9][0-9 ().-]{4,30}")
_BETWEEN_DIGITS = re.compile(r"[ ().-]")


def recipient_check(assertion: Mapping[str, Json], recipient: str | None) -> Check:
    """Return the check "subject": that somebody is identified, and is the asked `recipient`.

    That is an e-mail address, an https address or a telephone number: a badge of 2.0 holds one of
    them, so nothing can be said of somebody who is asked for by another, or by name.
    """
    identity = assertion.get("recipient")
    if not isinstance(identity, Mapping) or not isinstance(identity.get("identity"), str):
        return Check(Name.SUBJECT, Outcome.FAILED, "subject-not-identified")
    if recipient is None:
        return Check(Name.SUBJECT, Outcome.PASSED, "subject-identified")
    facts = {"recipient": recipient}
    if kind_of(recipient) != identity.get("type"):
        return Check(Name.SUBJECT, Outcome.UNDECIDED, "recipient-not-comparable", facts)
    stated = {**identity, "identityHash": identity["identity"]}
    if any(identifies(stated, candidate) for candidate in _spellings(recipient)):
        return Check(Name.SUBJECT, Outcome.PASSED, "recipient-matches", facts)
    return Check(Name.SUBJECT, Outcome.FAILED, "recipient-differs", facts)


def kind_of(recipient: str) -> str | None:
    """Return the identifier property that somebody is asked for by; None for a name."""
    if recipient.strip().startswith(("https://", "http://")):
        return "url"
    if "@" in recipient:
        return "email"
    return "telephone" if _PHONE.fullmatch(recipient.strip()) else None


def _spellings(recipient: str) -> Iterator[str]:
    yield recipient
    kind = kind_of(recipient)
    if kind == "email":
        yield normalised(recipient)
    elif kind == "telephone":
        yield _BETWEEN_DIGITS.sub("", recipient)
    else:
        yield recipient.strip()
