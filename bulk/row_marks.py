"""What a workbook that comes back says about one row, and whose workbook it is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from bulk.columns import Answer, Column
from keys.strict_json import Json


@dataclass(frozen=True)
class Label:
    """Whose workbook it is."""

    achievement_id: str
    language: str
    """That of what we write into it: `pl` or `en`."""
    batch_id: str


@dataclass(frozen=True)
class RowMark:
    """What became of a row, in the words of the reader's language.

    The five texts are written also when they are empty: whoever copies a row in the sheet copies
    the credential's id with it, which is not that of the new row.
    """

    number: int
    """The sheet's own: the first row of data is 2."""
    status: str
    details: str
    awarded_on: str = ""
    credential_id: str = ""
    credential_url: str = ""
    wrong: Mapping[Column, str] = field(default_factory=dict)
    """What is said at which cells, which are coloured; an empty text only colours."""

    def texts(self) -> Mapping[Answer, str]:
        """Return what stands in which of the columns of ours."""
        return {
            Answer.STATUS: self.status,
            Answer.DETAILS: self.details,
            Answer.AWARDED_ON: self.awarded_on,
            Answer.CREDENTIAL_ID: self.credential_id,
            Answer.CREDENTIAL_URL: self.credential_url,
        }

    def without_remarks(self) -> Self:
        """Return the same with cells that are only coloured."""
        return replace(self, wrong=dict.fromkeys(self.wrong, ""))


WRITTEN = tuple(RowMark(0, "", "").texts())
"""The columns of ours in a workbook that comes back, in their order."""


def as_bytes(marks: Sequence[RowMark]) -> bytes:
    """Return the marks as JSON, which `from_bytes` reads again: so they reach a child."""
    lines = [[mark.number, *mark.texts().values(), dict(mark.wrong)] for mark in marks]
    return json.dumps(lines).encode()


def from_bytes(written: bytes) -> tuple[RowMark, ...]:
    """Return what `as_bytes` made."""
    return tuple(_mark(*line) for line in json.loads(written))


def _mark(number: int, *rest: Json) -> RowMark:
    *texts, wrong = rest
    remarks = {Column(name): text for name, text in wrong.items()}
    return replace(RowMark(number, *texts), wrong=remarks)
