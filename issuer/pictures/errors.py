"""Errors of this package.

PictureError
├── UnusableColourError          a text that names no colour
├── UnusableMarkError            letters that do not fit the disc of a badge
├── TypesettingError             the typesetter gave up
├── UploadTooLargeError          a file beyond its limit of bytes
├── UnknownPictureTypeError      neither PNG nor SVG
├── BrokenUploadError            a picture that cannot be read
├── PictureSizeError             too few or too many pixels
├── UnsafePictureError           an SVG that could run, fetch or blow up
└── ForbiddenFileTypeError       evidence of a type that is not taken
"""


class PictureError(Exception):
    """Base of every error that pictures raise."""


class UnusableColourError(PictureError):
    """The text is not a colour such as `#1f5fa8`."""

    def __init__(self, colour: str) -> None:
        super().__init__(f"{colour!r} is not a colour; write it as #1f5fa8.")
        self.colour = colour


class UnusableMarkError(PictureError):
    """The letters for the disc of a badge are none, too many, or cannot be drawn."""

    def __init__(self, letters: str, most: int) -> None:
        super().__init__(f"{letters!r} cannot stand in a badge; take 1 to {most} letters.")
        self.letters = letters
        self.most = most


class TypesettingError(PictureError):
    """The typesetter could not make the file; `reason` is for the operator, not for people."""

    def __init__(self, template: str, reason: str) -> None:
        super().__init__(f"{template} could not be typeset: {reason}.")
        self.template = template
        self.reason = reason


class UploadTooLargeError(PictureError):
    """The uploaded file is larger than files may be."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The file has more than {limit} bytes.")
        self.limit = limit


class UnknownPictureTypeError(PictureError):
    """The uploaded picture is neither PNG nor SVG, whatever its name says."""

    def __init__(self) -> None:
        super().__init__("The file is neither a PNG nor an SVG picture.")


class BrokenUploadError(PictureError):
    """The uploaded picture is damaged."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The picture cannot be read: {reason}.")
        self.reason = reason


class PictureSizeError(PictureError):
    """The picture has fewer or more pixels on a side than pictures may have."""

    def __init__(self, width: int, height: int, least: int, most: int) -> None:
        super().__init__(
            f"The picture measures {width} × {height} pixels; each side needs {least} to {most}."
        )
        self.width = width
        self.height = height
        self.least = least
        self.most = most


class UnsafePictureError(PictureError):
    """The SVG picture holds something that pictures of strangers may not hold."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The SVG picture is refused: {reason}.")
        self.reason = reason


class ForbiddenFileTypeError(PictureError):
    """The file is of a type that is not taken as evidence, or is not what its name says."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name!r} is not taken as evidence; send a PDF, PNG, JPEG, text, Word (docx) or "
            "OpenDocument (odt) file."
        )
        self.name = name
