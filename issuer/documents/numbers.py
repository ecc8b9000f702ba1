"""Numbers as JSON, RDF and people write them."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,12})?")


def number_in(text: str | None) -> Decimal | None:
    """Return the number that `text` is, with a point or a comma, or None."""
    if text is None or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))


def json_number(value: float) -> float:
    """Return `value` so that it can be signed: a whole number without a point."""
    return int(value) if float(value).is_integer() else value


def plain(value: float) -> str:
    """Return the digits of `value` with a point, without an exponent or needless zeros."""
    return f"{Decimal(str(json_number(value))):f}"


def spoken(value: float, language: str) -> str:
    """Return `value` as people write it: with a comma, in English with a point."""
    return plain(value) if language.partition("-")[0] == "en" else plain(value).replace(".", ",")


def iso_hours(hours: float) -> str:
    """Return a number of hours as an ISO 8601 duration, to the minute: 1.5 is `PT1H30M`."""
    whole, minutes = divmod(round(hours * 60), 60)
    parts = f"{whole}H" if whole else ""
    return "PT" + parts + (f"{minutes}M" if minutes or not whole else "")
