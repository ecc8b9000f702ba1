"""SVG pictures that reach out, blow up or are broken: threat 18."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.baked_text import MAX_PICTURE_BYTES
from signing.baking_errors import (
    BakedTextError,
    BakingError,
    BakingLimitError,
    BrokenSvgError,
    MisplacedCredentialError,
    SeveralCredentialsError,
    UnsafeSvgError,
)
from signing.svg import bake_svg, unbake_svg

from .baking_samples import DOCTYPE, ELEMENT, SVG, TOKEN, svg

OPEN = '<svg xmlns="http://www.w3.org/2000/svg">'


@pytest.mark.parametrize("second", [ELEMENT, f"<g>{ELEMENT}</g>", "<openbadges:credential/>"])
def test_a_second_element_is_refused(second: str) -> None:
    with pytest.raises(SeveralCredentialsError):
        unbake_svg(svg(f"{ELEMENT}<g/>{second}"))


def test_an_element_that_is_not_a_child_of_the_root_is_refused() -> None:
    with pytest.raises(MisplacedCredentialError):
        unbake_svg(svg(f"<g>{ELEMENT}</g>"))


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ("<openbadges:credential/>", "empty"),
        ('<openbadges:credential verify=" "> </openbadges:credential>', "empty"),
        ('<openbadges:credential verify="a.b.c">{}</openbadges:credential>', "both"),
        ('<openbadges:credential verify="">{}</openbadges:credential>', "both"),
        ("<openbadges:credential>{<g/>}</openbadges:credential>", "other elements"),
        ('<openbadges:credential verify="a.&b;.c"/>', "entity"),
        ("<openbadges:credential>a.&b;.c</openbadges:credential>", "entity"),
    ],
)
def test_an_element_that_cannot_be_read_is_refused(element: str, reason: str) -> None:
    with pytest.raises(BakedTextError, match=reason):
        unbake_svg(DOCTYPE.encode() + svg(element))


def test_an_entity_elsewhere_in_the_picture_does_no_harm() -> None:
    assert unbake_svg(DOCTYPE.encode() + svg(f"{ELEMENT}<text>&nbsp;</text>")) == TOKEN


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
UNSAFE = {
    "billion laughs": f'<!DOCTYPE svg [<!ENTITY l0 "lol">{LAUGHS}]>{OPEN}&l11;</svg>',
    "laughs in an attribute": f'<!DOCTYPE svg [<!ENTITY l0 "a">{LAUGHS}]>{OPEN[:-1]} a="&l11;"/>',
    "a file": f'<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]>{OPEN}&f;</svg>',
    "a parameter": f'<!DOCTYPE svg [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>{OPEN}</svg>',
    "a default": f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>{OPEN}</svg>',
    "an empty subset": f"<!DOCTYPE svg []>{OPEN}</svg>",
}


@pytest.mark.parametrize("name", UNSAFE)
def test_declarations_inside_the_picture_are_refused_by_both(name: str) -> None:
    with pytest.raises(UnsafeSvgError):
        unbake_svg(UNSAFE[name].encode())
    with pytest.raises(UnsafeSvgError):
        bake_svg(UNSAFE[name].encode(), TOKEN)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (b"", "no element"),
        (b"<svg/>", "root"),
        (b'<svg xmlns="http://www.w3.org/2000/SVG"/>', "root"),
        (b'<html xmlns="http://www.w3.org/1999/xhtml"><svg/></html>', "root"),
        (b'<SVG xmlns="http://www.w3.org/2000/svg"/>', "root"),
        (SVG.decode().encode("utf-16"), "UTF-8"),
        (SVG.decode().encode("utf-16-le"), "UTF-8"),
        (SVG.decode().encode("utf-16-be"), "UTF-8"),
        (SVG.decode().encode("utf-32"), "UTF-8"),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?>' + SVG, "UTF-8"),
        (b'<?xml version="1.1"?>' + SVG, "XML 1.0"),
        (SVG.replace(b"M0", b"M\xff"), "line 1"),
        (SVG.replace(b"M0", b"\xed\xa0\x80"), "line 1"),
        (SVG[:-1], "unclosed token"),
        (SVG + SVG, "junk"),
        (SVG.replace(b"<path", b"<x:path"), "unbound prefix"),
        (SVG.replace(b"M0", b"&unknown;"), "undefined entity"),
    ],
)
def test_a_broken_picture_is_refused_by_both(broken: bytes, reason: str) -> None:
    with pytest.raises(BrokenSvgError, match=reason):
        unbake_svg(broken)
    with pytest.raises(BrokenSvgError, match=reason):
        bake_svg(broken, TOKEN)


def test_the_nesting_may_have_a_hundred_levels_and_not_one_more() -> None:
    assert unbake_svg(svg(ELEMENT + "<g>" * 99 + "</g>" * 99)) == TOKEN
    for levels in (100, 100_000):
        with pytest.raises(BakingLimitError):
            unbake_svg(svg(ELEMENT + "<g>" * levels + "</g>" * levels))


def test_the_picture_may_have_ten_mebibytes_and_not_a_byte_more() -> None:
    room = MAX_PICTURE_BYTES - len(svg(f'{ELEMENT}<g a=""/>'))
    full = svg(f'{ELEMENT}<g a="{" " * room}"/>')
    assert len(full) == MAX_PICTURE_BYTES
    assert unbake_svg(full) == TOKEN
    with pytest.raises(BakingLimitError):
        bake_svg(full, TOKEN + "x")
    with pytest.raises(BakingLimitError):
        unbake_svg(full + b" ")


def test_a_text_beyond_a_mebibyte_is_refused() -> None:
    with pytest.raises(BakingLimitError):
        unbake_svg(svg(f"<openbadges:credential>{'a' * 1_048_577}</openbadges:credential>"))
    with pytest.raises(BakingLimitError):
        bake_svg(SVG, "a.b." + "c" * 1_048_573)
    with pytest.raises(BakingLimitError):
        bake_svg(SVG, '{"a":"' + "]]>" * 300_000 + '"}')


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.text("<>&;!-[]svg/\"' =", max_size=40).map(str.encode)
)
def test_arbitrary_bytes_raise_only_declared_errors(data: bytes) -> None:
    with pytest.raises(BakingError):
        unbake_svg(data)


@given(
    st.integers(0, len(svg(ELEMENT))),
    st.integers(0, 12),
    st.binary(max_size=8) | st.sampled_from([b"<", b">", b'"', b"/>", b"<g>", b"&lt;", b"]]>"]),
)
def test_changed_pictures_raise_only_declared_errors(start: int, cut: int, new: bytes) -> None:
    picture = svg(ELEMENT)
    changed = picture[:start] + new + picture[start + cut :]
    try:
        text = unbake_svg(changed)
    except BakingError:
        return
    assert unbake_svg(bake_svg(changed, TOKEN)) == TOKEN
    assert text
