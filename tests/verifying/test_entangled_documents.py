"""Nameless objects that refer to each other in knots: the naming of them stops, always (rule 4)."""

from collections.abc import Iterable, Sequence
from itertools import combinations

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from signing import rdfc
from signing.errors import GraphTooComplexError

KNOWS = NamedNode("https://schema.org/knows")
NAME = NamedNode("https://schema.org/name")
STEPS_OF_FIVE = 485


def quads(links: Iterable[tuple[int, int]]) -> Sequence[Quad]:
    return [Quad(BlankNode(f"n{one}"), KNOWS, BlankNode(f"n{other}")) for one, other in links]


def clique(size: int) -> Sequence[Quad]:
    """Return as many nodes as `size`, each of which knows all the others."""
    pairs = list(combinations(range(size), 2))
    return quads([*pairs, *((other, one) for one, other in pairs)])


def alike(number: int) -> Sequence[Quad]:
    """Return so many nodes, of which nothing tells one from another."""
    school = NamedNode("https://szkola.example/")
    return [Quad(school, KNOWS, BlankNode(f"n{n}")) for n in range(number)]


def steps(graph: Sequence[Quad]) -> int:
    """Return how many steps the naming takes, which is never more than one beyond the budget."""
    naming = rdfc._Naming(graph, "sha256")
    try:
        naming.labels()
    except GraphTooComplexError:
        assert naming._calls > rdfc.CALLS or naming._paths > rdfc.PATHS
    return naming._calls


@pytest.mark.parametrize("size", range(3, 13))
def test_a_clique_ends_within_the_budget(size: int) -> None:
    assert steps(clique(size)) <= rdfc.CALLS + 1


def test_a_clique_of_nine_is_refused_before_the_library_without_a_budget_sees_it() -> None:
    # That library would need more than 20 seconds for it, in one call that nothing can stop.
    with pytest.raises(GraphTooComplexError) as refusal:
        rdfc.canonical(clique(9))
    assert refusal.value.budget == rdfc.CALLS


@pytest.mark.parametrize("size", range(6, 13))
def test_larger_cliques_are_refused(size: int) -> None:
    with pytest.raises(GraphTooComplexError):
        rdfc.canonical(clique(size))


@pytest.mark.parametrize("size", [3, 4, 5])
def test_small_cliques_are_named(size: int) -> None:
    assert rdfc.canonical(clique(size)).count("\n") == size * (size - 1)


def test_a_clique_of_five_is_just_within_the_budget() -> None:
    assert steps(clique(5)) == STEPS_OF_FIVE < rdfc.CALLS


def test_ten_alike_nodes_take_ten_steps() -> None:
    assert steps(alike(10)) == 10
    assert rdfc.canonical(alike(10)).count("\n") == 10


def test_more_alike_nodes_than_the_budget_are_refused() -> None:
    with pytest.raises(GraphTooComplexError):
        rdfc.canonical(alike(rdfc.CALLS + 1))


def test_a_chain_of_thirty_ends_within_the_budget() -> None:
    assert steps(quads((n, n + 1) for n in range(29))) <= rdfc.CALLS + 1


def test_a_chain_of_thirty_objects_with_names_of_their_own_is_named() -> None:
    chain = quads((n, n + 1) for n in range(29))
    names = [Quad(BlankNode(f"n{n}"), NAME, Literal(f"Osoba {n}")) for n in range(30)]
    assert rdfc.canonical([*chain, *names]).count("\n") == 59


@pytest.mark.parametrize("size", range(3, 9))
def test_a_ring_ends_within_the_budget(size: int) -> None:
    assert steps(quads((n, (n + 1) % size) for n in range(size))) <= rdfc.CALLS + 1
