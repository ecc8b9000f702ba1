"""Templates for which there is no plan, and documents that are not of their template."""

from collections.abc import Mapping

import pytest

from contexts.library import shipped
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.errors import UnplannableError, UnplannedError
from signing.json_ld import Document
from signing.plan_compiler import compile_plan
from signing.planned import MOST_BYTES, plan_badge
from signing.slots import MOST_CHARACTERS, Form

from .differences import plan_of
from .oracles import CANONICALISER
from .plan_templates import SUBJECT, templates
from .samples import ACHIEVEMENT, V2, put, rich, sample

USUAL = templates()[0]
DOCUMENT = dict(USUAL.document)
NAME = f"{SUBJECT}/identifier/0/identityHash"


def _without(pointer: str) -> Document:
    *_, last = pointer.split("/")
    changed = put(DOCUMENT, pointer, "x")
    place: Json = changed
    for step in pointer.split("/")[1:-1]:
        place = place[int(step) if isinstance(place, list) else step]
    del place[int(last) if isinstance(place, list) else last]
    return changed


OTHERS: Mapping[str, Document] = {
    "a slot is absent": _without("/validUntil"),
    "a constant is absent": _without("/credentialStatus/statusPurpose"),
    "one member more": put(DOCUMENT, "/description", "x"),
    "an undefined member more": put(DOCUMENT, "/grade", "A+"),
    "null in a slot": put(DOCUMENT, NAME, None),
    "a number in a slot": put(DOCUMENT, NAME, 5),
    "a list in a slot": put(DOCUMENT, NAME, ["Jan"]),
    "an object in a slot": put(DOCUMENT, NAME, {"id": "urn:x"}),
    "text that is a subclass": put(DOCUMENT, NAME, type("Text", (str,), {})("Jan")),
    "another boolean": put(DOCUMENT, f"{SUBJECT}/identifier/0/hashed", True),
    "a number for a boolean": put(DOCUMENT, f"{SUBJECT}/identifier/0/hashed", 0),
    "another number": put(DOCUMENT, f"{ACHIEVEMENT}/creditsAvailable", 2.75),
    "text for a number": put(DOCUMENT, f"{ACHIEVEMENT}/creditsAvailable", "2.5"),
    "a longer list": put(DOCUMENT, "/evidence/1", {"type": ["Evidence"], "name": "x"}),
    "a shorter list": _without(f"{ACHIEVEMENT}/tag/0"),
    "another order of members": dict(reversed(DOCUMENT.items())),
    "another constant": put(DOCUMENT, "/issuer/name", "Inna Akademia"),
    "another issuer": put(DOCUMENT, "/issuer/id", "did:web:inna.example"),
    "one type more": put(DOCUMENT, f"{SUBJECT}/type", ["AchievementSubject", "Profile"]),
    "one context more": put(DOCUMENT, "/@context/2", "https://w3id.org/security/data-integrity/v2"),
    "a context inside": put(DOCUMENT, f"{SUBJECT}/@context", [V2]),
    "a proof": put(DOCUMENT, "/proof", [{"type": "DataIntegrityProof"}]),
    "very long text": put(DOCUMENT, NAME, "x" * (MOST_BYTES + 1)),
    "an end before the beginning": put(DOCUMENT, "/validUntil", "2020-01-01T00:00:00Z"),
}


@pytest.mark.parametrize("document", OTHERS.values(), ids=OTHERS)
def test_a_document_that_is_not_of_the_template_is_not_planned(document: Document) -> None:
    with pytest.raises(UnplannedError):
        plan_of(USUAL).matched(document)


def test_the_document_of_the_template_is() -> None:
    values, _ = plan_of(USUAL).matched(DOCUMENT)
    assert list(values) == USUAL.values


@pytest.mark.parametrize("value", ["", "x" * (MOST_CHARACTERS + 1), "\x00", "\ud800"])
def test_text_for_which_the_plan_does_not_answer_is_not_canonicalised(value: str) -> None:
    plan, values = plan_of(USUAL).statements, USUAL.values
    values[list(USUAL.forms).index(NAME)] = value
    with pytest.raises(UnplannedError):
        plan.canonical(values)


def test_a_plan_takes_exactly_its_values() -> None:
    with pytest.raises(UnplannedError):
        plan_of(USUAL).statements.canonical(USUAL.values[:-1])


TYPE, TEXT, IRI = f"{ACHIEVEMENT}/achievementType", Form.TEXT, Form.IRI
HOSTILE: Mapping[str, tuple[Document, Mapping[str, Form]]] = {
    "a context": (sample(), {"/@context/1": IRI}),
    "a type": (sample(), {"/type/0": IRI}),
    "a type that is an address": (
        put(sample(), f"{ACHIEVEMENT}/type", ["Achievement", "https://a.example/T"]),
        {f"{ACHIEVEMENT}/type/1": IRI},
    ),
    "a language": (
        put(sample(), "/name", {"@value": "x", "@language": "pl"}),
        {"/name/@language": TEXT},
    ),
    "a number": (sample(), {f"{ACHIEVEMENT}/creditsAvailable": TEXT}),
    "a boolean": (sample(), {f"{SUBJECT}/identifier/0/hashed": TEXT}),
    "an object": (sample(), {"/issuer": IRI}),
    "nothing": (sample(), {"/absent": TEXT}),
    "an IRI as text": (sample(), {"/id": TEXT}),
    "text as an IRI": (sample(), {"/name": IRI}),
    "the same place twice": (sample(), {"/name": TEXT, "/name/": TEXT}),
    "a graph inside": (rich(), {"/name": TEXT}),
    "alike nameless objects": (
        put(sample(), "/evidence", [{"type": ["Evidence"], "name": n} for n in "ab"] * 1
            + [{"type": ["Evidence"]}, {"type": ["Evidence"], "genre": "x"}]),
        {"/evidence/0/name": IRI},
    ),
    "both kinds of late characters": (
        put(put(sample(), "/name", "\U0001f525"), f"{ACHIEVEMENT}/name", "\ufb01"),
        {"/id": IRI},
    ),
    "an undefined member": (put(sample(), "/grade", "A+"), {"/id": IRI}),
    "a relative address": (put(sample(), "/evidence/0/id", "x"), {"/id": IRI}),
}  # fmt: skip


@pytest.mark.parametrize(("document", "forms"), HOSTILE.values(), ids=HOSTILE)
def test_no_plan_is_made_for_this_template(document: Document, forms: Mapping[str, Form]) -> None:
    with pytest.raises(UnplannableError):
        compile_plan(document, forms, CANONICALISER)


@pytest.mark.parametrize("term", ["urn", "https", "did"])
def test_no_plan_is_made_where_a_context_makes_a_prefix_of_a_scheme(term: str) -> None:
    url = "https://a.example/context"
    library = shipped().with_context(url, {"@context": {term: "https://a.example/#"}})
    document = put(sample(), "/@context/2", url)
    with pytest.raises(UnplannableError):
        compile_plan(document, {"/name": TEXT}, Canonicaliser(library))


def test_no_plan_is_made_where_an_address_could_be_a_name_of_a_context() -> None:
    url = "https://a.example/context"
    meaning = {"@context": {"mood": {"@id": "https://a.example/#mood", "@type": "@vocab"},
                            "glad": "https://a.example/#glad"}}  # fmt: skip
    canonicaliser = Canonicaliser(shipped().with_context(url, meaning))
    document = put(put(sample(), "/@context/2", url), "/mood", "https://a.example/#x")
    with pytest.raises(UnplannableError, match="/mood"):
        compile_plan(document, {"/mood": IRI}, canonicaliser)


REFUSED: Mapping[str, tuple[str, Json]] = {
    "a wrong type of achievement": (TYPE, "Nonsense"),
    "an address that is no address": (f"{ACHIEVEMENT}/alignment/0/targetUrl", "szkola"),
    "a disputed number": (f"{ACHIEVEMENT}/creditsAvailable", 9.95),
    "an end that is not written in full": ("/validUntil", "2031-05-31T21:59:59.5Z"),
    "an end before the beginning": ("/validUntil", "2020-01-01T00:00:00Z"),
}


@pytest.mark.parametrize(("pointer", "value"), REFUSED.values(), ids=REFUSED)
def test_no_badge_is_planned_that_could_not_be_signed(pointer: str, value: Json) -> None:
    document = put(DOCUMENT, pointer, value)
    with pytest.raises(UnplannableError):
        plan_badge(document, {"/id": IRI, "/validFrom": Form.INSTANT}, CANONICALISER)


def test_no_badge_is_planned_whose_issuer_differs() -> None:
    with pytest.raises(UnplannableError, match="issuer"):
        plan_badge(DOCUMENT, {"/issuer/id": IRI}, CANONICALISER)


def test_no_badge_is_planned_where_a_slot_takes_less_than_its_form() -> None:
    with pytest.raises(UnplannableError):
        plan_badge(DOCUMENT, {TYPE: TEXT}, CANONICALISER)
