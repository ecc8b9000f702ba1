"""Taking a credential out of a PDF: written by hand, and by other programs."""

from io import BytesIO

import pypdf
import pytest

from signing.baking import PictureKind, bake, picture_kind, unbake
from signing.baking_errors import (
    NothingBakedError,
    UnknownPictureError,
)
from signing.pdf import extract_pdf

from .pdf_samples import SPECIFICATION, TOKEN, TREE, objects, packed_pdf, pdf, stream

GOOD = pdf(objects())
HEX = b"<%s>" % b"credential.jwt".hex(" ").encode()


def test_the_attached_credential_is_taken_out() -> None:
    assert extract_pdf(GOOD) == TOKEN
    assert unbake(GOOD) == TOKEN
    assert picture_kind(GOOD) is PictureKind.PDF


def test_nothing_can_be_baked_into_a_pdf() -> None:
    with pytest.raises(UnknownPictureError):
        bake(GOOD, TOKEN)


@pytest.mark.parametrize(
    "data",
    [
        pdf(objects(_4=stream(TOKEN.encode(), packed=True))),
        pdf(objects(_4=b"<</Length 5 0 R>>\nstream\r\n" + TOKEN.encode() + b"\r\nendstream"))
        .replace(b"5 0 R>>", b"%d    >>" % len(TOKEN)),
        pdf(objects(_2=b"<</Kids[5 0 R 6 0 R]>>", _5=TREE, _6=b"<</Names[]>>")),
        pdf(objects(_1=b"<</AF[3 0 R]>>")),
        pdf(objects(_1=b"<</AF[3 0 R]/Names<</EmbeddedFiles 2 0 R>>>>")),
        pdf(objects(_3=SPECIFICATION.replace(b"(credential.jwt)", HEX))),
        pdf(objects(_3=SPECIFICATION.replace(b"(credential.jwt)", b"(cre\\144ential\\\n.jwt)"))),
        pdf(objects(
            _3=SPECIFICATION.replace(b"(credential.jwt)", b"(a (b) c.txt)"),
            _4=stream(TOKEN.encode(), b"/Subtype/application#2Fvc+jwt"),
        )),
        packed_pdf({1: objects()[1], 2: TREE, 3: SPECIFICATION}, {4: objects()[4]}),
    ],
)  # fmt: skip
def test_every_usual_way_of_writing_is_read(data: bytes) -> None:
    assert extract_pdf(data) == TOKEN


def test_a_pdf_that_another_program_saved_again_is_read() -> None:
    saved = BytesIO()
    pypdf.PdfWriter(clone_from=BytesIO(_with_pages(GOOD))).write(saved)
    assert extract_pdf(saved.getvalue()) == TOKEN


def test_other_attachments_do_not_matter() -> None:
    other = SPECIFICATION.replace(b"credential.jwt", b"report.txt").replace(b"4 0 R", b"6 0 R")
    names = b"<</Names[(a) 5 0 R(b) 3 0 R]>>"
    assert extract_pdf(pdf(objects(_2=names, _5=other, _6=stream(b"x")))) == TOKEN


def test_the_newest_revision_counts() -> None:
    start = GOOD.rindex(b"xref\n0 1")
    newer = pdf({4: stream(b"a.b.c")}, prev=start)
    moved = newer.removeprefix(b"%PDF-1.7\n")
    shift = len(GOOD) - len(b"%PDF-1.7\n")
    body, table = moved.split(b"xref\n0 1", 1)
    place, end = len(GOOD), len(GOOD) + len(body)
    table = table.replace(b"%010d" % (place - shift), b"%010d" % place)
    table = table.replace(b"startxref\n%d" % (end - shift), b"startxref\n%d" % end)
    assert extract_pdf(GOOD + body + b"xref\n0 1" + table) == "a.b.c"


@pytest.mark.parametrize(
    "parts",
    [
        objects(_1=b"<</Type/Catalog>>"),
        objects(_2=b"<</Names[]>>"),
        objects(_3=SPECIFICATION.replace(b"credential.jwt", b"other.jwt")),
        objects(_3=b"<</F(credential.jwt)>>"),
        objects(_3=b"<</F(credential.jwt)/EF<</F 9 0 R>>>>"),
    ],
)
def test_a_pdf_without_a_credential_says_so(parts: dict[int, bytes]) -> None:
    with pytest.raises(NothingBakedError, match="PDF"):
        extract_pdf(pdf(parts))


def _with_pages(data: bytes) -> bytes:
    """Return the sample with a page, which other programs ask for."""
    catalog = b"<</Type/Catalog/Pages 7 0 R/Names<</EmbeddedFiles 2 0 R>>>>"
    page = b"<</Type/Page/Parent 7 0 R/MediaBox[0 0 9 9]>>"
    assert data == GOOD
    return pdf(objects(_1=catalog, _7=b"<</Type/Pages/Count 1/Kids[8 0 R]>>", _8=page))
