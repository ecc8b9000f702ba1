import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from keys.errors import JsonError, JsonTooDeepError, JsonTooLargeError
from keys.strict_json import read

NAMES = st.text(
    st.characters(
        exclude_categories=["Cs"], exclude_characters="\ufffe\uffff", max_codepoint=0xFDCF
    )
)
NUMBERS = st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(
    allow_nan=False, allow_infinity=False
).filter(lambda number: not (abs(number) > 2**53 - 1 and abs(number) < 1e21))
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | NAMES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_everything_that_jcs_writes_is_read(value: object) -> None:
    assert read(rfc8785.dumps(value)) == value  # type: ignore[arg-type]  # its types lack object


@given(st.binary() | st.text())
def test_arbitrary_input_raises_only_json_errors(data: bytes | str) -> None:
    try:
        read(data)
    except JsonError:
        return
    assert json.loads(data) == read(data)


@given(st.text(st.sampled_from('{}[]",:\\u0d8e+-.E1tn ')))
def test_text_that_looks_like_json_raises_only_json_errors(text: str) -> None:
    try:
        read(text)
    except JsonError:
        return
    assert json.loads(text) == read(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a":1,"a":1}', "'a' is repeated"),
        ('{"a":1,"\\u0061":2}', "'a' is repeated"),
        ('[{"b":{"c":1,"c":2}}]', "'c' is repeated"),
        ("NaN", "NaN"),
        ("[Infinity]", "Infinity"),
        ("-Infinity", "-Infinity"),
        ("1e400", "too large"),
        ("-1e400", "too large"),
        ('"\\ud800"', "surrogate"),
        ('{"\\udc00":1}', "surrogate"),
        ('["\\ude00\\ud83d"]', "surrogate"),
        ('"\\uffff"', "noncharacter"),
        ('"\U0001fffe"', "noncharacter"),
        ("9007199254740992", "beyond"),
        ("-9007199254740992", "beyond"),
        ("1" * 5000, "beyond"),
        ("5.0", "must be written 5"),
        ("5.50", "must be written 5.5"),
        ("1e2", "must be written 100"),
        ("1E+21", "must be written 1e+21"),
        ("-0", "must be written 0"),
        ("-0.0", "must be written 0"),
        ("0.10000000000000000001", "must be written 0.1"),
        ("", "line 1, column 1"),
        ("01", "extra data"),
        ("[1,]", "line 1, column"),
        ("[1]]", "extra data"),
        ("'a'", "line 1"),
        ("\ufeff1", "byte order mark"),
    ],
)
def test_json_that_two_readers_may_take_differently_is_refused(text: str, reason: str) -> None:
    with pytest.raises(JsonError, match=reason.replace("+", r"\+")):
        read(text)
    with pytest.raises(JsonError):
        read(text.encode())


@pytest.mark.parametrize("data", [b"\xff", b'"\xc0\x80"', b'"\xed\xa0\x80"', b"\xff\xfe1\x00"])
def test_invalid_utf_8_is_refused(data: bytes) -> None:
    with pytest.raises(JsonError, match="UTF-8"):
        read(data)


def test_text_that_utf_8_cannot_carry_is_refused() -> None:
    with pytest.raises(JsonError, match="UTF-8"):
        read('"\ud800"')


@pytest.mark.parametrize("text", ["0", "-1", "0.1", "1e+21", "1e-7", "0.000001", "5e-324"])
def test_numbers_as_jcs_writes_them_are_read(text: str) -> None:
    assert read(text) == json.loads(text)


def test_an_integer_stays_an_integer_and_a_pair_of_surrogates_one_character() -> None:
    assert type(read("5")) is int
    assert read('"\\ud83c\\udf93"') == "🎓"


def test_the_limit_counts_bytes_of_utf_8() -> None:
    assert read('"łł"', limit=6) == "łł"
    for data in ('"łł"', '"łł"'.encode()):
        with pytest.raises(JsonTooLargeError, match="5 bytes"):
            read(data, limit=5)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_the_depth_is_counted_before_parsing(opening: str, closing: str) -> None:
    read(opening * 32 + "1" + closing * 32)
    with pytest.raises(JsonTooDeepError, match="32 levels"):
        read(opening * 33 + "1" + closing * 33)
    with pytest.raises(JsonTooDeepError):
        read(opening * 200_000)


def test_brackets_inside_text_are_not_depth() -> None:
    text = json.dumps("[{" * 100 + '"\\"[' * 100)
    assert read(f"[{text}]", depth=1) == [json.loads(text)]


@pytest.mark.parametrize("text", ['"' + '\\"' * 500_000, '"' * 1_000_000, '"\\', "[" + '"' * 99])
def test_text_without_an_end_is_refused(text: str) -> None:
    with pytest.raises(JsonError):
        read(text)
