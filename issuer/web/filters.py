"""How values are written on pages: days, numbers, texts by language, Markdown."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal
from markupsafe import Markup

from issuer.markdown import as_html
from issuer.text.dates import displayed_date, local_day
from issuer.web.strange_texts import strange_filters


def filters(language: str) -> dict[str, Callable[..., str | int]]:
    """Return the filters of templates for readers of `language`."""

    def day(when: datetime | date, zone: str = "UTC") -> str:
        """Write an instant as the day it is in `zone`; a date is written as it is."""
        if isinstance(when, datetime):
            when = local_day(when, ZoneInfo(zone))
        return displayed_date(when, language)

    def moment(instant: datetime, zone: str) -> str:
        """Write an instant as the day and the time of day it is in `zone`."""
        return f"{day(instant, zone)}, {instant.astimezone(ZoneInfo(zone)):%H:%M}"

    def number(value: float) -> str:
        """Write a number as the reader's language does: 2,5 or 2.5."""
        return str(format_decimal(value, locale=language))

    def in_language(texts: Mapping[str, Any], default: str = "pl") -> str:
        """Return the text of this language out of several."""
        found = texts.get(language) or texts.get(default) or next(iter(texts.values()), "")
        return str(found)

    return {
        "day": day,
        "moment": moment,
        "number": number,
        "in_language": in_language,
        "markdown": _markdown,
        "shortened": shortened,
        "counted": counted,
        **strange_filters(language),
    }


def counted(text: str) -> int:
    """Return how many characters a text has as services count them: NFC, trimmed, code points."""
    return len(normalize("NFC", text.replace("\r\n", "\n")).strip())


def shortened(text: str, length: int) -> str:
    """Return `text`, or its first whole words that fit in `length` characters, and an ellipsis."""
    if len(text) <= length:
        return text
    words = text[: length + 1].rpartition(" ")[0] or text[:length]
    return f"{words.rstrip(' ,.;:–-')}…"


def _markdown(text: str) -> str:
    return Markup(as_html(text))  # noqa: S704 - cleaned by `issuer.markdown`
