"""XML of a workbook, element by element, without ever having the whole in memory."""

from collections.abc import Callable, Iterable
from typing import NoReturn
from xml.parsers import expat

from bulk.sheet_errors import BrokenSheetError

Start = Callable[[str, dict[str, str]], None]


def each_element(
    content: Iterable[bytes],
    start: Start,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back for the elements of a document, by their names without prefixes.

    Raises `BrokenSheetError` for what is no XML, and for a document type: no program writes one
    into a workbook, and entities stand in nothing else.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        for piece in content:
            parser.Parse(piece)
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as e:
        raise BrokenSheetError from e


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> NoReturn:
    raise BrokenSheetError
