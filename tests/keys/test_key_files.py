import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keys import file_backend, jwk, multikey
from keys.did_jwk import did_jwk_method
from keys.did_key import did_key_method
from keys.envelope import Envelope, seal
from keys.errors import (
    KeyFileError,
    MalformedKekError,
    UnknownSignerSchemeError,
    WrongKekError,
)
from keys.kek import PassphraseKekSource, RawKekSource
from keys.open_signer import open_signer
from keys.private import generate
from keys.signer import Algorithm
from keys.strict_json import Json

KEKS = RawKekSource(bytes(range(32)))
every_algorithm = pytest.mark.parametrize("algorithm", Algorithm, ids=lambda one: one.value)


def key_file(folder: Path, algorithm: Algorithm = Algorithm.ED25519) -> Path:
    path = folder / f"{algorithm.value}.key"
    file_backend.create(path, algorithm, KEKS)
    return path


def rewrite(path: Path, **changes: Json) -> None:
    members = {**json.loads(path.read_text()), **changes}
    path.write_text(json.dumps({name: v for name, v in members.items() if v != "GONE"}))


@every_algorithm
def test_a_new_key_is_written_read_and_opened(tmp_path: Path, algorithm: Algorithm) -> None:
    path = tmp_path / "issuer.key"
    public_key = file_backend.create(path, algorithm, KEKS)
    assert public_key.algorithm is algorithm
    assert file_backend.read_public(path) == public_key
    private_key = file_backend.open_file(path, KEKS)
    public_key.verify(private_key.sign(b"message"), b"message")
    members = json.loads(path.read_text())
    assert members["type"] == "insygnia-key"
    assert "created" not in members
    if algorithm is Algorithm.RSA:
        assert members["kid"] == jwk.thumbprint(public_key)
    else:
        assert members["kid"] == members["publicKeyMultibase"] == multikey.encode(public_key)


def test_a_key_file_is_for_its_owner_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = key_file(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_key_file_holds_no_private_key_in_clear(tmp_path: Path) -> None:
    path = key_file(tmp_path)
    secret = file_backend.open_file(path, KEKS).pkcs8
    envelope = Envelope.from_dict(json.loads(path.read_text())["envelope"])
    assert secret[-32:] not in path.read_bytes()
    assert secret[-32:] not in envelope.ct


def test_the_moment_of_creation_is_noted_when_given(tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    file_backend.create(path, Algorithm.P256, KEKS, created=datetime(2026, 5, 1, 12, tzinfo=UTC))
    assert json.loads(path.read_text())["created"] == "2026-05-01T12:00:00Z"
    file_backend.open_file(path, KEKS)


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "issuer.key"
    path.write_text("precious")
    dangling = tmp_path / "link.key"
    dangling.symlink_to(tmp_path / "nowhere")
    for taken in (path, dangling, tmp_path):
        with pytest.raises(KeyFileError, match="never overwritten"):
            file_backend.create(taken, Algorithm.ED25519, KEKS)
    assert path.read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "issuer.key"

    def answer_late() -> str:
        path.write_text("precious")
        return "passphrase"

    with pytest.raises(KeyFileError, match="never overwritten"):
        file_backend.create(path, Algorithm.ED25519, PassphraseKekSource(answer_late))
    assert path.read_text() == "precious"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="cannot be written"):
        file_backend.create(tmp_path / "a" / "b.key", Algorithm.ED25519, KEKS)
    with pytest.raises(KeyFileError, match="cannot be read"):
        file_backend.read_public(tmp_path / "a" / "b.key")


def test_another_kek_does_not_open_the_file(tmp_path: Path) -> None:
    path = key_file(tmp_path)
    for keks in (RawKekSource(bytes(32)), PassphraseKekSource(lambda: "x")):
        with pytest.raises(WrongKekError):
            file_backend.open_file(path, keks)


def test_a_file_sealed_by_passphrase_opens_by_that_passphrase_only(tmp_path: Path) -> None:
    path = tmp_path / "issuer.key"
    file_backend.create(path, Algorithm.ED25519, PassphraseKekSource(lambda: "right"))
    file_backend.open_file(path, PassphraseKekSource(lambda: "right"))
    with pytest.raises(WrongKekError):
        file_backend.open_file(path, PassphraseKekSource(lambda: "wrong"))


def test_a_planted_file_cannot_demand_unbounded_work(tmp_path: Path) -> None:
    path = key_file(tmp_path)
    envelope = json.loads(path.read_text())["envelope"]
    rewrite(path, envelope={**envelope, "kek_id": "argon2id:9999999:9:1:" + "A" * 22})
    with pytest.raises(MalformedKekError):
        file_backend.open_file(path, PassphraseKekSource(lambda: "x"))


def test_an_envelope_moved_under_another_public_key_does_not_open(tmp_path: Path) -> None:
    path, other = key_file(tmp_path), tmp_path / "other.key"
    file_backend.create(other, Algorithm.ED25519, KEKS)
    rewrite(path, envelope=json.loads(other.read_text())["envelope"])
    with pytest.raises(WrongKekError):
        file_backend.open_file(path, KEKS)


def test_a_file_whose_halves_differ_is_refused(tmp_path: Path) -> None:
    path = key_file(tmp_path)
    other, third = generate(Algorithm.ED25519), generate(Algorithm.P256)
    for private_key in (other, third):
        envelope = seal(
            KEKS.for_sealing(),
            private_key.pkcs8,
            label=file_backend._LABEL,
            aad=file_backend._aad(file_backend.read_public(path)),
        )
        rewrite(path, envelope=envelope.to_dict())
        with pytest.raises(KeyFileError):
            file_backend.open_file(path, KEKS)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "key"},
        {"v": 2},
        {"v": True},
        {"algorithm": "p256"},
        {"algorithm": 5},
        {"kid": "z6Mk"},
        {"kid": "GONE"},
        {"envelope": "GONE"},
        {"envelope": []},
        {"envelope": {}},
        {"publicKeyMultibase": "GONE"},
        {"publicKeyMultibase": "z6Mk"},
        {"publicKeyMultibase": 5},
        {"publicKeyJwk": {}},
        {"publicKeyMultibase": "GONE", "publicKeyJwk": {}},
        {"privateKey": "x"},
    ],
)
def test_a_changed_key_file_is_refused(tmp_path: Path, changes: dict[str, Json]) -> None:
    path = key_file(tmp_path)
    rewrite(path, **changes)
    for read in (file_backend.read_public, lambda path: file_backend.open_file(path, KEKS)):
        with pytest.raises(KeyFileError):
            read(path)


@given(data=st.binary() | st.sampled_from([b"[]", b"5", b"{}", b"[" * 1000, b" " * 70_000]))
def test_arbitrary_files_raise_only_key_file_errors(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "arbitrary.key"
    path.write_bytes(data)
    with pytest.raises(KeyFileError):
        file_backend.read_public(path)


@every_algorithm
def test_a_signer_is_opened_by_its_uri(tmp_path: Path, algorithm: Algorithm) -> None:
    path = key_file(tmp_path, algorithm)
    signer = open_signer(path.as_uri(), keks=KEKS)
    signer.public_key.verify(signer.sign(b"message"), b"message")
    own = did_jwk_method if algorithm is Algorithm.RSA else did_key_method
    assert signer.verification_method == own(signer.public_key)
    named = open_signer(path.as_uri(), keks=KEKS, verification_method="did:web:a.example#1")
    assert named.verification_method == "did:web:a.example#1"


def test_a_file_uri_may_hold_any_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "klucz ą#?%.key"
    public_key = file_backend.create(path, Algorithm.ED25519, KEKS)
    monkeypatch.chdir(tmp_path)
    for uri in (path.as_uri(), f"file:{path.as_uri()[7:]}", f"file:{quote(path.name)}"):
        assert open_signer(uri, keks=KEKS).public_key == public_key


@pytest.mark.parametrize("uri", ["file:", "file://host/a", "file:a?b", "file:a#b", "file:a%00"])
def test_a_malformed_file_uri_is_refused(uri: str) -> None:
    with pytest.raises(KeyFileError):
        open_signer(uri, keks=KEKS)


@pytest.mark.parametrize("uri", ["issuer.key", "/srv/issuer.key", "", "pkcs11:x?pin-value=1234"])
def test_an_unknown_scheme_is_refused_without_showing_a_pin(uri: str) -> None:
    with pytest.raises(UnknownSignerSchemeError) as caught:
        open_signer(uri, keks=KEKS)
    assert caught.value.uri == uri
    assert "1234" not in str(caught.value)
