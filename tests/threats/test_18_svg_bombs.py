"""Threat 18: SVGs that declare entities, nest without end, or are nothing but markup."""

import pytest
from timing import is_quick

from signing.baking_errors import BakingError, BakingLimitError, UnsafeSvgError
from signing.svg import unbake_svg
from signing.svg_scan import MAX_DEPTH, MAX_SIGNS

BEGIN = b'<svg xmlns="http://www.w3.org/2000/svg">'
LAUGHS = b"".join(b'<!ENTITY l%d "&l%d;&l%d;">' % (n + 1, n, n) for n in range(30))


@pytest.mark.parametrize(
    "declared",
    [
        LAUGHS,
        b'<!ENTITY x SYSTEM "file:///etc/passwd">',
        b'<!ENTITY % x SYSTEM "https://a.example/x.dtd"> %x;',
    ],
    ids=["billion laughs", "a file", "another place"],
)
def test_declared_entities_are_refused(declared: bytes) -> None:
    with pytest.raises(UnsafeSvgError):
        unbake_svg(b"<!DOCTYPE svg [" + declared + b"]>" + BEGIN + b"&x;</svg>")


@pytest.mark.parametrize(
    "inside",
    [
        b"<g>" * 100_000 + b"</g>" * 100_000,
        b"<g>" * MAX_DEPTH + b"</g>" * MAX_DEPTH,
        b"<g/>" * MAX_SIGNS,
        b"<g" + b"".join(b' a%d=""' % n for n in range(MAX_SIGNS)) + b"/>",
    ],
    ids=["100 000 levels", "one level too many", "elements", "attributes"],
)
def test_what_nests_or_repeats_without_end_is_refused_at_once(inside: bytes) -> None:
    def refuse() -> None:
        with pytest.raises(BakingLimitError):
            unbake_svg(BEGIN + inside + b"</svg>")

    assert is_quick(refuse, 0.25)


def test_all_refusals_are_of_one_kind() -> None:
    assert issubclass(BakingLimitError, BakingError)
    assert issubclass(UnsafeSvgError, BakingError)
