"""How the badges of a class are written is remembered, and changes no answer."""

import json
import random
from collections.abc import Iterator

import pytest

from contexts.library import shipped
from issuer.cli.bench_operations import WHEN, Planned, planned
from keys.strict_json import Json
from signing.layouts import LAYOUTS, LONGEST, Layout, Layouts
from signing.selection import find
from signing.shape_plans import shape_of, text_pointers
from signing.shapes import ShapeCanonicaliser
from signing.shared_texts import ALIKE
from verifier.presentation import as_json
from verifier.report import Verdict
from verifier.resolver import GivenResources
from verifier.verify import Verifier, canonicalisers

BADGE: Planned = planned()
FILES = [BADGE.numbered(number) for number in range(1_000, 1_005 + 2 * ALIKE)]
"""So many that how they are written is known in the end."""
FILE = FILES[5].decode()
PIECES = ['"', "\\", "\\u0041", "\\ud800", "\\n", "\n", "\x00", "\x7f", "{", "}", "[", ",", ":",
          " ", "a", "é", "\ufeff", "\ufdd0", "\U0001fffe", "\U0001f600", "", "1", "id"]  # fmt: skip


@pytest.fixture(scope="module")
def experienced() -> Verifier:
    found = verifier()
    for file in FILES:
        found.verify(file, now=WHEN)
    return found


def verifier() -> Verifier:
    return Verifier(canonicalisers(shipped()), GivenResources({}))


def memory(of: Verifier) -> Layouts:
    current = of.readings[0]
    assert isinstance(current, ShapeCanonicaliser)
    return current._layouts


def layouts(of: Verifier) -> tuple[Layout, ...]:
    return memory(of)._known


def report(by: Verifier, file: bytes) -> Json:
    return as_json(by.verify(file, now=WHEN))


def test_after_many_badges_it_is_known_how_they_are_written(experienced: Verifier) -> None:
    assert len(layouts(experienced)) == 1
    for file in FILES:
        written = experienced.readings[0].written(file)
        assert written is not None
        document = json.loads(file)
        assert written.document == document
        assert list(written.document) == list(document)
        del document["proof"]
        assert (written.shape, written.texts) == shape_of(document)
        found = experienced.verify(file, now=WHEN)
        assert found.verdict is Verdict.VALID
        assert as_json(found) == report(verifier(), file)


def test_nothing_is_kept_of_what_one_badge_says(experienced: Verifier) -> None:
    (layout,) = layouts(experienced)
    kept = repr((layout.begin, layout.steps, layout.texts))
    document = json.loads(FILE)
    about_class = ("/issuer", "/name", "/description", "/credentialSubject/achievement/")
    texts = {at: find(document, at) for at in text_pointers(document)}
    of_class = repr([item for item in texts.items() if item[0].startswith(about_class)])
    own = [text for at, text in texts.items() if not at.startswith(about_class)]
    found = [text for text in own if text in kept]
    assert len(own) > len(document["proof"][0])
    assert [text for text in found if text not in of_class] == []


def alterations() -> Iterator[str]:
    """Yield texts that differ from the file in one place: a piece put in, or put for a sign."""
    chance = random.Random(7)
    for piece in PIECES:
        for _ in range(8):
            at = chance.randrange(len(FILE))
            yield FILE[:at] + piece + FILE[at + chance.randrange(2) :]
        for gap in ("Żaneta", "urn:uuid:", '"proofValue":"', '"created":"'):
            at = FILE.index(gap) + len(gap)
            yield FILE[:at] + piece + FILE[at:]
            yield FILE[:at] + piece + FILE[at + 1 :]


def test_a_text_that_is_written_nearly_alike_is_read_as_strictly(experienced: Verifier) -> None:
    known = layouts(experienced)
    seen = set()
    for text in alterations():
        file = text.encode()
        found = report(experienced, file)
        assert found == report(verifier(), file), text
        seen.add(found["verdict"])
    assert "invalid" in seen
    assert layouts(experienced) == known


@pytest.mark.parametrize(
    "changed",
    [
        FILE + " ",
        "\n" + FILE,
        "\ufeff" + FILE,
        FILE + "}",
        FILE + FILE,
        FILE[:-1],
        json.dumps(json.loads(FILE)),
        json.dumps(json.loads(FILE), indent=1),
        "[" + FILE + "]",
        '{"credential":' + FILE + "}",
        FILE.replace('"issuer"', '"name":"a","issuer"', 1),
        FILE.replace("Żaneta", "\\u017baneta", 1),
        FILE.replace("Żaneta", "Żaneta" * LONGEST, 1),
    ],
    # Not by their lengths: a signature has one letter more or less each time.
    ids=lambda _: "",
)
def test_other_ways_to_write_a_badge_get_their_own_answer(
    experienced: Verifier, changed: str
) -> None:
    file = changed.encode()
    assert report(experienced, file) == report(verifier(), file)


def test_what_is_no_unicode_is_refused(experienced: Verifier) -> None:
    file = FILE.encode().replace("Ż".encode(), b"\xff")
    assert report(experienced, file) == report(verifier(), file)


def test_who_writes_each_file_in_another_way_teaches_seldom_and_little() -> None:
    found = verifier()
    for number, file in enumerate(FILES + FILES):
        found.verify(file[:-1] + b" " * number + b"}", now=WHEN)
    assert 0 < len(layouts(found)) <= 2 * len(FILES) // ALIKE
    for _ in range(LAYOUTS):
        memory(found)._put_first(Layout("{", (), (), frozenset(), (), ()))
    assert len(layouts(found)) == LAYOUTS
