"""The manifest of a bundle: what is in it, where that came from, when, and its digests."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from contexts.vocabulary import parse_instant
from keys.errors import JsonError
from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing.proof_options import written
from verifier.errors import UnrecognisedError

TYPE = "insygnia-bundle"
VERSION = 1

_MEMBERS = {
    "type", "version", "collected_at", "collector", "verdict", "artifact", "report", "resources",
}  # fmt: skip
_OF_ENTRY = {"name", "url", "location", "source", "fetched_at", "size", "sha256"}
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Entry:
    """One file of a bundle."""

    name: str
    """Its name in the archive, which is never used as a path."""
    size: int
    sha256: str
    url: str | None = None
    """The address or DID that was asked for; None for what came from a file."""
    location: str | None = None
    """Where the document was had, such as the https address that a did:web stands for."""
    source: str | None = None
    """`verifier.resolver.FETCHED`, or the name of the file in which somebody gave it."""
    fetched_at: datetime | None = None

    def holds(self, content: bytes) -> bool:
        """Tell whether `content` is what the manifest says."""
        return len(content) == self.size and hashlib.sha256(content).hexdigest() == self.sha256


@dataclass(frozen=True)
class Manifest:
    """What a bundle says about itself; `collector` is the DID of whoever signed it, if anybody."""

    collected_at: datetime
    collector: str | None
    verdict: str
    """The verdict when it was collected; the whole report stands in the entry `report`."""
    artifact: Entry
    report: Entry
    resources: Sequence[Entry]

    @property
    def entries(self) -> Sequence[Entry]:
        """Everything that the archive must hold beside the manifest and its signature."""
        return (self.artifact, self.report, *self.resources)


def write_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as JSON, the same bytes for the same manifest."""
    document = {
        "type": TYPE,
        "version": VERSION,
        "collected_at": written(manifest.collected_at),
        "collector": manifest.collector,
        "verdict": manifest.verdict,
        "artifact": _written(manifest.artifact),
        "report": _written(manifest.report),
        "resources": [_written(entry) for entry in manifest.resources],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"


def read_manifest(data: bytes) -> Manifest:
    """Return the manifest in `data`.

    Raises:
        UnrecognisedError: it is none, or one of a version that is not known here.
    """
    try:
        return _manifest(read_json(data))
    except (JsonError, KeyError, TypeError, ValueError) as e:
        raise UnrecognisedError("bundle-malformed", "its manifest is not as it should be") from e


def _manifest(document: Json) -> Manifest:
    if not isinstance(document, Mapping) or document.get("type") != TYPE:
        raise ValueError(TYPE)
    if document.get("version") != VERSION:
        version = str(document.get("version"))
        raise UnrecognisedError("bundle-version-unknown", version, undecided=True)
    if document.keys() != _MEMBERS:
        raise ValueError(TYPE)
    return Manifest(
        collected_at=parse_instant(document["collected_at"]),
        collector=_text_or_none(document["collector"]),
        verdict=str(document["verdict"]),
        artifact=_entry(document["artifact"]),
        report=_entry(document["report"]),
        resources=tuple(_entry(item) for item in _list(document["resources"])),
    )


def _written(entry: Entry) -> dict[str, Json]:
    return {
        "name": entry.name,
        "url": entry.url,
        "location": entry.location,
        "source": entry.source,
        "fetched_at": written(entry.fetched_at),
        "size": entry.size,
        "sha256": entry.sha256,
    }


def _entry(item: Json) -> Entry:
    if not isinstance(item, Mapping) or item.keys() != _OF_ENTRY:
        raise ValueError("entry")
    if not _DIGEST.fullmatch(item["sha256"]) or type(item["size"]) is not int:
        raise ValueError("entry")
    fetched_at = item["fetched_at"]
    return Entry(
        name=_text(item["name"]),
        size=item["size"],
        sha256=item["sha256"],
        url=_text_or_none(item["url"]),
        location=_text_or_none(item["location"]),
        source=_text_or_none(item["source"]),
        fetched_at=None if fetched_at is None else parse_instant(fetched_at),
    )


def _list(value: Json) -> Sequence[Json]:
    if not isinstance(value, list):
        raise TypeError("list")
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _text_or_none(value: Json) -> str | None:
    return None if value is None else _text(value)
