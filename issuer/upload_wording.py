"""What is wrong with an uploaded file, in words: each error of `issuer.pictures` as a fault."""

from collections.abc import Mapping
from types import MappingProxyType

from issuer.errors import Fault
from issuer.pictures import errors
from issuer.pictures.uploads import MAX_UPLOAD_BYTES

_MEGABYTES = MAX_UPLOAD_BYTES // (1024 * 1024)
_BROKEN = (
    "broken-file",
    "The file is damaged and cannot be read.",
    "Plik jest uszkodzony i nie da się go odczytać.",
)
_SENTENCES: Mapping[type[errors.PictureError], tuple[str, str, str]] = MappingProxyType(
    {
        errors.UploadTooLargeError: (
            "too-large",
            f"The file is too large: at most {_MEGABYTES} MB are allowed.",
            f"Plik jest za duży – największy dozwolony rozmiar to {_MEGABYTES} MB.",
        ),
        errors.UnknownPictureTypeError: (
            "unknown-type",
            "This is neither a PNG nor an SVG picture.",
            "To nie jest obraz PNG ani SVG.",
        ),
        errors.PictureSizeError: (
            "picture-size",
            "The picture measures {width} × {height} pixels; each side needs {least} to {most}.",
            "Obraz ma wymiary {width} × {height} pikseli; każdy bok musi mieć od {least} do {most}"
            " pikseli.",
        ),
        errors.UnsafePictureError: (
            "unsafe-picture",
            "The SVG picture is refused: {reason}. Save it as a plain drawing or as PNG.",
            "Ten obraz SVG zawiera niedozwolone elementy. Zapisz go jako zwykły rysunek albo jako"
            " PNG.",
        ),
        errors.ForbiddenFileTypeError: (
            "forbidden-type",
            "Evidence can be a PDF, PNG, JPEG, text, Word (docx) or OpenDocument (odt) file, and"
            " its name must end accordingly.",
            "Dowodem może być plik PDF, PNG, JPEG, tekstowy, Word (docx) lub OpenDocument (odt),"
            " a jego nazwa musi mieć odpowiednie rozszerzenie.",
        ),
    }
)


def picture_fault(error: errors.PictureError) -> Fault:
    """Return the fault of the field `file`, with a sentence in each language."""
    code, english, polish = _SENTENCES.get(type(error), _BROKEN)
    facts = vars(error)
    return Fault("/file", code, english.format(**facts), polish.format(**facts))
