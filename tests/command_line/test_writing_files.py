"""Files: inputs stay as they are, outputs are written whole or not at all."""

import os
import stat
import threading
from pathlib import Path

import pytest

from .shell import BADGE_PNG, Shell, assert_one_sentence

SIGN = ("sign", "doc.json", "--key", "issuer.key", "--proof", "eddsa-rdfc-2022", "--out")


@pytest.fixture
def ready(insygnia: Shell) -> Shell:
    """Return the command with a key, a document and a badge in its folder."""
    insygnia.document(insygnia.new_key())
    assert insygnia(*SIGN, "badge.json").code == 0
    insygnia("bake", BADGE_PNG, "badge.json", "--out", "badge.png")
    return insygnia


WRITING = {
    "sign onto the document": (*SIGN, "doc.json"),
    "sign onto the key": (*SIGN, "issuer.key"),
    "derive onto the badge": ("derive", "sd.json", "--out", "sd.json"),
    "bake onto the picture": ("bake", "badge.png", "badge.json", "--out", "badge.png"),
    "bake onto the badge": ("bake", "badge.png", "badge.json", "--out", "badge.json"),
    "unbake onto the picture": ("unbake", "badge.png", "--out", "badge.png"),
    "export onto the key": ("keys", "export-public", "issuer.key", "--out", "issuer.key"),
}


@pytest.mark.parametrize("case", WRITING)
@pytest.mark.parametrize("way", ["itself", "a symbolic link", "a hard link", "another path"])
def test_an_input_is_never_overwritten(ready: Shell, case: str, way: str) -> None:
    ready.document(ready.new_key("p256.key", "p256"), name="sd.doc")
    sign = ("sign", "sd.doc", "--key", "p256.key", "--proof", "ecdsa-sd-2023", "--out", "sd.json")
    assert ready(*sign).code == 0
    *arguments, target = WRITING[case]
    before = ready.bytes(target)
    run = ready(*arguments, another_name(ready.folder / target, way))
    assert run.code == 64
    assert_one_sentence(run)
    assert ready.bytes(target) == before


def another_name(path: Path, way: str) -> Path:
    """Return a name of the same file."""
    other = path.with_name("other")
    if way == "a symbolic link":
        other.symlink_to(path.name)
    elif way == "a hard link":
        other.hardlink_to(path)
    else:
        return path if way == "itself" else path.parent / ".." / path.parent.name / path.name
    return other


def test_signing_changes_neither_document_nor_key(ready: Shell) -> None:
    before = {name: ready.bytes(name) for name in ("doc.json", "issuer.key")}
    ready(*SIGN, "again.json")
    assert {name: ready.bytes(name) for name in before} == before


def test_an_older_output_is_replaced(ready: Shell) -> None:
    (ready.folder / "out").write_text("old")
    assert ready(*SIGN, "out").code == 0
    assert ready.json("out")["proof"]


def test_a_link_stays_a_link_and_its_target_is_written(ready: Shell) -> None:
    (ready.folder / "link").symlink_to("target")
    assert ready(*SIGN, "link").code == 0
    assert (ready.folder / "link").is_symlink()
    assert ready.json("target")["proof"]


def test_a_pipe_is_written_into_and_stays_a_pipe(ready: Shell) -> None:
    pipe = ready.folder / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    run = ready(*SIGN, "pipe")
    reader.join()
    assert run.code == 0
    assert pipe.is_fifo()
    assert read[0].startswith("{")


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_the_mode_of_an_output_follows_the_mask(ready: Shell, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        ready(*SIGN, "out.json")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE((ready.folder / "out.json").stat().st_mode) == mode


@pytest.mark.parametrize("out", ["nowhere/out.json", ".", "doc.json/out.json"])
def test_a_place_that_cannot_be_written_is_one_sentence(ready: Shell, out: str) -> None:
    before = ready.names()
    run = ready(*SIGN, out)
    assert run.code == 64
    assert_one_sentence(run)
    assert ready.names() == before


def test_nothing_is_left_behind_when_writing_fails(ready: Shell) -> None:
    def fail(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    before = ready.names()
    ready.patch.setattr(Path, "replace", fail)
    run = ready(*SIGN, "out.json")
    assert run.code == 64
    assert_one_sentence(run)
    assert ready.names() == before


def test_an_older_output_stays_when_writing_fails(ready: Shell) -> None:
    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    (ready.folder / "out.json").write_text("old")
    ready.patch.setattr(os, "fsync", fail)
    assert ready(*SIGN, "out.json").code == 64
    assert ready.bytes("out.json") == b"old"
    assert {name for name in ready.names() if name.startswith(".")} == set()


def test_without_out_a_result_goes_to_standard_output(ready: Shell) -> None:
    before = ready.names()
    run = ready(*SIGN, "-")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("{")
    assert ready(*SIGN[:-1]).out.startswith("{")
    assert ready.names() == before


@pytest.mark.parametrize("command", ["verify", "unbake", "derive"])
@pytest.mark.parametrize("file", ["nowhere.json", ".", "doc.json/x"])
def test_a_file_that_cannot_be_read_is_wrong_usage(ready: Shell, command: str, file: str) -> None:
    run = ready(command, file)
    assert (run.code, run.out) == (64, "")
    assert_one_sentence(run)
