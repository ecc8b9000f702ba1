"""Looking for somebody everywhere: in every file and every table, however a text may be written."""

import base64
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, inspect, text

from issuer.text.sort_keys import search_key, sort_key

_SHORTEST = 6
"""Bytes below which a find means nothing."""


def writings(wanted: str) -> set[bytes]:
    """Return the ways in which a text may be written into a file, in lower case."""
    forms = {wanted, unicodedata.normalize("NFD", wanted), search_key(wanted), sort_key(wanted)}
    forms |= {wanted.encode("unicode_escape").decode(), quote(wanted), wanted.replace("@", "%40")}
    forms |= {"".join(f"\\u{ord(c):04x}" if ord(c) > 127 else c for c in wanted)}
    forms |= {"".join(f"={byte:02X}" if byte > 127 else chr(byte) for byte in wanted.encode())}
    written = {form.encode() for form in forms}
    for encoding in ("utf-16-le", "utf-16-be", "iso-8859-2", "cp1250"):
        written.add(wanted.encode(encoding, "ignore"))
    written |= {way for form in (wanted, search_key(wanted)) for way in base64_writings(form)}
    written |= {form.hex().encode() for form in (wanted.encode(), search_key(wanted).encode())}
    return {each.lower() for each in written if len(each) >= _SHORTEST}


def base64_writings(wanted: str) -> Iterator[bytes]:
    """Yield what stays of a text in base64 wherever it begins, whatever its neighbours are."""
    for shift in range(3):
        encoded = base64.b64encode(bytes(shift) + wanted.encode())
        inner = encoded[4 if shift else 0 : -4 if encoded.endswith(b"=") else None]
        yield inner
        yield inner.translate(bytes.maketrans(b"+/", b"-_"))


def everything(home: Path, engine: Engine) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of every file below `home`, and of every row elsewhere."""
    for path in sorted(home.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(home)), path.read_bytes().lower()
    if engine.dialect.name != "postgresql":
        return
    inspector = inspect(engine)
    with engine.connect() as connection:
        for schema in inspector.get_schema_names():
            for table in inspector.get_table_names(schema):
                rows = connection.execute(text(f'SELECT t::text FROM "{schema}"."{table}" AS t'))
                yield f"{schema}.{table}", "\n".join(rows.scalars()).encode().lower()


def found(home: Path, engine: Engine, wanted: str) -> list[str]:
    """Return where a text stands."""
    ways = writings(wanted)
    return [
        name for name, content in everything(home, engine) if any(way in content for way in ways)
    ]
