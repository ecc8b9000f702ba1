"""The results of one award, checked against the template."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from contexts.vocabulary import terms
from issuer.documents.achievement import Edition, level_identifier, result_identifier
from issuer.documents.content import AchievementContent
from issuer.documents.numbers import number_in
from issuer.documents.profile import filled
from issuer.documents.results_content import ResultContent
from issuer.documents.sentences import SENTENCES
from issuer.errors import Fault
from keys.strict_json import Json


@dataclass(frozen=True)
class AwardedResult:
    """What somebody reached; `result` names one of the template's result descriptions."""

    result: str
    value: str | None = None
    status: str | None = None
    level: str | None = None


def result_faults(
    content: AchievementContent, results: Iterable[AwardedResult]
) -> tuple[Fault, ...]:
    """Return what is wrong with the results of an award; pointers begin with `/results`."""
    described = {result.id: result for result in content.result_descriptions}
    return tuple(_faults(described, tuple(results)))


def result_objects(edition: Edition, results: Iterable[AwardedResult]) -> list[Json]:
    """Return the Result objects of a badge for results without faults."""
    name = edition.identifier
    return [
        filled(
            {
                "type": ["Result"],
                "resultDescription": result_identifier(name, found.result),
                "value": found.value,
                "status": found.status,
                "achievedLevel": found.level and level_identifier(name, found.result, found.level),
            }
        )
        for found in results
    ]


def _faults(
    described: Mapping[str, ResultContent], results: tuple[AwardedResult, ...]
) -> Iterator[Fault]:
    for index, found in enumerate(results):
        pointer = f"/results/{index}"
        if found.result not in described:
            yield _fault(f"{pointer}/result", "unknown-result", given=found.result)
        elif found.result in {earlier.result for earlier in results[:index]}:
            yield _fault(f"{pointer}/result", "same-twice", given=found.result)
        else:
            yield from _of_one(pointer, described[found.result], found)


def _of_one(pointer: str, described: ResultContent, found: AwardedResult) -> Iterator[Fault]:
    if not (found.value or found.status or found.level):
        yield _fault(pointer, "empty-result")
        return
    if found.status and found.status not in terms.STATUSES:
        expected = ", ".join(sorted(terms.STATUSES))
        yield _fault(f"{pointer}/status", "not-a-choice", expected=expected)
    if described.result_type == "Status" and not found.status:
        yield _fault(f"{pointer}/status", "status-required")
    if found.level and found.level not in {level.id for level in described.levels}:
        yield _fault(f"{pointer}/level", "not-a-level", given=found.level)
    if found.value:
        yield from _value(f"{pointer}/value", described, found.value)


def _value(pointer: str, described: ResultContent, value: str) -> Iterator[Fault]:
    if described.allowed_values and value not in described.allowed_values:
        yield _fault(pointer, "not-an-allowed-value", given=value)
        return
    low, high = number_in(described.value_min), number_in(described.value_max)
    number = number_in(value)
    if (low is None and high is None) or described.allowed_values:
        return
    if number is None or (low is not None and number < low) or (high is not None and number > high):
        low_text, high_text = described.value_min or "-∞", described.value_max or "∞"
        yield _fault(pointer, "value-out-of-range", low=low_text, high=high_text)


def _fault(pointer: str, code: str, **facts: object) -> Fault:
    english, polish = (sentence.format(**facts) for sentence in SENTENCES[code])
    return Fault(pointer, code, english, polish)
