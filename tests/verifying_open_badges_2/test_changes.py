"""Whatever is changed in a badge, or published in its place, nobody is misled."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from verifying.edits import put, removed

from keys.multibase import base64url_decode, base64url_encode
from keys.strict_json import Json
from verifier.presentation import as_json
from verifier.report import Verdict
from verifier.verify import Verifier

from .cases import READINGS
from .documents import NOW, Site, assertion, signed_assertion, site, token

UNDECIDING = ("/image",)
"""Places that a copy may change: pictures are never decisive."""

odd_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(["", "x", "https://a.example/"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "type", "revoked", "@id", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


def pointers(value: Json, path: str = "") -> Iterator[str]:
    """Yield the pointer of every member, the deepest after those that hold them."""
    for name, member in value.items() if isinstance(value, dict) else ():
        yield f"{path}/{name}"
        yield from pointers(member, f"{path}/{name}")


def verdict(given: bytes, answers: dict[str, Json] | None = None) -> Verdict:
    report = Verifier(READINGS, Site(answers or site())).verify(given, now=NOW, recipient=None)
    assert as_json(report)["verdict"] == report.verdict.value
    return report.verdict


@pytest.mark.parametrize("pointer", [*pointers(assertion())])
def test_a_copy_without_one_of_its_members_is_not_valid(pointer: str) -> None:
    copy = json.dumps(removed(pointer)(assertion())).encode()
    assert (verdict(copy) is Verdict.VALID) == (pointer in UNDECIDING)


@pytest.mark.parametrize("pointer", [*pointers(assertion())])
@settings(max_examples=30)
@given(value=odd_values)
def test_a_copy_with_another_value_is_not_valid(pointer: str, value: Json) -> None:
    copy = json.dumps(put(pointer, value)(assertion())).encode()
    assert verdict(copy) is not Verdict.VALID or pointer in UNDECIDING


@pytest.mark.parametrize("pointer", [*pointers(signed_assertion())])
@settings(max_examples=30)
@given(value=odd_values)
def test_a_signed_badge_with_another_value_is_not_valid(pointer: str, value: Json) -> None:
    head, payload, signature = token(signed_assertion()).split(".")
    changed = put(pointer, value)(json.loads(base64url_decode(payload)))
    text = base64url_encode(json.dumps(changed).encode())
    assert verdict(f"{head}.{text}.{signature}".encode()) is not Verdict.VALID


PUBLISHED = [(url, place) for url, document in site().items() for place in pointers(document)]


@pytest.mark.parametrize(("url", "pointer"), PUBLISHED)
@settings(max_examples=20)
@given(value=odd_values)
def test_whatever_is_published_there_is_a_report(url: str, pointer: str, value: Json) -> None:
    answers = {**site(), url: put(pointer, value)(site()[url])}
    verdict(json.dumps(assertion()).encode(), answers)
    verdict(token(signed_assertion()).encode(), answers)


@pytest.mark.parametrize("pointer", [*pointers(signed_assertion())])
@settings(max_examples=20)
@given(value=odd_values)
def test_whatever_is_signed_there_is_a_report(pointer: str, value: Json) -> None:
    verdict(token(put(pointer, value)(signed_assertion())).encode())
