"""The criteria of an edition: the author's text, then the European elements under fixed headings.

Open Badges has no member for most of these elements, so they are told in Markdown (rule 3).
"""

from collections.abc import Iterator

from issuer.documents.concepts import (
    CYCLES,
    OUTCOME_KINDS,
    STACKABILITIES,
    SUPERVISIONS,
    known,
)
from issuer.documents.content import AchievementContent
from issuer.documents.european_content import (
    Described,
    EuropeanElements,
    LearningLevel,
    LearningOutcome,
)
from issuer.documents.numbers import spoken
from issuer.documents.wording import phrase

Section = tuple[str, str]
"""The name of a heading, and the text below it."""


def narrative(content: AchievementContent, language: str) -> str:
    """Return the criteria of a template in one of its languages, as Markdown."""
    sections = (
        f"## {phrase(heading, language)}\n\n{text}"
        for heading, text in _sections(content, language)
        if text
    )
    return "\n\n".join((content.texts[language].criteria, *sections))


def _sections(content: AchievementContent, language: str) -> Iterator[Section]:
    elements = content.european or EuropeanElements()
    outcomes = (_outcome(outcome, language) for outcome in elements.learning_outcomes)
    yield "outcomes", "\n".join(filter(None, outcomes))
    yield "workload", _workload(elements.hours, content.credits, language)
    yield "level", _level(elements.level, language)
    yield "assessment", described(elements.assessment, language)
    yield "participation", described(elements.participation, language)
    yield "quality", _quality(elements, language)
    yield "prerequisites", elements.prerequisites.get(language, "")
    yield "supervision", supervision(elements, language)
    yield "stackability", stackability(elements, language)
    yield "further", _links(elements, language)


def _outcome(outcome: LearningOutcome, language: str) -> str:
    """Return one item of a list; further lines are indented, so that they stay in the item."""
    if language not in outcome.text:
        return ""
    kind = OUTCOME_KINDS[outcome.kind].label(language)
    item = f"- **{kind}:** {_indented(outcome.text[language])}"
    if criteria := outcome.verification.get(language):
        item += f"\n  - {phrase('verification', language)}: {_indented(criteria, by=4)}"
    return item


def _indented(text: str, by: int = 2) -> str:
    return text.replace("\n", "\n" + " " * by)


def _workload(hours: float | None, ects: float | None, language: str) -> str:
    amounts = (("hours", hours), ("ects", ects))
    return "\n".join(
        f"- {phrase(name, language)}: {spoken(amount, language)}"
        for name, amount in amounts
        if amount is not None
    )


def _level(level: LearningLevel | None, language: str) -> str:
    if level is None:
        return ""
    if level.not_applicable:
        return phrase("not-applicable", language)
    cycle = CYCLES[level.cycle].label(language) if level.cycle else None
    values = (("eqf", level.eqf), ("prk", level.prk), ("cycle", cycle))
    lines = [f"- {phrase(name, language)}: {value}" for name, value in values if value]
    confirmed = phrase("confirmed" if level.confirmed else "unconfirmed", language)
    return "\n".join(lines) + f"\n\n{confirmed}"


def described(element: Described | None, language: str) -> str:
    """Return the entry of a vocabulary and its description as text; "" if there is neither."""
    if element is None:
        return ""
    concept = known(element.concept)
    label = concept.label(language) if concept else ""
    entry = f"{label[:1].upper()}{label[1:]}." if label else ""
    return "\n\n".join(filter(None, (entry, element.description.get(language, ""))))


def _quality(elements: EuropeanElements, language: str) -> str:
    quality = elements.quality_assurance
    if quality is None:
        return ""
    page = f"<{quality.url}>" if quality.url else ""
    return "\n\n".join(
        filter(None, (quality.name.get(language), quality.description.get(language), page))
    )


def supervision(elements: EuropeanElements, language: str) -> str:
    """Return how the assessment is supervised, as a sentence; "" if nothing is said."""
    if elements.supervision is None:
        return ""
    label = SUPERVISIONS[elements.supervision].label(language)
    return f"{label[:1].upper()}{label[1:]}."


def stackability(elements: EuropeanElements, language: str) -> str:
    """Return what it counts towards, as text; "" if nothing is said."""
    if elements.stackability is None:
        return ""
    label = STACKABILITIES[elements.stackability.kind].label(language)
    sentence = f"{label[:1].upper()}{label[1:]}."
    return "\n\n".join(filter(None, (sentence, elements.stackability.towards.get(language, ""))))


def _links(elements: EuropeanElements, language: str) -> str:
    links = ((link.title.get(language), link.url) for link in elements.further_information)
    return "\n".join(f"- {title}: <{url}>" if title else f"- <{url}>" for title, url in links)
