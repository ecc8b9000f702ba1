"""RDF Dataset Canonicalization (RDFC-1.0), within a budget.

Where every blank node can be told by its own statements, pyoxigraph writes the canonical form.
Where some are alike, the rest of the algorithm runs here, for two reasons. A small graph of
entangled nodes can keep pyoxigraph busy for ever, so steps are counted (rule 4). And pyoxigraph
keeps the related nodes of section 4.8 as a set, where the specification and other implementations
keep a list: with named graphs it names alike nodes in another order.

Follows https://www.w3.org/TR/rdf-canon/, sections 4.4 to 4.8.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from signing.errors import GraphTooComplexError

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

CALLS = 500
"""How often Hash N-Degree Quads may run; ten alike blank nodes take 10, a clique of five 485."""
PATHS = 10_000
"""How many orders of alike neighbours may be tried in all."""

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_ALGORITHMS = {
    "sha256": CanonicalizationAlgorithm.RDFC_1_0,
    "sha384": CanonicalizationAlgorithm.RDFC_1_0_SHA_384,
}


def canonical(quads: Sequence[Quad], hash_name: str = "sha256") -> str:
    """Return the canonical N-Quads of `quads`: sorted lines, each with a line end.

    `hash_name` is the hash used inside the algorithm: P-384 suites take SHA-384 there too.

    Raises:
        GraphTooComplexError: naming the blank nodes would exceed the budget.
    """
    naming = _Naming(quads, hash_name)
    if naming.has_alike_nodes():
        return "".join(relabelled(quads, naming.labels()))
    dataset = Dataset(quads)
    dataset.canonicalize(_ALGORITHMS[hash_name])
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def labels(quads: Sequence[Quad], hash_name: str = "sha256") -> Mapping[str, str]:
    """Return the canonical label (`c14n0`, …) of each blank node, by its label in `quads`.

    Raises:
        GraphTooComplexError: naming the blank nodes would exceed the budget.
    """
    return _Naming(quads, hash_name).labels()


def relabelled(quads: Iterable[Quad], names: Mapping[str, str]) -> list[str]:
    """Return the N-Quads lines of `quads` in code point order, blank nodes renamed by `names`."""
    return sorted({_line(quad, names.__getitem__) for quad in quads})


def order_is_ambiguous(nquads: str) -> bool:
    """Tell whether sorting by UTF-16 units, as rdf-canonize does, gives another order."""
    if not _ASTRAL.search(nquads):
        return False
    # Not splitlines(): literals may hold U+2028 and other separators of Unicode.
    lines = nquads.split("\n")[:-1]
    return sorted(lines, key=lambda line: line.encode("utf-16-be")) != lines


@dataclass
class _Issuer:
    """Hands out identifiers in the order asked (section 4.5)."""

    prefix: str
    issued: dict[str, str] = field(default_factory=dict)

    def issue(self, node: str) -> str:
        return self.issued.setdefault(node, f"{self.prefix}{len(self.issued)}")

    def copy(self) -> "_Issuer":
        return _Issuer(self.prefix, dict(self.issued))


class _Naming:
    """One run of the algorithm over one dataset, with its steps counted."""

    def __init__(self, quads: Iterable[Quad], hash_name: str) -> None:
        self._hash_name = hash_name
        self._calls = 0
        self._paths = 0
        self._canonical = _Issuer("c14n")
        self._unique = list(dict.fromkeys(quads))
        lines: dict[str, list[str]] = defaultdict(list)
        for quad in self._unique:
            for node, line in _first_degree_lines(quad):
                lines[node].append(line)
        self._first = {node: self._hash("".join(sorted(lines[node]))) for node in lines}

    def has_alike_nodes(self) -> bool:
        """Tell whether some blank nodes cannot be told by their own statements."""
        return len(set(self._first.values())) < len(self._first)

    @cached_property
    def _quads(self) -> Mapping[str, Sequence[Quad]]:
        """The statements with each blank node, asked for only where some are alike."""
        found: dict[str, list[Quad]] = defaultdict(list)
        for quad in self._unique:
            for node in dict.fromkeys(name for _, name in _blank_nodes(quad)):
                found[node].append(quad)
        return found

    def labels(self) -> Mapping[str, str]:
        """Sections 4.4.3, steps 3 to 5."""
        groups: dict[str, list[str]] = defaultdict(list)
        for node, digest in self._first.items():
            groups[digest].append(node)
        alike = []
        for digest in sorted(groups):
            if len(groups[digest]) == 1:
                self._canonical.issue(groups[digest][0])
            else:
                alike.append(groups[digest])
        for nodes in alike:
            self._name_alike(nodes)
        return self._canonical.issued

    def _name_alike(self, nodes: list[str]) -> None:
        results = []
        for node in nodes:
            if node not in self._canonical.issued:
                issuer = _Issuer("b")
                issuer.issue(node)
                results.append(self._n_degree(node, issuer))
        for _, issuer in sorted(results, key=lambda result: result[0]):
            for node in issuer.issued:
                self._canonical.issue(node)

    def _related(self, position: str, related: str, quad: Quad, issuer: _Issuer) -> str:
        """Section 4.7: the hash of a neighbour, told by where it stands."""
        predicate = "" if position == "g" else f"<{quad.predicate.value}>"
        known = self._canonical.issued.get(related) or issuer.issued.get(related)
        return self._hash(position + predicate + (f"_:{known}" if known else self._first[related]))

    def _n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Section 4.8: the hash of a node by its neighbours, and the names that led to it."""
        self._calls += 1
        self._within_budget()
        neighbours: dict[str, list[str]] = defaultdict(list)
        for quad in self._quads[node]:
            for position, other in _blank_nodes(quad):
                if other != node:
                    neighbours[self._related(position, other, quad, issuer)].append(other)
        data = ""
        for digest in sorted(neighbours):
            path, issuer = self._shortest(neighbours[digest], issuer)
            data += digest + path
        return self._hash(data), issuer

    def _shortest(self, nodes: list[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        """Section 4.8.2, step 5.4: the least path over all orders of alike neighbours."""
        best: tuple[str, _Issuer] | None = None
        for order in _orders(sorted(nodes)):
            self._paths += 1
            self._within_budget()
            found = self._path(order, issuer.copy(), best[0] if best else None)
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        if best is None:
            raise AssertionError("the first order always yields a path")
        return best

    def _path(
        self, order: Sequence[str], issuer: _Issuer, best: str | None
    ) -> tuple[str, _Issuer] | None:
        """Return the path along `order`, or None as soon as it is longer or greater than `best`."""
        path = ""
        to_follow = []
        for node in order:
            if node in self._canonical.issued:
                path += f"_:{self._canonical.issued[node]}"
            else:
                if node not in issuer.issued:
                    to_follow.append(node)
                path += f"_:{issuer.issue(node)}"
            if _exceeds(path, best):
                return None
        for node in to_follow:
            digest, followed = self._n_degree(node, issuer)
            path += f"_:{issuer.issue(node)}<{digest}>"
            issuer = followed
            if _exceeds(path, best):
                return None
        return path, issuer

    def _within_budget(self) -> None:
        if self._calls > CALLS or self._paths > PATHS:
            raise GraphTooComplexError(CALLS)

    def _hash(self, text: str) -> str:
        return hashlib.new(self._hash_name, text.encode()).hexdigest()


def _orders(nodes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every order of `nodes`, which are sorted, once: equal ones are not exchanged."""
    if not nodes:
        yield ()
    for i, node in enumerate(nodes):
        if i == 0 or node != nodes[i - 1]:
            for rest in _orders([*nodes[:i], *nodes[i + 1 :]]):
                yield (node, *rest)


def _exceeds(path: str, best: str | None) -> bool:
    return best is not None and len(path) >= len(best) and path > best


def _blank_nodes(quad: Quad) -> list[tuple[str, str]]:
    """Return the blank nodes of `quad`, each with its position: s, o or g."""
    places = (("s", quad.subject), ("o", quad.object), ("g", quad.graph_name))
    return [(place, term.value) for place, term in places if isinstance(term, BlankNode)]


def _first_degree_lines(quad: Quad) -> list[tuple[str, str]]:
    """Return each blank node of `quad` with the line that is hashed for it (section 4.6)."""
    if isinstance(quad.graph_name, DefaultGraph):
        return list(_lines_by_default(quad.subject, quad.predicate, quad.object))
    terms = _terms(quad)
    names = [term.value if isinstance(term, BlankNode) else None for term in terms]
    found = []
    for node in dict.fromkeys(names):
        if node is not None:
            texts = [
                str(term) if name is None else "_:a" if name == node else "_:z"
                for name, term in zip(names, terms, strict=True)
            ]
            found.append((node, " ".join(texts) + " .\n"))
    return found


def _lines_by_default(
    subject: Term, predicate: NamedNode, value: Term
) -> Iterator[tuple[str, str]]:
    """Yield what `_first_degree_lines` returns, for a statement of the default graph."""
    about = subject.value if isinstance(subject, BlankNode) else None
    said = value.value if isinstance(value, BlankNode) else None
    if about is not None:
        other = str(value) if said is None else "_:a" if said == about else "_:z"
        yield about, f"_:a {predicate} {other} .\n"
    if said is not None and said != about:
        yield said, f"{subject if about is None else '_:z'} {predicate} _:a .\n"


def _terms(quad: Quad) -> list[Term]:
    """Return what stands in the line of `quad`, in order."""
    graph = quad.graph_name
    terms = [quad.subject, quad.predicate, quad.object]
    return terms if isinstance(graph, DefaultGraph) else [*terms, graph]


def _line(quad: Quad, rename: Callable[[str], str]) -> str:
    """Return one canonical N-Quads line, blank nodes renamed."""
    texts = [f"_:{rename(t.value)}" if isinstance(t, BlankNode) else str(t) for t in _terms(quad)]
    return " ".join(texts) + " .\n"
