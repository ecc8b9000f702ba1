"""What a program sends, and what the worker does with it."""

from uuid import UUID

from httpx2 import Response
from issuing import Issuer
from sqlalchemy import select
from starlette.testclient import TestClient

from bulk.reading_job import read_batch
from bulk.sheet_children import SheetChildren
from issuer.models import BatchReading, JobState

CSV = (
    "\ufeffEMAIL;IMIĘ;NAZWISKO;UWAGI;TERMIN WAŻNOŚCI\r\n"
    "zaneta@example.org;Żaneta;Gęślą-Jaźń;stacjonarnie;31.12.2031\r\n"
    "\r\n"
    "nikt;Jan;Kowalski;;\r\n"
    "wzor@example.org;=CMD();Nguyễn Thị;zdalnie;2031-12-31\r\n"
)
BATCHES = "/api/v1/batches"


def read_sheets(issuer: Issuer) -> None:
    """Do what the worker does with new batches."""
    with issuer.service.database.reading() as session:
        waiting = session.scalars(
            select(BatchReading.id).where(BatchReading.state == JobState.QUEUED)
        ).all()
    for job in waiting:
        read_batch(job, issuer.service, SheetChildren.of(issuer.service.settings).read)


def upload(program: TestClient, template: UUID, content: bytes | str, **headers: str) -> Response:
    data = content.encode() if isinstance(content, str) else content
    answer: Response = program.post(
        f"{BATCHES}?achievement={template}", files={"file": ("osoby.csv", data)}, headers=headers
    )
    return answer
