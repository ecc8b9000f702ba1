"""Public keys in PEM: read as they are, and nothing else is."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from keys import pem
from keys.errors import MalformedKeyError, UnsafeKeyError
from keys.signer import Algorithm

PRIVATE = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()


def written(key: PublicKeyTypes) -> str:
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        (ed25519.Ed25519PrivateKey.generate().public_key(), Algorithm.ED25519),
        (ec.generate_private_key(ec.SECP256R1()).public_key(), Algorithm.P256),
        (ec.generate_private_key(ec.SECP384R1()).public_key(), Algorithm.P384),
        (rsa.generate_private_key(65537, 2048).public_key(), Algorithm.RSA),
    ],
    ids=lambda value: value.value if isinstance(value, Algorithm) else "",
)
def test_a_key_of_each_kind_is_read(key: rsa.RSAPublicKey, algorithm: Algorithm) -> None:
    assert pem.decode(written(key)).algorithm is algorithm
    assert pem.decode(f"Klucz:\n{written(key)}".encode().decode("ascii")).algorithm is algorithm


@pytest.mark.parametrize(
    "text",
    [
        "",
        "klucz",
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "ł",
        " " * (pem.LONGEST + 1),
    ],
    ids=["nothing", "a word", "an empty key", "no key", "no ASCII", "too long"],
)
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(MalformedKeyError):
        pem.decode(text)


def test_a_private_key_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    with pytest.raises(MalformedKeyError):
        pem.decode(key.private_bytes(serialization.Encoding.PEM, *PRIVATE).decode())


def test_a_key_of_another_kind_is_refused() -> None:
    for key in (ec.generate_private_key(ec.SECP256K1()), dsa.generate_private_key(1024)):
        with pytest.raises(MalformedKeyError):
            pem.decode(written(key.public_key()))


def test_a_short_key_is_refused() -> None:
    with pytest.raises(UnsafeKeyError):
        pem.decode(written(rsa.generate_private_key(65537, 1024).public_key()))
