"""Verification: bytes in, a report out.

    verifier = Verifier((Canonicaliser(shipped()),), GivenResources({}))
    verifier.verify(file_content, now=datetime.now(UTC)).verdict

Nothing here fetches, reads a clock or stops at the first fault: every check has its say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import islice

from contexts.library import MARCH_2024, OPEN_BADGES_3_0_3, ContextLibrary
from contexts.vocabulary import Findings, Kind, Remark, check
from contexts.vocabulary.others import check_other
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.members import id_of
from signing.shapes import ShapeCanonicaliser
from verifier.bundles.archive import is_archive
from verifier.bundles.checking import report_on_bundle
from verifier.contents import Several, contents_of, in_turn
from verifier.disclosure import disclosure_remarks, with_doubt
from verifier.endorsements import (
    MOST_ENDORSEMENTS,
    endorsements_check,
    endorsements_of,
    why_not_looked_at,
)
from verifier.errors import UnrecognisedError
from verifier.following import followed
from verifier.open_badges_2.recognition import KINDS as OB2_KINDS
from verifier.open_badges_2.report import report_on_assertion
from verifier.period import period_check
from verifier.presentations import check_presentation
from verifier.proofs import Trial, check_proofs, issuer_check, proof_check, token_remarks
from verifier.recognise import JSON_ALONE, LAID_OUT, Recognised
from verifier.refresh import Refreshing, with_newer_version
from verifier.remembering import Remembering
from verifier.report import Check, Name, Outcome, ProofReport, ProofResult, Report, nothing_checked
from verifier.resolver import Recording, Resolver
from verifier.several import Reports
from verifier.status import status_check
from verifier.subject import subject_check
from verifier.terms import terms_check

DEPTH = 1
"""How deep endorsements are followed: those of the badge, but not those of its endorsements."""

_NO_ENDORSEMENTS = Check(Name.ENDORSEMENTS, Outcome.PASSED, "endorsements-none")

_STANDARDS = {
    Kind.STATUS_LIST: "Bitstring Status List 1.0",
    Kind.CLR: "CLR 2.0",
    Kind.CREDENTIAL: "W3C VCDM",
}


def canonicalisers(library: ContextLibrary) -> tuple[Canonicaliser, ...]:
    """Return the readings of the contexts to try: the current one, then the earlier edition."""
    earlier = library.with_edition(OPEN_BADGES_3_0_3, MARCH_2024)
    return ShapeCanonicaliser(library), ShapeCanonicaliser(earlier)


@dataclass(frozen=True)
class Reading:
    """What a badge means and how it was signed, by one edition of the contexts."""

    edition: Canonicaliser
    proofs: tuple[ProofReport, ...]
    checks: tuple[Check, Check, Check]
    """The checks "terms", "proof" and "issuer"."""

    @property
    def terms(self) -> Check:
        """The check "terms"."""
        return self.checks[0]

    def is_genuine(self) -> bool:
        """Tell whether by this reading the issuer signed exactly this."""
        return all(check.outcome is Outcome.PASSED for check in self.checks)


@dataclass(frozen=True)
class Verifier:
    """Verifies badges with a set of contexts and a way to get further documents."""

    readings: Sequence[Canonicaliser]
    """The contexts as they stand, then earlier editions to fall back on."""
    resolver: Resolver
    refreshing: Refreshing | None = field(default_factory=Refreshing)
    """How a badge's `refreshService` is asked for a newer version; with none it is not asked."""
    next_document: Callable[[], object] = tuple
    """Called before each further credential; whoever measures time begins anew."""

    def verify(self, data: bytes, *, now: datetime, recipient: str | None = None) -> Report:
        """Return the report on the one badge in `data`, as of `now` (aware), whatever `data` is.

        With `recipient` (an e-mail address, a name or an id) the check "subject" also says whether
        the badge is that person's. That several credentials are no one badge is said too.
        """
        found = self.verify_file(data, now=now, recipient=recipient)
        if isinstance(found, Report):
            return found
        return _unrecognised(UnrecognisedError("several-credentials", undecided=True), now)

    def verify_url(
        self, url: str, *, now: datetime, recipient: str | None = None
    ) -> Report | Reports:
        """Return the report on what stands at an http or https address: see `verify_file`."""
        return self.verify_file(url.encode(), now=now, recipient=recipient)

    def verify_file(
        self, data: bytes, *, now: datetime, recipient: str | None = None
    ) -> Report | Reports:
        """Return the report on the credential in `data`, or one on each of several.

        `data` is a file of any kind, or an address where one stands, which is asked of the
        resolver, also when it was found in a QR code.
        """
        if is_archive(data):
            # Nobody said whose copies to trust: those in the bundle are not used (rule 23).
            return report_on_bundle(data, partial(self._in_bundle, recipient), now=now)
        if known := self._as_others(data):
            return self.verify_recognised(known, now=now, recipient=recipient)
        asked = Recording(self.resolver)
        try:
            found = followed(contents_of(data), asked)
        except UnrecognisedError as e:
            return replace(_unrecognised(e, now), resources=asked.resources)
        if isinstance(found, Several):
            return self._reports(found, asked, now, recipient)
        report = self.verify_recognised(found, now=now, recipient=recipient)
        return report.with_resources((*asked.resources, *report.resources))

    def _as_others(self, data: bytes) -> Recognised | None:
        """Return the badge in a file that is written as many others of its class were."""
        written = self.readings[0].written(data)
        if written is None:
            return None
        return Recognised(LAID_OUT, JSON_ALONE, written.document, None, written=written)

    def _in_bundle(
        self, recipient: str | None, data: bytes, resolver: Resolver, now: datetime
    ) -> Report | Reports:
        return replace(self, resolver=resolver).verify_file(data, now=now, recipient=recipient)

    def _reports(
        self, found: Several, asked: Recording, now: datetime, recipient: str | None
    ) -> Reports:
        """Verify each of several credentials by itself, and the signature around them."""
        shared = replace(self, resolver=Remembering(self.resolver))
        first, *others = (
            _unrecognised(item, now)
            if isinstance(item, UnrecognisedError)
            else shared.verify_recognised(item, now=now, recipient=recipient)
            for item in in_turn(found.items, self.next_document)
        )
        around = Recording(shared.resolver)
        trials = [Trial(reading, around, now) for reading in self.readings]
        signed = check_presentation(found.presentation, trials) if found.presentation else None
        resources = (*asked.resources, *around.resources, *first.resources)
        reports = (replace(first, resources=resources), *others)
        return Reports(reports, now, found.container, signed)

    def verify_recognised(
        self, found: Recognised, *, now: datetime, recipient: str | None = None, depth: int = DEPTH
    ) -> Report:
        """Return the report on a badge that was recognised already."""
        recording = Recording(self.resolver)
        inner = Verifier(self.readings, recording, self.refreshing)
        report = inner._report(found, now, recipient, depth)
        if self.refreshing and depth == DEPTH and "refreshService" in found.document:
            once = replace(inner, refreshing=None)
            verify = partial(once.verify_recognised, now=now, recipient=recipient)
            report = with_newer_version(found, report, recording, verify, self.refreshing)
        return report.with_resources(recording.resources)

    def _read(self, found: Recognised, now: datetime) -> Reading:
        """Try an earlier edition of a context only where the current one does not verify."""
        current, *earlier = self.readings
        first = self._reading(found, current, now)
        if first.is_genuine() or not _names(found.document, OPEN_BADGES_3_0_3):
            return first
        others = (self._reading(found, edition, now) for edition in earlier)
        return next((other for other in others if other.is_genuine()), first)

    def _reading(self, found: Recognised, edition: Canonicaliser, now: datetime) -> Reading:
        edition = edition.for_one_document(found.written)
        trial = Trial(edition, self.resolver, now)
        proofs = check_proofs(found.document, found.token, trial)
        issuer = id_of(found.document.get("issuer"))
        terms = terms_check(found.document, edition)
        return Reading(edition, proofs, (terms, proof_check(proofs), issuer_check(proofs, issuer)))

    def _report(
        self, found: Recognised, now: datetime, recipient: str | None, depth: int
    ) -> Report:
        if found.kind in OB2_KINDS:
            return report_on_assertion(found, self.resolver, now=now, recipient=recipient)
        reading = self._read(found, now)
        vocabulary = _findings(found, reading)
        endorsed, endorsements = self._endorsements(found, reading.terms, now, depth)
        return Report(
            checks=(
                _recognised_check(found),
                _vocabulary_check(found, vocabulary),
                *reading.checks,
                *self._validity_checks(found, reading, now),
                subject_check(found, recipient),
                endorsed,
            ),
            checked_at=now,
            container=found.container,
            credential=found.document,
            proofs=reading.proofs,
            remarks=(*vocabulary.remarks, *_proof_remarks(found, reading)),
            editions=reading.edition.library.in_use,
            endorsements=endorsements,
        )

    def _validity_checks(
        self, found: Recognised, reading: Reading, now: datetime
    ) -> tuple[Check, Check]:
        in_time, status = period_check(found, now), self._status_check(found, now)
        shown = (found.document, reading.proofs, reading.edition)
        return with_doubt(in_time, *shown), with_doubt(status, *shown)

    def _status_check(self, found: Recognised, now: datetime) -> Check:
        if found.kind is Kind.STATUS_LIST and "credentialStatus" in found.document:
            # A list that names a list could lead round in circles.
            return Check(Name.STATUS, Outcome.UNDECIDED, "status-of-a-list")

        def verify_list(status_list: Recognised) -> Report:
            return self.verify_recognised(status_list, now=now, depth=0)

        return status_check(found.document, self.resolver, verify_list)

    def _endorsements(
        self, found: Recognised, terms: Check, now: datetime, depth: int
    ) -> tuple[Check, tuple[Report, ...]]:
        """Verify each endorsement as a credential of its own; what costs too much is left alone."""
        inside = list(islice(endorsements_of(found), MOST_ENDORSEMENTS + 1))
        if not inside:
            return _NO_ENDORSEMENTS, ()
        if fault := why_not_looked_at(terms, len(inside), depth):
            return Check(Name.ENDORSEMENTS, Outcome.UNDECIDED, fault), ()
        reports = tuple(
            _unrecognised(item, now)
            if isinstance(item, UnrecognisedError)
            else self.verify_recognised(item, now=now, depth=depth - 1)
            for item in inside
        )
        return endorsements_check(reports), reports


def _recognised_check(found: Recognised) -> Check:
    facts = {"container": found.container}
    return Check(Name.RECOGNISED, Outcome.PASSED, f"recognised-{found.kind.name.lower()}", facts)


def _proof_remarks(found: Recognised, reading: Reading) -> tuple[Remark, ...]:
    return (*token_remarks(found.token), *disclosure_remarks(reading.proofs))


def _findings(found: Recognised, reading: Reading) -> Findings:
    results = [proof.result for proof in reading.proofs]
    if found.kind is LAID_OUT and not found.token and results == [ProofResult.VERIFIED]:
        if found.text is not None and found.written is None:
            reading.edition.meet(found.text, found.document)
        return reading.edition.findings(found.document)
    is_other = found.kind in (Kind.CLR, Kind.CREDENTIAL)
    return check_other(found.document) if is_other else check(found.document)


def _vocabulary_check(found: Recognised, findings: Findings) -> Check:
    facts = {"standard": _STANDARDS.get(found.kind, "Open Badges 3.0")}
    if findings.violations:
        details = findings.violations
        return Check(Name.VOCABULARY, Outcome.FAILED, "vocabulary-broken", facts, details)
    return Check(Name.VOCABULARY, Outcome.PASSED, "vocabulary-kept", facts)


def _unrecognised(error: UnrecognisedError, now: datetime) -> Report:
    """Return the report on a file without a badge: nothing else could be looked at."""
    outcome = Outcome.UNDECIDED if error.undecided else Outcome.FAILED
    return nothing_checked(Check(Name.RECOGNISED, outcome, error.code, error.facts), now)


def _names(document: Mapping[str, Json], context: str) -> bool:
    contexts = document.get("@context")
    return isinstance(contexts, list) and context in contexts
