"""What a report says about the bundle on which it rests, in words and as JSON."""

from collections.abc import Sequence

from keys.strict_json import Json
from signing.proof_options import written
from verifier.report import Collection, Report, Verdict
from verifier.texts import Language, text


def verdict_text(report: Report, language: Language) -> str:
    """Return the verdict in words; one that rests on copies of others says whose (rule 23)."""
    if report.bundle and _is_valid_by_copies(report):
        return text("valid-by-copies", _facts(report.bundle), language)
    return text(report.verdict.value, {}, language)


def headline_by_copies(report: Report) -> dict[str, Json]:
    """Return the member `headline` of a report that is valid by copies only, else nothing."""
    if not _is_valid_by_copies(report):
        return {}
    return {"headline": {one.value: verdict_text(report, one) for one in Language}}


def bundle_text(bundle: Collection, language: Language) -> str:
    """Return a sentence on whose copies were used, or why none were."""
    if bundle.trusted:
        return text("bundle-trusted", _facts(bundle), language)
    code = "bundle-by-stranger" if bundle.collector else "bundle-unsigned"
    return text(code, _facts(bundle), language)


def bundle_json(bundle: Collection | None) -> dict[str, Json] | None:
    """Return the member `bundle` of a report; None for a badge that came in no bundle."""
    if bundle is None:
        return None
    return {
        "collector": bundle.collector,
        "collected_at": written(bundle.collected_at),
        "trusted": bundle.trusted,
        "text": {language.value: bundle_text(bundle, language) for language in Language},
    }


def together_by_copies(reports: Sequence[Report], language: Language) -> str | None:
    """Return in words that all of several are valid, where that rests on copies; else None."""
    resting = [report.bundle for report in reports if report.bundle and _is_valid_by_copies(report)]
    return text("several-valid-by-copies", _facts(resting[0]), language) if resting else None


def _is_valid_by_copies(report: Report) -> bool:
    # Without resources the badge spoke for itself, and no copy was needed.
    is_by_others = report.bundle is not None and report.bundle.trusted and bool(report.resources)
    return is_by_others and report.verdict is Verdict.VALID


def _facts(bundle: Collection) -> dict[str, str]:
    return {"collector": bundle.collector or "", "time": written(bundle.collected_at) or ""}
