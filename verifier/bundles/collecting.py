"""Putting a bundle together, after a badge was verified."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from keys.signer import Signer
from keys.strict_json import Json
from verifier.bundles.archive import write_archive
from verifier.bundles.manifest import Entry, Manifest, write_manifest
from verifier.bundles.signature import collector_of, sign_manifest
from verifier.resolver import Resource

MANIFEST = "manifest.json"
SIGNATURE = "manifest.jws"
_REPORT = "report.json"
_ENDINGS = ("json", "jwt", "png", "svg", "pdf")


@dataclass(frozen=True)
class Collected:
    """What a verification had in hand when it was done."""

    artifact: bytes
    """The file that was verified."""
    answers: Mapping[str, Resource]
    """Every document that was had, by the address or DID that was asked for."""
    report: Mapping[str, Json]
    """The report as JSON."""
    origin: Resource | None = None
    """The artifact as it was fetched, if it was."""


def bundle_of(collected: Collected, *, at: datetime, signer: Signer | None = None) -> bytes:
    """Return a bundle of what was `collected` `at` an instant: a ZIP file.

    Its manifest is signed if there is a `signer`. The same arguments give the same bytes, as far as
    the signer gives the same signature: Ed25519 and RSA do.
    """
    report = json.dumps(collected.report, ensure_ascii=False, indent=2).encode() + b"\n"
    artifact = _artifact_name(collected.report)
    resources = {f"resources/{n}": r for n, r in enumerate(collected.answers.values(), 1)}
    origin = collected.origin
    came = {} if origin is None else _came((*origin.way, origin.url)[0], origin)
    manifest = Manifest(
        collected_at=at,
        collector=collector_of(signer.public_key) if signer else None,
        verdict=str(collected.report["verdict"]),
        artifact=_entry(artifact, collected.artifact, **came),
        report=_entry(_REPORT, report),
        resources=[
            _entry(name, r.content, **_came(url, r))
            for url, (name, r) in zip(collected.answers, resources.items(), strict=True)
        ],
    )
    written = write_manifest(manifest)
    entries = {MANIFEST: written}
    if signer is not None:
        entries[SIGNATURE] = sign_manifest(written, signer)
    contents = {name: r.content for name, r in resources.items()}
    entries |= {artifact: collected.artifact, _REPORT: report, **contents}
    return write_archive(entries, at=at)


def _entry(name: str, content: bytes, **came: Json) -> Entry:
    return Entry(name, len(content), hashlib.sha256(content).hexdigest(), **came)


def _came(url: str, resource: Resource) -> dict[str, Json]:
    return {
        "url": url,
        "location": resource.url,
        "source": resource.source,
        "fetched_at": resource.fetched_at,
    }


def _artifact_name(report: Mapping[str, Json]) -> str:
    """Return a name that a person can open the file by; whoever verifies pays no heed to it."""
    words = str(report.get("container")).split(" > ")
    return f"badge.{next((word for word in words if word in _ENDINGS), 'bin')}"
