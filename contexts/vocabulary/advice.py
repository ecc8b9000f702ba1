"""What is worth a remark in a credential that may still be valid."""

from collections.abc import Iterator

from contexts.vocabulary import terms
from contexts.vocabulary.credentials import is_version_1
from contexts.vocabulary.crosschecks import CREDENTIALS
from contexts.vocabulary.findings import Defect, Path
from contexts.vocabulary.instants import parse_date
from contexts.vocabulary.objects import OPEN_BADGES, STATUS_LIST
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


def advice(document: Object) -> Iterator[Defect]:
    """Yield the remarks on a credential and on everything in it."""
    for path, value in objects(document):
        kinds = set(types_of(value))
        if CREDENTIALS & kinds:
            yield from _on_credential(path, value)
        yield from _on_object(path, value)
        yield from _on_dates(path, value)


def _on_credential(path: Path, credential: Object) -> Iterator[Defect]:
    for index, url in texts(credential, "@context"):
        if url in terms.OLDER_CONTEXTS:
            clause = _clause("VerifiableCredential.@context")
            yield Defect((*path, "@context", index), "older-context", clause)
    if isinstance(credential.get("issuer"), str):
        yield Defect((*path, "issuer"), "issuer-as-text", _clause("VerifiableCredential.issuer"))
    if is_version_1(credential):
        for name in ("validFrom", "validUntil"):
            if name in credential:
                yield Defect((*path, name), "reserved-date", "VCDM 1.1, Issuance Date")


def _on_object(path: Path, value: Object) -> Iterator[Defect]:
    kind = value.get("type")
    if isinstance(kind, str) and kind in _SINGLE_TYPES:
        yield Defect((*path, "type"), "compacted-type", _clause(f"{kind}.type"))
    if kind == "BitstringStatusListEntry" and isinstance(value.get("statusListIndex"), int):
        clause = f"{STATUS_LIST}, BitstringStatusListEntry.statusListIndex"
        yield Defect((*path, "statusListIndex"), "integer-status-index", clause)
    if kind == "IdentityObject" and value.get("hashed") is False and _looks_hashed(value):
        clause = _clause("IdentityObject.hashed")
        yield Defect((*path, "identityHash"), "looks-hashed", clause)


def _on_dates(path: Path, value: Object) -> Iterator[Defect]:
    for name in ("activityStartDate", "activityEndDate"):
        text = value.get(name)
        if isinstance(text, str) and reads(parse_date, text):
            yield Defect((*path, name), "plain-date", _clause(f"AchievementSubject.{name}"))


def _looks_hashed(identity: Object) -> bool:
    text = identity.get("identityHash")
    return isinstance(text, str) and terms.IDENTITY_HASH.fullmatch(text) is not None


def _clause(place: str) -> str:
    return f"{OPEN_BADGES}, {place}"
