"""What is known of a document by how it is written: see `layouts`."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from signing.json_ld import Document


@dataclass(frozen=True, eq=False)
class Written:
    """A document that is written as others were, and what is known of it by that."""

    document: Document
    names: frozenset[str]
    """The names of all members, anywhere in it."""
    shape: Hashable
    texts: Sequence[str]
    """The texts of it without its proof, in their order: see `shape_plans.shape_of`."""
