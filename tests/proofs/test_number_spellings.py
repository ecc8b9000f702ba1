"""Numbers of a token are read in any spelling, but only as the number that they are."""

import json
from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from keys.strict_json import read
from signing.number_spellings import respelled


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"a":3.0,"b":[3e0,30E-1,-0.0]}', '{"a":3,"b":[3,3,0]}'),
        ('{"3.0":"3.0","b":"\\"3.0"}', '{"3.0":"3.0","b":"\\"3.0"}'),
        ("[0.10, 2.50 ,1E21]", "[0.1, 2.5 ,1e+21]"),
        ("3.0", "3"),
        ("[1.00000000000000000001]", "[1.00000000000000000001]"),
        ("[1e400,1e-400]", "[1e400,1e-400]"),
        ("[1.0.5]", "[1.0.5]"),
        ("[03.0,3.0x,3.,+3.0]", "[03.0,3.0x,3.,+3.0]"),
        ('["3.0', '["3.0'),
        ("[1e9999999999999999999999999]", "[1e9999999999999999999999999]"),
        ("[1e-999999999999999999999999]", "[1e-999999999999999999999999]"),
    ],
)
def test_only_numbers_are_written_anew_and_only_as_the_same_number(text: str, wanted: str) -> None:
    assert respelled(text) == wanted


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(["r", ".17e", "+.17E"]))
def test_what_is_written_anew_is_the_same_number(value: float, form: str) -> None:
    text = repr(value) if form == "r" else f"{value:{form.removeprefix('+')}}"
    after = respelled(f"[{text}]")[1:-1]
    assert after == text or Decimal(after) == Decimal(text)
    assert float(after) == value


@given(st.text(alphabet='0123456789.eE+-,:[]{}" \\a', max_size=30))
def test_a_text_that_is_no_json_becomes_none(text: str) -> None:
    after = respelled(text)
    try:
        value = json.loads(after, parse_constant=pytest.fail)
    except json.JSONDecodeError:
        return
    assert json.loads(text) == value


@given(st.lists(st.integers(-(2**53) + 1, 2**53 - 1) | st.text() | st.floats(-9, 9)))
def test_what_is_canonical_stays(value: list[int | str | float]) -> None:
    text = rfc8785.dumps(value).decode()
    assert respelled(text) == text
    assert read(text) == value
