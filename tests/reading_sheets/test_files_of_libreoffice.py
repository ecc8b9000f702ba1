"""Files that LibreOffice wrote: what other programs make of a sheet is read as well as our own."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from writing_workbooks.libreoffice import XLSX
from writing_workbooks.libreoffice import saved as saved_by_libreoffice

from bulk.sheet_errors import OtherWorkbookError
from bulk.sheets import Broken

from .files import HEADINGS, cells_of, read, saved

# The second number behind the separator tells the letters: 76 is UTF-8, 33 is Windows-1250, 13 is
# ISO 8859-2.
CSV = "csv:Text - txt - csv (StarCalc):{separator},34,{letters},1,,0,false,true,false,false,false,0"


@pytest.fixture(scope="module")
def filled() -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append([*HEADINGS, "TERMIN WAŻNOŚCI", "NUMER CERTYFIKATU", "OCENA", "UWAGI"])
    sheet.append(["a@example.com", "Żaneta", "Wąs-Śliź", date(2030, 6, 30), "00123", 4.5, "=1/0"])
    sheet.append([])
    sheet.append(['="b"&"@example.com"', "محمد", "Nguyễn", None, 12345678901, True, "dla obu"])
    sheet.append(["c@example.com", "two\nlines", 'a "quote"; b, c'])
    sheet.merge_cells("G4:G5")
    return saved(workbook)


def test_a_workbook_that_libreoffice_saved_says_the_same(filled: bytes, tmp_path: Path) -> None:
    data = saved_by_libreoffice(filled, XLSX, tmp_path)["workbook.xlsx"]
    sheet = read(data)
    assert [row.number for row in sheet.rows] == [2, 4, 5]
    assert cells_of(data) == [
        ("a@example.com", "Żaneta", "Wąs-Śliź", date(2030, 6, 30), "00123", "4.5", Broken.ERROR),
        ("b@example.com", "محمد", "Nguyễn", "", "12345678901", "TRUE", "dla obu"),
        ("c@example.com", "two\nlines", 'a "quote"; b, c', "", "", "", Broken.MERGED),
    ]


@pytest.mark.parametrize(
    ("form", "told"), [("ods", "ODS"), ("fods", "XML"), ("xls", "XLS"), ("html", "HTML")]
)
def test_other_formats_are_told_by_name(
    form: str, told: str, filled: bytes, tmp_path: Path
) -> None:
    with pytest.raises(OtherWorkbookError) as refused:
        read(saved_by_libreoffice(filled, form, tmp_path)[f"workbook.{form}"])
    assert refused.value.facts == {"format": told}


@pytest.mark.parametrize(
    ("separator", "letters"),
    [(44, 76), (59, 33), (9, 13)],
    ids=["commas in UTF-8", "semicolons in Windows-1250", "tabs in ISO 8859-2"],
)
def test_a_text_file_that_libreoffice_saved_says_the_same(
    separator: int, letters: int, filled: bytes, tmp_path: Path
) -> None:
    form = CSV.format(separator=separator, letters=letters)
    data = saved_by_libreoffice(filled, form, tmp_path)["workbook.csv"]
    first, _, last = cells_of(data)
    assert first[:3] == ("a@example.com", "Żaneta", "Wąs-Śliź")
    assert first[4] == "00123"
    assert last[:3] == ("c@example.com", "two\nlines", 'a "quote"; b, c')
    assert [row.number for row in read(data).rows] == [2, 4, 5]
