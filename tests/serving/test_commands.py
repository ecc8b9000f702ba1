"""The commands that prepare and administer a service, as an operator types them."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from log_lines import written_log
from sqlalchemy import text

from issuer.api_keys import find_program
from issuer.cli import main
from issuer.cli.service import COMMANDS
from issuer.composition import utc_now
from issuer.db.engine import Database, open_database
from issuer.invitations import find_invitation
from issuer.models import Delivery, Mail, Organisation
from issuer.rights import Right

KEK = "00112233445566778899aabbccddeeff" * 2
VARIABLES = ("KEK", "KEK_FILE", "KEK_PASSPHRASE", "PUBLIC_URL", "DATABASE_URL", "PORT", "ENV")
OF_BADGES = ("sign", "derive", "bake", "unbake", "verify")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield the folder of a service that was never started, named by the environment."""
    for name in VARIABLES:
        # Set before it is taken away: a command may set it, and it must not outlive the test.
        monkeypatch.setenv(f"INSYGNIA_{name}", "")
        monkeypatch.delenv(f"INSYGNIA_{name}")
    monkeypatch.setenv("INSYGNIA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("INSYGNIA_LOG_LEVEL", "ERROR")
    with written_log():
        yield tmp_path / "home"


@pytest.fixture
def records(home: Path) -> Iterator[Database]:
    """Yield the database of the service, upgraded, with an organisation `akademia`."""
    assert main(["db", "upgrade"]) == 0
    database = open_database(f"sqlite:///{home / 'insygnia.db'}")
    with database.writing() as session, session.begin():
        session.add(
            Organisation(slug="akademia", did="did:key:z", names={"en": "A"}, created_at=utc_now())
        )
    yield database
    database.dispose()


def test_the_first_upgrade_makes_everything_that_is_needed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["db", "upgrade"]) == 0
    streams = capsys.readouterr()
    assert streams.out == "The tables are at revision 0001.\n"
    assert "made " in streams.err
    assert stat.S_IMODE((home / "kek").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert (home / "insygnia.db").exists()


def test_a_second_upgrade_keeps_the_key(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["db", "upgrade"])
    secret = (home / "kek").read_bytes()
    capsys.readouterr()
    assert main(["db", "upgrade"]) == 0
    assert capsys.readouterr().err == ""
    assert (home / "kek").read_bytes() == secret


@pytest.mark.parametrize(
    ("name", "value"),
    [("PUBLIC_URL", "https://badges.example"), ("ENV", "production")],
)
@pytest.mark.parametrize("command", [["db", "upgrade"], ["worker"], ["web"]])
def test_in_production_nothing_starts_without_a_key(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    name: str,
    value: str,
) -> None:
    monkeypatch.setenv(f"INSYGNIA_{name}", value)
    assert main(command) == 64
    assert "key" in capsys.readouterr().err
    assert not (home / "kek").exists()


@pytest.mark.parametrize("command", [["worker"], ["web"]])
def test_in_production_tables_are_changed_by_an_operator_only(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    monkeypatch.setenv("INSYGNIA_PUBLIC_URL", "https://badges.example")
    monkeypatch.setenv("INSYGNIA_KEK", KEK)
    assert main(command) == 1
    assert "Run insygnia db upgrade" in capsys.readouterr().err


def test_the_public_address_cannot_change_under_organisations_that_name_it(
    records: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INSYGNIA_KEK", KEK)
    monkeypatch.delenv("INSYGNIA_KEK_FILE", raising=False)
    monkeypatch.setenv("INSYGNIA_PUBLIC_URL", "https://badges.example")
    assert main(["db", "upgrade"]) == 0, "so far only did:key"
    with records.engine.begin() as connection:
        connection.execute(text("UPDATE organisation SET did = 'did:web:badges.example:issuers:a'"))
    assert main(["db", "upgrade"]) == 0, "the same address"
    monkeypatch.setenv("INSYGNIA_PUBLIC_URL", "https://other.example")
    for command in (["db", "upgrade"], ["worker"], ["web"]):
        capsys.readouterr()
        assert main(command) == 1
        assert "https://badges.example" in capsys.readouterr().err
    monkeypatch.setenv("INSYGNIA_PUBLIC_URL", "https://badges.example/")
    assert main(["db", "upgrade"]) == 0


def test_a_new_api_key_is_printed_alone_and_opens(
    records: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["api-key", "create", "--organisation", "akademia", "--role", "issuer"]) == 0
    streams = capsys.readouterr()
    key, *rest = streams.out.split("\n")
    assert rest == [""]
    assert streams.err == ""
    with records.reading() as session:
        program = find_program(session, key, now=utc_now())
    assert program.caller.rights == {Right.READ, Right.AWARD}


def test_an_api_key_of_nobody_is_one_sentence(
    records: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["api-key", "create", "--organisation", "nobody", "--role", "issuer"]) == 1
    assert capsys.readouterr() == ("", "insygnia: There is no organisation nobody.\n")


def test_an_invited_operator_gets_a_link_that_works_and_no_other(
    records: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["operator", "invite", "ada@example.org"]) == 0
    address = urlsplit(capsys.readouterr().out.strip())
    assert (address.scheme, address.netloc) == ("http", "localhost:8000")
    token = address.path.rpartition("/")[2]
    with records.reading() as session:
        link = find_invitation(session, token, now=utc_now())
        # A mail would carry a new token, and this one would not work any more.
        assert {mail.state for mail in session.query(Mail)} <= {Delivery.CANCELLED}
    assert link.makes_operator


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "many"), ("PUBLIC_URL", "http://badges.example"), ("LOG_LEVEL", "loud"),
     ("DATABASE_URL", "postgresql://ada:hunter2@127.0.0.1:1/x")],
)  # fmt: skip
def test_a_wrong_setting_is_one_sentence_without_its_value(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
) -> None:
    monkeypatch.setenv(f"INSYGNIA_{name}", value)
    assert main(["db", "upgrade"]) == 64
    complaint = capsys.readouterr().err.splitlines()[-1]
    assert complaint.startswith("insygnia: ")
    assert "hunter2" not in complaint


def test_commands_want_tables(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    assert main(["operator", "invite", "ada@example.org"]) == 1
    assert "Run insygnia db upgrade" in capsys.readouterr().err


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_of_the_service_explains_itself(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert capsys.readouterr().out.startswith(f"usage: insygnia {command}")


@pytest.mark.parametrize(
    ("command", "known"),
    [("serve", []), ("keys", []), *((each, ["pyoxigraph"]) for each in OF_BADGES)],
)
def test_a_command_does_not_wait_for_what_others_need(command: str, known: list[str]) -> None:
    script = (
        "import sys, issuer.cli.serve\n"
        "from issuer.cli import main\n"
        f"try: main(['{command}', '--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'fastapi', 'sqlalchemy', 'dbos', 'pyoxigraph'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    printed = done.stdout.decode()
    assert printed.startswith(f"usage: insygnia {command}")
    assert printed.splitlines()[-1] == str(known)
