"""Canonical forms of documents that differ in a few values, without canonicalising each.

A plan is what RDFC-1.0 makes of a template, with gaps where its slots are. Filling it in gives the
canonical form of a document, byte for byte what the generic path gives, as long as every guard
holds. A guard that does not hold says that this document may come out differently, for example
because two nodes would become one; then the plan raises, and the document takes the generic path.

Follows https://www.w3.org/TR/rdf-canon/, sections 4.4 to 4.6, for datasets without named graphs and
without blank nodes whose first-degree hashes are equal. See `plan_compiler` for how plans are made.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, cast

from signing.arrangements import MOST, Arrangement, arranged
from signing.errors import UnplannedError
from signing.plan_lines import Block
from signing.slots import Form, Writer, writer

HASHES: Mapping[str, Callable[..., Any]] = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}
"""The hashes that RDFC-1.0 is run with."""
_LATE = re.compile("[\ue000-\U0010ffff]")


@dataclass(frozen=True)
class Slot:
    """A place of a template whose value differs: its JSON pointer, and what may stand there."""

    pointer: str
    form: Form

    @property
    def write(self) -> Writer:
        """How a value is written in N-Quads: see `slots.writer`."""
        return writer(self.form)


@dataclass(frozen=True)
class Node:
    """A blank node: its first-degree hash where it is always the same, else what is hashed."""

    digest: bytes | None
    hashed: Block


@dataclass(frozen=True)
class Rivals:
    """Slots that no two may be equal, nor be one of the constants: as written in N-Quads."""

    slots: tuple[int, ...]
    constants: frozenset[bytes]


class Filling(NamedTuple):
    """What the guards look at: the values of one document as JSON has them and as written."""

    values: Sequence[str]
    written: Sequence[bytes]
    digests: Sequence[bytes]
    """The first-degree hashes of the blank nodes, in hexadecimal."""


Guard = Callable[["Plan", Filling], bool]
"""Tells whether a filling is one for which the plan holds."""


@dataclass(frozen=True)
class Plan:
    """The canonical form of a template, with gaps; `hash_name` is the hash inside RDFC-1.0."""

    slots: tuple[Slot, ...]
    hash_name: str
    nodes: tuple[Node, ...]
    blocks: tuple[Block, ...]
    """What is said of each subject; gaps from `len(slots)` on are numbers of blank nodes."""
    iri_slots: tuple[int, ...]
    constant_iris: frozenset[bytes]
    """The IRIs that are subjects or objects in every document."""
    rivals: tuple[Rivals, ...]
    """What must differ: literals of one subject and property, and items of one list."""
    characters: frozenset[bool]
    """Which of the characters that make an order ambiguous stand in the template itself."""
    guards: tuple[Guard, ...]

    def canonical(self, values: Sequence[str]) -> bytes:
        """Return the canonical N-Quads of the template with these values in its slots, in UTF-8.

        Raises:
            UnplannedError: the document is one for the generic path.
        """
        table = self._written(values)
        digests = [node.digest or self._digest(node.hashed.filled(table)) for node in self.nodes]
        filling = Filling(values, table, digests)
        for guard in self.guards:
            if not guard(self, filling):
                raise UnplannedError(guard.__name__.replace("_", " "))
        labels = dict(zip(sorted(digests), self._labels, strict=True))
        return self._arranged(tuple([labels[digest] for digest in digests])).filled(table)

    def digest(self, values: Sequence[str]) -> bytes:
        """Return the hash of the canonical form. Raises what `canonical` raises."""
        digest: bytes = HASHES[self.hash_name](self.canonical(values)).digest()
        return digest

    def _arranged(self, labels: tuple[bytes, ...]) -> Arrangement:
        """Return the blocks in the order that these labels of the nodes give them."""
        known = self._arrangements.get(labels)
        if known is None:
            if len(self._arrangements) >= MOST:
                self._arrangements.clear()
            named = dict(enumerate(labels, len(self.slots)))
            known = self._arrangements[labels] = arranged(self.blocks, named)
        return known

    @cached_property
    def _arrangements(self) -> dict[tuple[bytes, ...], Arrangement]:
        return {}

    @cached_property
    def _labels(self) -> Sequence[bytes]:
        return [str(number).encode() for number in range(len(self.nodes))]

    @cached_property
    def _writers(self) -> Sequence[Writer]:
        return [slot.write for slot in self.slots]

    def _written(self, values: Sequence[str]) -> list[bytes]:
        if len(values) != len(self.slots):
            raise UnplannedError("it has other slots")
        table = [write(value) for write, value in zip(self._writers, values, strict=True)]
        if None in table:
            slot = self.slots[table.index(None)]
            raise UnplannedError(f"what stands at {slot.pointer} is not {slot.form.value}")
        return cast(list[bytes], table)

    def _digest(self, lines: bytes) -> bytes:
        digest: str = HASHES[self.hash_name](lines).hexdigest()
        return digest.encode()


def no_two_nodes_have_one_iri(plan: Plan, filling: Filling) -> bool:
    """Equal IRIs would make two objects one node, and change what is said of it and where."""
    iris = {filling.written[slot] for slot in plan.iri_slots}
    return len(iris) == len(plan.iri_slots) and plan.constant_iris.isdisjoint(iris)


def no_two_statements_are_one(plan: Plan, filling: Filling) -> bool:
    """Equal literals would make two statements one, because RDF is a set."""
    for rivals in plan.rivals:
        texts = {filling.written[slot] for slot in rivals.slots}
        if len(texts) < len(rivals.slots) or not rivals.constants.isdisjoint(texts):
            return False
    return True


def all_blank_nodes_differ(plan: Plan, filling: Filling) -> bool:
    """Nodes with equal hashes are named by the rest of the algorithm (section 4.8)."""
    return len(set(filling.digests)) == len(plan.nodes)


def sorting_is_not_ambiguous(plan: Plan, filling: Filling) -> bool:
    """Refuse characters that some software sorts differently, because it sorts by UTF-16."""
    foreign = [value for value in filling.values if not value.isascii()]
    return len(plan.characters | ambiguous_characters("".join(foreign))) < 2


GUARDS: tuple[Guard, ...] = (
    no_two_nodes_have_one_iri,
    no_two_statements_are_one,
    all_blank_nodes_differ,
    sorting_is_not_ambiguous,
)


def ambiguous_characters(text: str) -> frozenset[bool]:
    """Return which characters of `text` have another place in UTF-16 than by code point.

    True stands for those beyond U+FFFF, False for U+E000 to U+FFFF. One kind alone is sorted alike.
    """
    if text.isascii() or not _LATE.search(text):
        return frozenset()
    return frozenset(late > "\uffff" for late in _LATE.findall(text))
