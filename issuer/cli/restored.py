"""`insygnia db restored`: an operator says that the database was put back from a backup."""

import os
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from issuer.cli import files
from issuer.cli.evidence import read_list, read_trail
from issuer.cli.preparing import prepare_tables
from issuer.cli.remembering import remember, remembered
from issuer.cli.surroundings import prepare_home, read_settings
from issuer.collaborators import Collaborators
from issuer.composition import NoJobs, compose
from issuer.recollection import recollect
from issuer.restoring import Restoration, Revocation, SignedList, restore_records


def run(options: Namespace) -> int:
    """Close all open lists, replay what was revoked, let awards be made again; say what was done.

    Nothing is changed unless everything that was given can be believed.
    """
    settings = read_settings(options)
    prepare_home(settings)
    prepare_tables(settings)
    service = compose(settings, os.environ, NoJobs())
    try:
        lists = [read_list(service, name) for name in _named(options.lists)]
        revocations = [each for name in options.audit for each in read_trail(name)]
        done = _restore(service, lists, revocations)
    finally:
        service.database.dispose()
    files.write_text("".join(f"{line}\n" for line in _sentences(done)))
    return 0


def _restore(
    service: Collaborators, lists: list[SignedList], revocations: list[Revocation]
) -> Restoration:
    with service.database.writing() as session, session.begin():
        seen = remembered(service.settings, session)
        done = restore_records(session, service, lists, revocations, seen=seen, now=service.clock())
    with service.database.reading() as session:
        found = recollect(session)
    if found is not None:
        remember(service.settings, found)
    return done


def _named(names: list[str]) -> Iterator[str]:
    """Yield the files that were named, those of folders in the order of their names."""
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from (str(each) for each in sorted(path.iterdir()) if each.is_file())
        else:
            yield name


def _sentences(done: Restoration) -> Iterator[str]:
    yield f"Open status lists closed for ever: {done.closed}. The next award opens a new one."
    yield f"Lists opened after the backup, published again: {done.adopted}."
    yield f"Entries set that the backup did not know: {done.entries}."
    yield f"Awards revoked that were not revoked in the backup: {done.awards}."
    yield f"Revocations of awards that this database does not have: {done.unknown}."
    yield "Awards can be made."
