import os
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keys.envelope import Envelope, key_aad, open_envelope, seal
from keys.errors import (
    MalformedEnvelopeError,
    MalformedKekError,
    MissingKekError,
    WrongKekError,
)
from keys.kek import Kek, KekSource, PassphraseKekSource, RawKekSource, kek_source
from keys.multibase import base64url_encode

SECRET = bytes(range(32))
KEK = RawKekSource(SECRET).for_sealing()
AAD = key_aad("org", "kid", 1, "ed25519", b"digest")


@given(st.binary(max_size=100), st.text(), st.binary(max_size=20))
def test_what_was_sealed_is_opened(plaintext: bytes, label: str, aad: bytes) -> None:
    envelope = seal(KEK, plaintext, label=label, aad=aad)
    stored = Envelope.from_dict(envelope.to_dict())
    assert stored == envelope
    assert open_envelope(KEK, stored, label=label, aad=aad) == plaintext


def test_an_envelope_has_five_members_and_a_fresh_nonce() -> None:
    first, second = (seal(KEK, b"secret", label="l", aad=AAD) for _ in range(2))
    assert set(first.to_dict()) == {"v", "alg", "kek_id", "nonce", "ct"}
    assert (first.v, first.alg, len(first.nonce)) == (1, "A256GCM", 12)
    assert first.nonce != second.nonce
    assert first.ct != second.ct


@pytest.mark.parametrize(
    "elsewhere",
    [
        key_aad("other", "kid", 1, "ed25519", b"digest"),
        key_aad("org", "other", 1, "ed25519", b"digest"),
        key_aad("org", "kid", 2, "ed25519", b"digest"),
        key_aad("org", "kid", 1, "p256", b"digest"),
        key_aad("org", "kid", 1, "ed25519", b"other"),
        b"",
    ],
)
def test_rule_12_an_envelope_moved_to_another_record_does_not_open(elsewhere: bytes) -> None:
    envelope = seal(KEK, b"secret", label="l", aad=AAD)
    with pytest.raises(WrongKekError):
        open_envelope(KEK, envelope, label="l", aad=elsewhere)


def test_rule_12_an_envelope_for_another_use_does_not_open() -> None:
    envelope = seal(KEK, b"secret", label="private keys", aad=AAD)
    with pytest.raises(WrongKekError):
        open_envelope(KEK, envelope, label="webhooks", aad=AAD)


def test_another_kek_does_not_open_even_under_the_same_name() -> None:
    envelope = seal(KEK, b"secret", label="l", aad=AAD)
    for other in (Kek(KEK.kek_id, bytes(32)), Kek("raw:0", SECRET)):
        with pytest.raises(WrongKekError):
            open_envelope(other, envelope, label="l", aad=AAD)


@given(st.integers(0), st.integers(0, 7))
def test_a_changed_ciphertext_does_not_open(position: int, bit: int) -> None:
    envelope = seal(KEK, b"secret", label="l", aad=AAD)
    changed = bytearray(envelope.ct)
    changed[position % len(changed)] ^= 1 << bit
    with pytest.raises(WrongKekError):
        open_envelope(
            KEK, Envelope(envelope.kek_id, envelope.nonce, bytes(changed)), label="l", aad=AAD
        )


@given(st.lists(st.text(), min_size=2, max_size=2), st.lists(st.text(), min_size=2, max_size=2))
def test_no_two_records_share_their_associated_data(one: list[str], two: list[str]) -> None:
    first, second = (key_aad(org, kid, 1, "p256", b"") for org, kid in (one, two))
    assert (first == second) == (one == two)


def test_a_separator_inside_a_name_makes_no_other_record() -> None:
    assert key_aad('a","b', "c", 1, "x", b"") != key_aad("a", 'b","c', 1, "x", b"")
    assert key_aad("a|b", "c", 1, "x", b"") != key_aad("a", "b|c", 1, "x", b"")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("v", 2),
        ("v", True),
        ("v", "1"),
        ("v", 1.0),
        ("alg", "A128GCM"),
        ("alg", None),
        ("kek_id", 5),
        ("nonce", "AAAA"),
        ("nonce", None),
        ("nonce", "AAAAAAAAAAAAAAA="),
        ("ct", "AAAA"),
        ("ct", 5),
        ("extra", 5),
    ],
)
def test_a_malformed_envelope_is_refused(name: str, value: object) -> None:
    members: dict[str, Any] = seal(KEK, b"secret", label="l", aad=AAD).to_dict()
    with pytest.raises(MalformedEnvelopeError):
        Envelope.from_dict({**members, name: value})


@pytest.mark.parametrize("name", ["v", "alg", "kek_id", "nonce", "ct"])
def test_an_envelope_without_one_of_its_members_is_refused(name: str) -> None:
    members = seal(KEK, b"secret", label="l", aad=AAD).to_dict()
    del members[name]
    with pytest.raises(MalformedEnvelopeError):
        Envelope.from_dict(members)


def test_secrets_are_never_shown() -> None:
    source = RawKekSource(SECRET)
    envelope = seal(KEK, b"secret", label="l", aad=AAD)
    assert repr(SECRET) not in repr(source) + repr(KEK)
    assert "secret" not in repr(source) + repr(KEK)
    assert repr(envelope.ct) not in repr(envelope)
    passphrase = kek_source({"INSYGNIA_KEK_PASSPHRASE": "correct horse"}, None)
    passphrase.for_sealing()
    assert "horse" not in repr(passphrase)


def test_a_raw_kek_is_named_by_a_digest_that_tells_nothing_else() -> None:
    assert KEK.kek_id.startswith("raw:")
    assert len(KEK.kek_id) == 20
    source = RawKekSource(SECRET)
    assert source.for_opening(KEK.kek_id) == KEK
    for other in ("raw:0123456789abcdef", "", "argon2id:65536:3:1:" + "A" * 22):
        with pytest.raises(WrongKekError):
            source.for_opening(other)


def test_a_passphrase_opens_what_it_sealed_under_a_fresh_salt_each_time() -> None:
    source = PassphraseKekSource(lambda: "zażółć")
    first, second = source.for_sealing(), source.for_sealing()
    assert first.kek_id.startswith("argon2id:65536:3:1:")
    assert first.kek_id != second.kek_id
    assert first.secret != second.secret
    decomposed = PassphraseKekSource(lambda: "zaz\u0307o\u0301\u0142c\u0301")
    assert decomposed.for_opening(first.kek_id) == first
    other = PassphraseKekSource(lambda: "other").for_opening(first.kek_id)
    envelope = seal(first, b"secret", label="l", aad=AAD)
    with pytest.raises(WrongKekError):
        open_envelope(other, envelope, label="l", aad=AAD)


def test_the_person_is_asked_once_and_only_when_needed() -> None:
    answers = ["passphrase"]
    source = kek_source({}, answers.pop)
    assert answers == ["passphrase"]
    source.for_opening("argon2id:8:1:1:" + "A" * 22)
    source.for_opening("argon2id:8:2:1:" + "A" * 22)
    assert answers == []


@pytest.mark.parametrize("cost", ["1048577:1:1", "8:11:1", "64:1:5", "8:1:2", "9999999999:1:1"])
def test_a_record_cannot_demand_unbounded_work(cost: str) -> None:
    with pytest.raises(MalformedKekError, match="outside the limits"):
        PassphraseKekSource(lambda: "x").for_opening(f"argon2id:{cost}:{'A' * 22}")


@pytest.mark.parametrize(
    "kek_id",
    ["", "raw:0", "argon2id:8:1:1:", "argon2id:08:1:1:" + "A" * 22, "argon2id:8:1:1:" + "B" * 22],
)
def test_a_passphrase_opens_no_other_kind_of_record(kek_id: str) -> None:
    with pytest.raises(WrongKekError):
        PassphraseKekSource(lambda: "x").for_opening(kek_id)


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(MalformedKekError, match="empty"):
        PassphraseKekSource(lambda: "").for_sealing()


TEXTS = [
    SECRET.hex(),
    SECRET.hex().upper(),
    base64url_encode(SECRET),
    b64encode(SECRET).decode(),
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_kek_is_read_from_a_variable_or_a_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "kek"
    path.write_text(f"  {text}\n")
    path.chmod(0o600)
    for environ in ({"INSYGNIA_KEK": text}, {"INSYGNIA_KEK_FILE": str(path)}):
        assert kek_source({**environ, "OTHER": "x"}, None).for_sealing() == KEK


def test_a_kek_file_may_hold_the_bytes_themselves(tmp_path: Path) -> None:
    path = tmp_path / "kek"
    secret = bytes(range(224, 256))
    path.write_bytes(secret)
    path.chmod(0o600)
    source = kek_source({"INSYGNIA_KEK_FILE": str(path)}, None)
    assert source == RawKekSource(secret)


@pytest.mark.parametrize(
    "text", ["x" * 32, "x", "AAAA", "ł" * 43, SECRET.hex()[:-1], "A" * 42 + "B"]
)
def test_a_malformed_kek_is_refused_without_showing_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file"
    path.write_text(text)
    path.chmod(0o600)
    for environ in ({"INSYGNIA_KEK": text}, {"INSYGNIA_KEK_FILE": str(path)}):
        with pytest.raises(MalformedKekError) as caught:
            kek_source(environ, None)
        assert f"{text} " not in str(caught.value)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_kek_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "kek"
    path.write_text(SECRET.hex())
    path.chmod(mode)
    with pytest.raises(MalformedKekError, match="chmod 600"):
        kek_source({"INSYGNIA_KEK_FILE": str(path)}, None)


def test_a_missing_kek_file_is_told() -> None:
    with pytest.raises(MalformedKekError, match="cannot be read"):
        kek_source({"INSYGNIA_KEK_FILE": f"{os.sep}nowhere{os.sep}kek"}, None)


@pytest.mark.parametrize("environ", [{}, {"INSYGNIA_KEK": "", "INSYGNIA_KEK_FILE": ""}])
def test_a_missing_kek_names_the_three_variables(environ: Mapping[str, str]) -> None:
    with pytest.raises(MissingKekError) as caught:
        kek_source(environ, None)
    for name in ("INSYGNIA_KEK_FILE", "INSYGNIA_KEK", "INSYGNIA_KEK_PASSPHRASE"):
        assert name in str(caught.value)


def test_several_keks_are_refused_and_named() -> None:
    environ = {"INSYGNIA_KEK": SECRET.hex(), "INSYGNIA_KEK_PASSPHRASE": "x"}
    with pytest.raises(MalformedKekError, match="INSYGNIA_KEK and INSYGNIA_KEK_PASSPHRASE"):
        kek_source(environ, None)


def test_a_variable_goes_before_asking() -> None:
    def nobody() -> str:
        raise AssertionError("nobody is to be asked")

    source: KekSource = kek_source({"INSYGNIA_KEK": SECRET.hex()}, nobody)
    assert source.for_sealing() == KEK
