"""What has to be there before the service answers: tables, and the address they were made for."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module

import structlog
from sqlalchemy.exc import DBAPIError

from issuer.cli import files
from issuer.cli.remembering import recall
from issuer.db.engine import Database, open_database
from issuer.db.revision import NEWEST_REVISION, current_revision
from issuer.errors import UnavailableError
from issuer.instance import check_public_url
from issuer.instance_errors import TablesMissingError, TablesOutdatedError
from issuer.platform_key import ensure_platform_key
from issuer.settings import Environment, Settings
from keys.kek import kek_source

_log = structlog.get_logger()


def prepare_tables(settings: Settings) -> None:
    """Bring the tables up to date on localhost; elsewhere only check that they are.

    Awards are stopped when the database is older than this machine remembers (rule 17). At a public
    address the installation gets its own key, unless it has one (rule 11).

    Raises:
        MissingKekError: there is nothing to seal that key with.
        TablesOutdatedError: they are not, and an operator decides when they are changed.
        PublicUrlChangedError: DIDs name another public address.
        FileError: the database does not answer.
    """
    with _answering(settings):
        database = open_database(settings.database)
        try:
            _check_revision(settings, database)
            with database.writing() as session, session.begin():
                check_public_url(session, settings)
                if not settings.is_demonstration:
                    ensure_platform_key(session, settings, kek_source(os.environ, None))
            recall(settings, database, now=datetime.now(UTC))
        finally:
            database.dispose()


def recall_early(settings: Settings) -> None:
    """Stop awards before the first request, where another process prepares the tables (rule 17).

    Tables that are not there yet, or not those of this version, hold nothing that could be awarded.
    A database that does not answer is what that other process complains of.
    """
    database = open_database(settings.database)
    try:
        if current_revision(database) == NEWEST_REVISION:
            recall(settings, database, now=datetime.now(UTC))
    except DBAPIError as e:
        _log.warning("not_recalled", error=type(e.orig).__name__)
    finally:
        database.dispose()


def upgrade_tables(settings: Settings) -> str:
    """Bring the tables up to date, and return the revision they are at.

    Raises:
        FileError: the database does not answer.
    """
    with _answering(settings):
        _upgrade(settings)
    return NEWEST_REVISION


def _outdated(found: str | None, wanted: str) -> UnavailableError:
    return TablesOutdatedError(found=found, wanted=wanted) if found else TablesMissingError()


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Yield the database, for a command that works on it.

    Raises:
        TablesOutdatedError: its tables are not those of this version.
        FileError: it does not answer.
    """
    with _answering(settings):
        database = open_database(settings.database)
        try:
            found, wanted = current_revision(database), NEWEST_REVISION
            if found != wanted:
                raise _outdated(found, wanted)
            yield database
        finally:
            database.dispose()


def _check_revision(settings: Settings, database: Database) -> None:
    found, wanted = current_revision(database), NEWEST_REVISION
    if found == wanted:
        return
    if not settings.is_demonstration or settings.environment is Environment.PRODUCTION:
        raise _outdated(found, wanted)
    _upgrade(settings)


def _upgrade(settings: Settings) -> None:
    # Alembic is loaded only by whoever needs it: the service has to start fast.
    import_module("issuer.db.upgrade").upgrade(settings.database)


@contextmanager
def _answering(settings: Settings) -> Iterator[None]:
    try:
        yield
    except DBAPIError as e:
        kind = settings.database.partition(":")[0]
        raise files.FileError(f"The database ({kind}) refuses: {type(e.orig).__name__}.") from e
