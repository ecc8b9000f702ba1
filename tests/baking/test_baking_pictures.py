"""Baking into whichever picture is given, and the sample pictures themselves."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.baking import PictureKind, bake, picture_kind, unbake
from signing.baking_errors import BakingError, BrokenSvgError, UnknownPictureError

SAMPLES = Path(__file__).parents[2] / "issuer" / "samples"
PICTURES = [(SAMPLES / name).read_bytes() for name in ("badge.svg", "badge.png")]
TOKEN = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize("picture", PICTURES, ids=["svg", "png"])
@pytest.mark.parametrize("credential", [TOKEN, '{"name":"Zażółć ]]> 😀"}'])
def test_the_sample_pictures_carry_a_credential(picture: bytes, credential: str) -> None:
    baked = bake(picture, credential)
    assert unbake(baked).replace("\\u003e", ">") == credential
    assert bake(baked, credential) == baked
    assert picture_kind(baked) is picture_kind(picture)


@pytest.mark.parametrize(
    "text",
    [
        SVG,
        f"\ufeff{SVG}",
        f'<?xml version="1.0"?>\n<!-- drawn > by hand -->\n<!DOCTYPE svg PUBLIC "a" "b">{SVG}',
        "<s:svg/>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
    ],
)
def test_an_svg_is_known_by_its_first_element(text: str) -> None:
    assert picture_kind(text.encode()) is PictureKind.SVG


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_an_svg_in_utf_16_is_named_before_it_is_refused(encoding: str) -> None:
    with pytest.raises(BrokenSvgError, match="UTF-8"):
        bake(SVG.encode(encoding), TOKEN)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"GIF89a",
        b"{}",
        b"<!DOCTYPE html><html><svg></svg></html>",
        b"<!-- <svg> -->",
        b"<svgx/>",
        b"a.b.c",
        b"\x89PNG\n\x1a\n",
    ],
)
def test_other_files_are_not_pictures(data: bytes) -> None:
    assert picture_kind(data) is None
    with pytest.raises(UnknownPictureError):
        unbake(data)
    with pytest.raises(UnknownPictureError):
        bake(data, TOKEN)


@given(st.binary())
def test_arbitrary_bytes_raise_only_declared_errors(data: bytes) -> None:
    with pytest.raises(BakingError):
        unbake(data)


def test_the_sample_svg_is_small_and_keeps_to_itself() -> None:
    svg = PICTURES[0].decode()
    assert len(svg) < 4096
    assert "<title>" in svg
    assert "<desc>" in svg
    assert not re.search(r"<script|<style|<image|<text\b|href|\bon\w+=|url\((?!#)", svg)


def test_the_sample_png_is_512_pixels_square_and_small() -> None:
    png = PICTURES[1]
    assert png[16:24] == bytes([0, 0, 2, 0, 0, 0, 2, 0])
    assert len(png) < 40_000
