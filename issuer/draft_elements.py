"""What a template that is still being written lacks of the European elements.

A form is looked at as it stands: whatever in it cannot be read yet counts as not filled.
"""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError
from sqlalchemy.orm import Session

from issuer.callers import Caller
from issuer.documents.content import AchievementContent
from issuer.documents.european import MANDATORY, MissingElement, missing_elements
from issuer.documents.european_content import EuropeanElements
from issuer.models import Organisation
from issuer.organisations import issuer_record
from issuer.rights import Right
from keys.strict_json import Json


def missing_in_draft(
    session: Session, caller: Caller, document: Mapping[str, Json], *, base_url: str
) -> tuple[MissingElement, ...]:
    """Return which of the eleven mandatory elements `document`, a template as JSON, lacks.

    Its type does not matter. The title (M2) is looked at as well: a form may lack it.
    """
    caller.require(Right.READ)
    organisation = session.get_one(Organisation, caller.organisation_id)
    languages = document.get("languages")
    named = tuple(str(each) for each in languages) if isinstance(languages, list) else ()
    readable = AchievementContent.model_construct(
        languages=named, texts={}, european=_readable(document.get("european"))
    )
    missing = missing_elements(readable, issuer_record(organisation, base_url))
    return (*_titles(document, named), *missing)


def _titles(document: Mapping[str, Json], languages: tuple[str, ...]) -> Iterator[MissingElement]:
    texts = document.get("texts")
    written = texts if isinstance(texts, dict) else {}
    lacking = tuple(each for each in languages if not _has_name(written.get(each)))
    if lacking or not languages:
        english, polish = MANDATORY["M2"]
        yield MissingElement(
            code="M2",
            owner="achievement",
            pointer="/texts",
            languages=lacking,
            english=f"M2, {english}: fill it in.",
            polish=f"M2, {polish} – uzupełnij.",
        )


def _has_name(texts: Json) -> bool:
    return isinstance(texts, dict) and bool(texts.get("name"))


def _readable(european: Json) -> EuropeanElements:
    """Return the elements that can be read."""
    if not isinstance(european, dict):
        return EuropeanElements()
    found: dict[str, object] = {}
    for name, value in european.items():
        rows = value if isinstance(value, list) else None
        kept: Json = [row for row in rows if _reads(name, [row])] if rows is not None else value
        if _reads(name, kept):
            found[name] = kept
    return EuropeanElements.model_validate(found)


def _reads(name: str, value: Json) -> bool:
    try:
        EuropeanElements.model_validate({name: value})
    except ValidationError:
        return False
    return True
