"""Taking a credential out of a PDF: the one that is attached to the document.

Open Badges 3.0 names no place for a credential in a PDF; PDF/A-3 (ISO 19005-3) and the embedded
files of ISO 32000-1, section 7.11.4, do. Insygnia attaches it as `credential.json` or
`credential.jwt`. What the pages show is never looked at: the credential alone is checked.
"""

from collections.abc import Iterator

from signing.baked_text import MAX_TEXT_BYTES
from signing.baking_errors import (
    BakedTextError,
    BakingLimitError,
    BrokenPdfError,
    NothingBakedError,
    SeveralCredentialsError,
)
from signing.pdf_file import PdfFile
from signing.pdf_syntax import PdfValue, Reference, Stream

FILE_NAMES = {"JSON": "credential.json", "compact JWS": "credential.jwt"}
"""How the attached file is called, by the form of the credential (`TextForm`)."""

MEDIA_TYPES = frozenset({"application/vc", "application/vc+ld+json", "application/vc+jwt"})
MAX_ATTACHMENTS = 256

_MAX_TREE_NODES = 1_000


def extract_pdf(data: bytes) -> str:
    """Return the text of the one credential that is attached to the PDF `data`.

    An attachment counts by its name or by its media type. Raises `BrokenPdfError` for a file that
    breaks the rules, `EncryptedPdfError` for one that asks for a password, `BakingLimitError`
    beyond a limit, `NothingBakedError`, `SeveralCredentialsError`, `BakedTextError`.
    """
    pdf = PdfFile(data)
    found = _credentials(pdf)
    if not found:
        raise NothingBakedError("No Open Badges credential is attached to the PDF.")
    if len(found) > 1:
        raise SeveralCredentialsError(len(found))
    try:
        return pdf.content(found[0], MAX_TEXT_BYTES).decode()
    except UnicodeDecodeError as error:
        raise BakedTextError("its text is not UTF-8") from error


def _credentials(pdf: PdfFile) -> list[Stream]:
    """Return the attached credentials; one that is listed in two places counts once."""
    found: dict[int, Stream] = {}
    for count, specification in enumerate(_attached(pdf)):
        if count >= MAX_ATTACHMENTS:
            raise BakingLimitError("list of attachments to the PDF", MAX_ATTACHMENTS, "files")
        entries = pdf.resolved(specification)
        if not isinstance(entries, dict):
            continue
        stream = _embedded(pdf, entries)
        if stream and (_is_named(pdf, entries) or _is_typed(pdf, stream)):
            found[stream.start] = stream
    return list(found.values())


def _attached(pdf: PdfFile) -> Iterator[PdfValue]:
    """Yield the file specifications of the document: its associated and its embedded files."""
    catalog = pdf.catalog
    yield from pdf.items(catalog.get("AF"))
    names = pdf.resolved(catalog.get("Names"))
    if isinstance(names, dict) and "EmbeddedFiles" in names:
        yield from _leaves(pdf, names["EmbeddedFiles"])


def _leaves(pdf: PdfFile, root: PdfValue) -> Iterator[PdfValue]:
    """Yield the values of a name tree (section 7.9.6), each node once."""
    ahead, seen = [root], set[int]()
    for _ in range(_MAX_TREE_NODES):
        if not ahead:
            return
        node = ahead.pop()
        if isinstance(node, Reference):
            if node.number in seen:
                raise BrokenPdfError("its list of attachments runs in a circle")
            seen.add(node.number)
        entries = pdf.dictionary(node, "a list of attachments")
        yield from pdf.items(entries.get("Names"))[1::2]
        ahead += reversed(pdf.items(entries.get("Kids")))
    raise BakingLimitError("list of attachments to the PDF", _MAX_TREE_NODES, "nodes")


def _embedded(pdf: PdfFile, specification: dict[str, PdfValue]) -> Stream | None:
    """Return the embedded file of a file specification (section 7.11.3)."""
    files = pdf.resolved(specification.get("EF"))
    if not isinstance(files, dict):
        return None
    streams = [pdf.resolved(files.get(name)) for name in ("UF", "F")]
    found = [stream for stream in streams if isinstance(stream, Stream)]
    if len({stream.start for stream in found}) > 1:
        raise BakedTextError("its attachment differs from program to program")
    return found[0] if found else None


def _is_named(pdf: PdfFile, specification: dict[str, PdfValue]) -> bool:
    names = [pdf.resolved(specification.get(key)) for key in ("UF", "F")]
    return any(isinstance(name, bytes) and _text(name) in FILE_NAMES.values() for name in names)


def _is_typed(pdf: PdfFile, stream: Stream) -> bool:
    return pdf.resolved(stream.entries.get("Subtype")) in MEDIA_TYPES


def _text(string: bytes) -> str:
    """Return a text string (section 7.9.2.2); of PDFDocEncoding only what ASCII shares."""
    for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if string.startswith(mark):
            return string.removeprefix(mark).decode(encoding, "replace")
    return string.decode("latin-1")
