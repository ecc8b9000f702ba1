"""Who the issuer is, by lists that somebody trusts: told beside the verdict, never part of it.

A signature says which key signed. Whether the name behind it means anything to the reader, a
register can say: the organisations of a service, or a list of others in the format of the Digital
Credentials Consortium (`{"meta": …, "registry": {"did:…": {"name", "location", "url"}}}`). That an
issuer is in no register says nothing about its badges (rule 20).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from keys.errors import JsonError
from keys.strict_json import Json, read
from signing.members import id_of
from verifier.errors import UnreachableError
from verifier.report import Genuine
from verifier.texts import Language, text

LARGEST_REGISTRY = 1_048_576
"""Bytes."""
_DEPTH = 8
_TOLD = ("name", "location", "url")


@dataclass(frozen=True)
class Registry:
    """A register that could be read: what it says of each issuer, by the issuer's id."""

    name: str
    entries: Mapping[str, Mapping[str, str]]
    """Of each issuer its `name`, and its `location` and `url` where they are stated."""


@dataclass(frozen=True)
class UnreadRegistry:
    """A register that could not be had, or that is none; nothing follows from that."""

    name: str
    reason: str


AnyRegistry = Registry | UnreadRegistry


def read_registry(name: str, data: bytes) -> AnyRegistry:
    """Return the register that `data` holds, in the format of the Digital Credentials Consortium.

    Entries without a name are left out, as are members that are no text.
    """
    try:
        value = read(data, limit=LARGEST_REGISTRY, depth=_DEPTH, canonical_numbers=False)
    except JsonError as error:
        return UnreadRegistry(name, str(error))
    listed = value.get("registry") if isinstance(value, Mapping) else None
    if not isinstance(listed, Mapping):
        return UnreadRegistry(name, "it has no member “registry”")
    entries = {issuer: _entry(stated) for issuer, stated in listed.items()}
    return Registry(name, {issuer: entry for issuer, entry in entries.items() if "name" in entry})


def unreachable(name: str, error: UnreachableError) -> UnreadRegistry:
    """Return a register that could not be had."""
    return UnreadRegistry(name, error.reason)


def with_recognised(
    report: Mapping[str, Json], registries: Sequence[AnyRegistry]
) -> dict[str, Json]:
    """Return a report as JSON with what the registers say of its issuer (`recognised_issuer`).

    Parts of a report on several credentials are told of each by itself. The member is null where
    no register was asked, or the badge is not known to be genuine: anybody can write a name.
    """
    if "reports" in report:
        parts = [with_recognised(part, registries) for part in report["reports"]]
        return {**report, "reports": parts}
    return {**report, "recognised_issuer": _recognised(report, registries)}


def issuers_in(report: Mapping[str, Json]) -> Iterator[str]:
    """Yield the ids of the issuers whose badges in a report are genuine."""
    for part in report.get("reports") or [report]:
        issuer = _issuer_of(part)
        if issuer is not None:
            yield issuer


def recognised_lines(report: Mapping[str, Json], language: Language) -> Iterator[str]:
    """Yield what a report says of recognised issuers, in words, one line a credential."""
    for part in report.get("reports") or [report]:
        found = part.get("recognised_issuer")
        if found is not None:
            yield found["text"][language.value]


def _recognised(
    report: Mapping[str, Json], registries: Sequence[AnyRegistry]
) -> dict[str, Json] | None:
    issuer = _issuer_of(report)
    if issuer is None or not registries:
        return None
    asked = [each for each in registries if isinstance(each, Registry)]
    unread = [each.name for each in registries if isinstance(each, UnreadRegistry)]
    found = [{"registry": r.name, **r.entries[issuer]} for r in asked if issuer in r.entries]
    return {
        "text": {language.value: _words(found, unread, language) for language in Language},
        "found": found,
        "asked": [each.name for each in asked],
        "unreachable": unread,
    }


def _words(found: Sequence[Mapping[str, str]], unread: Sequence[str], language: Language) -> str:
    sentences = [text("issuer-in-registry", entry, language) for entry in found]
    if not found:
        sentences.append(text("issuer-in-no-registry", {}, language))
    sentences += [text("registry-unreachable", {"registry": name}, language) for name in unread]
    return " ".join(sentences)


def _issuer_of(report: Mapping[str, Json]) -> str | None:
    """Return the id of the issuer, exactly as it is signed; none if that is not known."""
    credential = report.get("credential")
    if report.get("genuine") != Genuine.YES.value or not isinstance(credential, Mapping):
        return None
    issuer = id_of(credential.get("issuer"))
    return issuer if isinstance(issuer, str) else None


def _entry(stated: Json) -> dict[str, str]:
    if not isinstance(stated, Mapping):
        return {}
    return {name: stated[name] for name in _TOLD if isinstance(stated.get(name), str)}
