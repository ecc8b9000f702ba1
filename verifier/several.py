"""The report on a file with several credentials: a report on each, and what they say together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from keys.strict_json import Json
from signing.proof_options import written
from verifier import presentation as single
from verifier.bundles.wording import together_by_copies
from verifier.presentations import PresentationCheck
from verifier.report import Genuine, Outcome, Report, Verdict
from verifier.texts import Language, text

_SIGNS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.UNDECIDED: "?"}


@dataclass(frozen=True)
class Reports:
    """Everything that was found in one file with several credentials."""

    reports: tuple[Report, ...]
    checked_at: datetime
    container: str
    presentation: PresentationCheck | None = None
    """What became of the signature around them; None where nothing could be signed."""

    def __post_init__(self) -> None:
        if not self.reports:
            raise ValueError("there is a report on each of at least one credential")

    @property
    def verdict(self) -> Verdict:
        """The worst of the parts; a wrong signature around them makes the whole invalid."""
        verdicts = {report.verdict for report in self.reports}
        if self.presentation is not None and self.presentation.outcome is Outcome.FAILED:
            verdicts.add(Verdict.INVALID)
        order = (Verdict.INVALID, Verdict.COULD_NOT_CHECK, Verdict.VALID)
        return min(verdicts, key=order.index)

    @property
    def genuine(self) -> Genuine:
        """The worst of the parts."""
        order = (Genuine.NO, Genuine.UNKNOWN, Genuine.YES)
        return min((report.genuine for report in self.reports), key=order.index)


def as_json(found: Report | Reports) -> dict[str, Json]:
    """Return the report, or the reports in their wrapper, as JSON: see docs/reference/report.md."""
    if isinstance(found, Report):
        return single.as_json(found)
    return {
        "verdict": found.verdict.value,
        "genuine": found.genuine.value,
        "text": {language.value: _together(found, language) for language in Language},
        "checked_at": written(found.checked_at),
        "container": found.container,
        "presentation": _presentation(found.presentation),
        "reports": [single.as_json(report) for report in found.reports],
    }


def as_text(found: Report | Reports, language: Language) -> str:
    """Return the report, or all of them one below the other, in words."""
    if isinstance(found, Report):
        return single.as_text(found, language)
    return "\n".join(_lines(found, language))


def _lines(found: Reports, language: Language) -> Iterator[str]:
    yield _together(found, language)
    if found.presentation is not None:
        check = found.presentation
        sign = _SIGNS[check.outcome]
        label = text("presentation", {}, language)
        yield f"  {sign} {label}: {text(check.code, check.facts, language)}"
        if check.facts["detail"]:
            yield f"      {text('detail', check.facts, language)}"
    for number, report in enumerate(found.reports, 1):
        facts = {"number": str(number), "count": str(len(found.reports))}
        yield ""
        yield text("one-of-several", facts, language)
        yield single.as_text(report, language)


def _together(found: Reports, language: Language) -> str:
    is_valid = found.verdict is Verdict.VALID
    by_copies = together_by_copies(found.reports, language) if is_valid else None
    return by_copies or text(f"several-{found.verdict.value}", {}, language)


def _presentation(check: PresentationCheck | None) -> dict[str, Json] | None:
    if check is None:
        return None
    return {
        "holder": check.holder,
        "outcome": check.outcome.value,
        "code": check.code,
        "text": _both(check.code, check),
        "detail": check.facts["detail"],
    }


def _both(code: str, check: PresentationCheck) -> dict[str, str]:
    return {language.value: text(code, check.facts, language) for language in Language}
