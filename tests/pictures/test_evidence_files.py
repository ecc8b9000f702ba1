"""Files that serve as evidence: a few kinds, told by their content."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.pictures.errors import ForbiddenFileTypeError, UploadTooLargeError
from issuer.pictures.uploads import MAX_UPLOAD_BYTES, accepted_evidence

from .samples import png

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def packed(**parts: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def word(kind: str = f"{WORD}.main+xml") -> bytes:
    return packed(**{"[Content_Types].xml": f'<Types><Override ContentType="{kind}"/></Types>'})


PDF = b"%PDF-1.7\n"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"
DOCUMENT = packed(mimetype=ODT)
MACROS = f"{WORD}.main+xml application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("Raport.PDF", PDF, "application/pdf"),
        ("a.png", png(9, 9), "image/png"),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("zażółć.txt", "Zażółć\r\n".encode(), "text/plain"),
        ("a.md", b"# Raport\n", "text/markdown"),
        ("praca końcowa.docx", word(), WORD),
        ("a.odt", DOCUMENT, ODT),
        ("C:\\Praca\\a.pdf", PDF, "application/pdf"),
    ],
)
def test_usual_evidence_is_taken(name: str, data: bytes, media_type: str) -> None:
    assert accepted_evidence(name, data) == media_type


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.exe", b"MZ\x90"),
        ("a.pdf", b"MZ\x90"),
        ("a.pdf", b"<html>%PDF-"),
        ("a.pdf.exe", PDF),
        ("a.pdf/b", PDF),
        ("a.exe", PDF),
        ("a.txt", PDF + b"\x00\x01"),
        ("a", PDF),
        ("", PDF),
        (".pdf", PDF),
        ("a.pdf", b""),
        ("a.txt", b""),
        ("a.html", b"<p>"),
        ("a.txt", b" \n<script>alert(1)</script>"),
        ("a.md", "\ufeff<html>".encode()),
        ("a.txt", b"\xff\xfea\x00"),
        ("a.txt", b"a\x00b"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("a.png", JPEG),
        ("a.jpg", png(9, 9)),
        ("a.docx", DOCUMENT),
        ("a.odt", word()),
        ("a.docx", word(MACROS)),
        ("a.docm", word(MACROS)),
        ("a.docx", packed(a="b")),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.zip", packed(a="b")),
        ("a.odt", packed(mimetype="x" * 1_000_000)),
        ("a.docx", packed(**{f"p{n}": "" for n in range(2_001)})),
    ],
)
def test_other_files_and_files_under_a_false_name_are_refused(name: str, data: bytes) -> None:
    with pytest.raises(ForbiddenFileTypeError) as caught:
        accepted_evidence(name, data)
    assert caught.value.name == name


def test_evidence_may_have_ten_mebibytes_and_not_a_byte_more() -> None:
    full = PDF + bytes(MAX_UPLOAD_BYTES - len(PDF))
    assert accepted_evidence("a.pdf", full) == "application/pdf"
    with pytest.raises(UploadTooLargeError) as caught:
        accepted_evidence("a.pdf", full + b"x")
    assert caught.value.limit == MAX_UPLOAD_BYTES


@given(st.sampled_from(["a.docx", "a.odt", "a.txt"]), st.integers(0, 200), st.binary(max_size=5))
def test_damaged_files_raise_only_declared_errors(name: str, at: int, new: bytes) -> None:
    for whole in (word(), DOCUMENT):
        try:
            accepted_evidence(name, whole[:at] + new + whole[at + len(new) :])
        except ForbiddenFileTypeError:
            continue
