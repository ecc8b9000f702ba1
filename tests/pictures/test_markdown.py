"""Markdown of people: as HTML that is safe in a page, and as plain text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.markdown import as_html, as_plain

TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^>]*)>")
KNOWN = {"p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a",
         "h2", "h3", "h4", "h5", "h6"}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Zaliczenie **kursu** i *obrona*", "<p>Zaliczenie <strong>kursu</strong> i "
         "<em>obrona</em></p>"),
        ("# Cel\n## Kryteria\n###### Dół", "<h2>Cel</h2>\n<h3>Kryteria</h3>\n<h6>Dół</h6>"),
        ("Tytuł\n=====", "<h2>Tytuł</h2>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> cytat", "<blockquote>\n<p>cytat</p>\n</blockquote>"),
        ("![znak](https://a.example/x.png)", "<p>znak</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)  # fmt: skip
def test_usual_text_is_rendered(text: str, html: str) -> None:
    assert as_html(text).strip() == html


def test_every_link_says_that_nobody_vouches_for_it() -> None:
    html = as_html("[a](https://a.example/?x=1&y=2) <https://b.example> [m](mailto:a@b.example)")
    assert html.count("<a ") == 3
    assert html.count('rel="nofollow noopener noreferrer"') == 3


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "[x](file:///etc/passwd)",
        '[x](https://a.example "\\" onclick=\\"alert(1)")',
        '![x](https://a.example/a.png"onerror=alert(1))',
        '<https://a.example/"onmouseover="alert(1)>',
        "```<script>\nalert(1)\n```",
        "`<script>`",
        "<!-- --><svg/onload=alert(1)>",
        "<a href='javascript:x'>x</a>",
        "[x]: javascript:alert(1)\n\n[x]",
        "# <b onclick=x>",
    ],
)
def test_nothing_that_acts_comes_out(text: str) -> None:
    check(as_html(text))


@given(st.text() | st.text(st.sampled_from(list("<>\"'&[](){}!#*_`:/ \njavscript=on"))))
def test_only_known_tags_come_out_of_any_text(text: str) -> None:
    check(as_html(text))
    as_plain(text)


def check(html: str) -> None:
    for _, name, attributes in TAG.findall(html):
        assert name in KNOWN
        names = {one.lower() for one in re.findall(r"([\w-]+)=\"", attributes)}
        assert names <= {"href", "title", "rel", "start"}
        for address in re.findall(r'href="([^"]*)"', attributes):
            assert not re.match(r"\s*(javascript|data|vbscript|file):", address, re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zaliczenie **kursu**\ni `obrona`.\n\nKoniec", "Zaliczenie kursu i obrona.\n\nKoniec"),
        ("# Cel\ntekst", "Cel\n\ntekst"),
        ("- a\n- b\n\nc", "– a\n– b\n\nc"),
        ("3. a\n4. b\n   - c", "3. a\n4. b\n  – c"),
        ("[strona](https://a.example)", "strona (https://a.example)"),
        ("<https://a.example>", "https://a.example"),
        ("a  \nb", "a\nb"),
        ("![znak](x.png) &amp; < &lt;", "znak & < <"),
        ("    kod\n    dalej", "kod\ndalej"),
        ("", ""),
        ("---", ""),
    ],
)
def test_plain_text_reads_like_text(text: str, plain: str) -> None:
    assert as_plain(text) == plain
