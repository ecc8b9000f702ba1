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
    RdfFormat,
    parse,
)

from signing import rdfc
from signing.errors import GraphTooComplexError

from .oracles import nquads_by_pyld

HASHES = {
    "sha256": CanonicalizationAlgorithm.RDFC_1_0,
    "sha384": CanonicalizationAlgorithm.RDFC_1_0_SHA_384,
}
P, Q = NamedNode("urn:p"), NamedNode("urn:q")
PLAIN: list[NamedNode | Literal] = [NamedNode("urn:o"), Literal("x"), Literal("ż", language="pl")]


@st.composite
def quads_of(draw: st.DrawFn, graph: str, most: int) -> list[Quad]:
    """Return quads over three nameless nodes of one graph; a named graph is nameless, too."""
    nodes = [BlankNode(f"n{graph}{number}") for number in range(3)]
    name = BlankNode(graph) if graph else DefaultGraph()
    quads = []
    for _ in range(draw(st.integers(1, most))):
        subject = draw(st.sampled_from(nodes))
        # PyLD counts a quad twice that links a node to itself; JSON-LD makes none without ids.
        others = [node for node in nodes if node != subject]
        value = draw(st.sampled_from(PLAIN) | st.sampled_from(others))
        quads.append(Quad(subject, draw(st.sampled_from([P, Q])), value, name))
    link = Quad(NamedNode("urn:s"), P, name, DefaultGraph()) if graph else None  # type: ignore[arg-type]  # a blank node then
    return list(dict.fromkeys([*quads, link] if link else quads))


PLAIN_GRAPHS = quads_of("", 9)
DATASETS = st.builds(
    lambda *parts: [quad for part in parts for quad in part],
    st.just([]) | quads_of("", 3),
    quads_of("g1", 5),
    quads_of("g2", 5),
)


def form(quads: list[Quad], hash_name: str = "sha256") -> str:
    """Return the canonical form by our own naming alone."""
    return "".join(rdfc.relabelled(quads, rdfc.labels(quads, hash_name)))


@pytest.mark.parametrize("hash_name", HASHES)
@settings(max_examples=150, deadline=None)
@given(quads=PLAIN_GRAPHS)
def test_our_names_are_those_of_pyoxigraph(quads: list[Quad], hash_name: str) -> None:
    dataset = Dataset(quads)
    dataset.canonicalize(HASHES[hash_name])
    expected = "".join(sorted(f"{quad} .\n" for quad in dataset))
    assert form(quads, hash_name) == expected
    assert rdfc.canonical(quads, hash_name) == expected


@settings(max_examples=150, deadline=None)
@given(quads=DATASETS)
def test_our_names_are_those_of_pyld_also_in_named_graphs(quads: list[Quad]) -> None:
    assert form(quads) == nquads_by_pyld("".join(f"{quad} .\n" for quad in quads))


@settings(max_examples=150, deadline=None)
@given(quads=DATASETS)
def test_the_canonical_form_is_that_of_pyld_also_in_named_graphs(quads: list[Quad]) -> None:
    assert rdfc.canonical(quads) == nquads_by_pyld("".join(f"{quad} .\n" for quad in quads))


@pytest.mark.parametrize("hash_name", HASHES)
@settings(max_examples=100, deadline=None)
@given(quads=DATASETS, seed=st.integers(0, 99))
def test_names_and_order_of_the_input_do_not_matter(
    quads: list[Quad], seed: int, hash_name: str
) -> None:
    names = {node: f"m{number}" for number, node in enumerate(rdfc.labels(quads))}
    Random(seed).shuffle(quads)
    other = list(parse("".join(rdfc.relabelled(quads, names)).encode(), RdfFormat.N_QUADS))
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
