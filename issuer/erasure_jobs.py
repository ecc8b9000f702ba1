"""What an erasure leaves to do after its commit: filed mail, and the files of the database.

SQLite overwrites what is deleted (`secure_delete`), but the old pages stand in the write-ahead log
until that is emptied. PostgreSQL keeps old versions of rows until they are vacuumed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from issuer.collaborators import Collaborators
from issuer.mail_transport import mail_folder
from issuer.models import Base, Erasure, ErasureState

CLEANED = (
    "award", "form", "generation", "upload", "mail", "link", "login_session", "idempotent_answer",
    "audit", "person", "identity", "membership", "batch", "batch_file", "batch_row",
    "kept_report", "kept_report_credential",
)  # fmt: skip
"""The tables that an erasure takes something out of."""

# Somebody may be sending a mail while its recipient is erased: it is looked for once more.
_SENDING = timedelta(minutes=10)
_AGAIN = timedelta(minutes=1)
# Whoever reads or writes must not wait for the cleaning: it is tried again instead.
_PATIENCE_MS = 500
_log = structlog.get_logger()


@dataclass(frozen=True)
class _Todo:
    mails: tuple[str, ...]
    is_to_be_cleaned: bool
    sending_until: datetime


def finish_erasure(erasure_id: UUID, service: Collaborators) -> datetime | None:
    """Do what is left of the erasure `erasure_id` if it is due; return when to go on, or None.

    It makes its own transactions. Doing it twice does no harm.
    """
    began = service.clock()
    with service.database.writing() as session, session.begin():
        todo = _todo(session, erasure_id, began)
    if todo is None:
        return None
    for mail in todo.mails:
        for ending in ("eml", "part"):
            (mail_folder(service.settings) / f"{mail}.{ending}").unlink(missing_ok=True)
    is_clean = not todo.is_to_be_cleaned or clean_files(service.database.engine)
    with service.database.writing() as session, session.begin():
        return _record(session, erasure_id, todo, began if is_clean else None, service.clock())


def clean_files(engine: Engine) -> bool:
    """Let the database drop what was deleted from its files; return whether it could now."""
    if engine.dialect.name == "sqlite":
        return _emptied_log(engine)
    tables = ", ".join(name for name in CLEANED if name in Base.metadata.tables)
    with engine.connect() as connection:
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        # Without cleanup, an index that has few dead entries keeps them, and the names in them.
        outside.exec_driver_sql(f"VACUUM (INDEX_CLEANUP ON) {tables}")
    return True


def _emptied_log(engine: Engine) -> bool:
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={patience}")
    finally:
        connection.close()
    return not busy


def _todo(session: Session, erasure_id: UUID, now: datetime) -> _Todo | None:
    erasure = session.get(Erasure, erasure_id, with_for_update=True)
    if erasure is None or erasure.state != ErasureState.QUEUED or erasure.due_at > now:
        return None
    erasure.attempts, erasure.due_at = erasure.attempts + 1, now + _SENDING
    latest = session.scalar(
        select(Erasure.cleaned_at).where(Erasure.cleaned_at > erasure.created_at).limit(1)
    )
    until = erasure.created_at + _SENDING
    return _Todo(tuple(erasure.mails), latest is None, until)


def _record(
    session: Session, erasure_id: UUID, todo: _Todo, cleaned: datetime | None, now: datetime
) -> datetime | None:
    erasure = session.get_one(Erasure, erasure_id, with_for_update=True)
    if cleaned is not None and todo.is_to_be_cleaned:
        erasure.cleaned_at = cleaned
    if cleaned is None:
        erasure.due_at = now + _AGAIN
    elif todo.mails and now < todo.sending_until:
        erasure.due_at = todo.sending_until
    else:
        erasure.state = ErasureState.DONE
    _log.info("erasure_worked_on", erasure=str(erasure_id), state=str(erasure.state))
    return erasure.due_at if erasure.state == ErasureState.QUEUED else None
