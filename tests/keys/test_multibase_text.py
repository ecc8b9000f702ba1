import pytest
from hypothesis import given
from hypothesis import strategies as st

from keys.errors import MultibaseError
from keys.multibase import (
    base58btc_decode,
    base58btc_encode,
    base64url_decode,
    base64url_encode,
    multibase64url_encode,
)


# draft-msporny-base58-03 section 5, after the multibase prefix.
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "z11233QC4"),
        (b"", "z"),
        (b"\0", "z1"),
    ],
)
def test_base58btc_follows_its_published_examples(data: bytes, text: str) -> None:
    assert base58btc_encode(data) == text
    assert base58btc_decode(text) == data


@given(st.binary(max_size=200), st.integers(0, 5))
def test_what_was_encoded_is_decoded(data: bytes, zeros: int) -> None:
    data = bytes(zeros) + data
    assert base58btc_decode(base58btc_encode(data)) == data
    assert base64url_decode(base64url_encode(data)) == data
    assert multibase64url_encode(data) == "u" + base64url_encode(data)


@given(st.text() | st.text(st.sampled_from("zu1aZ09-_=+/ łA")))
def test_one_sequence_of_bytes_has_one_text(text: str) -> None:
    try:
        assert base58btc_encode(base58btc_decode(text)) == text
    except MultibaseError:
        return


@given(st.text() | st.text(st.sampled_from("u1aZ09-_=+/ łA")))
def test_one_sequence_of_bytes_has_one_text_in_base64url(text: str) -> None:
    try:
        assert base64url_encode(base64url_decode(text)) == text
    except MultibaseError:
        return


@pytest.mark.parametrize(
    "text", ["", "Q", "u2NE", "z0", "zO", "zI", "zl", "z 1", "z1\n", "zł", "z١", "z" + "1" * 4096]
)
def test_other_text_is_not_base58btc(text: str) -> None:
    with pytest.raises(MultibaseError):
        base58btc_decode(text)


@pytest.mark.parametrize(
    "text", ["QQ==", "QQ=", "QR", "Q", "Q+", "Q/", "QQ\n", " QQ", "ＱＱ", "AAB"]
)
def test_padded_or_non_canonical_base64url_is_refused(text: str) -> None:
    with pytest.raises(MultibaseError):
        base64url_decode(text)
