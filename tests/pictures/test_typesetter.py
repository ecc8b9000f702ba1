"""The typesetter reads nothing but its templates, asks nobody, and its failures have a name."""

import re
from pathlib import Path

import pytest
import typst

from issuer.pictures import typesetting
from issuer.pictures.errors import TypesettingError
from issuer.pictures.typesetting import TEMPLATES, drawn, embeddable, typeset

from .samples import SVG, opened, png


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.typ")), ids=lambda path: path.name)
def test_no_template_can_run_data_or_reach_out(template: Path) -> None:
    text = template.read_text("utf-8")
    assert not re.search(r"\b(eval|read|plugin|cbor|csv|toml|yaml|xml)\(", text)
    assert set(re.findall(r'#import "(.*?)"', text)) <= {"fitting.typ", "marks.typ"}
    assert set(re.findall(r"\bjson\((\S+?\()", text)) <= {"bytes("}
    assert "@" not in text
    assert not re.search(r"\bimage\((?!bytes\()", text)


@pytest.mark.parametrize(
    "source",
    ['#read("/../secret.txt")', '#read("../secret.txt")', '#image("../secret.txt")'],
)
def test_even_a_bad_template_could_not_leave_the_folder(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "bad.typ").write_text(source)
    monkeypatch.setattr(typesetting, "TEMPLATES", folder)
    with pytest.raises(TypesettingError) as caught:
        typeset("bad.typ", {}, "svg")
    assert caught.value.template == "bad.typ"


def test_a_picture_cannot_pull_in_files() -> None:
    for target in ("badge.typ", "/etc/passwd", "file:///etc/passwd", "../errors.py"):
        svg = SVG % f'<image href="{target}" width="9" height="9"/>'
        try:
            made = drawn(svg.encode(), side=100, points=100)
        except TypesettingError:
            continue
        assert opened(made).convert("RGBA").getextrema() == ((0, 0),) * 4


def test_a_png_is_shown_with_all_its_pixels() -> None:
    svg = embeddable(png(120, 90, "RGB"))
    made = opened(drawn(svg.encode(), side=400, points=400)).convert("RGBA")
    assert made.getpixel((200, 200)) == (0, 0, 0, 255)
    assert made.getpixel((200, 10)) == (0, 0, 0, 0)


def test_a_missing_template_has_a_named_error() -> None:
    with pytest.raises(TypesettingError):
        typeset("nothing.typ", {}, "svg")


class PanicException(BaseException):
    """What a panic of the typesetter looks like from here: no `Exception`."""


@pytest.mark.parametrize(
    ("raised", "seen"),
    [
        (PanicException("end byte index 3"), TypesettingError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_only_a_breakdown_of_the_typesetter_gets_a_named_error(
    raised: BaseException, seen: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typst 0.15.1 panics on some Arabic and Syriac, of which lettering spares it."""

    def broken(*_: object, **__: object) -> bytes:
        raise raised

    monkeypatch.setattr(typst, "compile", broken)
    with pytest.raises(seen):
        typeset("badge.typ", {}, "svg")
