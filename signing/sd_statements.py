"""The statements of a document as ecdsa-sd-2023 signs them: shuffled, and divided by pointers.

Canonical labels of blank nodes would tell how many nodes are hidden and where. Each is therefore
replaced by an HMAC of itself, and the lines are sorted again.

Follows https://www.w3.org/TR/vc-di-ecdsa/#createshuffledidlabelmapfunction and
#canonicalizeandgroup.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from keys.multibase import multibase64url_encode
from signing import rdfc
from signing.agreement import check_agreement
from signing.canonical import Canonicaliser
from signing.errors import PointerError, UnsafeDocumentError
from signing.json_ld import Document
from signing.problems import problem
from signing.selection import select
from signing.skolem import deskolemised, has_reserved_names, skolemised


@dataclass(frozen=True)
class Shuffled:
    """A document whose nodes all have names, and its statements in the order of signing."""

    document: Document
    """The skolemised document: never to be shown."""
    labels: Mapping[str, bytes]
    """The HMAC that replaces each blank node's canonical label, by its skolem name."""
    lines: tuple[str, ...]

    def selected(
        self, pointers: Sequence[str], canonicaliser: Canonicaliser
    ) -> tuple[tuple[Quad, ...], tuple[int, ...]]:
        """Return the statements that `pointers` select, and their indexes in `lines`, ascending.

        Raises:
            PointerError: a pointer leads nowhere, or into a value that is whole or nothing.
        """
        part = select(self.document, pointers)
        statements = deskolemised(canonicaliser.statements(part))
        positions = {line: position for position, line in enumerate(self.lines)}
        selected = lines(statements, self.labels)
        if any(line not in positions for line in selected):
            for pointer in pointers[:-1]:
                self.selected([pointer], canonicaliser)
            raise PointerError(pointers[-1], "leads to a part of a list that is whole or nothing")
        return statements, tuple(positions[line] for line in selected)

    def mandatory(self, pointers: Sequence[str], canonicaliser: Canonicaliser) -> frozenset[int]:
        """Return the indexes in `lines` that `pointers` select: none if there are no pointers."""
        return frozenset(self.selected(pointers, canonicaliser)[1] if pointers else ())


def guarded(document: Document, canonicaliser: Canonicaliser) -> tuple[Quad, ...]:
    """Return the statements of `document`, as `Canonicaliser.statements` does.

    Raises:
        UnsafeDocumentError: JSON and RDF differ, or a name begins with `urn:bnid:`.
        UnsuitableContextError, UnknownContextError, DocumentTooLargeError: as they say.
    """
    statements = canonicaliser.statements(document)
    check_agreement(document, statements)
    if has_reserved_names(statements):
        raise UnsafeDocumentError([problem("", "reserved-name")])
    return statements


def shuffled(document: Document, hmac_key: bytes, canonicaliser: Canonicaliser) -> Shuffled:
    """Return the statements of `document` under the labels that `hmac_key` gives.

    Raises:
        UnsafeDocumentError: as `guarded`, or the document holds JSON that cannot be divided.
        GraphTooComplexError: naming the blank nodes would exceed the budget.
    """
    canonical = rdfc.canonical(guarded(document, canonicaliser))
    named = skolemised(document)
    statements = deskolemised(canonicaliser.statements(named))
    names = rdfc.labels(statements)
    if "".join(rdfc.relabelled(statements, names)) != canonical:
        raise UnsafeDocumentError([problem("", "indivisible")])
    labels = {node: _hmac(hmac_key, name) for node, name in names.items()}
    return Shuffled(named, labels, tuple(lines(statements, labels)))


def lines(statements: Sequence[Quad], labels: Mapping[str, bytes]) -> list[str]:
    """Return the sorted N-Quads of `statements`, blank nodes renamed by the HMACs in `labels`."""
    names = {node: multibase64url_encode(digest) for node, digest in labels.items()}
    return rdfc.relabelled(statements, names)


def _hmac(key: bytes, label: str) -> bytes:
    return hmac.digest(key, label.encode(), hashlib.sha256)
