"""Baking into SVG and unbaking."""

import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given

from signing.baking_errors import NothingBakedError, OlderBadgeError, UnbakeableTextError
from signing.svg import bake_svg, json_for_cdata, unbake_svg

from .baking_samples import DOCTYPE, ELEMENT, OB, OPEN_SVG, SVG, TOKEN, json_texts, svg, tokens

OPEN = '<svg xmlns="http://www.w3.org/2000/svg">'


@given(tokens)
def test_a_baked_token_is_unbaked(token: str) -> None:
    assert unbake_svg(bake_svg(SVG, token)) == token


@given(json_texts)
def test_baked_json_is_unbaked_with_the_same_meaning(text: str) -> None:
    unbaked = unbake_svg(bake_svg(SVG, text))
    assert unbaked == text.replace("]]>", "]]\\u003e")
    assert json.loads(unbaked) == json.loads(text)


@given(json_texts)
def test_no_json_for_cdata_can_end_it(text: str) -> None:
    assert "]]>" not in json_for_cdata(text)
    assert json.loads(json_for_cdata(text)) == json.loads(text)


def test_a_greater_than_sign_stands_only_inside_json_strings() -> None:
    """The structural characters, white space, words and numbers of RFC 8259 hold none."""
    outside = json.dumps({"": [True, False, None, -1.5e300, {}]}, indent=1).replace('""', "")
    assert ">" not in outside
    with pytest.raises(json.JSONDecodeError):
        json.loads("[[1]]>")


@pytest.mark.parametrize(
    "value", ["]]>", "]]]>]]>", "\\]]>", "\u2028\u2029\x85\x7f", "😀", "\x00\x1f", "<&>\"'", "\r\n"]
)
def test_difficult_characters_survive(value: str) -> None:
    for escape in (True, False):
        text = json.dumps({"a": value}, ensure_ascii=escape)
        assert json.loads(unbake_svg(bake_svg(SVG, text))) == {"a": value}


def test_line_ends_between_json_tokens_become_line_feeds() -> None:
    assert unbake_svg(bake_svg(SVG, '{\r\n"a":\r1}')) == '{\n"a":\n1}'


def test_a_token_stands_in_the_verify_attribute_directly_after_the_start_tag() -> None:
    assert (
        bake_svg(SVG, TOKEN)
        == (
            f'<svg xmlns:openbadges="{OB}" xmlns="http://www.w3.org/2000/svg">{ELEMENT}'
            "<path d='M0 0'/></svg>"
        ).encode()
    )


def test_json_stands_in_cdata_without_a_verify_attribute() -> None:
    assert (
        bake_svg(SVG, '{"a":"<ż>"}')
        == (
            f"{OPEN_SVG}<openbadges:credential>"
            """<![CDATA[{"a":"<ż>"}]]></openbadges:credential><path d='M0 0'/></svg>"""
        ).encode()
    )


@pytest.mark.parametrize(
    "picture",
    [
        f"{OPEN}</svg>",
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\r\n{DOCTYPE}\n{OPEN}\r\n</svg>\n',
        f"\ufeff{OPEN}<title>Żółć</title></svg>",
        f"<!-- <svg> --><?style x?>{OPEN}<![CDATA[<svg>]]></svg><!-- > -->",
        '<svg\n  a="1 > 0"\n  b=\'"/>"\' xmlns="http://www.w3.org/2000/svg"\n  ><g/></svg >',
        '<s:svg xmlns:s="http://www.w3.org/2000/svg" ><s:g/></s:svg>',
        f'{OPEN}<script>if (a &lt; b) "&amp;"</script></svg>',
    ],
)
@pytest.mark.parametrize("credential", [TOKEN, '{"a":"ą ]]> "}'])
def test_the_rest_of_the_picture_stays_byte_for_byte(picture: str, credential: str) -> None:
    baked = bake_svg(picture.encode(), credential).decode()
    start = baked.index("<openbadges:credential")
    end = baked.index("</openbadges:credential>") + len("</openbadges:credential>")
    declaration = f' xmlns:openbadges="{OB}"'
    assert baked.count(declaration) == 1
    assert (baked[:start] + baked[end:]).replace(declaration, "") == picture
    ET.fromstring(baked.encode())


@pytest.mark.parametrize("space", ["", " ", "\n"])
def test_a_root_without_content_is_opened(space: str) -> None:
    picture = f'<s:svg a="/>" xmlns:s="http://www.w3.org/2000/svg"{space}/><!-- end -->'
    baked = bake_svg(picture.encode(), TOKEN).decode()
    assert baked == (
        f'<s:svg xmlns:openbadges="{OB}" a="/>" xmlns:s="http://www.w3.org/2000/svg"{space}>'
        f"{ELEMENT}</s:svg><!-- end -->"
    )
    assert bake_svg(baked.encode(), TOKEN).decode() == baked


def test_a_declaration_that_is_there_is_used() -> None:
    assert bake_svg(svg("<g/>"), TOKEN) == svg(f"{ELEMENT}<g/>")


def test_a_prefix_that_means_something_else_is_bound_anew_on_our_element() -> None:
    opening = '<svg xmlns:openbadges="http://openbadges.org" xmlns="http://www.w3.org/2000/svg">'
    picture = svg('<openbadges:assertion verify="a.b.c"/>', opening)
    baked = bake_svg(picture, TOKEN)
    assert baked.startswith(f'{opening}<openbadges:credential xmlns:openbadges="{OB}"'.encode())
    assert unbake_svg(baked) == TOKEN
    assert bake_svg(baked, TOKEN) == baked


@given(tokens | json_texts, tokens | json_texts)
def test_baking_again_replaces_the_credential(first: str, second: str) -> None:
    assert bake_svg(bake_svg(SVG, first), second) == bake_svg(SVG, second)


def test_every_earlier_credential_is_replaced_wherever_it_stands() -> None:
    other = f'<o:credential xmlns:o="{OB}" verify="1>0">x<o:credential/></o:credential >'
    picture = svg(f"{ELEMENT}<g>{other}<path/><openbadges:credential/></g>{ELEMENT}")
    assert bake_svg(picture, "x.y.z") == svg(f"{ELEMENT.replace(TOKEN, 'x.y.z')}<g><path/></g>")


def test_a_comment_that_looks_like_a_credential_is_none() -> None:
    picture = svg(f"<!-- {ELEMENT} --><![CDATA[{ELEMENT}]]>")
    with pytest.raises(NothingBakedError):
        unbake_svg(picture)
    assert unbake_svg(bake_svg(picture, "x.y.z")) == "x.y.z"


@pytest.mark.parametrize(
    "element",
    [
        f'<openbadges:credential verify="{TOKEN}"/>',
        f'<o:credential xmlns:o="{OB}" verify=" {TOKEN}&#10;"/>',
        f'<credential xmlns="{OB}">\n  <![CDATA[\n{TOKEN}]]>\n</credential>',
        f"<openbadges:credential>{TOKEN[:9]}<!-- c -->{TOKEN[9:]}</openbadges:credential>",
    ],
)
def test_other_ways_to_write_the_element_are_read(element: str) -> None:
    assert unbake_svg(DOCTYPE.encode() + svg(f"<g/>{element}")) == TOKEN


def test_a_picture_without_a_credential_says_so() -> None:
    with pytest.raises(NothingBakedError) as caught:
        unbake_svg(SVG)
    assert not isinstance(caught.value, OlderBadgeError)


@pytest.mark.parametrize(
    "uri", ["", "http://openbadges.org", OB + "/", OB.replace("https", "http")]
)
def test_an_element_of_another_namespace_is_not_a_credential(uri: str) -> None:
    with pytest.raises(NothingBakedError):
        unbake_svg(svg(f'<credential xmlns="{uri}" verify="{TOKEN}"/>'))


def test_an_older_badge_is_named() -> None:
    with pytest.raises(OlderBadgeError):
        unbake_svg(svg('<assertion xmlns="http://openbadges.org" verify="a.b.c"/>'))


@pytest.mark.parametrize("text", ["", "a.b", "[]", "{", '{"a":1,"a":2}', '{"a":"\ufffe"}'])
def test_a_text_that_is_no_credential_is_not_baked(text: str) -> None:
    with pytest.raises(UnbakeableTextError):
        bake_svg(SVG, text)
