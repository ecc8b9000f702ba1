"""One canonicaliser for many threads, many libraries in one process, documents left alone."""

import copy
from concurrent.futures import ThreadPoolExecutor

from pyld import jsonld

from contexts.library import ContextLibrary, shipped
from signing.canonical import Canonicaliser
from signing.json_ld import Document

from .oracles import by_pyld, ours
from .samples import ACHIEVEMENT, V2, presentation_of_two, put, rich, sample

URL = "https://a.example/context"


def test_eight_threads_get_what_one_thread_gets() -> None:
    documents: list[Document] = [
        document
        for number in range(8)
        for document in (
            put(sample(), f"{ACHIEVEMENT}/tag", [f"t{number}"]),
            put(rich(), "/name", f"n{number}"),
            put(presentation_of_two(), "/id", f"urn:uuid:{number}"),
        )
    ]
    alone = [set(Canonicaliser(shipped()).statements(document)) for document in documents]
    shared = Canonicaliser(shipped())
    with ThreadPoolExecutor(8) as pool:
        together = [set(found) for found in pool.map(shared.statements, documents)]
    assert together == alone


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


def test_what_others_left_in_the_shared_cache_of_pyld_is_never_used() -> None:
    expected = ours(sample())

    def poisoned(url: str, _options: object) -> dict[str, object]:
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
                "document": {"@context": {"@vocab": "https://poison.example/#"}},
                "tag": "static"}  # fmt: skip

    jsonld.expand(sample(), {"documentLoader": poisoned})
    assert ours(sample()) == expected
    assert set(Canonicaliser(shipped()).statements(sample())) == set(
        Canonicaliser(shipped()).statements(sample())
    )


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
