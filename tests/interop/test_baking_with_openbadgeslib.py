"""Pictures baked here are read by openbadgeslib, and the other way round."""

from pathlib import Path

import pytest
from openbadgeslib import baking as theirs
from openbadgeslib.ob3 import OB3Verifier

from signing.baking import bake, unbake

SAMPLES = Path(__file__).parents[2] / "issuer" / "samples"
PNG = (SAMPLES / "badge.png").read_bytes()
SVG = (SAMPLES / "badge.svg").read_bytes()
TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl"
JSON = '{"name": "Zażółć gęślą jaźń 😀 <&>"}'
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
credentials = pytest.mark.parametrize("credential", [TOKEN, JSON], ids=["token", "json"])


@credentials
def test_our_png_is_read_by_them(credential: str) -> None:
    assert OB3Verifier.extract_token_from_png(bake(PNG, credential)) == credential


@credentials
def test_our_svg_is_read_by_them(credential: str) -> None:
    assert OB3Verifier.extract_token_from_svg(bake(SVG, credential)) == credential


def test_our_svg_on_top_of_an_older_badge_is_read_by_them() -> None:
    older = theirs.bake_svg(SVG, "a.b.c")
    assert OB3Verifier.extract_token_from_svg(bake(older, TOKEN)) == TOKEN


@credentials
def test_their_png_is_read_by_us(credential: str) -> None:
    assert unbake(theirs.bake_png(PNG, credential, keyword=theirs.ITXT_KEYWORD_OB3)) == credential


@credentials
def test_their_svg_is_read_by_us(credential: str) -> None:
    baked = theirs.bake_svg(
        SVG,
        credential,
        element=theirs.SVG_ELEMENT_OB3,
        namespace=NAMESPACE,
        as_text=credential is JSON,
    )
    assert unbake(baked) == credential


@credentials
def test_their_credential_is_replaced_by_ours(credential: str) -> None:
    png = theirs.bake_png(PNG, "a.b.c", keyword=theirs.ITXT_KEYWORD_OB3)
    svg = theirs.bake_svg(SVG, "a.b.c", element=theirs.SVG_ELEMENT_OB3, namespace=NAMESPACE)
    for baked in (bake(png, credential), bake(svg, credential)):
        assert unbake(baked) == credential
        assert b"a.b.c" not in baked
