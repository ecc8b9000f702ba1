"""The vocabulary of Open Badges 3.0 and of W3C status lists, used only to validate.

Documents stay plain JSON and are never written again through a model. `check` says everything that
is wrong with a credential, `structure` looks at the shape of any JSON-LD document, `kind_of` tells
what a document claims to be, `parse_instant` reads a date and time.
"""

from contexts.vocabulary.check import Kind, check, kind_of
from contexts.vocabulary.errors import NotADateError, NotAnInstantError, VocabularyError
from contexts.vocabulary.findings import Findings, Remark, Violation, pointer
from contexts.vocabulary.instants import parse_date, parse_instant
from contexts.vocabulary.structure import structure

__all__ = [
    "Findings",
    "Kind",
    "NotADateError",
    "NotAnInstantError",
    "Remark",
    "Violation",
    "VocabularyError",
    "check",
    "kind_of",
    "parse_date",
    "parse_instant",
    "pointer",
    "structure",
]
