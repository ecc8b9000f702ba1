"""What the definition of a term says about the JSON that may stand under it.

A context gives a term a datatype and a container. Several JSON texts can then lead to one RDF
statement: `5` and `"5"` under a numeric datatype, `x` and `[x]` without a container. Each function
returns the name of the rule that a value breaks, so that only one of the texts is left (rule 1).
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from keys.strict_json import Json
from signing.lexical import number_fault, text_fault

_DATATYPE = re.compile(r"https?://www\.w3\.org/2001/XMLSchema#(\w+)\Z|xsd:(\w+)\Z")
_NUMBERS = frozenset(
    ("byte", "decimal", "double", "float", "int", "integer", "long", "negativeInteger",
     "nonNegativeInteger", "nonPositiveInteger", "positiveInteger", "short", "unsignedByte",
     "unsignedInt", "unsignedLong", "unsignedShort")
)  # fmt: skip
_ONE_OR_MANY = frozenset(
    ("confidenceMethod", "credentialSchema", "credentialStatus", "credentialSubject", "domain",
     "evidence", "previousProof", "proof", "refreshService", "relatedResource", "renderMethod",
     "statusMessage", "statusPurpose", "termsOfUse", "verifiableCredential")
)  # fmt: skip
"""What the data model allows to be one value or a list of one: the same to everybody."""
_CONTAINERS: tuple[list[str], ...] = ([], ["@set"], ["@list"], ["@graph"])


def lets_json_differ(definition: Mapping[str, Json]) -> bool:
    """Tell whether a term is a map, a reverse property or a keyword: JSON may then say more."""
    alias = str(definition["@id"]).startswith("@")
    container = list(definition.get("@container") or [])
    return alias or bool(definition.get("reverse")) or container not in _CONTAINERS


def list_fault(definition: Mapping[str, Json], key: str, value: Json) -> str | None:
    """Return why a value should, or should not, stand in a list: RDF cannot tell the two apart."""
    listed = any(c in ("@set", "@list") for c in definition.get("@container") or [])
    if listed:
        return None if isinstance(value, list) else "list-expected"
    if isinstance(value, list) and len(value) == 1 and key not in _ONE_OR_MANY:
        return "single-in-list"
    return None


# Contexts name a few datatypes.
@lru_cache(maxsize=256)
def _datatype(coerced: str) -> str:
    """Return the name of a datatype of XML Schema, or what else values are turned into."""
    match = _DATATYPE.match(coerced)
    return (match.group(1) or match.group(2)) if match else coerced


def value_fault(coerced: str | None, value: Json) -> str | None:
    """Return the rule that a scalar breaks under its term's datatype, if any."""
    datatype = _datatype(coerced) if coerced else coerced
    if isinstance(value, bool):
        return None if datatype in (None, "@none", "boolean") else "boolean-not-expected"
    if isinstance(value, (int, float)):
        if datatype not in (None, "@none") and datatype not in _NUMBERS:
            return "number-not-expected"
        return number_fault(value)
    if not isinstance(value, str):
        return "not-a-value"
    if datatype in _NUMBERS or datatype == "boolean":
        return "text-not-expected"
    return text_fault(value)
