from contextlib import suppress

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from keys import multikey
from keys.errors import (
    InvalidSignatureError,
    MalformedKeyError,
    MultibaseError,
    UnsafeKeyError,
    UnsuitableKeyError,
)
from keys.multibase import base58btc_encode
from keys.private import LocalSigner, PrivateKey, from_multibase_secret, from_secret, generate
from keys.public import EC_CURVES, EcdsaKey, public_key, rsa_raw
from keys.signer import Algorithm, PublicKey, Signer

KEYS = {algorithm: generate(algorithm) for algorithm in Algorithm}
every_key = pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: key.algorithm.value)

# RFC 8032 section 7.1 tests 1 and 2; RFC 6979 sections A.2.5 and A.2.6, with the curve's own hash.
KNOWN_ANSWERS = [
    (
        Algorithm.ED25519,
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        b"",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        Algorithm.ED25519,
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        b"\x72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        Algorithm.P256,
        "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
        b"sample",
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    ),
    (
        Algorithm.P384,
        "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d8"
        "96d5724e4c70a825f872c9ea60d2edf5",
        b"sample",
        "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c"
        "81a648152e44acf96e36dd1e80fabe46"
        "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94f"
        "a329c145786e679e7b82c71a38628ac8",
    ),
]

# The key pairs of the W3C test vectors (vc-di-eddsa, vc-di-ecdsa).
PUBLISHED_PAIRS = [
    (
        "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq",
        "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
    ),
    (
        "z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN",
        "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
    ),
    (
        "z2fanyY7zgwNpZGxX5fXXibvScNaUWNprHU9dKx7qpVj7mws9J8LLt4mDB5TyH2GLHWkUc",
        "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ",
    ),
]


@pytest.mark.parametrize(("algorithm", "secret", "message", "signature"), KNOWN_ANSWERS)
def test_signatures_are_those_of_the_standards(
    algorithm: Algorithm, secret: str, message: bytes, signature: str
) -> None:
    key = from_secret(algorithm, bytes.fromhex(secret))
    assert key.sign(message).hex() == signature
    key.public_key.verify(bytes.fromhex(signature), message)


@pytest.mark.parametrize(("secret", "public"), PUBLISHED_PAIRS)
def test_published_secrets_have_their_published_public_halves(secret: str, public: str) -> None:
    key = from_multibase_secret(secret).public_key
    assert multikey.encode(key) == public
    assert multikey.decode(public) == key


@every_key
def test_every_kind_of_key_signs_and_verifies(key: PrivateKey) -> None:
    signature = key.sign(b"message")
    assert signature == key.sign(b"message")
    key.public_key.verify(signature, b"message")
    for other_signature, message in [
        (signature, b"massage"),
        (bytes(len(signature)), b"message"),
        (b"", b"message"),
        (signature + b"\0", b"message"),
        (signature[:-1], b"message"),
    ]:
        with pytest.raises(InvalidSignatureError):
            key.public_key.verify(other_signature, message)


@every_key
@given(position=st.integers(0), bit=st.integers(0, 7))
def test_a_signature_with_one_bit_changed_is_refused(
    key: PrivateKey, position: int, bit: int
) -> None:
    changed = bytearray(key.sign(b"message"))
    changed[position % len(changed)] ^= 1 << bit
    with pytest.raises(InvalidSignatureError):
        key.public_key.verify(bytes(changed), b"message")


@pytest.mark.parametrize("algorithm", list(EC_CURVES))
def test_a_der_signature_is_not_taken_for_a_raw_one(algorithm: Algorithm) -> None:
    raw = KEYS[algorithm].sign(b"message")
    half = len(raw) // 2
    r, s = int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big")
    with pytest.raises(InvalidSignatureError):
        KEYS[algorithm].public_key.verify(encode_dss_signature(r, s), b"message")


@pytest.mark.parametrize("algorithm", list(EC_CURVES))
def test_a_zero_between_r_and_s_makes_no_second_signature(algorithm: Algorithm) -> None:
    raw = KEYS[algorithm].sign(b"message")
    half = len(raw) // 2
    with pytest.raises(InvalidSignatureError):
        KEYS[algorithm].public_key.verify(raw[:half] + b"\0" + raw[half:], b"message")


@every_key
def test_a_private_key_never_shows_itself(key: PrivateKey) -> None:
    signer = LocalSigner("urn:x", key)
    for shown in (repr(key), str(key), f"{key}", repr(signer), repr([signer])):
        assert "pkcs8" not in shown
        assert repr(key.pkcs8) not in shown
        assert key.pkcs8.hex() not in shown


@every_key
def test_public_keys_are_equal_by_algorithm_and_bytes(key: PrivateKey) -> None:
    again: PublicKey = public_key(key.algorithm, key.public_key.raw)
    assert again == key.public_key
    assert len({again, key.public_key}) == 1
    assert again != generate(Algorithm.P256).public_key


@every_key
def test_a_private_key_of_another_kind_is_refused(key: PrivateKey) -> None:
    for algorithm in set(Algorithm) - {key.algorithm}:
        with pytest.raises(MalformedKeyError):
            PrivateKey(algorithm, key.pkcs8)


def test_a_local_signer_signs_by_its_key() -> None:
    signer: Signer = LocalSigner("did:example:1#key", KEYS[Algorithm.ED25519])
    assert signer.verification_method == "did:example:1#key"
    signer.public_key.verify(signer.sign(b"message"), b"message")


@given(st.sampled_from(Algorithm), st.binary(max_size=60))
def test_arbitrary_bytes_as_a_key_raise_only_declared_errors(
    algorithm: Algorithm, raw: bytes
) -> None:
    with suppress(MalformedKeyError):
        assert public_key(algorithm, raw).raw == raw


@given(st.sampled_from(Algorithm), st.binary(max_size=60))
def test_arbitrary_private_bytes_raise_only_declared_errors(
    algorithm: Algorithm, data: bytes
) -> None:
    with pytest.raises(MalformedKeyError):
        PrivateKey(algorithm, data)
    with suppress(MalformedKeyError):
        from_secret(algorithm, data)
    with suppress(MalformedKeyError, MultibaseError):
        from_multibase_secret(base58btc_encode(data))


@pytest.mark.parametrize("scalar", [0, 2**256 - 1])
def test_a_secret_outside_the_order_of_its_curve_is_refused(scalar: int) -> None:
    with pytest.raises(MalformedKeyError, match="out of the range"):
        from_secret(Algorithm.P256, scalar.to_bytes(32, "big"))


def test_an_uncompressed_or_foreign_point_is_refused() -> None:
    point = EC_CURVES[Algorithm.P256]
    full = ec.generate_private_key(point).public_key()
    uncompressed = full.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    for raw in (uncompressed, b"\x02" + b"\xff" * 32, b"\x05" + bytes(32), b"", b"\0"):
        with pytest.raises(MalformedKeyError):
            public_key(Algorithm.P256, raw)
    with pytest.raises(MalformedKeyError, match="not an elliptic curve"):
        EcdsaKey(Algorithm.RSA, uncompressed)


def test_a_short_rsa_key_is_refused() -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key()
    with pytest.raises(UnsafeKeyError, match="1024 bits is too short"):
        public_key(Algorithm.RSA, rsa_raw(short))


@pytest.mark.parametrize(
    ("n", "e", "error"),
    [
        (2**2047 + 1, 3, UnsafeKeyError),
        (2**2047 + 2, 65537, UnsafeKeyError),
        (2**8192 + 1, 65537, MalformedKeyError),
        (2**2047 + 1, 2**64 + 1, MalformedKeyError),
    ],
)
def test_weird_rsa_numbers_are_refused(n: int, e: int, error: type[MalformedKeyError]) -> None:
    with pytest.raises(error):
        public_key(Algorithm.RSA, rsa_raw(rsa.RSAPublicNumbers(e=e, n=n).public_key()))


def test_rsa_keys_have_one_form() -> None:
    raw = KEYS[Algorithm.RSA].public_key.raw
    loaded = serialization.load_der_public_key(raw)
    spki = loaded.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    for other in (spki, raw + b"\0", b"", raw[:-1]):
        with pytest.raises(MalformedKeyError):
            public_key(Algorithm.RSA, other)


def test_another_kind_of_key_is_not_taken_for_rsa() -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    spki = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    with pytest.raises(MalformedKeyError, match="not an RSA key"):
        public_key(Algorithm.RSA, spki)


@pytest.mark.parametrize("algorithm", list(multikey.CODECS))
def test_a_multikey_is_read_as_written(algorithm: Algorithm) -> None:
    key = KEYS[algorithm].public_key
    assert multikey.decode(multikey.encode(key)) == key


def test_rsa_has_no_multikey() -> None:
    with pytest.raises(UnsuitableKeyError, match="rsa cannot be used for Multikey"):
        multikey.encode(KEYS[Algorithm.RSA].public_key)


def test_a_multikey_of_another_codec_or_base_is_refused() -> None:
    raw = KEYS[Algorithm.ED25519].public_key.raw
    for codec in (b"\xe7\x01", b"\xec\x01", b"\x80\x26", b"", b"\xed"):
        with pytest.raises(MalformedKeyError):
            multikey.decode(base58btc_encode(codec + raw))
    with pytest.raises(MultibaseError):
        multikey.decode("u7QH")


@given(st.text() | st.binary(max_size=80).map(base58btc_encode))
def test_arbitrary_text_as_multikey_raises_only_declared_errors(text: str) -> None:
    with suppress(MalformedKeyError, MultibaseError):
        assert multikey.encode(multikey.decode(text)) == text
