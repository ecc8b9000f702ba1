"""The texts of the pages: gettext catalogues, one for each language, read once from their sources.

The catalogues are kept as `.po` files only and compiled in memory, so what is translated is what
is read; the message ids are the English sentences.
"""

from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = ("pl", "en")


def catalogue(language: str) -> Catalog:
    """Return the catalogue of `language`, `pl` or `en`, as it stands in its file."""
    source = files(__package__) / "locale" / language / "LC_MESSAGES" / "messages.po"
    return read_po(BytesIO(source.read_bytes()), locale=language)


@cache
def translations(language: str) -> Translations:
    """Return the texts of the pages in `language`, `pl` or `en`."""
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return Translations(compiled)
