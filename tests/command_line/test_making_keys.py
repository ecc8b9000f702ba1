"""`insygnia keys`: making key files, and showing what is public about them."""

import json
import os
import re
import stat
from pathlib import Path

import pytest

from .shell import KEK, Shell, assert_one_sentence

OTHER_KEK = KEK[::-1]


@pytest.mark.parametrize(
    ("algorithm", "beginning"),
    [
        ("ed25519", "did:key:z6Mk"),
        ("p256", "did:key:zDn"),
        ("p384", "did:key:z82L"),
        ("rsa2048", "did:jwk:ey"),
    ],
)
def test_a_new_key_prints_its_did(insygnia: Shell, algorithm: str, beginning: str) -> None:
    run = insygnia("keys", "new", "--algorithm", algorithm, "--out", "issuer.key")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(beginning)
    assert run.out.count("\n") == 1
    assert insygnia.json("issuer.key")["type"] == "insygnia-key"


def test_a_key_is_ed25519_unless_another_kind_is_named(insygnia: Shell) -> None:
    assert insygnia("keys", "new", "--out", "issuer.key").out.startswith("did:key:z6Mk")


def test_only_the_owner_may_read_a_key_file(insygnia: Shell) -> None:
    before = os.umask(0)
    try:
        insygnia.new_key()
    finally:
        os.umask(before)
    assert stat.S_IMODE((insygnia.folder / "issuer.key").stat().st_mode) == 0o600


def test_a_key_file_is_never_overwritten(insygnia: Shell) -> None:
    insygnia.new_key()
    before = insygnia.bytes("issuer.key")
    run = insygnia("keys", "new", "--out", "issuer.key")
    assert run.code == 64
    assert_one_sentence(run)
    assert insygnia.bytes("issuer.key") == before
    assert insygnia.names() == {"issuer.key"}


def test_a_key_file_is_not_made_where_a_dangling_link_stands(insygnia: Shell) -> None:
    (insygnia.folder / "issuer.key").symlink_to("elsewhere.key")
    assert insygnia("keys", "new", "--out", "issuer.key").code == 64
    assert insygnia.names() == {"issuer.key"}


def test_a_key_in_a_folder_that_is_not_there_is_one_sentence(insygnia: Shell) -> None:
    run = insygnia("keys", "new", "--out", "nowhere/issuer.key")
    assert run.code == 64
    assert_one_sentence(run)


def test_a_key_needs_a_key_encryption_key(insygnia: Shell) -> None:
    insygnia.patch.delenv("INSYGNIA_KEK")
    run = insygnia("keys", "new", "--out", "issuer.key")
    assert run.code == 64
    assert_one_sentence(run)
    assert "INSYGNIA_KEK_FILE" in run.err
    assert insygnia.names() == set()


def test_show_tells_the_did_and_the_method_without_a_key_encryption_key(insygnia: Shell) -> None:
    did = insygnia.new_key()
    insygnia.patch.delenv("INSYGNIA_KEK")
    run = insygnia("keys", "show", "issuer.key")
    shown = dict(re.split(r"  +", line) for line in run.out.splitlines())
    assert shown["did"] == did
    assert shown["verification method"] == f"{did}#{did.removeprefix('did:key:')}"
    assert shown["algorithm"] == "ed25519"
    assert len(shown["thumbprint"]) == 43


def test_list_names_every_key_file_of_a_folder_in_order(insygnia: Shell) -> None:
    second, first = insygnia.new_key("b.key"), insygnia.new_key("a.key", "p256")
    (insygnia.folder / "c.key").write_text("no key")
    (insygnia.folder / "d.txt").write_text("no key")
    for arguments in ((), (insygnia.folder,)):
        lines = insygnia("keys", "list", *arguments).out.splitlines()
        assert len(lines) == 3
        assert lines[0].endswith(f"p256  {first}")
        assert lines[1].endswith(f"ed25519  {second}")
        assert "not a key file" in lines[2]


def test_list_of_a_folder_without_keys_is_empty(insygnia: Shell) -> None:
    assert insygnia("keys", "list").out == ""


def test_the_public_key_comes_in_three_forms(insygnia: Shell) -> None:
    did = insygnia.new_key()
    assert insygnia("keys", "export-public", "issuer.key").out == f"{did[8:]}\n"
    jwk = json.loads(insygnia("keys", "export-public", "issuer.key", "--format", "jwk").out)
    assert set(jwk) == {"kty", "crv", "x"}
    run = insygnia("keys", "export-public", "issuer.key", "--format", "did-document")
    assert json.loads(run.out)["id"] == did


def test_the_public_key_can_be_written_to_a_file(insygnia: Shell) -> None:
    did = insygnia.new_key()
    assert insygnia("keys", "export-public", "issuer.key", "--out", "public").code == 0
    assert insygnia.bytes("public") == f"{did[8:]}\n".encode()


def test_exporting_never_overwrites_the_key_file(insygnia: Shell) -> None:
    insygnia.new_key()
    before = insygnia.bytes("issuer.key")
    run = insygnia("keys", "export-public", "issuer.key", "--out", "issuer.key")
    assert run.code == 64
    assert_one_sentence(run)
    assert insygnia.bytes("issuer.key") == before


def test_there_is_no_multikey_of_an_rsa_key(insygnia: Shell) -> None:
    insygnia.new_key(algorithm="rsa2048")
    run = insygnia("keys", "export-public", "issuer.key")
    assert run.code == 1
    assert_one_sentence(run)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("INSYGNIA_KEK", OTHER_KEK),
        ("INSYGNIA_KEK", "short"),
        ("INSYGNIA_KEK_PASSPHRASE", "another kind"),
        ("INSYGNIA_KEK_FILE", "nowhere"),
    ],
)
def test_a_wrong_key_encryption_key_is_one_sentence(
    insygnia: Shell, variable: str, value: str
) -> None:
    document = insygnia.document(insygnia.new_key())
    insygnia.patch.delenv("INSYGNIA_KEK")
    insygnia.patch.setenv(variable, value)
    run = insygnia("sign", document, "--key", "issuer.key", "--proof", "vc-jwt")
    assert (run.code, run.out) == (64, "")
    assert_one_sentence(run)
    assert value not in run.err or variable == "INSYGNIA_KEK_FILE"


def test_two_key_encryption_keys_are_refused(insygnia: Shell) -> None:
    insygnia.patch.setenv("INSYGNIA_KEK_PASSPHRASE", "and a passphrase")
    run = insygnia("keys", "new", "--out", "issuer.key")
    assert run.code == 64
    assert_one_sentence(run)


def test_a_key_encryption_key_in_a_file_must_be_its_owners_alone(insygnia: Shell) -> None:
    file = insygnia.folder / "kek"
    file.write_text(KEK)
    insygnia.patch.delenv("INSYGNIA_KEK")
    insygnia.patch.setenv("INSYGNIA_KEK_FILE", str(file))
    file.chmod(0o644)
    assert insygnia("keys", "new", "--out", "issuer.key").code == 64
    file.chmod(0o600)
    assert insygnia("keys", "new", "--out", "issuer.key").code == 0


def test_a_passphrase_opens_what_it_sealed(insygnia: Shell) -> None:
    insygnia.patch.delenv("INSYGNIA_KEK")
    insygnia.patch.setenv("INSYGNIA_KEK_PASSPHRASE", "zażółć gęślą jaźń")
    document = insygnia.document(insygnia.new_key())
    assert insygnia("sign", document, "--key", "issuer.key", "--proof", "vc-jwt").code == 0


def test_a_folder_of_keys_cannot_steer_the_terminal(insygnia: Shell) -> None:
    Path("\x1b[31mred.key").write_text("no key")
    run = insygnia("keys", "list")
    assert "\x1b" not in run.out
    missing = insygnia("keys", "show", "\x1b[31mblue.key")
    assert missing.code == 64
    assert "\x1b" not in missing.err
