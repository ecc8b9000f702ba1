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
    if isinstance(value, Mapping):
        for key, member in value.items():
            yield from _numbers(member, f"{pointer}/{key}")
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _numbers(item, f"{pointer}/{i}")
    elif isinstance(value, float) and is_disputed(value):
        yield problem(pointer, "disputed-number", number=repr(value))
