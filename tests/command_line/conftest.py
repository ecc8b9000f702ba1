"""The folder, the key-encryption key and the command of every test here."""

from pathlib import Path

import pytest

from .shell import KEK, Shell


@pytest.fixture
def insygnia(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """Return the command, in an empty folder and with a key-encryption key."""
    monkeypatch.chdir(tmp_path)
    for name in ("INSYGNIA_KEK_FILE", "INSYGNIA_KEK_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("INSYGNIA_KEK", KEK)
    return Shell(tmp_path, capsys, monkeypatch)
