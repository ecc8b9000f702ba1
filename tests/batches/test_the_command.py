"""`insygnia bulk`, as an operator types it."""

import io
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from log_lines import written_log
from sqlalchemy import func, select

from bulk.batches import UploadedSheet, create_batch
from issuer.callers import Caller
from issuer.cli import main
from issuer.db.engine import Database, open_database
from issuer.models import Achievement, AchievementState, Award, Batch, Organisation
from issuer.rights import Right

KEK = "00112233445566778899aabbccddeeff" * 2
HEADINGS = "EMAIL;IMIĘ;NAZWISKO\n"
ALL_GOOD = f"{HEADINGS}ala@example.org;Ala;Żuk\nola@example.org;Ola;Lis\n"
ONE_BAD = f"{HEADINGS}ala@example.org;Ala;Żuk\nnikt;Ola;Lis\n"


class Desk:
    """A service with the demonstration, and the command."""

    def __init__(
        self, home: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self.database: Database = open_database(f"sqlite:///{home / 'insygnia.db'}")
        with self.database.reading() as session:
            self.template = session.scalars(select(Achievement.id)).first()
        self._home = home
        self._capsys = capsys
        self._patch = patch

    def bulk(self, sheet: str, *options: str, answer: str | None = None) -> tuple[int, str, str]:
        """Award a sheet; `answer` is what is typed at a terminal, where there is one."""
        path = self._home / "sheet.csv"
        path.write_text(sheet, encoding="utf-8")
        typed = io.StringIO(answer or "")
        self._patch.setattr(typed, "isatty", lambda: answer is not None, raising=False)
        self._patch.setattr("sys.stdin", typed)
        self._capsys.readouterr()
        code = main(["bulk", str(path), "--achievement", str(self.template), *options])
        return (code, *self._capsys.readouterr())

    def count(self, table: type[Award] | type[Batch]) -> int:
        """Return how many rows a table has."""
        with self.database.reading() as session:
            return session.scalar(select(func.count(table.id))) or 0


def set_environment(home: Path, patch: pytest.MonkeyPatch) -> None:
    for name in ("KEK_FILE", "KEK_PASSPHRASE", "PUBLIC_URL", "DATABASE_URL", "PORT", "ENV"):
        patch.delenv(f"INSYGNIA_{name}", raising=False)
    patch.setenv("INSYGNIA_HOME", str(home))
    patch.setenv("INSYGNIA_KEK", KEK)
    patch.setenv("INSYGNIA_LOG_LEVEL", "ERROR")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a service with the demonstration, to be copied."""
    home = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as patch, written_log():
        set_environment(home, patch)
        assert main(["db", "upgrade"]) == 0
        assert main(["demo"]) == 0
    return home


@pytest.fixture
def desk(
    demonstration: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Desk]:
    home = Path(shutil.copytree(demonstration, tmp_path / "home"))
    set_environment(home, monkeypatch)
    with written_log():
        made = Desk(home, capsys, monkeypatch)
        yield made
        made.database.dispose()


def test_everybody_in_a_good_sheet_is_awarded(desk: Desk) -> None:
    code, out, err = desk.bulk(ALL_GOOD, "--yes")
    assert (code, desk.count(Award)) == (0, 2)
    assert "Przyznano: 2, nie przyznano: 0." in out
    assert err.splitlines()[-1] == "2/2"


def test_rows_that_break_rules_are_named_and_left_out(desk: Desk) -> None:
    code, out, _ = desk.bulk(ONE_BAD, "--yes", "--language", "en")
    assert (code, desk.count(Award)) == (1, 1)
    assert "Row 3: E02 EMAIL: This is not a valid e-mail address." in out
    assert "Awarded: 1, not awarded: 1." in out


@pytest.mark.parametrize(("sheet", "code"), [(ALL_GOOD, 0), (ONE_BAD, 1)], ids=["good", "bad"])
def test_a_dry_run_says_what_would_be_and_leaves_nothing(desk: Desk, sheet: str, code: int) -> None:
    assert desk.bulk(sheet, "--dry-run")[0] == code
    assert desk.count(Award) == desk.count(Batch) == 0


@pytest.mark.parametrize(
    ("answer", "code", "awards"), [("t\n", 0, 2), ("y\n", 0, 2), ("n\n", 2, 0), ("", 2, 0)]
)
def test_at_a_terminal_it_asks(desk: Desk, answer: str, code: int, awards: int) -> None:
    found, out, _ = desk.bulk(ALL_GOOD, answer=answer)
    assert (found, desk.count(Award)) == (code, awards)
    assert "Przyznać 2 z 2? [t/N]" in out


def test_without_a_terminal_it_awards_nothing_unasked(desk: Desk) -> None:
    code, out, _ = desk.bulk(ALL_GOOD)
    assert (code, desk.count(Award), desk.count(Batch)) == (2, 0, 0)
    assert "--yes" in out


def test_a_sheet_that_cannot_be_read_is_refused(desk: Desk) -> None:
    code, _, err = desk.bulk("IMIĘ;NAZWISKO\nAla;Żuk\n", "--yes")
    assert (code, desk.count(Batch)) == (2, 0)
    assert err.startswith("F02 ")
    assert "EMAIL" in err


@pytest.mark.parametrize(
    ("language", "told"), [("pl", "IMIĘ, NAZWISKO, EMAIL"), ("en", "FIRST NAME, LAST NAME, EMAIL")]
)
def test_it_says_how_a_list_without_headings_is_taken(desk: Desk, language: str, told: str) -> None:
    lines = "Ala,Żuk,ala@example.org\nOla,Lis,ola@example.org\n"
    code, out, _ = desk.bulk(lines, "--yes", "--language", language)
    assert (code, desk.count(Award)) == (0, 2)
    assert told in out


def test_while_too_many_imports_wait_to_be_read_it_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.database.writing() as session, session.begin():
        template = session.get_one(Achievement, desk.template)
        caller = Caller("operator", template.organisation_id, frozenset({Right.AWARD}))
        sheet = UploadedSheet(ALL_GOOD.encode())
        create_batch(session, caller, template.id, sheet, now=datetime.now(UTC))
    monkeypatch.setenv("INSYGNIA_BATCHES_UNREAD", "1")
    code, _, err = desk.bulk(ALL_GOOD, "--yes")
    assert (code, desk.count(Award), desk.count(Batch)) == (2, 0, 1)
    assert "czekają na wczytanie: 1." in err


def test_nothing_is_done_when_no_row_can_be_awarded(desk: Desk) -> None:
    code, _, _ = desk.bulk(f"{HEADINGS}nikt;Ola;Lis\n", "--yes")
    assert (code, desk.count(Award), desk.count(Batch)) == (2, 0, 0)


@pytest.mark.parametrize("name", ["report.csv", "report.xlsx"])
def test_the_report_is_written_where_it_is_wanted(desk: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert desk.bulk(ONE_BAD, "--yes", "--report", str(path))[0] == 1
    content = path.read_bytes()
    assert content.startswith(b"PK" if name.endswith("xlsx") else "\ufeffNR WIERSZA".encode())


def test_where_two_people_must_confirm_the_second_is_waited_for(desk: Desk) -> None:
    with desk.database.writing() as session, session.begin():
        session.scalars(select(Organisation)).one().two_confirm_batches = True
    code, out, _ = desk.bulk(ALL_GOOD, "--yes")
    assert (code, desk.count(Award), desk.count(Batch)) == (2, 0, 1)
    assert "druga osoba" in out


def test_nobody_is_awarded_when_the_report_could_not_be_written(desk: Desk, tmp_path: Path) -> None:
    code, _, err = desk.bulk(ALL_GOOD, "--yes", "--report", str(tmp_path / "none" / "r.csv"))
    assert (code, desk.count(Award), desk.count(Batch)) == (64, 0, 0)
    assert "cannot be written" in err


def test_a_template_that_awards_nothing_any_more_is_refused(desk: Desk) -> None:
    with desk.database.writing() as session, session.begin():
        session.get_one(Achievement, desk.template).state = AchievementState.ARCHIVED
    assert (desk.bulk(ALL_GOOD, "--yes")[0], desk.count(Award)) == (2, 0)


@pytest.mark.parametrize("template", ["nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_template_that_is_not_there_is_refused(
    desk: Desk, capsys: pytest.CaptureFixture[str], template: str
) -> None:
    assert main(["bulk", "-", "--achievement", template]) in {2, 64}
    assert template in capsys.readouterr().err
