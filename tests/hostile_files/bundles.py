"""ZIP files made to keep a reader of bundles busy, or to make it believe what is not there."""

import io
import json
import random
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from bundles.made import bundle, entries_of, packed
from verifying.securing import bytes_of, well

from keys.strict_json import Json

from .documents import LONG, with_achieved

MOST = 10 * 1_048_576
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@cache
def _whole() -> bytes:
    return bundle(badge=bytes_of(well()()))


def _changed(**entries: bytes) -> bytes:
    """Return the bundle with other contents, packed as well as can be."""
    names = {name.replace("_", "."): content for name, content in entries.items()}
    return packed({**entries_of(_whole()), **names}, compression=zipfile.ZIP_DEFLATED)


def _manifest(**members: Json) -> bytes:
    return json.dumps({**json.loads(entries_of(_whole())["manifest.json"]), **members}).encode()


def _listing(count: int) -> bytes:
    entry = json.loads(entries_of(_whole())["manifest.json"])["artifact"]
    resources = [{**entry, "name": f"resources/{n}"} for n in range(count)]
    return _changed(manifest_json=_manifest(resources=resources))


def _twice() -> bytes:
    """Return a bundle in which a name stands twice: readers take the first, or the last."""
    made = packed({**entries_of(_whole()), "badge.jsoX": b"{}"})
    return made.replace(b"badge.jsoX", b"badge.json")


def _sized(stated: int, content: bytes) -> bytes:
    """Return an archive whose directory states another size than there is, in both places."""
    made = bytearray(packed({"manifest.json": content}, compression=zipfile.ZIP_DEFLATED))
    struct.pack_into("<I", made, 22, stated)
    struct.pack_into("<I", made, made.index(_CENTRAL) + 24, stated)
    return bytes(made)


def _overlapping(entries: int, size: int) -> bytes:
    """Return an archive whose entries are all one piece of packed data (a "better zip bomb")."""
    once = packed({"n00": _half_packed(size)}, compression=zipfile.ZIP_DEFLATED)
    at = once.index(_CENTRAL)
    local, directory = once[:at], once[at : once.index(_END)]
    rows = b"".join(directory.replace(b"n00", b"n%02d" % n) for n in range(entries))
    end = struct.pack("<4s4H2IH", _END, 0, 0, entries, entries, len(rows), len(local), 0)
    return local + rows + end


def _half_packed(size: int) -> bytes:
    """Return what is packed to about a ninetieth: just below what is refused unseen."""
    noise = random.Random(7).randbytes(size // 110)
    return noise + bytes(size - len(noise))


def _many(count: int) -> bytes:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w") as archive:
            for number in range(count):
                archive.writestr(f"{number}", b"")
        return file.getvalue()


def _claiming(count: int) -> bytes:
    """Return an archive that claims so many entries and has none of them."""
    return struct.pack("<4s4H2IH", _END, 0, 0, count, count, 0, 0, 0)


def _ends(entries: Mapping[str, bytes], **how: Json) -> bytes:
    return packed(entries, compression=zipfile.ZIP_DEFLATED, **how)


def _archives() -> Iterator[tuple[str, bytes]]:
    yield "a bundle with a name twice", _twice()
    yield "a bundle of 3 000 entries", _many(3_000)
    yield "a bundle of 65 entries", _many(65)
    yield "a bundle that claims 60 entries", _LOCAL + _claiming(60)
    yield "a bundle that unpacks a thousandfold", _ends({"manifest.json": bytes(20 << 20)})
    yield "a bundle that unpacks ninetyfold", _ends({"manifest.json": _half_packed(30 << 20)})
    yield "a bundle of one piece 60 times", _overlapping(60, 500_000)
    yield "a bundle of one large piece 60 times", _overlapping(60, 30 << 20)
    yield "a bundle that says less than it holds", _sized(10, b" " * 5_000_000)
    yield "a bundle that says more than it holds", _sized(30 << 20, b" " * 500_000)
    yield "a bundle that says four gigabytes", _sized(0xFFFF_FFF0, b" " * 500_000)
    yield "a bundle cut short", _whole()[:-30]
    yield "a bundle of beginnings", _LOCAL * (MOST // 4)
    yield "a bundle of directories", _LOCAL + _CENTRAL * (MOST // 4 - 10) + _claiming(60)
    yield "a bundle packed by LZMA", packed({"manifest.json": b""}, compression=zipfile.ZIP_LZMA)


def _contents() -> Iterator[tuple[str, bytes]]:
    yield "a bundle of a bundle", _changed(badge_json=_whole())
    yield "a bundle with a manifest of nonsense", _changed(manifest_json=b"[" * LONG)
    yield "a bundle with a manifest of one text", _changed(
        manifest_json=_manifest(verdict="x" * LONG)
    )  # fmt: skip
    yield "a bundle that names 1 100 documents", _listing(1_100)
    yield "a bundle with a signature of a mebibyte", _changed(manifest_jws=b"a" * LONG + b"..a")
    yield "a bundle with paths", _changed(**{"../../etc/passwd": b"x"})
    badge = with_achieved(tag=[f"t{n}" for n in range(1_900)])
    yield "a bundle of a badge of 1 900 texts", bundle(badge=badge)
    yield "a bundle of ten mebibytes of spaces", bundle(badge=b" " * (MOST - 5_000))
    yield "a good bundle", _whole()


def bundles() -> Sequence[tuple[str, bytes]]:
    """Return the bundles with their names."""
    return [*_archives(), *_contents()]
