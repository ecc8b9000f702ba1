"""The installed command, as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from .shell import KEK, Shell

COMMAND = Path(sys.executable).with_name("insygnia")


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "INSYGNIA_KEK": KEK, **settings}
    return subprocess.run(
        [COMMAND, *arguments], env=environment, capture_output=True, check=False, stdin=-3
    )


def test_the_command_signs_and_checks(insygnia: Shell) -> None:
    made = run("keys", "new", "--out", "issuer.key")
    assert (made.returncode, made.stderr) == (0, b"")
    insygnia.document(made.stdout.decode().strip())
    signed = run(
        "sign", "doc.json", "--key", "issuer.key", "--proof", "vc-jwt", "--out", "badge.jwt"
    )
    assert (signed.returncode, signed.stdout, signed.stderr) == (0, b"", b"")
    checked = run("verify", "badge.jwt", "--lang", "pl")
    assert checked.returncode == 0
    assert checked.stdout.decode().startswith("WAŻNA\n")


def test_an_error_is_one_line_and_the_exit_code(insygnia: Shell) -> None:
    failed = run("verify", "nowhere.json")
    assert (failed.returncode, failed.stdout) == (64, b"")
    assert failed.stderr == b"insygnia: nowhere.json cannot be read: No such file or directory.\n"


def test_the_report_is_utf_8_whatever_the_terminal_says(insygnia: Shell) -> None:
    checked = run("verify", insygnia.badge(), PYTHONIOENCODING="ascii", LC_ALL="C")
    assert checked.returncode == 0
    assert "✓" in checked.stdout.decode()
    assert checked.stderr == b""


def test_a_full_disk_is_one_sentence(insygnia: Shell) -> None:
    with Path("/dev/full").open("wb") as full:
        failed = subprocess.run(
            [COMMAND, "verify", insygnia.badge()], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert failed.returncode == 64
    assert failed.stderr.startswith(b"insygnia: ")
    assert failed.stderr.count(b"\n") == 1


def test_a_reader_that_leaves_early_is_no_error_message(insygnia: Shell) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        ended = subprocess.run(
            [COMMAND, "verify", insygnia.badge()], stdout=pipe, stderr=subprocess.PIPE, check=False
        )
    assert ended.stderr == b""


def test_python_can_run_it_as_a_module(insygnia: Shell) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "issuer.cli", "--help"], capture_output=True, check=True
    )
    assert shown.stdout.startswith(b"usage: insygnia")
