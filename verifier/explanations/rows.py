"""Rows of the tables of codes: the kind of a result, and the clause of the standard behind it."""

from collections.abc import Iterable

OPEN_BADGES = "Open Badges 3.0"
DATA_MODEL = "VCDM 2.0"
DATA_INTEGRITY = "Data Integrity 1.0"
LIMIT = "Limit of this software"
SELECTIVE = "Data Integrity ECDSA Cryptosuites 1.0, ecdsa-sd-2023"
METHOD = "Controlled Identifiers 1.0, Retrieve Verification Method"
STATUS_LIST = "Bitstring Status List 1.0"

Row = tuple[str, str]
"""The name of a kind, and a clause."""


def rows(kind: str, clause: str, codes: str) -> Iterable[tuple[str, Row]]:
    """Return rows that say the same of several codes, which blanks part."""
    return ((code, (kind, clause)) for code in codes.split())
