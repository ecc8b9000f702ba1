"""Verifying again what is in a bundle, without a network (rule 23)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from keys.signer import PublicKey
from verifier.bundles.archive import is_archive, read_archive
from verifier.bundles.collecting import MANIFEST, SIGNATURE
from verifier.bundles.manifest import Entry, Manifest, read_manifest
from verifier.bundles.signature import check_signature, collector_of
from verifier.errors import UnrecognisedError
from verifier.report import Check, Collection, Name, Outcome, Report, nothing_checked
from verifier.resolver import COLLECTED, COMPUTED, FETCHED, OWN, GivenResources, Resolver, Resource
from verifier.several import Reports

Verify = Callable[[bytes, Resolver, datetime], Report | Reports]
"""Returns the report on a file that is no bundle, given where documents come from and a time."""


@dataclass(frozen=True)
class Bundle:
    """A bundle whose contents are those of its manifest."""

    manifest: Manifest
    artifact: bytes
    copies: Mapping[str, Resource]
    """By the address or DID that was asked for."""
    signed_by: PublicKey | None


def read_bundle(data: bytes) -> Bundle:
    """Return the bundle in a ZIP file, after comparing everything with the manifest.

    Raises:
        UnrecognisedError: it is none, it is damaged, altered or over a limit.
    """
    contents = read_archive(data)
    if MANIFEST not in contents:
        raise UnrecognisedError("archive-without-manifest")
    written, jws = contents.pop(MANIFEST), contents.pop(SIGNATURE, None)
    signed_by = check_signature(jws, written) if jws is not None else None
    manifest = read_manifest(written)
    if manifest.collector != (collector_of(signed_by) if signed_by else None):
        raise UnrecognisedError("bundle-signature-wrong")
    _check_contents(manifest, contents)
    artifact = contents[manifest.artifact.name]
    if is_archive(artifact):
        raise UnrecognisedError("bundle-malformed", "a bundle holds another one")
    copies = {str(e.url): _copy(e, contents[e.name]) for e in manifest.resources}
    return Bundle(manifest, artifact, copies, signed_by)


def report_on_bundle(
    data: bytes,
    verify: Verify,
    *,
    now: datetime,
    trusted: Iterable[PublicKey] = (),
    given: Mapping[str, Resource] | None = None,
) -> Report | Reports:
    """Return the report on the badge in a bundle, as of `now`.

    The copies count only if one of the `trusted` keys signed the manifest: keys and status are then
    as of when they were collected, and only the badge's own period is as of `now`. What is `given`
    comes before the copies, and what a DID says by itself counts always.
    """
    try:
        bundle = read_bundle(data)
    except UnrecognisedError as e:
        outcome = Outcome.UNDECIDED if e.undecided else Outcome.FAILED
        return nothing_checked(Check(Name.RECOGNISED, outcome, e.code, e.facts), now)
    is_trusted = any(_same(key, bundle.signed_by) for key in trusted)
    resolver = GivenResources(given or {}, GivenResources(bundle.copies) if is_trusted else None)
    report = verify(bundle.artifact, resolver, now)
    if is_trusted:
        # A status list is in force for a day: it can speak only of the time when it was fetched.
        then = verify(bundle.artifact, resolver, bundle.manifest.collected_at)
        report = _with_period(then, report)
    return _with_origin(report, bundle, trusted=is_trusted)


def _with_period(then: Report | Reports, today: Report | Reports) -> Report | Reports:
    """Return what was found `then`, with what each badge says of its own end as of `today`."""
    pairs = zip(_parts(then), _parts(today), strict=True)
    checked_at = today.checked_at
    return _of_parts(
        then,
        [replace(one, checks=_checks(one, other), checked_at=checked_at) for one, other in pairs],
    )


def _checks(then: Report, today: Report) -> tuple[Check, ...]:
    found = today.check(Name.PROOF)
    # That a proof has an end is the issuer's word, like the period, and not a copy of anything.
    of_today = {Name.PERIOD} | ({Name.PROOF} if found.code == "proof-expired" else set())
    return tuple(today.check(c.name) if c.name in of_today else c for c in then.checks)


def _with_origin(found: Report | Reports, bundle: Bundle, *, trusted: bool) -> Report | Reports:
    collected = Collection(bundle.manifest.collector, bundle.manifest.collected_at, trusted)
    inside = _of_parts(found, [replace(report, bundle=collected) for report in _parts(found)])
    return replace(inside, container=" > ".join(filter(None, ("bundle", found.container))))


def _parts(found: Report | Reports) -> tuple[Report, ...]:
    return found.reports if isinstance(found, Reports) else (found,)


def _of_parts(found: Report | Reports, parts: Sequence[Report]) -> Report | Reports:
    if isinstance(found, Reports):
        return replace(found, reports=tuple(parts), checked_at=parts[0].checked_at)
    return parts[0]


def _same(one: PublicKey, other: PublicKey | None) -> bool:
    return other is not None and (one.algorithm, one.raw) == (other.algorithm, other.raw)


def _check_contents(manifest: Manifest, contents: Mapping[str, bytes]) -> None:
    """Raise unless the archive holds what the manifest says, and nothing else."""
    names = [entry.name for entry in manifest.entries]
    if len(set(names)) != len(names):
        raise UnrecognisedError("bundle-malformed", "its manifest names a file twice")
    for entry in manifest.entries:
        if entry.name not in contents:
            raise _altered(f"{entry.name} is missing")
        if not entry.holds(contents[entry.name]):
            raise _altered(f"{entry.name} has another digest")
    if extra := sorted(contents.keys() - set(names)):
        raise _altered(f"{extra[0]} is not in the manifest")


def _altered(detail: str) -> UnrecognisedError:
    return UnrecognisedError("bundle-altered", detail)


def _copy(entry: Entry, content: bytes) -> Resource:
    # What the collector was given is named as such: nobody fetched it. How a copy was had is the
    # collector's word, and none of it is ours.
    is_named = entry.source not in (None, "", FETCHED, OWN, COMPUTED) and not entry.fetched_at
    source = str(entry.source) if is_named else COLLECTED
    return Resource(entry.location or str(entry.url), content, source, entry.fetched_at)
