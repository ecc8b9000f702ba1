"""The page on limits states those that the code has."""

import re

import pytest

from contexts.vocabulary.structure import DEPTH_LIMIT
from keys import file_backend, kek, strict_json
from signing import (
    baked_text,
    canonical,
    pdf,
    pdf_file,
    pdf_syntax,
    png,
    rdfc,
    sd_proof_value,
    status_list,
    svg_scan,
    vc_jwt,
)
from verifier import endorsements, proofs, recognise, texts
from verifier.bundles import archive

from .sessions import ROOT

PAGE = ROOT / "docs" / "reference" / "limits.md"


def default(function: object, name: str) -> int:
    """Return the value that a parameter has when nobody gives one."""
    value = getattr(function, "__kwdefaults__")[name]  # noqa: B009 - `object` has no such member
    assert isinstance(value, int)
    return value


LIMITS = {
    "a file to verify": recognise.LARGEST_FILE,
    "a picture": baked_text.MAX_PICTURE_BYTES,
    "a document in JSON": default(strict_json.read, "limit"),
    "a credential in a picture": baked_text.MAX_TEXT_BYTES,
    "objects, arrays and what": default(strict_json.read, "values"),
    "characters in them": canonical.CHARACTERS,
    "a token": vc_jwt.LONGEST_TOKEN,
    "chunks of a PNG": png.MAX_CHUNKS,
    "elements of an SVG": svg_scan.MAX_SIGNS,
    "nested objects and arrays": default(strict_json.read, "depth"),
    "the text of a number": strict_json._LONGEST_NUMBER,
    "an integer in JSON": strict_json._LARGEST_INTEGER,
    "statements (RDF) in a document": canonical.STATEMENTS,
    "steps to name": rdfc.CALLS,
    "orders of such objects": rdfc.PATHS,
    "nested elements in an SVG": svg_scan.MAX_DEPTH,
    "objects of a PDF": pdf_syntax.MAX_OBJECTS,
    "objects that a PDF lists": pdf_file.MAX_ENTRIES,
    "revisions of a PDF": pdf_file.MAX_SECTIONS,
    "nested objects in a PDF": pdf_syntax.MAX_DEPTH,
    "what a PDF unpacks to": pdf_file.MAX_UNPACKED_BYTES,
    "files attached to a PDF": pdf.MAX_ATTACHMENTS,
    "a status list, unpacked": default(status_list.decode, "limit"),
    "an `ecdsa-sd-2023` proof value": sd_proof_value.SIZE_LIMIT,
    "statements and signatures": sd_proof_value.COUNT_LIMIT,
    "signatures of a badge": proofs.MOST_PROOFS,
    "endorsements in a badge": endorsements.MOST_ENDORSEMENTS,
    "a bundle": archive.LARGEST_ARCHIVE,
    "a key file": file_backend._LONGEST_FILE,
    "Argon2id": kek.LARGEST_COST.memory,
    "a fact from the badge": texts._LONGEST_FACT,
    "a clock that is behind": int(proofs.SKEW.total_seconds()),
}


@pytest.mark.parametrize("what", LIMITS)
def test_the_page_states_the_limit_of_the_code(what: str) -> None:
    cells = [line.split("|") for line in PAGE.read_text("utf-8").splitlines() if "|" in line]
    limits = [limit for _, name, limit, _ in cells if name.strip().startswith(what)]
    assert len(limits) == 1, what
    numbers = re.findall(r"\d[\d ]*\d|\d", limits[0])
    assert str(LIMITS[what]) in {number.replace(" ", "") for number in numbers}


def test_the_reader_of_json_is_stricter_than_the_vocabulary() -> None:
    assert default(strict_json.read, "depth") <= DEPTH_LIMIT
