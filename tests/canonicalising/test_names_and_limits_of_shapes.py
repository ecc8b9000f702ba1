"""What a plan cannot compare or count by itself is left to the generic path, shape known or not."""

import pytest

from contexts.library import shipped
from keys.strict_json import Json
from signing.agreement import check_agreement
from signing.canonical import CHARACTERS, Canonicaliser
from signing.errors import DocumentTooLongError, Error, UnsafeDocumentError
from signing.json_ld import Document
from signing.shape_plans import shape_of, shape_plan
from signing.shapes import ShapeCanonicaliser
from signing.slots import MOST_CHARACTERS

from .oracles import CANONICALISER
from .samples import ACHIEVEMENT, put, sample

CREATOR = f"{ACHIEVEMENT}/creator"
NAMED = "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0099"
BADGE = put(sample(), "/evidence", [{"id": NAMED, "type": ["Evidence"], "name": "x"}])


def having_seen(document: Document) -> Canonicaliser:
    """Return a canonicaliser that knows the shape of `document`."""
    canonicaliser = ShapeCanonicaliser(shipped())
    for number in range(3):
        canonicaliser.digest(put(document, "/name", f"{number}"), "sha256", check_agreement)
    return canonicaliser


def refusal(canonicaliser: Canonicaliser, document: Document) -> tuple[type[Error], str]:
    with pytest.raises(Error) as refused:
        canonicaliser.digest(document, "sha256", check_agreement)
    with pytest.raises(refused.type):
        canonicaliser.check_covered(document, check_agreement)
    return refused.type, str(refused.value)


def refused_alike(known: Document, document: Document) -> type[Error]:
    """Return why a document is refused, whether its shape is known or not."""
    assert shape_of(known)[0] == shape_of(document)[0]
    found = refusal(having_seen(known), document)
    assert found == refusal(CANONICALISER, document)
    return found[0]


@pytest.mark.parametrize("member", ["creator", "image"])
def test_a_text_where_a_description_may_stand_is_never_the_name_of_one(member: str) -> None:
    """The Open Badges context says of a creator that it is text, of an image that it is a name."""
    place = f"{ACHIEVEMENT}/{member}"
    known = put(BADGE, place, "urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7a0098")
    issuer = BADGE["issuer"]["id"]
    assert refused_alike(known, put(known, place, issuer)) is UnsafeDocumentError
    varying = put(known, "/issuer/id", known["credentialSubject"]["achievement"][member])
    assert refused_alike(known, varying) is UnsafeDocumentError


def with_plain_json(identifier: str) -> Document:
    schema: Json = {"id": NAMED, "title": "x"}
    entry = {"id": "https://a.example/schema", "type": "JsonSchema", "jsonSchema": schema}
    return put(put(BADGE, "/credentialSchema", [entry]), "/evidence/0/id", identifier)


def test_a_name_in_plain_json_is_compared_with_those_of_objects() -> None:
    known = with_plain_json("https://a.example/evidence")
    assert refused_alike(known, with_plain_json(NAMED)) is UnsafeDocumentError


def with_long_names(length: int) -> Document:
    """Return a badge with long names of evidence, each of which several statements repeat."""
    members = dict.fromkeys(("name", "description", "narrative", "genre", "audience"), "x")
    evidence = [
        {"id": f"https://a.example/{number}/{'y' * length}", "type": ["Evidence"], **members}
        for number in range(14)
    ]
    return put(BADGE, "/evidence", evidence)


def test_statements_over_the_limit_are_refused_in_a_known_shape_too() -> None:
    long = with_long_names(MOST_CHARACTERS - 1_000)
    assert refused_alike(with_long_names(1), long) is DocumentTooLongError


def test_there_is_room_for_far_longer_texts_than_a_badge_has() -> None:
    plan = shape_plan(BADGE, CANONICALISER, "sha256")
    assert plan is not None
    assert 10 * sum(map(len, shape_of(BADGE)[1])) < plan.room < CHARACTERS
