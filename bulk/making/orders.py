"""What file of a batch is wanted, and the file itself in pieces, wherever it is made."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID

from bulk.reports import report_csv, report_xlsx
from bulk.results import Reader, reader_of, report_rows, results_of
from bulk.workbook_back import Annotate
from bulk.workbooks import workbook_of
from issuer.db.engine import Database
from issuer.models import Batch, Organisation


class FileName(StrEnum):
    """The files of a batch."""

    CSV = "report.csv"
    XLSX = "report.xlsx"
    WORKBOOK = "workbook.xlsx"


@dataclass(frozen=True)
class Order:
    """Which file of which batch, for whom."""

    name: FileName
    batch_id: str
    language: str
    """`pl` or `en`."""
    base_url: str
    database_url: str
    folder: str
    """Where places for files of strangers are kept (`bulk.places`)."""
    places: int

    def written(self) -> bytes:
        """Return the order as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Self:
        """Return what `written` made."""
        told = json.loads(line)
        return cls(**{**told, "name": FileName(told["name"])})


def pieces(
    name: FileName,
    database: Database,
    batch_id: UUID,
    language: str,
    base_url: str,
    annotate: Annotate,
) -> Iterator[bytes]:
    """Yield a file of a batch in pieces; raises `BatchClearedError` for a workbook let go."""
    with database.reading() as session:
        batch = session.get_one(Batch, batch_id)
        organisation = session.get_one(Organisation, batch.organisation_id)
    reader = reader_of(organisation, language, base_url)
    if name is FileName.WORKBOOK:
        yield workbook_of(database, batch, reader, annotate).content
        return
    yield from _report(name, database, batch, reader)


def _report(name: FileName, database: Database, batch: Batch, reader: Reader) -> Iterator[bytes]:
    found = report_rows(results_of(database, batch), reader)
    write = report_csv if name is FileName.CSV else report_xlsx
    return write(found, batch.headings, reader.language)
