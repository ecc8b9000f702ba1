"""`insygnia bake` and `insygnia unbake`."""

from pathlib import Path

import pytest

from .shell import BADGE_PNG, BADGE_SVG, Shell, assert_one_sentence


@pytest.mark.parametrize("picture", [BADGE_PNG, BADGE_SVG], ids=["png", "svg"])
@pytest.mark.parametrize("proof", ["eddsa-rdfc-2022", "vc-jwt"])
def test_a_badge_comes_out_of_a_picture_as_it_went_in(
    insygnia: Shell, picture: Path, proof: str
) -> None:
    document = insygnia.document(insygnia.new_key())
    insygnia("sign", document, "--key", "issuer.key", "--proof", proof, "--out", "badge")
    assert insygnia("bake", picture, "badge", "--out", "baked").code == 0
    assert insygnia("verify", "baked").code == 0
    run = insygnia("unbake", "baked")
    assert run.code == 0
    assert insygnia("verify", "-", stdin=run.out).code == 0
    if proof == "vc-jwt" or picture == BADGE_PNG:
        assert run.out.strip() == insygnia.bytes("badge").decode().strip()


def test_unbake_prints_exactly_the_badge_and_a_line_end(insygnia: Shell) -> None:
    badge = insygnia.badge()
    insygnia("bake", BADGE_PNG, badge, "--out", "baked.png")
    assert insygnia("unbake", "baked.png").out == insygnia.bytes(badge).decode().strip() + "\n"
    insygnia("unbake", "baked.png", "--out", "again.json")
    assert insygnia.bytes("again.json") == insygnia.bytes(badge)


def test_baking_again_replaces_the_badge(insygnia: Shell) -> None:
    first, second = insygnia.badge(name="a.json"), insygnia.badge(name="b.json")
    insygnia("bake", BADGE_PNG, first, "--out", "one.png")
    insygnia("bake", "one.png", second, "--out", "two.png")
    assert insygnia("unbake", "two.png").out.encode() == insygnia.bytes(second)
    assert insygnia.bytes("two.png").count(b"openbadgecredential") == 1


def test_a_jpeg_is_refused(insygnia: Shell) -> None:
    badge = insygnia.badge()
    (insygnia.folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    for run in (
        insygnia("bake", "photo.jpg", badge, "--out", "baked"),
        insygnia("unbake", "photo.jpg"),
    ):
        assert run.code == 1
        assert_one_sentence(run)
    assert "baked" not in insygnia.names()


def test_a_picture_without_a_badge_is_one_sentence(insygnia: Shell) -> None:
    run = insygnia("unbake", BADGE_PNG)
    assert (run.code, run.out) == (1, "")
    assert_one_sentence(run)


@pytest.mark.parametrize(
    "text", [b"", b"{}", b"[]", b"nonsense", b"a.b.c", b"\xff", b'{"type": 1}']
)
def test_only_a_badge_is_baked(insygnia: Shell, text: bytes) -> None:
    (insygnia.folder / "badge").write_bytes(text)
    run = insygnia("bake", BADGE_PNG, "badge", "--out", "baked.png")
    assert run.code in {1, 64}
    assert_one_sentence(run)
    assert "baked.png" not in insygnia.names()


def test_a_private_key_is_not_baked(insygnia: Shell) -> None:
    insygnia.new_key()
    assert insygnia("bake", BADGE_PNG, "issuer.key", "--out", "baked.png").code in {1, 64}
    assert "baked.png" not in insygnia.names()
