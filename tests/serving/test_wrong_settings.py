"""A setting that is wrong stops the start: one sentence that names it, exit code 64."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from log_lines import written_log

from issuer.cli import main
from issuer.settings import Settings

OWN_HOST = "give the service a host of its own, such as https://badges.example.edu"
AS_IN_DIDS = "in lower case, other letters than a-z as A-labels (xn--…), without the port 443"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield the folder of a service that was never started, named by the environment."""
    for name in ("KEK_FILE", "PORT"):
        # Set before it is taken away: a command may set it, and it must not outlive the test.
        monkeypatch.setenv(f"INSYGNIA_{name}", "")
        monkeypatch.delenv(f"INSYGNIA_{name}")
    monkeypatch.setenv("INSYGNIA_HOME", str(tmp_path))
    with written_log():
        yield tmp_path


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TRUSTED_PROXIES", "10.0.0/8", "10.0.0/8 is no address or network"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, proxy.example", "proxy.example is no address"),
        ("TRUSTED_PROXIES", "10.0.0.0/33", "10.0.0.0/33 is no address or network"),
        ("PUBLIC_URL", "https://badges.example/base", OWN_HOST),
        ("PUBLIC_URL", "http://localhost:8000/base", OWN_HOST),
        ("PUBLIC_URL", "https://badges.example/?a=b", OWN_HOST),
        ("PUBLIC_URL", "https://badges.example?", OWN_HOST),
        ("PUBLIC_URL", "https://badges.example/#top", OWN_HOST),
        ("PUBLIC_URL", "https://ada:hunter2@badges.example", OWN_HOST),
        ("PUBLIC_URL", "https://Badges.example", AS_IN_DIDS),
        ("PUBLIC_URL", "https://żółw.example", AS_IN_DIDS),
        ("PUBLIC_URL", "https://badges.example:443", AS_IN_DIDS),
        ("PUBLIC_URL", "https://badges.example:99999", "must be an http or https address"),
        ("PUBLIC_URL", "https://[x", "must be an http or https address"),
        ("TIME_ZONE", "Mars/Olympus", "there is no such time zone"),
        ("TIME_ZONE", "../etc/passwd", "there is no such time zone"),
        ("DATABASE_URL", "badges.db", "write sqlite:///FILE or postgresql://"),
        ("DATABASE_URL", "mysql://ada:hunter2@db/x", "write sqlite:///FILE or postgresql://"),
        ("SMTP_URL", "http://ada:hunter2@mail.example", "write smtp://USER:PASSWORD@HOST:PORT"),
        ("SMTP_URL", "smtp://ada:hunter2@mail.example:99999", "write smtp://USER:PASSWORD@"),
    ],
)
def test_one_sentence_names_the_setting(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    told: str,
) -> None:
    monkeypatch.setenv(f"INSYGNIA_{name}", value)

    assert main(["db", "upgrade"]) == 64

    [complaint] = capsys.readouterr().err.splitlines()
    assert complaint.startswith(f"insygnia: INSYGNIA_{name}")
    assert told in complaint
    assert "hunter2" not in complaint
    assert not (home / "insygnia.db").exists()


@pytest.mark.parametrize(
    "settings",
    [
        {"trusted_proxies": "10.0.0.1/8 192.0.2.7,2001:db8::/32"},
        {"public_url": "https://badges.example/"},
        {"public_url": "https://xn--w-uga1v8h.example:8443"},
        {"public_url": "http://127.0.0.1:8000"},
        {"database_url": "postgresql+psycopg://ada:p%40ss@db.example:5432/x"},
        {"smtp_url": "smtps://ada:p%40ss@mail.example:465"},
    ],
)
def test_what_is_right_is_taken(settings: dict[str, str]) -> None:
    assert Settings.model_validate(settings).base_url.startswith("http")


@pytest.mark.parametrize(
    "words",
    [
        ["operator", "invite", "x@"],
        ["operator", "invite", ""],
        ["operator", "invite", "ada@example.org, ewa@example.org"],
        ["operator", "invite"],
        ["operator", "invite", "ada@example.org", "--language", "de"],
        ["api-key", "create", "--organisation", "akademia", "--role", "king"],
        ["api-key", "create", "--role", "issuer"],
        ["db"],
        ["serve", "--port", "99999"],
    ],
)
def test_wrong_words_are_one_sentence_and_exit_code_64(
    home: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["db", "upgrade"]) == 0
    assert home.exists()
    capsys.readouterr()

    try:
        code = main(words)
    except SystemExit as end:
        code = end.code  # type: ignore[assignment]  # argparse ends with a number

    written = capsys.readouterr()
    assert code == 64
    assert written.out == ""
    assert len(written.err.splitlines()) == 1
