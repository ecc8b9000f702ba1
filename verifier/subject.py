"""Whom a badge is about, and whether that is the person somebody asks for.

Follows Open Badges 3.0 section 8.4 (verify the recipient), IdentityObject, and rule 19.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping

import idna

from contexts.vocabulary import Kind
from keys.strict_json import Json
from signing.members import items_of
from verifier.recognise import Recognised
from verifier.report import Check, Name, Outcome

_HASHES = {"sha256": hashlib.sha256, "md5": hashlib.md5}
_ID_SCHEMES = ("did:", "urn:", "http://", "https://", "mailto:")


def subject_check(found: Recognised, recipient: str | None) -> Check:
    """Return the check "subject": that somebody is identified, and is the asked `recipient`."""
    if found.kind is Kind.STATUS_LIST:
        return Check(Name.SUBJECT, Outcome.PASSED, "status-list-about-no-person")
    subjects = _subjects(found)
    is_named = any("id" in subject or list(_identifiers(subject)) for subject in subjects)
    if not is_named and found.kind is not Kind.CREDENTIAL:
        return Check(Name.SUBJECT, Outcome.FAILED, "subject-not-identified")
    if recipient is None:
        code = "subject-identified" if is_named else "credential-about-nobody-named"
        return Check(Name.SUBJECT, Outcome.PASSED, code)
    matches = _any_of([_matches(subject, recipient) for subject in subjects])
    facts = {"recipient": recipient}
    if matches is None:
        return Check(Name.SUBJECT, Outcome.UNDECIDED, "recipient-not-comparable", facts)
    if matches:
        return Check(Name.SUBJECT, Outcome.PASSED, "recipient-matches", facts)
    return Check(Name.SUBJECT, Outcome.FAILED, "recipient-differs", facts)


def _subjects(found: Recognised) -> list[Mapping[str, Json]]:
    """Return whom it is about: a badge is about one, other credentials may be about several."""
    subject = found.document.get("credentialSubject")
    several = items_of(subject) if found.kind is Kind.CREDENTIAL else [subject]
    return [item for item in several if isinstance(item, (dict, Mapping))] or [{}]


def _any_of(matches: list[bool | None]) -> bool | None:
    return next((match for match in (True, False) if match in matches), None)


def normalised(recipient: str) -> str:
    """Return an identifier as rule 19 hashes it: trimmed, NFC, lower case, domain as A-label."""
    text = unicodedata.normalize("NFC", recipient.strip()).lower()
    name, at, domain = text.rpartition("@")
    if not at:
        return text
    try:
        # As issuers do it (UTS 46, non-transitional): “straße.de” is not “strasse.de”.
        return f"{name}@{idna.encode(domain, uts46=True, transitional=False).decode('ascii')}"
    except idna.IDNAError:
        return text


def _matches(subject: Mapping[str, Json], recipient: str) -> bool | None:
    """Return whether the subject is `recipient`, or None where nothing can be compared."""
    if recipient == subject.get("id"):
        return True
    if recipient.startswith(_ID_SCHEMES):
        return bool(subject["id"] == recipient) if "id" in subject else None
    kind = "emailAddress" if "@" in recipient else "name"
    candidates = {recipient, normalised(recipient)}
    found = [
        any(identifies(identifier, candidate) for candidate in candidates)
        for identifier in _identifiers(subject)
        if identifier.get("identityType") == kind
    ]
    return any(found) if found else None


def identifies(identifier: Mapping[str, Json], candidate: str) -> bool:
    """Tell whether an IdentityObject means `candidate`, stated in clear or as a salted hash."""
    stated = str(identifier.get("identityHash", ""))
    if identifier.get("hashed") is not True:
        return candidate in (stated, normalised(stated))
    name, _, digest = stated.partition("$")
    if name not in _HASHES:
        return False
    salted = candidate + str(identifier.get("salt", ""))
    return _HASHES[name](salted.encode(errors="surrogatepass")).hexdigest() == digest.lower()


def _identifiers(subject: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    for item in items_of(subject.get("identifier", [])):
        if isinstance(item, (dict, Mapping)):
            yield item
