"""What is worth a remark in a credential that may still be valid."""

from collections.abc import Iterator

from contexts.vocabulary import terms
from contexts.vocabulary.credentials import is_version_1
from contexts.vocabulary.crosschecks import CREDENTIALS
from contexts.vocabulary.findings import Defect, Path
from contexts.vocabulary.instants import parse_date
from contexts.vocabulary.objects import OPEN_BADGES, STATUS_LIST, STATUS_LIST_2021
from contexts.vocabulary.values import reads
from contexts.vocabulary.walk import Object, objects, texts, types_of

_SINGLE_TYPES = frozenset(
    {
        "Achievement",
        "AchievementCredential",
        "AchievementSubject",
        "Address",
        "Alignment",
        "EndorsementCredential",
        "EndorsementSubject",
        "Evidence",
        "OpenBadgeCredential",
        "Profile",
        "Related",
        "Result",
        "ResultDescription",
        "RubricCriterionLevel",
    }
)

_ENTRIES = {
    "BitstringStatusListEntry": STATUS_LIST,
    "StatusList2021Entry": STATUS_LIST_2021,
}
_DATES = frozenset({"activityStartDate", "activityEndDate"})


def advice(document: Object) -> Iterator[Defect]:
    """Yield the remarks on a credential and on everything in it."""
    for path, value in objects(document):
        if not CREDENTIALS.isdisjoint(types_of(value)):
            yield from _on_credential(path, value)
        if isinstance(value.get("type"), str):
            yield from _on_object(path, value)
        if not _DATES.isdisjoint(value):
            yield from _on_dates(path, value)


def _on_credential(path: Path, credential: Object) -> Iterator[Defect]:
    for index, url in texts(credential, "@context"):
        if url in terms.OLDER_CONTEXTS:
            clause = _clause("VerifiableCredential.@context")
            yield Defect((*path, "@context", index), "older-context", clause)
    if isinstance(credential.get("issuer"), str):
        yield Defect((*path, "issuer"), "issuer-as-text", _clause("VerifiableCredential.issuer"))
    statuses = credential.get("credentialStatus")
    if isinstance(statuses, list) and len(statuses) > 1:
        clause = _clause("VerifiableCredential.credentialStatus")
        yield Defect((*path, "credentialStatus"), "several-statuses", clause)
    if is_version_1(credential):
        for name in ("validFrom", "validUntil"):
            if name in credential:
                yield Defect((*path, name), "reserved-date", "VCDM 1.1, Issuance Date")


def _on_object(path: Path, value: Object) -> Iterator[Defect]:
    kind = value.get("type")
    if isinstance(kind, str) and kind in _SINGLE_TYPES:
        yield Defect((*path, "type"), "compacted-type", _clause(f"{kind}.type"))
    standard = _ENTRIES.get(kind) if isinstance(kind, str) else None
    if standard and isinstance(value.get("statusListIndex"), int):
        clause = f"{standard}, {kind}.statusListIndex"
        yield Defect((*path, "statusListIndex"), "integer-status-index", clause)
    if kind == "IdentityObject" and value.get("hashed") is False and _looks_hashed(value):
        clause = _clause("IdentityObject.hashed")
        yield Defect((*path, "identityHash"), "looks-hashed", clause)


def _on_dates(path: Path, value: Object) -> Iterator[Defect]:
    for name in _DATES:
        text = value.get(name)
        if isinstance(text, str) and reads(parse_date, text):
            yield Defect((*path, name), "plain-date", _clause(f"AchievementSubject.{name}"))


def _looks_hashed(identity: Object) -> bool:
    text = identity.get("identityHash")
    return isinstance(text, str) and terms.IDENTITY_HASH.fullmatch(text) is not None


def _clause(place: str) -> str:
    return f"{OPEN_BADGES}, {place}"
