"""What implementations of the same standard read differently: never signed, though it verifies.

A badge must verify with strangers' software. Where libraries are known to disagree on the canonical
form of a value, whoever signs it makes a badge that is good here and bad elsewhere.
"""

from collections.abc import Iterator, Mapping

from contexts.vocabulary.findings import Violation
from keys.strict_json import Json
from signing import rdfc
from signing.errors import UnsafeDocumentError
from signing.json_ld import Document
from signing.lexical import is_disputed
from signing.problems import problem


def refuse_disputed(document: Document, nquads: str) -> None:
    """Check a document and its canonical form before signing.

    Raises:
        UnsafeDocumentError: a number that is written differently, or lines sorted differently.
    """
    problems = list(_numbers(document, ""))
    if rdfc.order_is_ambiguous(nquads):
        problems.append(problem("", "ambiguous-order"))
    if problems:
        raise UnsafeDocumentError(problems)


def _numbers(value: Json, pointer: str) -> Iterator[Violation]:
    members = value.items() if isinstance(value, Mapping) else enumerate(value)
    for step, member in members:
        if isinstance(member, float):
            if is_disputed(member):
                yield problem(f"{pointer}/{step}", "disputed-number", number=repr(member))
        elif not isinstance(member, str) and isinstance(member, (Mapping, list)):
            yield from _numbers(member, f"{pointer}/{step}")
