"""Every way to change a credential in one place, as Hypothesis strategies, and what is free."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from hypothesis import strategies as st

from contexts.library import CREDENTIALS_V2, OPEN_BADGES_3_0_3, shipped
from keys.strict_json import Json

from .edits import copied

Path = tuple[str | int, ...]
Draw = Callable[[st.SearchStrategy[Json]], Json]
Alteration = Callable[[Draw, Json], Json]

KEYWORDS = (
    "@context", "@graph", "@id", "@included", "@index", "@json", "@language", "@list", "@nest",
    "@none", "@reverse", "@set", "@type", "@value", "@vocab", "@foo",
)  # fmt: skip
FULL_NAMES = (
    "cred:credentialStatus",
    "https://www.w3.org/2018/credentials#credentialStatus",
    "https://www.w3.org/2018/credentials#validUntil",
    "https://schema.org/name",
)
VALUES: tuple[Json, ...] = (
    None, True, False, 0, 1, -1, 2.5, "", "x", "true", "5", "urn:a:b", "https://a.example/b", [],
    {}, [None], [[]], [{}], ["x"], {"@value": "x"}, {"@id": "urn:a:b"}, {"id": "urn:a:b"},
    {"@set": []}, {"@list": ["x"]}, {"type": []}, {"@value": None}, {"id": None},
)  # fmt: skip


def places(value: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Yield every member and item inside `value`, with the way to it."""
    inside: Iterable[tuple[str | int, Json]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for step, item in inside:
        yield (*path, step), item
        yield from places(item, (*path, step))


def found(document: Json, path: Path) -> Json:
    for step in path:
        document = document[step]
    return document


def with_value(document: Json, path: Path, value: Json) -> Json:
    changed = copied(document)
    found(changed, path[:-1])[path[-1]] = copied(value)
    return changed


def without(document: Json, path: Path) -> Json:
    changed = copied(document)
    del found(changed, path[:-1])[path[-1]]
    return changed


def retypings(value: Json) -> Iterator[Json]:
    """Yield what other software may take for the same value."""
    yield [value]
    yield {"@value": value}
    yield {"@set": [value]}
    yield {"@list": [value]}
    yield [value, value]
    if isinstance(value, list) and len(value) == 1:
        yield value[0]
    if isinstance(value, str):
        yield from ({"id": value}, {"@id": value}, {"@value": value, "@language": "pl"})
        yield from (value.upper(), value.lower(), f"{value} ", _as_number(value))
    elif isinstance(value, bool | int | float):
        yield from (str(value), json.dumps(value), bool(value), float(value), int(value))
    elif isinstance(value, Mapping) and "id" in value:
        yield value["id"]


def _as_number(text: str) -> Json:
    return int(text) if text.isdecimal() and text.isascii() else text == "true"


@cache
def terms() -> Sequence[str]:
    """Return every name that the contexts of a badge define anywhere."""
    names: set[str] = set()

    def collect(context: Json) -> None:
        if isinstance(context, Mapping):
            names.update(context)
            for definition in context.values():
                collect(definition)

    for url in (CREDENTIALS_V2, OPEN_BADGES_3_0_3):
        collect(shipped().contexts[url]["@context"])
    return sorted(names)


NAMES = st.one_of(
    st.deferred(lambda: st.sampled_from(terms())),
    st.sampled_from((*KEYWORDS, *FULL_NAMES)),
    st.text(max_size=6),
)


def added(draw: Draw, document: Json) -> Json:
    """Add a member to an object, or an item to a list."""
    owner = draw(st.sampled_from(_containers(document)))
    value = draw(st.sampled_from(VALUES) | st.sampled_from([v for _, v in places(document)]))
    inside = found(document, owner)
    step = len(inside) if isinstance(inside, list) else draw(NAMES)
    changed = copied(document)
    if isinstance(inside, list):
        found(changed, owner).append(copied(value))
        return changed
    return with_value(document, (*owner, step), value)


def changed(draw: Draw, document: Json) -> Json:
    """Put another value in a place."""
    path, value = draw(st.sampled_from(list(places(document))))
    other = [st.sampled_from(VALUES)]
    if isinstance(value, str) and value:
        other.append(st.builds(_nudged, st.just(value), st.integers(0, len(value) - 1)))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        other.append(st.integers(-10, 10).map(lambda step: value + step))
    return with_value(document, path, draw(st.one_of(other)))


def _nudged(text: str, at: int) -> str:
    return text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]


def removed(draw: Draw, document: Json) -> Json:
    return without(document, draw(st.sampled_from([path for path, _ in places(document)])))


def retyped(draw: Draw, document: Json) -> Json:
    path, value = draw(st.sampled_from(list(places(document))))
    return with_value(document, path, draw(st.sampled_from(list(retypings(value)))))


def moved(draw: Draw, document: Json) -> Json:
    """Take a member or item out of one place and put it into another."""
    source, value = draw(st.sampled_from(list(places(document))))
    rest = without(document, source)
    target = draw(st.sampled_from(_containers(rest)))
    owner = found(rest, target)
    if isinstance(owner, list):
        owner.append(copied(value))
        return rest
    name = source[-1] if isinstance(source[-1], str) else draw(NAMES)
    return with_value(rest, (*target, name), value)


def exchanged(draw: Draw, document: Json) -> Json:
    """Exchange the values of two places, neither of which is inside the other."""
    all_places = list(places(document))
    one, first = draw(st.sampled_from(all_places))
    apart = [(p, v) for p, v in all_places if p[: len(one)] != one and one[: len(p)] != p]
    if not apart:
        return document
    other, second = draw(st.sampled_from(apart))
    return with_value(with_value(document, one, second), other, first)


def reordered(draw: Draw, document: Json) -> Json:
    lists = [(path, v) for path, v in places(document) if isinstance(v, list) and len(v) > 1]
    if not lists:
        return document
    path, value = draw(st.sampled_from(lists))
    return with_value(document, path, draw(st.permutations(value)))


ALTERATIONS: Sequence[Alteration] = (
    added, changed, removed, retyped, moved, exchanged, reordered,
)  # fmt: skip


@st.composite
def altered(draw: Draw, document: Json) -> Json:
    """Return a copy of `document`, changed in one way."""
    return draw(st.sampled_from(ALTERATIONS))(draw, document)


def _containers(document: Json) -> list[Path]:
    return [(), *(path for path, value in places(document) if isinstance(value, dict | list))]


ORDERED = frozenset({"@context", "allowedValue"})
ONE_OR_MANY = frozenset(
    {"type", "proof", "credentialSchema", "termsOfUse", "domain", "previousProof"}
)


def is_same(one: Json, other: Json, *, of_text: bool = False) -> bool:
    """Tell whether two documents, or two proofs, differ in nothing but what a proof leaves free.

    Free are the order of an unordered list, a list of one for a single value where Open Badges
    or VC Data Integrity declares both, and the two names of one type; where proofs cover the text
    itself (`of_text`) nothing of this.
    """
    said = _text if of_text else _meaning_as_text
    return said(one) == said(other)


def _text(value: Json) -> str:
    return json.dumps(value, sort_keys=True)


def _meaning_as_text(value: Json) -> str:
    return _text(_meaning("", value))


def _meaning(name: str, value: Json) -> Json:
    if isinstance(value, dict):
        return {member: _meaning(member, item) for member, item in value.items()}
    if isinstance(value, list):
        items = [_meaning(name, item) for item in value]
        items = items if name in ORDERED else sorted(items, key=_text)
        return items[0] if name in ONE_OR_MANY and len(items) == 1 else items
    return "AchievementCredential" if (name, value) == ("type", "OpenBadgeCredential") else value
