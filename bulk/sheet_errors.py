"""What is wrong with a whole file, so that no row of it can be looked at: F01 to F07.

SheetError
 ├ F01  NoSheetError, UnknownFileError, OtherWorkbookError
 ├ F02  MissingHeadingError, MissingHeadingsError, MisspeltHeadingError, NoHeadingsError,
 │      RepeatedHeadingError, ShortLinesError, UnclearLinesError
 ├ F03  EmptySheetError
 ├ F04  TooManyRowsError, TooManyColumnsError, FarCellError
 ├ F05  WrongTemplateError, OpenBatchError
 ├ F06  EncryptedSheetError, BrokenSheetError, HeavySheetError, OpenQuoteError
 └ F07  SheetTooLargeError, JsonTooLargeError
"""

from typing import ClassVar

from issuer.errors import InvalidInputError


class SheetError(InvalidInputError):
    """A file that cannot be read as a sheet of awards."""

    code: ClassVar[str]


class NoSheetError(SheetError):
    """No file came at all."""

    code = "F01"
    english = "There is no file here. Choose a sheet (XLSX, CSV, TSV or TXT) or paste its rows."
    polish = "Nie ma tu żadnego pliku. Wybierz arkusz (XLSX, CSV, TSV lub TXT) albo wklej wiersze."


class UnknownFileError(SheetError):
    """The file is neither a workbook nor text."""

    code = "F01"
    english = (
        "This file was not recognised (allowed: XLSX, CSV, TSV, TXT). What counts is what is in "
        "the file, not its name: open it where it was made and save it as XLSX or CSV."
    )
    polish = (
        "Nie rozpoznano pliku (dozwolone: XLSX, CSV, TSV, TXT). Liczy się zawartość, a nie nazwa "
        "pliku: otwórz go w programie, w którym powstał, i zapisz jako XLSX albo CSV."
    )


class OtherWorkbookError(SheetError):
    """The file is a workbook of a format that is not read."""

    code = "F01"
    english = (
        "This is a file of the format {format}, whatever its name is (allowed: XLSX, CSV, TSV, "
        "TXT). Open it in Excel or LibreOffice and save it as an Excel workbook (XLSX)."
    )
    polish = (
        "To plik w formacie {format}, niezależnie od nazwy (dozwolone: XLSX, CSV, TSV, TXT). "
        "Otwórz go w Excelu lub LibreOffice i zapisz jako skoroszyt programu Excel (XLSX)."
    )


class MissingHeadingError(SheetError):
    """A column that every sheet needs is not there."""

    code = "F02"
    english = (
        "The heading “{heading}” is missing in the first row. Write it there, or download the "
        "import template again."
    )
    polish = (
        "Brak nagłówka „{polish_heading}” w pierwszym wierszu. Dopisz go albo pobierz wzorzec "
        "pliku ponownie."
    )


class MissingHeadingsError(SheetError):
    """Several columns that every sheet needs are not there."""

    code = "F02"
    english = (
        "These headings are missing in the first row: {headings}. Write them there, or download "
        "the import template again."
    )
    polish = (
        "W pierwszym wierszu brak nagłówków: {polish_headings}. Dopisz je albo pobierz wzorzec "
        "pliku ponownie."
    )


class MisspeltHeadingError(SheetError):
    """A column that every sheet needs is not there, but one of nearly that name is."""

    code = "F02"
    english = (
        "The heading “{heading}” is missing in the first row. Is “{found}” meant for it? Then "
        "write “{heading}” there."
    )
    polish = (
        "Brak nagłówka „{polish_heading}” w pierwszym wierszu. Czy chodziło o kolumnę „{found}”? "
        "Jeśli tak, wpisz tam „{polish_heading}”."
    )


class NoHeadingsError(SheetError):
    """The first row holds an e-mail address instead of headings."""

    code = "F02"
    english = (
        "The first row has no headings: it begins with data. Insert a row above it with the "
        "headings EMAIL, FIRST NAME and LAST NAME, so that nobody has to guess which is which."
    )
    polish = (
        "W pierwszym wierszu nie ma nagłówków, tylko dane. Wstaw nad nim wiersz z nagłówkami "
        "EMAIL, IMIĘ i NAZWISKO, żeby nikt nie musiał zgadywać, co jest czym."
    )


class ShortLinesError(SheetError):
    """A list without headings has too few columns."""

    code = "F02"
    english = (
        "The first line has neither headings nor three columns. Each line needs an e-mail address, "
        "a first name and a last name, with semicolons, tabs or commas between them."
    )
    polish = (
        "W pierwszej linii nie ma ani nagłówków, ani trzech kolumn. Każda linia musi zawierać "
        "adres e-mail, imię i nazwisko, oddzielone średnikami, tabulatorami lub przecinkami."
    )


class UnclearLinesError(SheetError):
    """A list without headings is in an order that nobody can be sure of."""

    code = "F02"
    english = (
        "The first line has no headings, and its cells are not clearly EMAIL, FIRST NAME, LAST "
        "NAME (or FIRST NAME, LAST NAME, EMAIL) and then the columns of the import template in "
        "their order. Write the headings into the first line, so that nobody has to guess."
    )
    polish = (
        "W pierwszej linii nie ma nagłówków, a z jej komórek nie wynika jasno, że są to EMAIL, "
        "IMIĘ, NAZWISKO (albo IMIĘ, NAZWISKO, EMAIL) i dalej kolumny wzorca pliku w jego "
        "kolejności. Wpisz nagłówki w pierwszej linii, żeby nikt nie musiał zgadywać."
    )


class RepeatedHeadingError(SheetError):
    """Two columns are called the same."""

    code = "F02"
    english = (
        "The heading “{heading}” stands in the first row more than once (columns {columns}). "
        "Delete the columns that do not belong there, or call them something else."
    )
    polish = (
        "Nagłówek „{polish_heading}” występuje w pierwszym wierszu więcej niż raz (kolumny "
        "{columns}). Usuń zbędne kolumny albo nazwij je inaczej."
    )


class EmptySheetError(SheetError):
    """There is nothing below the headings, or nothing at all."""

    code = "F03"
    english = "The file is empty: there is no row of data below the headings."
    polish = "Plik jest pusty: pod nagłówkami nie ma żadnego wiersza z danymi."


class TooManyRowsError(SheetError):
    """More rows than are taken at a time."""

    code = "F04"
    english = "There are too many rows: {rows}, allowed: {limit}. Split the file into several."
    polish = "Za dużo wierszy: {rows}, limit: {limit}. Podziel plik na kilka mniejszych."


class TooManyColumnsError(SheetError):
    """More columns than are taken."""

    code = "F04"
    english = (
        "There are too many columns: {columns}, allowed: {limit}. Delete those that are not needed."
    )
    polish = "Za dużo kolumn: {columns}, limit: {limit}. Usuń te, które nie są potrzebne."


class FarCellError(SheetError):
    """A cell lies so far from all others that the sheet cannot be read for its size."""

    code = "F04"
    english = (
        "There is something in the cell {cell}, far away from the table, so that the sheet is too "
        "large to be read. Delete that cell, or copy the table into a new file."
    )
    polish = (
        "W komórce {cell}, daleko od tabeli, coś się znajduje i dlatego arkusz jest zbyt duży, "
        "żeby go wczytać. Wyczyść tę komórkę albo skopiuj tabelę do nowego pliku."
    )


class WrongTemplateError(SheetError):
    """The hidden sheet names another template."""

    code = "F05"
    english = (
        "This file belongs to another credential template. Download the import template of this "
        "one, or copy your rows into a new file."
    )
    polish = (
        "Plik pochodzi z innego wzorca poświadczenia. Pobierz wzorzec pliku dla tego poświadczenia "
        "albo skopiuj swoje wiersze do nowego pliku."
    )


class EncryptedSheetError(SheetError):
    """The file is locked with a password."""

    code = "F06"
    english = "The file is encrypted. Open it, save it without a password and import it again."
    polish = "Plik jest zaszyfrowany. Otwórz go, zapisz bez hasła i zaimportuj ponownie."


class BrokenSheetError(SheetError):
    """The file is what it should be, but something in it contradicts that."""

    code = "F06"
    english = (
        "The file is damaged and cannot be read. Open it in Excel or LibreOffice and save it "
        "again, or copy the table into a new file."
    )
    polish = (
        "Plik jest uszkodzony i nie można go odczytać. Otwórz go w Excelu lub LibreOffice i zapisz "
        "ponownie albo skopiuj tabelę do nowego pliku."
    )


class HeavySheetError(SheetError):
    """Unpacked, the file holds more than can be read within what a child may use."""

    code = "F06"
    english = (
        "Unpacked, the file holds too much to be read. Copy the table alone, without pictures and "
        "formats, into a new file, or split it into several."
    )
    polish = (
        "Po rozpakowaniu plik zawiera zbyt wiele danych, żeby go odczytać. Skopiuj samą tabelę, "
        "bez obrazów i formatowania, do nowego pliku albo podziel ją na kilka plików."
    )


class OpenQuoteError(SheetError):
    """A quotation mark begins a cell of a text file and none ends it."""

    code = "F06"
    english = (
        "The quotation mark that begins a cell in line {line} is not closed. Close it, or write it "
        "twice where it belongs to the text."
    )
    polish = (
        "Cudzysłów, który zaczyna komórkę w linii {line}, nie jest zamknięty. Zamknij go albo "
        "wpisz dwa razy, jeśli należy do tekstu."
    )


class SheetTooLargeError(SheetError):
    """More bytes than are taken at a time."""

    code = "F07"
    english = "The file is larger than {megabytes} MB. Split it into several."
    polish = "Plik przekracza {megabytes} MB. Podziel go na kilka mniejszych."


class JsonTooLargeError(SheetError):
    """A JSON document, or a line of NDJSON, that is too large to be read at once."""

    code = "F07"
    english = (
        "A JSON document may have {megabytes} MB at most, and a line of NDJSON {kilobytes} kB. "
        "Send more rows as NDJSON, one object a line, or as a file."
    )
    polish = (
        "Dokument JSON może mieć najwyżej {megabytes} MB, a wiersz NDJSON – {kilobytes} kB. "
        "Większą liczbę osób wyślij jako NDJSON (jeden obiekt w wierszu) albo jako plik."
    )


class OpenBatchError(SheetError):
    """The workbook came back from a batch, and that or another one may still award its rows."""

    code = "F05"
    english = (
        "This file came back from an import. That one, or another import of the same file, is "
        "still open, and both would award its rows. Let it end, or cancel it, then send the file "
        "again."
    )
    polish = (
        "Ten plik pochodzi z importu. Tamten import albo inny import tego samego pliku jest nadal "
        "otwarty, więc jego wiersze przyznano by dwa razy. Zakończ go albo anuluj, a potem wczytaj "
        "plik ponownie."
    )
