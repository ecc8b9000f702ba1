"""Words of the other language: what a page says by mistake in Polish, or in English."""

import re
from collections.abc import Iterator
from functools import cache

from playwright.sync_api import Page

from issuer.web.catalogues import LANGUAGES, catalogue

_WORD = re.compile(r"[^\W\d_]{2,}")
# Addresses and identifiers of all kinds, and names for machines, which are spelt-like-this.
_TECHNICAL = re.compile(r"\S*([/@0-9]|:(?=\w))\S*|\b[a-z]+(-[a-z]+)+\b")
_SAID = """(language) => {
  const speaks = (element) => element.closest("[lang]").lang === language;
  // What a page is called after has its own language, which no title can tell.
  const said = speaks(document.querySelector("h1")) ? [document.title] : [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script, style, textarea, pre, code") && speaks(parent)) {
      said.push(walker.currentNode.data);
    }
  }
  for (const element of document.querySelectorAll("*")) {
    for (const name of ["aria-label", "alt", "title", "placeholder", "aria-description"]) {
      if (element.hasAttribute(name) && speaks(element)) said.push(element.getAttribute(name));
    }
  }
  return said;
}"""


def foreign_words(page: Page, language: str) -> list[str]:
    """Return what a page in `language` says in the other language outside of elements with `lang`.

    A word belongs to a language if it stands in our texts in that language only. Each comes with
    the text that it stands in.
    """
    foreign = _only(next(other for other in LANGUAGES if other != language))
    return [
        f"{' '.join(found)}: {' '.join(text.split())[:100]}"
        for text in page.evaluate(_SAID, language)
        if (found := sorted(words(_TECHNICAL.sub(" ", text)) & foreign))
    ]


def words(text: str) -> set[str]:
    """Return the words of two and more letters in `text`, in small letters."""
    return {word.casefold() for word in _WORD.findall(text)}


@cache
def _only(language: str) -> frozenset[str]:
    own = {code: frozenset().union(*map(words, _texts(code))) for code in LANGUAGES}
    return own[language].difference(*(own[code] for code in LANGUAGES if code != language))


def _texts(language: str) -> Iterator[str]:
    """Yield our texts in a language, the names of what is filled in taken out."""
    for message in catalogue(language):
        # The identifiers are the English sentences.
        forms = message.id if language == "en" else message.string
        for form in [forms] if isinstance(forms, str) else forms or ():
            yield re.sub(r"%\(\w+\)s|<[^>]*>", " ", form)
