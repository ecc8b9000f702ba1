"""`insygnia bulk`: everybody in a sheet is awarded, from the command line.

Exit codes: 0 all rows awarded, 1 some were refused, 2 nothing was done. Whoever stops it, or kills
it, has lost nothing: workers of the service go on where it was.
"""

import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from bulk.batch_errors import SheetsBusyError, TooManyUnreadError, TooManyWaitingError
from bulk.batches import UploadedSheet, cancel_batch, create_batch, find_batch
from bulk.confirming import confirm_batch
from bulk.headless import order_in_words
from bulk.jobs import due_chunks, work_on_batch
from bulk.progress import progress_of
from bulk.reading_job import read_batch
from bulk.records import faults_of_row
from bulk.reports import report_csv, report_xlsx
from bulk.results import reader_of, report_rows, results_of, sentence_of
from bulk.rows import Shown, View, list_rows
from bulk.sheet_children import SheetChildren
from issuer.achievement_errors import AchievementNotFoundError
from issuer.award_errors import AchievementNotActiveError
from issuer.callers import Caller
from issuer.cli import files
from issuer.cli.preparing import prepare_tables
from issuer.cli.surroundings import prepare_home, read_settings
from issuer.collaborators import Collaborators
from issuer.composition import NoJobs, compose
from issuer.models import Achievement, Batch, BatchReading, BatchState, Organisation
from issuer.organisation_errors import OrganisationClosedError
from issuer.rights import Right

ALL, SOME, NOTHING = 0, 1, 2
"""Exit codes."""

_REFUSALS = (
    AchievementNotActiveError,
    AchievementNotFoundError,
    OrganisationClosedError,
    SheetsBusyError,
    TooManyUnreadError,
    TooManyWaitingError,
)
_SHOWN = 20
"""Rows with errors that are printed; the report has all."""
_PAUSE_S = 0.2
_GOING_ON = frozenset({BatchState.CONFIRMED, BatchState.RUNNING})


@dataclass(frozen=True)
class _Desk:
    """Who does it, with what, and in which language it is told."""

    service: Collaborators
    caller: Caller
    language: str

    def say(self, english: str, polish: str, **facts: object) -> None:
        """Print one line."""
        sentence = polish if self.language == "pl" else english
        files.write_text(f"{sentence.format(**facts)}\n")


def run(options: Namespace) -> int:
    """Check a sheet, ask, award, and say what came of it."""
    settings = read_settings(options)
    prepare_home(settings)
    prepare_tables(settings)
    service = compose(settings, os.environ, NoJobs())
    try:
        if options.report:
            # Before anybody is awarded: whoever cannot have the report might award a second time.
            files.check_writable(options.report)
        desk = _desk(service, _id(options.achievement), options.language)
        content = files.read(options.file, most=settings.batch_megabytes * 1024 * 1024 + 1)
        batch = _checked(desk, _id(options.achievement), UploadedSheet(content, options.file))
        return _handled(desk, batch, options)
    except _REFUSALS as e:
        sys.stderr.write(f"{e.sentence(options.language)}\n")
        return NOTHING
    finally:
        service.database.dispose()


def _handled(desk: _Desk, batch: Batch, options: Namespace) -> int:
    if batch.state == BatchState.FAILED:
        _explain(desk, batch)
        _discard(desk, batch)
        return NOTHING
    _summarise(desk, batch)
    if options.report and options.dry_run:
        _report(desk, batch, options.report)
    if options.dry_run or batch.ok == 0 or not (options.yes or _agreed(desk, batch)):
        _discard(desk, batch)
        if not options.dry_run or batch.ok == 0:
            return NOTHING
        return SOME if batch.errors else ALL
    batch = _awarded(desk, batch)
    if options.report:
        _report(desk, batch, options.report)
    desk.say(
        "Awarded: {awarded}, not awarded: {left}.",
        "Przyznano: {awarded}, nie przyznano: {left}.",
        awarded=batch.awarded,
        left=batch.rows - batch.done - batch.awarded,
    )
    if batch.awarded == 0:
        return NOTHING
    return SOME if batch.rows > batch.done + batch.awarded else ALL


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as e:
        raise files.FileError(f"{text} is no id of a template.") from e


def _desk(service: Collaborators, achievement_id: UUID, language: str) -> _Desk:
    query = select(Achievement.organisation_id).where(Achievement.id == achievement_id)
    with service.database.reading() as session:
        organisation = session.scalar(query)
    if organisation is None:
        raise AchievementNotFoundError(achievement=achievement_id)
    rights = frozenset({Right.READ, Right.AWARD})
    return _Desk(service, Caller("operator", organisation, rights, language=language), language)


def _checked(desk: _Desk, achievement_id: UUID, sheet: UploadedSheet) -> Batch:
    service = desk.service
    with service.database.writing() as session, session.begin():
        most = service.settings.batches_unread
        batch = create_batch(
            session, desk.caller, achievement_id, sheet, now=service.clock(), most_unread=most
        )
        job = session.scalars(
            select(BatchReading.id).where(BatchReading.batch_id == batch.id)
        ).one()
    try:
        read_batch(job, service, SheetChildren.of(service.settings).read)
    except SheetsBusyError:
        _discard(desk, batch)
        raise
    return _again(desk, batch)


def _again(desk: _Desk, batch: Batch) -> Batch:
    with desk.service.database.reading() as session:
        return find_batch(session, desk.caller, batch.id)


def _explain(desk: _Desk, batch: Batch) -> None:
    failure = batch.failure or {}
    sys.stderr.write(f"{failure.get('code', '')} {failure.get(desk.language, '')}\n")


def _summarise(desk: _Desk, batch: Batch) -> None:
    if (order := order_in_words(batch.file_kind, desk.language)) is not None:
        desk.say("{order}", "{order}", order=order)
    desk.say(
        "Rows: {rows}, OK: {ok} (with questions: {warnings}), errors: {errors}, awarded before: "
        "{done}.",
        "Wiersze: {rows}, OK: {ok} (do sprawdzenia: {warnings}), błędy: {errors}, przyznane "
        "wcześniej: {done}.",
        **{name: getattr(batch, name) for name in ("rows", "ok", "warnings", "errors", "done")},
    )
    with desk.service.database.reading() as session:
        wrong = list_rows(session, batch, View(shown=Shown.ERRORS), cursor=None, limit=_SHOWN)
    for row in wrong.items:
        said = " ".join(sentence_of(fault, desk.language) for fault in faults_of_row(row))
        desk.say("Row {number}: {said}", "Wiersz {number}: {said}", number=row.number, said=said)
    if batch.errors > len(wrong.items):
        left = batch.errors - len(wrong.items)
        desk.say("… and {left} more rows.", "… i jeszcze tyle wierszy: {left}.", left=left)


def _agreed(desk: _Desk, batch: Batch) -> bool:
    if not sys.stdin.isatty():
        desk.say(
            "Nothing was awarded: say --yes to award without being asked.",
            "Nic nie przyznano: podaj --yes, aby przyznać bez pytania.",
        )
        return False
    desk.say("Award {ok} of {rows}? [y/N]", "Przyznać {ok} z {rows}? [t/N]",
             ok=batch.ok, rows=batch.rows)  # fmt: skip
    return sys.stdin.readline().strip().lower() in {"y", "yes", "t", "tak"}


def _discard(desk: _Desk, batch: Batch) -> None:
    service = desk.service
    with service.database.writing() as session, session.begin():
        cancel_batch(session, desk.caller, batch.id, now=service.clock())


def _awarded(desk: _Desk, batch: Batch) -> Batch:
    """Confirm a batch and work on it until it ends, beside the workers if there are any."""
    service = desk.service
    hold = timedelta(minutes=service.settings.batch_hold_minutes)
    with service.database.writing() as session, session.begin():
        confirmed = confirm_batch(session, desk.caller, batch.id, hold=hold, now=service.clock())
    if confirmed.state == BatchState.CHECKED:
        desk.say(
            "In this organisation a second person must confirm the batch; in the browser it waits.",
            "W tej organizacji import musi zatwierdzić jeszcze druga osoba; czeka w przeglądarce.",
        )
        return confirmed
    show = _bar() if sys.stderr.isatty() else _lines()
    while (batch := _again(desk, batch)).state in _GOING_ON:
        due = due_chunks(service, batch.id, 1)
        if not due or not work_on_batch(due[0], service, seconds=0):
            time.sleep(_PAUSE_S)
        with service.database.reading() as session:
            done = progress_of(session, batch, now=service.clock())
        show(done.done, done.of)
    if batch.failure is not None:
        _explain(desk, batch)
    return batch


def _bar() -> Callable[[int, int], None]:
    def show(done: int, of: int) -> None:
        filled = 40 * done // of if of else 40
        end = "\n" if done >= of else ""
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (40 - filled)}] {done}/{of}{end}")
        sys.stderr.flush()

    return show


def _lines() -> Callable[[int, int], None]:
    told = -1

    def show(done: int, of: int) -> None:
        nonlocal told
        tenth = 10 * done // of if of else 10
        if tenth > told:
            told = tenth
            sys.stderr.write(f"{done}/{of}\n")

    return show


def _report(desk: _Desk, batch: Batch, name: str) -> None:
    service = desk.service
    with service.database.reading() as session:
        organisation = session.get_one(Organisation, batch.organisation_id)
    reader = reader_of(organisation, desk.language, service.settings.base_url)
    rows = report_rows(results_of(service.database, batch), reader)
    write = report_xlsx if name.lower().endswith(".xlsx") else report_csv
    files.write(name, b"".join(write(rows, batch.headings, desk.language)))
