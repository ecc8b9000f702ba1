"""What a machine remembers of its database, in a file of `INSYGNIA_HOME` beside it (rule 17).

The file says only "I have seen at least this": machines that share a database have one each, and
an old one is as true as a new one. A file that is missing or unreadable says nothing.
"""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from issuer import recollection
from issuer.cli import files
from issuer.db.engine import Database
from issuer.recollection import Recollection
from issuer.settings import Settings

_DIGITS = 16
_log = structlog.get_logger()


def recall(settings: Settings, database: Database, *, now: datetime) -> None:
    """Stop awards if the database is older than what is remembered; else remember it as it is."""
    with database.reading() as session:
        seen, found = remembered(settings, session), recollection.recollect(session)
        behind = seen is not None and recollection.is_behind(session, seen)
    if behind:
        with database.writing() as session, session.begin():
            recollection.stop_awards(session, now=now)
        _log.error("database_put_back", remedy="insygnia db restored")
    elif found is not None and found != seen:
        remember(settings, found)


def remembered(settings: Settings, session: Session) -> Recollection | None:
    """Return what this machine remembers of this database, if anything."""
    name = recollection.installation(session)
    path = _path(settings, name) if name else None
    if path is None or not path.exists():
        return None
    try:
        return Recollection(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as e:
        _log.warning("memory_unreadable", file=path.name, error=type(e).__name__)
        return None


def remember(settings: Settings, found: Recollection) -> None:
    """Keep `found`; what cannot be written is logged, and nothing else depends on it."""
    content = json.dumps(asdict(found)).encode() + b"\n"
    path = _path(settings, found.installation)
    try:
        files.write(str(path), content, secret=True)
    except files.FileError as e:
        _log.warning("memory_not_kept", reason=str(e))


def _path(settings: Settings, installation: str) -> Path:
    return settings.home / f"remembered-{installation[:_DIGITS]}.json"
