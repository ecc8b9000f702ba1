"""Languages by their names, for people; programs know them by their codes."""

from babel import Locale, UnknownLocaleError


def language_name(code: str, reader: str) -> str:
    """Return what a language is called in Polish (`pl`) or English; its code if that is unknown."""
    try:
        name = Locale.parse(code, sep="-").get_display_name("pl" if reader == "pl" else "en")
    except (UnknownLocaleError, ValueError):
        name = None
    return name or code
