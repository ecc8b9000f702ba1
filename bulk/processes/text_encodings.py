"""Which letters the bytes of a text file are.

Polish programs still write two alphabets of one byte a letter (Windows-1250 and ISO 8859-2) that
differ in six Polish letters. Which of the two it is tell those letters themselves.
"""

import codecs
import re

from bulk.sheet_errors import UnknownFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Ąą Śś Źź where the other alphabet has signs that stand in no name.
_ISO_LETTERS = "ĄąŚśŹź".encode("iso-8859-2")
_WINDOWS_LETTERS = "ĄąŚśŹź".encode("cp1250")
# ISO 8859-2 has nothing to print there; Windows-1250 has quotation marks, dashes and ŚśŹźŠšŽžŤť.
_WINDOWS_ONLY = bytes(range(0x80, 0xA0))
_SAMPLE = 4096
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 1 / 100  # Of a text; above that it is none.


def decoded(data: bytes) -> str:
    """Return the text of a file; raises `UnknownFileError` if it is none."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :], name)
    if (wide := _wide(data[:_SAMPLE])) is not None:
        return _checked(data, wide)
    try:
        return _checked(data, "utf-8", raising=UnicodeDecodeError)
    except UnicodeDecodeError:
        return _checked(data, _alphabet(data))


def _checked(data: bytes, encoding: str, *, raising: type[Exception] = UnknownFileError) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as e:
        if raising is UnicodeDecodeError:
            raise
        raise UnknownFileError from e
    # The mark of the end in files of old programs is no letter.
    text = text.removesuffix("\x1a")
    if "\0" in text or len(_CONTROLS.findall(text)) > len(text) * _MOST_CONTROLS:
        raise UnknownFileError
    return text


def _wide(sample: bytes) -> str | None:
    """Return which UTF-16 a text without a mark is: every other byte of its Latin letters is 0."""
    pairs = len(sample) // 2
    zeros_first, zeros_second = sample[0::2].count(0), sample[1::2].count(0)
    if zeros_second > pairs * 0.3 and zeros_first * 20 < zeros_second:
        return "utf-16-le"
    if zeros_first > pairs * 0.3 and zeros_second * 20 < zeros_first:
        return "utf-16-be"
    return None


def _alphabet(data: bytes) -> str:
    if len(data.translate(None, _WINDOWS_ONLY)) < len(data):
        return "cp1250"
    iso = len(data) - len(data.translate(None, _ISO_LETTERS))
    windows = len(data) - len(data.translate(None, _WINDOWS_LETTERS))
    return "iso-8859-2" if iso > windows else "cp1250"
