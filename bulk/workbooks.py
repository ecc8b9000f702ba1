"""Import templates and workbooks that come back, from the records."""

from uuid import UUID

from sqlalchemy.orm import Session

from bulk.batches import file_of
from bulk.import_template import import_template
from bulk.results import Reader, results_of, returned_rows
from bulk.row_marks import Label
from bulk.workbook_back import Annotate, AnnotatedWorkbook, annotated
from issuer.achievement_records import own_achievement
from issuer.award_errors import AchievementNotActiveError
from issuer.callers import Caller
from issuer.db.engine import Database
from issuer.editions import content_of, version_numbered
from issuer.models import Batch


def template_for(session: Session, caller: Caller, achievement_id: UUID, language: str) -> bytes:
    """Return the workbook (XLSX) to fill in for awards of a template.

    Raises `AchievementNotFoundError`, and `AchievementNotActiveError` for what cannot be awarded.
    """
    template = own_achievement(session, caller, achievement_id)
    number = template.active_version
    version = version_numbered(session, template.id, number) if number is not None else None
    if version is None:
        raise AchievementNotActiveError(state=template.state)
    chosen = "pl" if language == "pl" else "en"
    return import_template(str(template.id), content_of(version), chosen)


def workbook_of(
    database: Database, batch: Batch, reader: Reader, annotate: Annotate
) -> AnnotatedWorkbook:
    """Return the file of a batch with what became of its rows; raises `BatchClearedError`."""
    label = Label(str(batch.achievement_id), reader.language, str(batch.id))
    with database.reading() as session:
        content = file_of(session, batch)
    return annotated(
        content,
        lambda: returned_rows(results_of(database, batch), reader),
        batch.headings,
        label,
        annotate,
        count=batch.rows,
    )
