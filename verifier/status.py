"""Whether the issuer has taken a badge back, or says anything else of it: every entry together.

How an entry is looked at depends on its type: `signed_status_lists` and `revocation_lists`. A type
that nobody here knows cannot be looked at, and so nobody can tell.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from contexts.vocabulary.findings import Finding
from keys.strict_json import Json
from signing.members import items_of
from verifier.recognise import Recognised
from verifier.report import Check, Name, Outcome, Report, worst
from verifier.resolver import Resolver
from verifier.revocation_lists import CLAUSE as REVOCATION_LIST
from verifier.revocation_lists import ENTRY as REVOCATION_LIST_ENTRY
from verifier.revocation_lists import revocation_list_check
from verifier.signed_status_lists import FORMS, signed_list_check
from verifier.status_codes import undecided
from verifier.texts import Language, text

MOST_ENTRIES = 8
"""Each entry may name a list of its own, which is fetched and verified."""

_NONE = Check(Name.STATUS, Outcome.PASSED, "status-none")

VerifyList: TypeAlias = Callable[[Recognised], Report]
"""Runs the checks on a recognised status list credential."""


@dataclass(frozen=True)
class _Look:
    """What the entries of one badge are looked at with."""

    document: Mapping[str, Json]
    resolver: Resolver
    verify_list: VerifyList

    def at(self, entry: Json) -> Check:
        kind = _type_of(entry)
        if kind in FORMS:
            form = FORMS[kind]
            return signed_list_check(self.document, entry, form, self.resolver, self.verify_list)
        if kind == REVOCATION_LIST_ENTRY:
            return revocation_list_check(self.document, entry, self.resolver)
        named = entry.get("type") if isinstance(entry, Mapping) else entry
        return undecided("status-type-unknown", type=str(named))


def status_check(
    document: Mapping[str, Json], resolver: Resolver, verify_list: VerifyList
) -> Check:
    """Return the check "status" of all entries together; a badge without entries passes as such.

    The worst entry decides. Where there are several, the details say what became of each.
    """
    entries = items_of(document.get("credentialStatus", []))
    if not entries:
        return _NONE
    if len(entries) > MOST_ENTRIES:
        return undecided("status-too-many", count=str(len(entries)))
    look = _Look(document, resolver, verify_list)
    checks = [look.at(entry) for entry in entries]
    outcome = worst([check.outcome for check in checks])
    deciding = next(check for check in checks if check.outcome is outcome)
    if len(checks) == 1:
        return deciding
    return replace(deciding, details=tuple(_each(entries, checks)))


def _type_of(entry: Json) -> str:
    """Return the type of an entry that is written with one type alone, and else nothing."""
    named = items_of(entry.get("type", [])) if isinstance(entry, Mapping) else []
    return named[0] if len(named) == 1 and isinstance(named[0], str) else ""


def _each(entries: Sequence[Json], checks: Sequence[Check]) -> Iterator[Finding]:
    """Yield what became of each entry, and what there is to say beside."""
    for number, (entry, check) in enumerate(zip(entries, checks, strict=True)):
        kind = _type_of(entry)
        yield Finding(
            pointer=f"/credentialStatus/{number}",
            rule=check.code,
            clause=FORMS[kind].clause if kind in FORMS else REVOCATION_LIST,
            message_en=text(check.code, check.facts, Language.ENGLISH),
            message_pl=text(check.code, check.facts, Language.POLISH),
        )
        for detail in check.details:
            yield replace(detail, pointer=f"/credentialStatus/{number}")
