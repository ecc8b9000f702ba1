"""Checking a credential against the vocabulary: one entry for every kind of document we know."""

from collections.abc import Iterator, Mapping, Set
from enum import Enum
from typing import Any

from contexts.vocabulary.advice import advice
from contexts.vocabulary.credentials import (
    AchievementCredential,
    AchievementCredentialV1,
    BitstringStatusListCredential,
    EndorsementCredential,
    EndorsementCredentialV1,
    is_version_1,
)
from contexts.vocabulary.crosschecks import disagreements
from contexts.vocabulary.findings import Defect, Findings, Path, remarks, violations
from contexts.vocabulary.modelling import model_defects
from contexts.vocabulary.objects import OPEN_BADGES, Thing
from contexts.vocabulary.status_lists import (
    StatusList2021Credential,
    StatusList2021CredentialV1,
)
from contexts.vocabulary.structure import structural_defects
from contexts.vocabulary.walk import types_of

# Beyond these nothing else can be said: no model could read the document.
_UNREADABLE = frozenset({"too-deep", "not-unicode"})
_STAND_INS = {"validFrom": "issuanceDate"}
LIST_2021 = "StatusList2021Credential"
"""What the type of a status list was called in VCDM 1.1."""


class Kind(Enum):
    """The kinds of credential; the value is the telling type.

    `check` knows the first three, `others.check_other` the next two. The last two are assertions of
    Open Badges 2.0, which name them in `verification`.
    """

    ACHIEVEMENT = "AchievementCredential"
    ENDORSEMENT = "EndorsementCredential"
    STATUS_LIST = "BitstringStatusListCredential"
    CLR = "ClrCredential"
    CREDENTIAL = "VerifiableCredential"
    HOSTED_BADGE = "HostedBadge"
    SIGNED_BADGE = "SignedBadge"


_OWN = (Kind.ACHIEVEMENT, Kind.ENDORSEMENT, Kind.STATUS_LIST)
_KINDS = {kind.value: kind for kind in _OWN} | {
    "OpenBadgeCredential": Kind.ACHIEVEMENT,
    LIST_2021: Kind.STATUS_LIST,
}


def kind_of(document: object) -> Kind | None:
    """Return the kind that the `type` of a document names (the first of several), or None."""
    return next(iter(_kinds_of(document)), None)


def check(document: Mapping[str, Any]) -> Findings:
    """Return everything that is wrong with a credential, and everything worth a remark.

    The shape of the document is looked at first (`structure`), then the model its `type` and first
    context choose, then what its members say together. One defect gives one violation, at the
    deepest place that explains it; both lists are ordered by pointer. The document is not changed
    and nothing is raised, whatever JSON value it is.
    """
    found = structural_defects(document)
    if _UNREADABLE & {defect.rule for defect in found}:
        return Findings(violations(found), ())
    if not isinstance(document, Mapping):
        shape = Defect((), "wrong-type", f"{OPEN_BADGES}, VerifiableCredential", _AN_OBJECT)
        return Findings(violations([shape]), ())
    meant = tuple(_meaning(document))
    places = {defect.path for defect in (*found, *meant)}
    misshapen = {defect.path for defect in found}
    kept = (
        defect
        for defect in meant
        if not _lies_in(defect.path, misshapen) and not _has_stand_in(defect, places)
    )
    return Findings(violations((*found, *kept)), remarks(advice(document)))


def _lies_in(path: Path, misshapen: Set[Path]) -> bool:
    return any(path[:length] in misshapen for length in range(len(path) + 1))


def _has_stand_in(defect: Defect, places: set[Path]) -> bool:
    # A member under a wrong name is one defect, not a stranger and a gap.
    missing = defect.facts.get("missing", "")
    names = {f"@{missing}", _STAND_INS.get(missing, "")}
    return bool(missing) and any((*defect.path, name) in places for name in names)


_AN_OBJECT = {"expected": "object", "member": "the document"}


def _kinds_of(document: object) -> list[Kind]:
    named = types_of(document) if isinstance(document, Mapping) else ()
    kinds = {_KINDS[name] for name in named if name in _KINDS}
    return sorted(kinds, key=_OWN.index)


def _meaning(document: Mapping[str, Any]) -> Iterator[Defect]:
    kinds = _kinds_of(document)
    place: Path = ("type",) if "type" in document else ()
    if not kinds:
        yield Defect(place, "unknown-kind", f"{OPEN_BADGES}, VerifiableCredential.type")
        return
    if len(kinds) > 1:
        yield Defect(place, "more-than-one-kind", f"{OPEN_BADGES}, VerifiableCredential.type")
    yield from model_defects(_model_of(kinds[0], document), document)
    if kinds[0] is not Kind.STATUS_LIST:
        yield from disagreements(document)


def _model_of(kind: Kind, document: Mapping[str, Any]) -> type[Thing]:
    if kind is Kind.STATUS_LIST:
        return _model_of_list(document)
    if kind is Kind.ENDORSEMENT:
        return EndorsementCredentialV1 if is_version_1(document) else EndorsementCredential
    return AchievementCredentialV1 if is_version_1(document) else AchievementCredential


def _model_of_list(document: Mapping[str, Any]) -> type[Thing]:
    if Kind.STATUS_LIST.value in types_of(document):
        return BitstringStatusListCredential
    return StatusList2021CredentialV1 if is_version_1(document) else StatusList2021Credential
