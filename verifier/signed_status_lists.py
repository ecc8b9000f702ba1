"""Status lists that are credentials: Bitstring Status List 1.0, and Status List 2021 before it.

The list must be signed by the badge's issuer, be in force, and have the purpose that the badge
names. Unless all of that is so, nobody can tell, and the answer is "could not check".

Follows https://www.w3.org/TR/vc-bitstring-status-list/ section 3.2 (Validate Algorithm).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from contexts.vocabulary import Kind
from contexts.vocabulary.findings import Finding
from keys.errors import Error as KeysError
from keys.strict_json import Json
from signing.errors import Error as SigningError
from signing.members import id_of, items_of
from signing.status_list import decode, decode_2021, parse_index, status_at
from verifier.errors import UnreachableError, UnrecognisedError
from verifier.recognise import Recognised, recognise
from verifier.report import Check, Name, Outcome, Report, Verdict
from verifier.resolver import FETCHED, OWN, Resolver, Resource
from verifier.status_codes import undecided
from verifier.texts import Language, text


@dataclass(frozen=True)
class Form:
    """One of the two standards: how it calls its lists, and how it writes the bits."""

    clause: str
    credential: str
    decode: Callable[[str], bytes]


FORMS: Mapping[str, Form] = {
    "BitstringStatusListEntry": Form(
        "Bitstring Status List v1.0, section 3.2",
        "BitstringStatusListCredential",
        decode,
    ),
    "StatusList2021Entry": Form(
        "Status List 2021, Validate Algorithm",
        "StatusList2021Credential",
        decode_2021,
    ),
}
"""By the type of the entry in a badge."""

_DECIDING = {"revocation": ("revoked", "not-revoked"), "suspension": ("suspended", "not-suspended")}
_REFRESH = ("status-newer-version", "status-no-newer-version")


def signed_list_check(
    document: Mapping[str, Json],
    entry: Mapping[str, Json],
    form: Form,
    resolver: Resolver,
    verify_list: Callable[[Recognised], Report],
) -> Check:
    """Return what the list that `entry` names says of the badge `document`."""
    url = str(entry.get("statusListCredential"))
    try:
        resource = resolver.resolve(url)
        found = recognise(resource.content)
    except (UnreachableError, KeysError) as e:
        return undecided("status-unreachable", url=url, detail=str(e))
    except UnrecognisedError as e:
        return undecided("status-list-unusable", url=url, detail=e.facts["detail"] or e.code)
    if fault := _list_fault(document, entry, form, found, url):
        return undecided(fault, url=url)
    report = verify_list(found)
    if report.verdict is not Verdict.VALID:
        failed = next(c for c in report.checks if c.outcome is not Outcome.PASSED)
        return undecided("status-list-not-valid", url=url, reason=failed.code)
    subject = found.document["credentialSubject"]
    return _bit_check(entry, form, subject, url, _notes(resource, subject))


def _list_fault(
    document: Mapping[str, Json],
    entry: Mapping[str, Json],
    form: Form,
    found: Recognised,
    url: str,
) -> str | None:
    """Return why the list cannot speak for this badge, before its signature is looked at."""
    subject = found.document.get("credentialSubject")
    if found.kind is not Kind.STATUS_LIST or not isinstance(subject, Mapping):
        return "status-list-unusable"
    if form.credential not in items_of(found.document["type"]):
        return "status-list-of-other-kind"
    if found.document.get("id", url) != url:
        return "status-list-of-other-address"
    if id_of(found.document.get("issuer")) != id_of(document.get("issuer")):
        return "status-list-of-other-issuer"
    if entry.get("statusPurpose") not in items_of(subject.get("statusPurpose")):
        return "status-purpose-differs"
    return None


def _bit_check(
    entry: Mapping[str, Json],
    form: Form,
    subject: Mapping[str, Json],
    url: str,
    notes: tuple[Finding, ...],
) -> Check:
    try:
        size = entry.get("statusSize", 1)
        index = parse_index(entry["statusListIndex"])
        value = status_at(form.decode(subject["encodedList"]), index, size=size)
    except (SigningError, KeyError, TypeError) as e:
        return undecided("status-list-unusable", url=url, detail=str(e))
    outcome, code = _meaning(str(entry["statusPurpose"]), value)
    facts = {"url": url, "purpose": str(entry["statusPurpose"]), "value": str(value)}
    message = _message(entry, value)
    if message is not None and code == "status-says":
        code, facts = "status-message", {**facts, "message": message}
    return Check(Name.STATUS, outcome, code, facts, notes)


def _meaning(purpose: str, value: int) -> tuple[Outcome, str]:
    """Return what a value says for a purpose: only revocation and suspension decide."""
    if purpose in _DECIDING:
        bad, good = _DECIDING[purpose]
        return (Outcome.FAILED, bad) if value else (Outcome.PASSED, good)
    if purpose == "refresh":
        return Outcome.PASSED, _REFRESH[0] if value else _REFRESH[1]
    return Outcome.PASSED, "status-says"


def _message(entry: Mapping[str, Json], value: int) -> str | None:
    """Return the issuer's words for `value`, if the badge itself has them: `statusMessage`."""
    for item in items_of(entry.get("statusMessage", [])):
        if isinstance(item, Mapping) and _number(item.get("status")) == value:
            words = item.get("message")
            return words if isinstance(words, str) else None
    return None


def _number(status: Json) -> int | None:
    """Return the number that a `status` stands for: hexadecimal digits after 0x."""
    if not isinstance(status, str) or not status.lower().startswith("0x") or len(status) > 18:
        return None
    digits = status[2:]
    is_hexadecimal = digits.isascii() and digits.isalnum()
    try:
        return int(digits, 16) if is_hexadecimal else None
    except ValueError:
        return None


def _notes(resource: Resource, subject: Mapping[str, Json]) -> tuple[Finding, ...]:
    """Return the remark that a copy from a file may be older than the issuer allows (`ttl`)."""
    ttl = subject.get("ttl")
    if type(ttl) is not int or resource.source in (FETCHED, OWN):
        return ()
    facts = {"seconds": str(ttl // 1000), "source": resource.source}
    return (
        Finding(
            pointer="/credentialStatus",
            rule="status-list-copy",
            clause="Bitstring Status List v1.0, BitstringStatusList.ttl",
            message_en=text("status-list-copy", facts, Language.ENGLISH),
            message_pl=text("status-list-copy", facts, Language.POLISH),
        ),
    )
