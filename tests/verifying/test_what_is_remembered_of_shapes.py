"""What the verifier remembers of shapes changes no answer, of the vocabulary or of terms."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contexts.library import shipped
from contexts.vocabulary import check
from contexts.vocabulary.advice import advice
from contexts.vocabulary.by_shape import questions_of
from contexts.vocabulary.crosschecks import disagreements
from contexts.vocabulary.structure import structure
from issuer.cli.bench_operations import WHEN, Planned, planned
from keys.strict_json import Json
from signing.shape_plans import text_pointers
from signing.shared_texts import ALIKE
from verifier.presentation import as_json
from verifier.report import Verdict
from verifier.resolver import GivenResources, Resource
from verifier.verify import Verifier, canonicalisers

from .cases import Case
from .documents import rich_badge
from .good_documents import GOOD
from .securing import bytes_of

BADGE: Planned = planned()
FILES = [BADGE.numbered(number) for number in range(1_000, 1_005 + ALIKE)]
"""So many that what they have in common is known in the end."""
TEXTS = ["", "x", "2026-05-01", "2026-05-01T12:00:00Z", "md5$" + "0" * 32, "Jan", "urn:uuid:1",
         "https://a.example/1", "Status", "Completed", "ext:a", "did:web:a.example",
         "\ud800"]  # fmt: skip
ONLY_ITS_KIND = ("/issuer", "/statusListIndex")
"""Of these it matters whether they are texts, which the shape says."""


def verifier() -> Verifier:
    return Verifier(canonicalisers(shipped()), GivenResources({}))


def test_the_report_on_a_known_shape_is_that_of_a_new_one() -> None:
    experienced = verifier()
    for file in FILES:
        known = experienced.verify(file, now=WHEN)
        assert known.verdict is Verdict.VALID
        assert as_json(known) == as_json(verifier().verify(file, now=WHEN))


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_a_good_badge_stays_good_however_often_it_is_verified(case: Case) -> None:
    experienced = canonicalisers(shipped())
    given = {
        url: Resource(url, bytes_of(content), "a file") for url, content in case.resources.items()
    }
    data = bytes_of(case.made())
    reports = [
        as_json(Verifier(experienced, GivenResources(given)).verify(data, now=case.now))
        for _ in range(4)
    ]
    assert reports[1:] == reports[:1] * 3


@pytest.mark.parametrize("pointer", sorted(text_pointers(json.loads(FILES[0]))))
def test_any_text_that_is_changed_in_a_known_shape_is_seen(pointer: str) -> None:
    experienced = verifier()
    for file in FILES:
        experienced.verify(file, now=WHEN)
    for text in TEXTS[:-1]:
        changed = json.dumps(changed_at(json.loads(FILES[5]), pointer, text)).encode()
        report = as_json(experienced.verify(changed, now=WHEN))
        assert report == as_json(verifier().verify(changed, now=WHEN))
        assert report["verdict"] != "valid"


def changed_at(document: Json, pointer: str, text: str) -> Json:
    """Return a copy of `document` with another text at `pointer`."""
    copy = deepcopy(document)
    *steps, last = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    place = copy
    for step in steps:
        place = place[int(step) if isinstance(place, list) else step]
    place[int(last) if isinstance(place, list) else last] = text
    return copy


class Watched(dict[str, Json]):
    """An object of a document that notes which of its texts are looked at by name."""

    def __init__(self, members: Mapping[str, Json], place: str, seen: set[str]) -> None:
        super().__init__(
            {name: watched(member, f"{place}/{name}", seen) for name, member in members.items()}
        )
        self.place, self.seen = place, seen

    def get(self, name: str, default: Json = None) -> Json:
        self.seen.add(f"{self.place}/{name}")
        return super().get(name, default)

    def __getitem__(self, name: str) -> Json:
        self.seen.add(f"{self.place}/{name}")
        return super().__getitem__(name)


def watched(value: Json, place: str, seen: set[str]) -> Json:
    if isinstance(value, list):
        return [watched(item, f"{place}/{number}", seen) for number, item in enumerate(value)]
    return Watched(value, place, seen) if isinstance(value, dict) else value


@pytest.mark.parametrize("document", [rich_badge(), json.loads(FILES[0])], ids=["rich", "sample"])
def test_cross_checks_look_at_no_text_that_is_not_said_to_matter(document: Json) -> None:
    seen: set[str] = set()
    looked_at = watched(document, "", seen)
    assert list(disagreements(looked_at)) == list(disagreements(document))
    assert list(advice(looked_at)) == list(advice(document))
    pointers = list(text_pointers(document))
    matter = {pointers[number] for number, _ in questions_of(pointers).ways}
    assert {place for place in seen & set(pointers) if not place.endswith(ONLY_ITS_KIND)} <= matter


def edits() -> st.SearchStrategy[tuple[str, Json]]:
    pointers = sorted(text_pointers(rich_badge()))
    values: list[Json] = [*TEXTS, None, [], ["x", "x"], [["x"]], {}, {"id": "urn:x"}, 5, True]
    return st.tuples(st.sampled_from(pointers), st.sampled_from(values))


@settings(max_examples=200, deadline=None)
@given(st.lists(edits(), min_size=1, max_size=3))
def test_a_quick_look_says_sound_only_where_the_long_one_does(
    changes: list[tuple[str, Json]],
) -> None:
    document: Json = rich_badge()
    for pointer, value in changes:
        try:
            document = changed_at(document, pointer, value)
        except (KeyError, TypeError, IndexError, ValueError):
            continue
    assert bool(structure(document)) == bool(slowly(document))
    assert any(structure_rules(document)) <= bool(check(document).violations)


def slowly(document: Json) -> tuple[object, ...]:
    """Return what is found without the quick look, which takes no subclass of `dict`."""
    return structure(watched(document, "", set()))


def structure_rules(document: Json) -> Iterator[str]:
    return (violation.rule for violation in structure(document))
