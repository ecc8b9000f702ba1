"""Canonical names of blank nodes that look alike, and the budget for finding them (rule 4)."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
)

from signing import rdfc
from signing.errors import GraphTooComplexError

from .oracles import nquads_by_pyld

HASHES = {
    "sha256": CanonicalizationAlgorithm.RDFC_1_0,
    "sha384": CanonicalizationAlgorithm.RDFC_1_0_SHA_384,
}
P, Q = NamedNode("urn:p"), NamedNode("urn:q")
BLANK = st.sampled_from([BlankNode(f"n{number}") for number in range(4)])
OBJECTS = BLANK | st.sampled_from([NamedNode("urn:o"), Literal("x"), Literal("ż", language="pl")])
GRAPHS = BLANK | st.just(NamedNode("urn:g")) | st.just(DefaultGraph())


def graphs(names: st.SearchStrategy[BlankNode | NamedNode | DefaultGraph],
           most: int) -> st.SearchStrategy[list[Quad]]:  # fmt: skip
    quad = st.builds(Quad, BLANK, st.sampled_from([P, Q]), OBJECTS, names)
    return st.lists(quad, min_size=1, max_size=most, unique=True)


def form(quads: list[Quad], hash_name: str = "sha256") -> str:
    """Return the canonical form by our own naming alone."""
    return "".join(rdfc.relabelled(quads, rdfc.labels(quads, hash_name)))


@pytest.mark.parametrize("hash_name", HASHES)
@settings(max_examples=150, deadline=None)
@given(quads=graphs(st.just(DefaultGraph()), 8))
def test_our_names_are_those_of_pyoxigraph(quads: list[Quad], hash_name: str) -> None:
    dataset = Dataset(quads)
    dataset.canonicalize(HASHES[hash_name])
    expected = "".join(sorted(f"{quad} .\n" for quad in dataset))
    assert form(quads, hash_name) == expected
    assert rdfc.canonical(quads, hash_name) == expected


@settings(max_examples=150, deadline=None)
@given(quads=graphs(GRAPHS, 6))
def test_our_names_are_those_of_pyld_also_in_named_graphs(quads: list[Quad]) -> None:
    assert form(quads) == nquads_by_pyld("".join(f"{quad} .\n" for quad in quads))


@settings(max_examples=150, deadline=None)
@given(quads=graphs(GRAPHS, 6))
def test_the_canonical_form_is_that_of_pyld_also_in_named_graphs(quads: list[Quad]) -> None:
    assert rdfc.canonical(quads) == nquads_by_pyld("".join(f"{quad} .\n" for quad in quads))


@pytest.mark.parametrize("hash_name", HASHES)
@settings(max_examples=100, deadline=None)
@given(quads=graphs(GRAPHS, 6), names=st.permutations(range(4)), seed=st.integers(0, 99))
def test_names_and_order_of_the_input_do_not_matter(
    quads: list[Quad], names: list[int], seed: int, hash_name: str
) -> None:
    def renamed(term: object) -> object:
        return BlankNode(f"m{names[int(term.value[1])]}") if isinstance(term, BlankNode) else term

    other = [
        Quad(renamed(q.subject), q.predicate, renamed(q.object), renamed(q.graph_name))  # type: ignore[arg-type]  # terms stay what they were
        for q in quads
    ]
    Random(seed).shuffle(other)
    assert rdfc.canonical(other, hash_name) == rdfc.canonical(quads, hash_name)
    assert form(other, hash_name) == form(quads, hash_name)


def test_ten_alike_objects_without_links_are_named() -> None:
    quads = [Quad(NamedNode("urn:s"), P, BlankNode(f"n{i}"), DefaultGraph()) for i in range(10)]
    assert form(quads) == rdfc.canonical(quads)
    assert set(rdfc.labels(quads).values()) == {f"c14n{i}" for i in range(10)}


@pytest.mark.parametrize("size", [9, 12])
@pytest.mark.parametrize("make", [rdfc.canonical, rdfc.labels])
def test_a_clique_is_too_complex_to_look_at(make: object, size: int) -> None:
    nodes = [BlankNode(f"n{i}") for i in range(size)]
    quads = [Quad(a, P, b, DefaultGraph()) for a, b in permutations(nodes, 2)]
    assert callable(make)
    with pytest.raises(GraphTooComplexError) as refusal:
        make(quads)
    assert refusal.value.budget == rdfc.CALLS


def test_one_node_with_many_statements_in_a_nameless_graph_costs_next_to_nothing() -> None:
    quads = [
        Quad(BlankNode(f"n{i}"), NamedNode(f"urn:p{j}"), Literal("x"), BlankNode(f"g{i}"))
        for i in range(2)
        for j in range(12)
    ]
    assert form(quads) == rdfc.canonical(quads)
