"""Markdown of people, as HTML for pages and as plain text for mails and paper.

CommonMark without HTML of its own; what comes out passes an allow-list all the same. The headings
of a text begin at the second level, because the page around it has the first.
"""

from collections.abc import Iterator, Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_LEVELS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6", "h6": "h6"}
_TAGS = {
    "p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    *_LEVELS.values(),
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_REL = "nofollow noopener noreferrer"
_WRITTEN = frozenset({"inline", "fence", "code_block"})


def as_html(text: str) -> str:
    """Return Markdown as HTML that may stand in a page as it is.

    A picture becomes its description: one from elsewhere would tell its owner who reads the page.
    """
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens:
        token.tag = _LEVELS.get(token.tag, token.tag)
        if token.children is not None:
            token.children = [_without_picture(child) for child in token.children]
    rendered = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        rendered, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=_REL
    )


def as_plain(text: str) -> str:
    """Return Markdown as plain text: paragraphs parted by an empty line, addresses written out."""
    lines: list[str] = []
    was_item = False
    for mark, words in _blocks(_parser().parse(text)):
        if lines and not (was_item and mark):
            lines.append("")
        lines.append(f"{mark}{words}")
        was_item = bool(mark)
    return "\n".join(lines)


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def _without_picture(token: Token) -> Token:
    return Token("text", "", 0, content=token.content) if token.type == "image" else token


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield each paragraph, heading and item: the mark before it (items only) and its words."""
    lists: list[int | None] = []
    mark = ""
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
            mark = "  " * len(lists)
        elif token.type == "list_item_open":
            number = lists[-1]
            mark = "  " * (len(lists) - 1) + ("– " if number is None else f"{number}. ")
            lists[-1] = None if number is None else number + 1
        elif token.type in _WRITTEN:
            yield mark, _words(token)
            mark = "  " * len(lists)


def _words(token: Token) -> str:
    if token.children is None:
        return token.content.rstrip("\n")
    words: list[str] = []
    links: list[tuple[str, int]] = []
    for child in token.children:
        if child.type == "link_open":
            links.append((str(child.attrs["href"]), len(words)))
        elif child.type == "link_close":
            address, start = links.pop()
            words += [] if "".join(words[start:]) == address else [f" ({address})"]
        else:
            words.append({"softbreak": " ", "hardbreak": "\n"}.get(child.type, child.content))
    return "".join(words)
