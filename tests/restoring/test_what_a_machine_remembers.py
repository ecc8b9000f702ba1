"""A machine notices that its database went back, and cries wolf over nothing else."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from issuing import Issuer
from sqlalchemy import func, select
from timing import Clock

from issuer.audit import note
from issuer.cli.preparing import recall_early
from issuer.cli.remembering import recall
from issuer.cli.worker import work_of
from issuer.models import AuditEntry, Award, InstanceFact
from issuer.recollection import check_not_put_back
from issuer.settings import Settings

from .installation import Installation


def is_stopped(issuer: Issuer) -> bool:
    with issuer.service.database.reading() as session:
        return session.get(InstanceFact, "put_back") is not None


def memories(home: Path) -> list[Path]:
    return sorted(home.glob("remembered-*.json"))


def look(here: Installation, home: Path | None = None) -> None:
    """Compare the database with what the machine whose folder is `home` remembers."""
    settings = here.issuer.service.settings.model_copy(update={"home": home or here.home})
    recall(settings, here.issuer.service.database, now=here.issuer.now)


def newest_row(issuer: Issuer) -> int | None:
    with issuer.service.database.reading() as session:
        return session.scalar(select(func.max(AuditEntry.id)))


def test_a_memory_is_its_owner_s_alone_and_names_nobody(here: Installation) -> None:
    here.issuer.award(here.issuer.template())

    here.start()

    (memory,) = memories(here.home)
    assert stat.S_IMODE(memory.stat().st_mode) == 0o600
    content = json.loads(memory.read_bytes())
    assert content["entry"] == newest_row(here.issuer)
    assert content.keys() == {"installation", "restored", "entry", "digest"}


def test_starting_again_and_again_is_no_restore(here: Installation, clock: Clock) -> None:
    template = here.issuer.template()
    for _ in range(3):
        here.start()
        here.issuer.award(template)
        clock.advance(timedelta(seconds=1))

    here.start()

    assert not is_stopped(here.issuer)
    assert len(memories(here.home)) == 1


@pytest.mark.parametrize("notices", ["worker", "web"])
def test_each_process_notices(here: Installation, notices: str) -> None:
    template = here.issuer.template()
    copy = here.back_up()
    here.issuer.award(template)
    look(here)
    here.put_back(copy)

    if notices == "web":
        recall_early(Settings())
    else:
        for chore in work_of(here.issuer.service).chores:
            chore()

    assert is_stopped(here.issuer)


def test_the_worker_remembers_what_happened_since_the_start(here: Installation) -> None:
    template = here.issuer.template()
    here.start()
    here.issuer.award(template)

    for chore in work_of(here.issuer.service).chores:
        chore()

    (memory,) = memories(here.home)
    assert json.loads(memory.read_bytes())["entry"] == newest_row(here.issuer)


def test_new_rows_under_old_numbers_do_not_lull_it(here: Installation) -> None:
    template = here.issuer.template()
    copy = here.back_up()
    here.issuer.award(template)
    look(here)
    remembered = newest_row(here.issuer)
    here.put_back(copy)
    with here.issuer.writing() as session:
        for _ in range(5):
            note(session, "service", "test.made", ("test", "1"), organisation=None,
                 now=here.issuer.now)  # fmt: skip
    assert (newest_row(here.issuer) or 0) > (remembered or 0)

    look(here)

    assert is_stopped(here.issuer)


def test_it_stays_stopped_over_a_restart(here: Installation) -> None:
    template = here.issuer.template()
    copy = here.back_up()
    here.issuer.award(template)
    look(here)
    here.put_back(copy)
    here.start()

    here.start()
    for memory in memories(here.home):
        memory.unlink()
    here.start()

    assert is_stopped(here.issuer)


def test_erasing_a_text_changes_nothing_that_is_remembered(here: Installation) -> None:
    with here.issuer.writing() as session:
        row = note(session, "service", "test.made", ("test", "1"), organisation=None,
                   now=here.issuer.now, text="Jan Kowalski")  # fmt: skip
    look(here)
    with here.issuer.writing() as session:
        found = session.get_one(AuditEntry, row.id)
        found.text = found.text_nonce = None

    look(here)

    assert not is_stopped(here.issuer)


def test_an_empty_new_database_in_the_same_folder_is_another_one(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.issuer.award(here.issuer.template())
    here.start()
    monkeypatch.setenv("INSYGNIA_DATABASE_URL", f"sqlite:///{tmp_path / 'another.db'}")

    assert here.insygnia("db", "upgrade") == 0
    assert here.insygnia("operator", "invite", "ada@example.org") == 0
    assert here.insygnia("db", "upgrade") == 0

    assert len(memories(here.home)) <= 2
    monkeypatch.setenv("INSYGNIA_DATABASE_URL", here.url)
    here.start()
    assert not is_stopped(here.issuer)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"entry": 1}', "null", "\x00" * 40])
def test_a_damaged_memory_says_nothing_and_is_made_anew(here: Installation, content: str) -> None:
    here.issuer.template()
    here.start()
    (memory,) = memories(here.home)
    good = memory.read_bytes()
    memory.write_text(content)

    here.start()

    assert not is_stopped(here.issuer)
    assert memory.read_bytes() == good


def test_a_folder_that_cannot_be_written_stops_nothing(here: Installation) -> None:
    here.issuer.template()
    look(here, here.home / "not" / "there")
    assert not is_stopped(here.issuer)


def test_another_machine_that_saw_less_has_no_objection(here: Installation, tmp_path: Path) -> None:
    template = here.issuer.template()
    other = tmp_path / "other"
    other.mkdir()
    look(here, other)
    here.issuer.award(template)
    look(here)

    look(here, other)
    look(here)

    assert not is_stopped(here.issuer)


def test_what_one_machine_notices_stops_all(here: Installation, tmp_path: Path) -> None:
    template = here.issuer.template()
    copy = here.back_up()
    here.issuer.award(template)
    look(here)
    here.put_back(copy)
    new = tmp_path / "new"
    new.mkdir()

    look(here, new)
    assert not is_stopped(here.issuer)
    look(here)

    assert is_stopped(here.issuer)


def test_what_was_said_on_one_machine_counts_on_all(
    here: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = here.issuer.template()
    other = tmp_path / "other"
    other.mkdir()
    copy = here.back_up()
    here.issuer.award(template)
    look(here)
    look(here, other)
    here.put_back(copy)
    monkeypatch.setenv("INSYGNIA_HOME", str(other))
    assert here.insygnia("db", "restored") == 0

    look(here)
    look(here, other)

    assert not is_stopped(here.issuer)
    here.issuer.award(template)


def test_a_backup_from_before_an_earlier_restore_is_noticed(here: Installation) -> None:
    template = here.issuer.template()
    copy = here.back_up()
    assert here.insygnia("db", "restored") == 0
    here.issuer.award(template)
    here.put_back(copy)

    here.start()

    assert is_stopped(here.issuer)
    assert here.insygnia("db", "restored") == 0
    here.start()
    assert not is_stopped(here.issuer)
    with here.issuer.service.database.reading() as session:
        check_not_put_back(session)
    here.issuer.award(template)
    assert here.issuer.count(Award) == 1
