"""CSV, TSV and pasted lines: letters, separators and quotation marks are found out, never asked."""

import codecs

import pytest

from bulk.sheet_errors import EmptySheetError, FarCellError, OpenQuoteError, UnknownFileError
from bulk.sheets import FileKind

from .files import cells_of, read

PANGRAM = "ZAŻÓŁĆ GĘŚLĄ JAŹŃ zażółć gęślą jaźń"
LINES = f"EMAIL;IMIĘ;NAZWISKO\r\nanna@example.com;Anna;{PANGRAM}\r\n"
ENCODED = {
    "UTF-8": LINES.encode(),
    "UTF-8 with a mark": codecs.BOM_UTF8 + LINES.encode(),
    "UTF-16 with a mark": LINES.encode("utf-16"),
    "UTF-16 BE with a mark": codecs.BOM_UTF16_BE + LINES.encode("utf-16-be"),
    "UTF-16 LE": LINES.encode("utf-16-le"),
    "UTF-16 BE": LINES.encode("utf-16-be"),
    "UTF-32 with a mark": LINES.encode("utf-32"),
    "Windows-1250": LINES.encode("cp1250"),
    "ISO 8859-2": LINES.encode("iso-8859-2"),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED.keys())
def test_polish_letters_survive_whatever_the_encoding(data: bytes) -> None:
    sheet = read(data)
    assert sheet.kind is FileKind.TEXT
    assert sheet.headings == ("EMAIL", "IMIĘ", "NAZWISKO")
    assert [row.cells for row in sheet.rows] == [("anna@example.com", "Anna", PANGRAM)]


@pytest.mark.parametrize("encoding", ["cp1250", "iso-8859-2"])
@pytest.mark.parametrize("name", ["Wąs", "Śliwa", "Źrebak", "Kuś", "Łoś", "Bąk", "Źdźbło", "ĄŚŹ"])
def test_one_name_is_enough_to_tell_the_alphabets_apart(name: str, encoding: str) -> None:
    data = f"EMAIL;IMIĘ;NAZWISKO\na@example.com;A;{name}\n".encode(encoding)
    assert cells_of(data) == [("a@example.com", "A", name)]


def test_signs_that_only_windows_has_tell_the_alphabets_apart_too() -> None:
    data = "EMAIL;IMIĘ;NAZWISKO\na@example.com;A;„5±1”\n".encode("cp1250")
    assert cells_of(data) == [("a@example.com", "A", "„5±1”")]


@pytest.mark.parametrize("text", ["Nguyễn Thị", "محمد", "王小明", "𠮷野"], ids=ascii)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_names_of_any_script_survive(text: str, encoding: str) -> None:
    data = f"EMAIL,IMIĘ,NAZWISKO\na@example.com,{text},x\n".encode(encoding)
    assert cells_of(data) == [("a@example.com", text, "x")]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found(separator: str, end: str) -> None:
    lines = [["EMAIL", "IMIĘ", "NAZWISKO"], ["a@example.com", "Jan", "Nowak"]]
    data = end.join(separator.join(line) for line in lines).encode()
    assert cells_of(data) == [("a@example.com", "Jan", "Nowak")]


def test_the_separator_is_the_one_that_shows_most_headings() -> None:
    data = "EMAIL;IMIĘ;NAZWISKO;a,b,c,d,e,f\na@example.com;Jan;Nowak;1,2,3,4,5,6\n".encode()
    assert cells_of(data) == [("a@example.com", "Jan", "Nowak", "1,2,3,4,5,6")]


def test_a_file_may_tell_its_separator_as_excel_wants_it() -> None:
    data = "sep=|\r\nEMAIL|IMIĘ|NAZWISKO\r\na@example.com|Jan|Nowak\r\n".encode()
    assert [row.number for row in read(data).rows] == [2]


def test_quotation_marks_are_those_of_rfc_4180() -> None:
    data = (
        '"EMAIL";"IMIĘ";"NAZWISKO";"INDYWIDUALNY OPIS"\n'
        '"a@example.com";"Jan";"Nowak";"a;b\r\nand ""c"""\n'
        "b@example.com;O\"Neil;D'Arc;\n"
    )
    assert cells_of(data.encode()) == [
        ("a@example.com", "Jan", "Nowak", 'a;b\r\nand "c"'),
        ("b@example.com", 'O"Neil', "D'Arc"),
    ]


def test_rows_are_counted_as_a_program_would_show_them() -> None:
    data = 'EMAIL;IMIĘ;NAZWISKO\n\n;;\na@x.pl;"two\nlines";N\n \nb@x.pl;B;N'
    assert [row.number for row in read(data.encode()).rows] == [4, 6]


@pytest.mark.parametrize(
    ("rest", "line"),
    [('a@x.pl;"Jan;Nowak\n' * 3, 2), ('a@x.pl;Jan;N\nb@x.pl;"B" b;N\n', 3)],
    ids=["never closed", "something behind it"],
)
def test_a_quotation_mark_that_is_not_closed_is_named_by_its_line(rest: str, line: int) -> None:
    with pytest.raises(OpenQuoteError) as refused:
        read(f"EMAIL;IMIĘ;NAZWISKO\n{rest}".encode())
    assert refused.value.facts == {"line": line}


def test_a_row_with_more_cells_than_headings_keeps_one_too_many() -> None:
    data = b"EMAIL,FIRST NAME,LAST NAME\na@x.pl,Jan,Nowak,1,2\nb@x.pl,B,N,,\n"
    assert cells_of(data) == [("a@x.pl", "Jan", "Nowak", "1"), ("b@x.pl", "B", "N")]


def test_numbers_and_dates_of_a_text_file_are_texts() -> None:
    data = b"EMAIL;FIRST NAME;LAST NAME\na@x.pl;00123;31.01.2026\n"
    assert cells_of(data) == [("a@x.pl", "00123", "31.01.2026")]


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"EMAIL;FIRST NAME;LAST NAME\n;;\n"])
def test_a_text_without_data_is_empty(data: bytes) -> None:
    with pytest.raises(EmptySheetError):
        read(data)


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)), b"EMAIL;\0\0\0", b"\x81\x83\x88" * 9, b"\xff\xfe\x00\xd8\x00\x00"],
    ids=["all bytes", "zeros", "no letters", "half a character"],
)
def test_what_is_no_text_is_not_recognised(data: bytes) -> None:
    with pytest.raises(UnknownFileError):
        read(data)


def test_a_row_beyond_the_last_one_of_a_workbook_is_too_far_away() -> None:
    heading, row = b"EMAIL;FIRST NAME;LAST NAME\n", b";Jan;Nowak\n"
    last = heading + b"\n" * 1_048_574 + row
    assert [found.number for found in read(last).rows] == [1_048_576]
    with pytest.raises(FarCellError) as refused:
        read(heading + b"\n" * 1_048_575 + row)
    assert refused.value.facts == {"cell": "B1048577"}
