"""PDF files that lie, blow up, turn in circles or are damaged: as threats 17 and 18 of pictures."""

import time
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signing.baked_text import MAX_PICTURE_BYTES, MAX_TEXT_BYTES
from signing.baking_errors import (
    BakedTextError,
    BakingError,
    BakingLimitError,
    BrokenPdfError,
    EncryptedPdfError,
    SeveralCredentialsError,
)
from signing.pdf import MAX_ATTACHMENTS, extract_pdf
from signing.pdf_file import MAX_SECTIONS

from .pdf_samples import SPECIFICATION, TOKEN, TREE, objects, packed_pdf, pdf, stream

GOOD = pdf(objects())
LONGEST = 5.0
"""Seconds that a hostile file may take on a slow machine; a hang takes for ever."""


def test_several_credentials_are_refused() -> None:
    second = SPECIFICATION.replace(b"4 0 R", b"6 0 R")
    parts = objects(_2=b"<</Names[(a) 3 0 R(b) 5 0 R]>>", _5=second, _6=stream(b"a.b.c"))
    with pytest.raises(SeveralCredentialsError) as caught:
        extract_pdf(pdf(parts))
    assert caught.value.count == 2


def test_an_attachment_that_differs_from_program_to_program_is_refused() -> None:
    two = SPECIFICATION.replace(b"/F 4 0 R", b"/F 4 0 R/UF 5 0 R")
    with pytest.raises(BakedTextError, match="differs"):
        extract_pdf(pdf(objects(_3=two, _5=stream(b"a.b.c"))))


def test_an_encrypted_pdf_is_named_as_such() -> None:
    with pytest.raises(EncryptedPdfError):
        extract_pdf(pdf(objects(), b"/Encrypt 9 0 R"))


def test_text_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(BakedTextError, match="UTF-8"):
        extract_pdf(pdf(objects(_4=stream(b"\xff\xfe"))))


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (objects(_4=b"<</Length 9999>>\nstream\nx\nendstream"), "does not end"),
        (objects(_4=b"<</Length -1>>\nstream\nx\nendstream"), "no length"),
        (objects(_4=b"<<>>\nstream\nx\nendstream"), "no length"),
        (objects(_4=stream(b"x", b"/Filter/LZWDecode")), "does not know"),
        (objects(_4=stream(b"x", b"/Filter[/FlateDecode/FlateDecode]")), "does not know"),
        (objects(_4=stream(b"no zlib", b"/Filter/FlateDecode")), "damaged"),
        (objects(_4=stream(zlib.compress(b"xyz" * 99)[:-6], b"/Filter/FlateDecode")), "cut short"),
        (objects(_1=b"[1 2 3]"), "catalog"),
        (objects(_3=b"3 0 R"), "on and on"),
        (objects(_2=b"<</Kids[2 0 R]>>"), "circle"),
        (objects(_2=b"<</Kids[5 0 R]>>", _5=b"<</Kids[2 0 R]>>"), "circle"),
        (objects(_2=b"<</Names[(a) 3 0 R]/Names[(a) 3 0 R]>>"), "repeated"),
        (objects(_2=b"<</Names>>"), "no value"),
        (objects(_2=b"<<(Names)[]>>"), "not names"),
        (objects(_2=b"<</Names[(a"), "no end"),
    ],
)
def test_a_broken_pdf_is_refused(parts: dict[int, bytes], reason: str) -> None:
    with pytest.raises(BrokenPdfError, match=reason):
        extract_pdf(pdf(parts))


def _bomb() -> bytes:
    return pdf(objects(_4=stream(bytes(50_000_000), packed=True)))


def _bomb_of_objects() -> bytes:
    return packed_pdf({1: b"<<>>" + b" " * 20_000_000}, {})


def _deep() -> bytes:
    return pdf(objects(_2=b"[" * 1_000_000))


def _wide_tree() -> bytes:
    kids = b"".join(b"%d 0 R " % number for number in range(100, 5_000))
    nodes = dict.fromkeys(range(100, 5_000), b"<</Kids[]>>")
    return pdf({**objects(_2=b"<</Kids[" + kids + b"]>>"), **nodes})


def _many_files() -> bytes:
    return pdf(objects(_2=b"<</Names[" + b"(a) 3 0 R" * (MAX_ATTACHMENTS + 1) + b"]>>"))


def _long_history() -> bytes:
    content, places = b"%PDF-1.7\n", [0]
    for _ in range(MAX_SECTIONS + 1):
        places.append(len(content))
        content += b"xref\n0 0\ntrailer\n<</Root 1 0 R/Prev %d>>\n" % places[-2]
    return content + b"startxref\n%d\n%%%%EOF" % places[-1]


def _many_entries() -> bytes:
    table = b"xref\n0 400000\n" + b"0000000009 00000 n \n" * 400_000
    return b"%PDF-1.7\n" + table + b"trailer\n<<>>\nstartxref\n9\n%%EOF"


def _endless_string() -> bytes:
    return pdf(objects(_2=b"(" + b"()" * 4_000_000))


def _many_objects() -> bytes:
    return pdf(objects(_2=b"[" + b"1 " * 4_000_000 + b"]"))


@pytest.mark.parametrize(
    "made",
    [_bomb, _bomb_of_objects, _deep, _wide_tree, _many_files, _long_history, _many_entries,
     _endless_string, _many_objects],
)  # fmt: skip
def test_too_much_of_anything_is_over_a_limit_and_soon(made: Callable[[], bytes]) -> None:
    data = made()
    began = time.process_time()
    with pytest.raises(BakingLimitError):
        extract_pdf(data)
    assert time.process_time() - began < LONGEST


def _circle_of_tables() -> bytes:
    return b"%PDF-1.7\nxref\n0 0\ntrailer\n<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"


def _overlapping_objects() -> bytes:
    """Each object begins with a comment as long as all that follows."""
    kids = b"".join(b"%d 0 R " % number for number in range(100, 900))
    start = b"%PDF-1.7\n1 0 obj<</Names<</EmbeddedFiles 2 0 R>>>>2 0 obj<</Kids[" + kids + b"]>>\n"
    places = {1: 9, 2: start.index(b"2 0 obj<<")}
    content = bytearray(start)
    for number in range(100, 900):
        places[number] = len(content)
        content += b"%d 0 obj%%" % number
    content += b"%" * 5_000_000 + b"\n<<>>\n"
    table = b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % item for item in places.items())
    end = b"trailer\n<</Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(content)
    return bytes(content) + table + end


def _packs_in_packs() -> bytes:
    """Each object stream has its length in the next one."""
    parts = {
        number: b"<</Type/ObjStm/N 1/First 9/Length %d 0 R>>\nstream\nx\nendstream" % (number + 501)
        for number in range(100, 400)
    }
    rows = {number: (2, number - 500) for number in range(600, 901)}
    content, places = b"%PDF-1.7\n", {}
    for number, value in parts.items():
        places[number] = len(content)
        content += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(
        bytes([rows[n][0]]) + rows[n][1].to_bytes(4, "big") + b"\0" if n in rows
        else b"\1" + places.get(n, 0).to_bytes(4, "big") + b"\0"
        for n in range(901)
    )  # fmt: skip
    entries = b"/Type/XRef/W[1 4 1]/Size 901/Root 600 0 R"
    return content + b"950 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (
        stream(table, entries), len(content),
    )  # fmt: skip


@pytest.mark.parametrize("made", [_circle_of_tables, _overlapping_objects, _packs_in_packs])
def test_what_leads_on_and_on_is_refused_and_soon(made: Callable[[], bytes]) -> None:
    data = made()
    began = time.process_time()
    with pytest.raises(BrokenPdfError):
        extract_pdf(data)
    assert time.process_time() - began < LONGEST


@pytest.mark.parametrize("packed", [False, True])
def test_the_credential_may_have_a_mebibyte_and_not_a_byte_more(*, packed: bool) -> None:
    def made(length: int) -> bytes:
        return pdf(objects(_4=stream(b"a" * length, packed=packed)))

    assert len(extract_pdf(made(MAX_TEXT_BYTES))) == MAX_TEXT_BYTES
    with pytest.raises(BakingLimitError):
        extract_pdf(made(MAX_TEXT_BYTES + 1))


def test_the_file_may_have_ten_mebibytes_and_not_a_byte_more() -> None:
    room = MAX_PICTURE_BYTES - len(pdf(objects(_9=b"%\nnull"))) - 8
    full = pdf(objects(_9=b"%" + b"x" * room + b"\nnull"))
    full += b"\n" * (MAX_PICTURE_BYTES - len(full))
    assert extract_pdf(full) == TOKEN
    with pytest.raises(BakingLimitError):
        extract_pdf(full + b"\n")


def test_a_pdf_cut_anywhere_raises_only_declared_errors() -> None:
    for length in range(len(GOOD)):
        with pytest.raises(BakingError):
            extract_pdf(GOOD[:length])


@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=4), st.integers(0, 8))
def test_a_changed_pdf_raises_only_declared_errors(at: int, new: bytes, length: int) -> None:
    try:
        extract_pdf(GOOD[:at] + new + GOOD[at + length :])
    except BakingError:
        return


@given(st.integers(0, 899), st.binary(max_size=4))
def test_a_changed_packed_pdf_raises_only_declared_errors(at: int, new: bytes) -> None:
    data = packed_pdf({1: objects()[1], 2: TREE, 3: SPECIFICATION}, {4: objects()[4]})
    place = at % len(data)
    try:
        extract_pdf(data[:place] + new + data[place + len(new) :])
    except BakingError:
        return


@given(st.binary().map(lambda data: b"%PDF-" + data))
def test_arbitrary_bytes_raise_only_declared_errors(data: bytes) -> None:
    with pytest.raises(BakingError):
        extract_pdf(data)
