"""What holds for every page: nobody is kept out, nothing is refused, nothing comes from elsewhere.

axe-core looks for what keeps people out (WCAG 2.0 to 2.2, A and AA, and good practice).
"""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from .chromium import Noticed

_AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Off unless they are asked for.
_ALSO = ("target-size", "label-content-name-mismatch", "td-has-header", "css-orientation-lock")
OF_LOOKS = ("color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block")
"""The rules whose answer may be another one in another width or other colours."""
_LOOK = """(options) => axe.run(document, options).then(({violations}) => violations.flatMap(
  ({id, help, nodes}) => nodes.map(({target, html, any, all, none}) => [
    id, help, target.join(" "), html.slice(0, 300),
    [...any, ...all, ...none].map((fault) => fault.message).join("; "),
  ])))"""


def check(page: Page, noticed: Noticed, rules: Collection[str] | None = None) -> None:
    """Fail, saying all that is wrong with the page as it stands; `rules` of axe, or all of them.

    With `rules` empty, and where scripts are off, axe does not look.
    """
    faults = [
        *(violations(page, rules) if noticed.scripts else ()),
        *_too_wide(page),
        *noticed.messages,
        *(f"refused: {it}" for it in page.evaluate("window.__noticed?.refused ?? []")),
        *(f"asked elsewhere: {address}" for address in noticed.elsewhere),
    ]
    assert not faults, "\n".join([f"{page.url} at {page.viewport_size}:", *faults])


def violations(page: Page, rules: Collection[str] | None = None) -> list[str]:
    """Return what axe finds: the rule, what it wants, where, the HTML, and what is wrong there."""
    if rules is not None and not rules:
        return []
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    found: list[list[str]] = page.evaluate(_LOOK, _options(rules))
    return ["axe: " + " | ".join(each) for each in found]


def _options(rules: Collection[str] | None) -> Mapping[str, Any]:
    # Frames hold mails, which are pages of their own.
    options = {"resultTypes": ["violations"], "iframes": False}
    if rules is not None:
        return {**options, "runOnly": {"type": "rule", "values": list(rules)}}
    also = {rule: {"enabled": True} for rule in _ALSO}
    return {**options, "runOnly": {"type": "tag", "values": list(_TAGS)}, "rules": also}


def _too_wide(page: Page) -> list[str]:
    inner, wide = page.evaluate("[innerWidth, document.scrollingElement.scrollWidth]")
    return [f"scrolls sideways: {wide} px in a window of {inner} px"] if wide > inner else []


@cache
def _axe() -> str:
    if not _AXE.is_file():
        raise LookupError("there is no axe-core: “make test” installs it (npm ci in tests/browser)")
    return _AXE.read_text("utf-8")
