"""How texts of strangers are written on the page of verification: nothing in them can be trusted.

Templates escape them; what is left to do is to read dates that may be none, and to clean Markdown.
"""

import re
from collections.abc import Callable

from markupsafe import Markup

from issuer.markdown import as_html
from issuer.text.dates import displayed_date, instant
from issuer.text.errors import TextError

LONGEST_MARKDOWN = 2_000
"""Characters. The time that Markdown takes grows with the square of its length at worst: nobody may
make a page that takes long to write."""

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)


def strange_filters(language: str) -> dict[str, Callable[[str], str]]:
    """Return the filters of templates for readers of `language`."""

    def stated_day(text: str) -> str:
        """Write the day of an instant in UTC; what cannot be read, as it stands."""
        try:
            return displayed_date(instant(text).date(), language)
        except (TextError, OverflowError):
            return text

    def stated_moment(text: str) -> str:
        """Write an instant with the time of day, in UTC; what cannot be read, as it stands."""
        try:
            return f"{stated_day(text)}, {instant(text):%H:%M}"
        except (TextError, OverflowError):
            return text

    return {
        "stated_day": stated_day,
        "stated_moment": stated_moment,
        "language_tag": language_tag,
        "strange_markdown": strange_markdown,
    }


def language_tag(text: str) -> str:
    """Return `text` if it can be the `lang` of an element (BCP 47), else nothing."""
    return text if _TAG.fullmatch(text) else ""


def strange_markdown(text: str) -> str:
    """Return Markdown as HTML, cut after `LONGEST_MARKDOWN` characters."""
    return Markup(as_html(text[:LONGEST_MARKDOWN]))  # noqa: S704 - cleaned by `issuer.markdown`
