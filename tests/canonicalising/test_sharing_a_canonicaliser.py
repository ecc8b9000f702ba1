"""One canonicaliser for many threads, many libraries in one process, documents left alone."""

import copy
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from pyld import jsonld

from contexts.library import ContextLibrary, shipped
from keys.strict_json import Json
from signing import rdfc
from signing.canonical import Canonicaliser
from signing.errors import UnsafeDocumentError
from signing.json_ld import Document

from .oracles import by_pyld, ours
from .samples import ACHIEVEMENT, V2, presentation_of_two, put, rich, sample

URL = "https://a.example/context"


@pytest.fixture
def restless_threads() -> Iterator[None]:
    """Let threads take turns as often as they can, so that what they share shows."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("restless_threads")
def test_eight_threads_get_what_one_thread_gets() -> None:
    documents: list[Document] = [
        document
        for number in range(8)
        for document in (
            put(sample(), f"{ACHIEVEMENT}/tag", [f"t{number}"]),
            put(rich(), "/name", f"n{number}"),
            put(sample(), f"{ACHIEVEMENT}/undefined{number}", "x"),
            put(presentation_of_two(), "/id", f"urn:uuid:{number}"),
        )
    ]
    alone = [_outcome(Canonicaliser(shipped()), document) for document in documents]
    shared = Canonicaliser(shipped())
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda document: _outcome(shared, document), documents))
    assert together == alone


def _outcome(canonicaliser: Canonicaliser, document: Document) -> set[object]:
    """Return the statements of a document, or the places of what is wrong with it."""
    try:
        return set(canonicaliser.statements(document))
    except UnsafeDocumentError as refusal:
        return {(problem.pointer, problem.rule) for problem in refusal.problems}


def _library(meaning: str) -> ContextLibrary:
    return shipped().with_context(URL, {"@context": {"nickname": meaning}})


def test_two_libraries_that_answer_one_url_differently_never_mix() -> None:
    document = put(put(sample(), "/@context/2", URL), "/nickname", "x")
    meanings = ["https://a.example/one", "https://a.example/two"]
    canonicalisers = [Canonicaliser(_library(meaning)) for meaning in meanings]
    for _ in range(3):
        for meaning, canonicaliser in zip(meanings, canonicalisers, strict=True):
            predicates = {quad.predicate.value for quad in canonicaliser.statements(document)}
            assert predicates & set(meanings) == {meaning}


def test_what_others_left_in_the_shared_cache_of_pyld_is_never_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = ours(sample())
    monkeypatch.setattr(jsonld, "_resolved_context_cache", {})
    meaning: dict[str, Json] = {
        "@context": {"@vocab": "https://poison.example/#", "id": "@id", "type": "@type"}
    }

    def answering(document: Mapping[str, Json]) -> Callable[[str, object], Mapping[str, Json]]:
        return lambda url, _options: {"contentType": "application/ld+json", "contextUrl": None,
                                      "document": document, "documentUrl": url,
                                      "tag": "static"}  # fmt: skip

    nothing: dict[str, Json] = {"@context": {}}
    for document in (meaning, nothing):
        found = jsonld.expand(sample(), {"documentLoader": answering(document)})
        assert "https://poison.example/#name" in found[0]
    assert ours(sample()) == expected
    assert rdfc.canonical(Canonicaliser(shipped()).statements(sample())) == expected


def test_an_earlier_edition_of_a_context_stays_with_the_library_that_asked_for_it() -> None:
    url = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
    earlier = shipped().with_edition(url, "March 2024")
    assert ours(sample()) == by_pyld(sample(), earlier)
    assert set(Canonicaliser(earlier).statements(sample()))
    assert shipped().in_use == {}


def test_canonicalising_changes_neither_the_document_nor_the_library() -> None:
    documents = [sample(), rich(), presentation_of_two()]
    before = copy.deepcopy(documents)
    context = copy.deepcopy(dict(shipped().load(V2)))
    for document in documents:
        ours(document)
    assert documents == before
    assert dict(shipped().load(V2)) == context
