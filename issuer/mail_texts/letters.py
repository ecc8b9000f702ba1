"""Letters: what a mail says, as a subject, as plain text and as HTML.

A text is a file: its first paragraph is the subject, each other one a paragraph of the letter.
`[label](address)` alone in a paragraph is the button, and `~` begins the small print. The structure
is read before the values are filled in, so no value can add a paragraph or a button.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template, select_autoescape

from issuer.models import MailKind
from issuer.text.names import BLANKS

LANGUAGES = ("pl", "en")
_LINK = re.compile(r"\[(?P<text>.+)\]\((?P<url>.+)\)", re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Part:
    """A paragraph of a letter; with an address it is a button or, in small print, a link."""

    text: str
    url: str = ""
    small: bool = False


@dataclass(frozen=True)
class Letter:
    """What a mail says."""

    subject: str
    plain: str
    html: str


def text_language(language: str) -> str:
    """Return the language in which somebody who reads `language` is written to: `pl` or `en`."""
    return "pl" if language.lower().partition("-")[0] == "pl" else "en"


def write_letter(kind: MailKind, language: str, values: Mapping[str, object]) -> Letter:
    """Return the letter of `kind` with `values` filled in; none of them can break a line."""
    subject, *sources = _paragraphs(kind, text_language(language))
    parts = [part for source in sources if (part := _part(source, values)).text]
    title = subject.text.render(values)
    return Letter(
        title,
        "\n\n".join(f"{part.text}:\n{part.url}" if part.url else part.text for part in parts)
        + "\n",
        _layout().render(subject=title, parts=parts, language=text_language(language)),
    )


@dataclass(frozen=True)
class _Source:
    text: Template
    url: Template
    small: bool


def _part(source: _Source, values: Mapping[str, object]) -> Part:
    return Part(source.text.render(values).strip(), source.url.render(values).strip(), source.small)


@cache
def _paragraphs(kind: MailKind, language: str) -> tuple[_Source, ...]:
    text = (files(__package__) / language / f"{kind}.txt").read_text("utf-8")
    return tuple(_source(paragraph) for paragraph in re.split(r"\n{2,}", text.strip()))


def _source(paragraph: str) -> _Source:
    small = paragraph.startswith("~")
    text, url = paragraph.removeprefix("~").strip(), ""
    if link := _LINK.search(text):
        # What stands around the link is a condition, which is then true of both its halves.
        before, after = text[: link.start()], text[link.end() :]
        text, url = f"{before}{link['text']}{after}", f"{before}{link['url']}{after}"
    environment = _environment()
    return _Source(environment.from_string(text), environment.from_string(url), small)


@cache
def _environment() -> Environment:
    return Environment(undefined=StrictUndefined, finalize=_one_line, autoescape=False)  # noqa: S701 - plain text; the HTML layout escapes


@cache
def _layout() -> Template:
    html = Environment(undefined=StrictUndefined, autoescape=select_autoescape(default=True))
    return html.from_string((files(__package__) / "layout.html").read_text("utf-8"))


def _one_line(value: object) -> str:
    return " ".join(_UNSEEN.sub(" ", str(value)).split()).strip(BLANKS)
