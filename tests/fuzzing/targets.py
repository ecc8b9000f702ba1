"""What is fuzzed: the readers of strangers' files, the errors that each declares, and samples."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from baking.pdf_samples import objects, packed_pdf, pdf
from verifying.documents import CREATED, uuid
from verifying.people import ISSUER
from verifying.securing import token

from issuer.samples.badge import sample_document
from keys import strict_json
from keys.errors import JsonError
from keys.strict_json import Json
from signing import vc_jwt
from signing.baking import bake
from signing.errors import Error as SigningError
from signing.pdf import extract_pdf
from signing.png import unbake_png
from signing.status_list import decode, empty_list, encode, parse_index, status_at, with_status
from signing.svg import unbake_svg
from verifier.drawings import written_anew
from verifier.errors import NotDrawnError

from .pictures import DRAWING, SAMPLE_PNG, SAMPLE_SVG, repaired


@dataclass(frozen=True)
class Target:
    """One reader: what it does with bytes, which errors it may raise, and what it is meant for."""

    run: Callable[[bytes], object]
    declared: tuple[type[Exception], ...]
    samples: Sequence[bytes]

    def __call__(self, data: bytes) -> bool:
        """Read `data` and return whether it was accepted; whatever is not declared is raised."""
        try:
            self.run(data)
        except self.declared:
            return False
        return True


def targets() -> Mapping[str, Target]:
    """Return all targets by name."""
    document = sample_document(ISSUER.issuer, (uuid(1), uuid(2), uuid(3)), CREATED, "00" * 16)
    text, signed = json.dumps(document), str(token()())
    return {
        "json": Target(strict_json.read, (JsonError,), _texts(document)),
        "jws": Target(_jws, (SigningError, JsonError), [signed.encode(), b"e30.e30.AA"]),
        "png": Target(_png, (SigningError,), [bake(SAMPLE_PNG, text), SAMPLE_PNG]),
        "svg": Target(
            unbake_svg, (SigningError,), [bake(SAMPLE_SVG, one) for one in (text, signed)]
        ),
        "drawing": Target(_drawing, (SigningError, NotDrawnError), [DRAWING, SAMPLE_SVG]),
        "pdf": Target(extract_pdf, (SigningError,), _pdfs()),
        "status-list": Target(_status_list, (SigningError,), _lists()),
    }


def _texts(document: Mapping[str, Json]) -> list[bytes]:
    odd: list[Json] = [
        [1, -1, 0.5, 1e-7, True, None, "ż\ud83c\udf93\\", {"": []}],
        {"a": {"a": [[[]]]}},
    ]
    return [json.dumps(value).encode() for value in (document, *odd)]


def _png(data: bytes) -> object:
    return unbake_png(repaired(data))


def _drawing(data: bytes) -> object:
    return written_anew(data, lambda picture: picture[:1] and picture)


def _jws(data: bytes) -> object:
    parsed = vc_jwt.read(data.decode("latin-1"))
    return vc_jwt.document_of(parsed)


def _pdfs() -> list[bytes]:
    parts = objects()
    inside = {number: parts[number] for number in (1, 2, 3)}
    return [pdf(parts), packed_pdf(inside, {4: parts[4]})]


def _status_list(data: bytes) -> object:
    """Read an index, the size of an entry, and the list: a line each."""
    index, _, rest = data.decode("latin-1").partition("\n")
    size, _, encoded = rest.partition("\n")
    number = int(size) if size.isascii() and size.isdigit() and len(size) < 5 else 1
    return status_at(decode(encoded), parse_index(index), size=number)


def _lists() -> list[bytes]:
    bits = with_status(empty_list(), [1, 94567])
    return [f"94567\n1\n{encode(bits)}".encode(), f"7\n2\n{encode(bits * 2)}".encode()]
