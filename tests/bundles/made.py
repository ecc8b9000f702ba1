"""Bundles as somebody collects them, and as somebody else changes them afterwards."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from verifying.cases import READINGS
from verifying.documents import NOW, STATUS, status_list, with_status_entry
from verifying.people import DID_WEB, by_did_key, by_did_web, did_web_answer
from verifying.securing import bytes_of, sign, well

from keys.did_web import did_web_url
from keys.private import LocalSigner
from keys.signer import Algorithm, PublicKey
from keys.strict_json import Json
from verifier.bundles.checking import report_on_bundle
from verifier.bundles.collecting import Collected, bundle_of
from verifier.report import Report
from verifier.resolver import FETCHED, Recording, Resolver, Resource, computed
from verifier.several import Reports, as_json
from verifier.verify import Verifier

COLLECTOR = by_did_key(salt=120).signer
STRANGER = by_did_key(salt=150).signer
SCHOOL = by_did_web(Algorithm.ED25519)
DOCUMENT = did_web_url(DID_WEB)
LATER = NOW + timedelta(days=400)

Change = Callable[[dict[str, bytes]], object]


class Web(Resolver):
    """Stands for the internet at `NOW`: the school's DID document and its status list."""

    def __init__(self, taken_back: int | None = None) -> None:
        listed = sign(status_list(DID_WEB, taken_back=taken_back), SCHOOL)
        self._found = {**did_web_answer(Algorithm.ED25519), STATUS: listed}

    def resolve(self, url: str) -> Resource:
        if url.startswith("did:key:"):
            return computed(url)
        address = did_web_url(url) if url.startswith("did:web:") else url
        return Resource(address, bytes_of(self._found[address]), FETCHED, NOW)


def answer(data: bytes, resolver: Resolver, now: Json = NOW) -> Report | Reports:
    return Verifier(READINGS, resolver).verify_file(data, now=now)


def school_badge() -> bytes:
    """Return a badge for which a DID document and a status list are needed."""
    return bytes_of(well(with_status_entry(), SCHOOL)())


def collected(badge: bytes, web: Resolver) -> Collected:
    recording = Recording(web)
    report = answer(badge, recording)
    return Collected(badge, recording.answers, as_json(report))


def bundle(
    signer: LocalSigner | None = None, badge: bytes | None = None, taken_back: int | None = None
) -> bytes:
    """Return a bundle collected at `NOW`, of the school's badge unless told otherwise."""
    found = collected(badge or school_badge(), Web(taken_back))
    return bundle_of(found, at=NOW, signer=signer)


def checked(data: bytes, *trusted: PublicKey, now: Json = NOW) -> Report:
    """Return the report on a bundle with one badge, given whom to trust."""
    report = report_on_bundle(data, answer, now=now, trusted=trusted)
    assert isinstance(report, Report)
    return report


def entries_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(entries: Mapping[str, bytes] | Iterable[tuple[str, bytes]], **how: Json) -> bytes:
    """Return a ZIP file as any program writes it."""
    file = io.BytesIO()
    pairs = entries.items() if isinstance(entries, Mapping) else entries
    with zipfile.ZipFile(file, "w", **how) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return file.getvalue()


def changed(data: bytes, change: Change) -> bytes:
    """Return a bundle after somebody changed its entries, but not the manifest's signature."""
    entries = entries_of(data)
    change(entries)
    return packed(entries)


def with_manifest(change: Callable[[dict[str, Json]], object]) -> Change:
    """Return a change of the manifest's JSON."""

    def apply(entries: dict[str, bytes]) -> None:
        manifest = json.loads(entries["manifest.json"])
        change(manifest)
        entries["manifest.json"] = json.dumps(manifest).encode()

    return apply
