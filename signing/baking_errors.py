"""What can go wrong with baked pictures, and with PDF files that carry a credential.

signing.errors.Error
└── BakingError
    ├── UnknownPictureError         neither PNG nor SVG, nor PDF when unbaking
    ├── UnbakeableTextError         neither a compact JWS nor a JSON object
    ├── BrokenPictureError          not a picture that every program reads alike
    │   ├── BrokenPngError
    │   ├── BrokenSvgError
    │   │   └── UnsafeSvgError      well-formed, but may reach out or blow up
    │   └── BrokenPdfError
    │       └── EncryptedPdfError   nobody can look inside without its password
    ├── NothingBakedError           a good picture without a credential
    │   └── OlderBadgeError         a badge of Open Badges 1 or 2
    ├── SeveralCredentialsError
    ├── MisplacedCredentialError    a credential, but not where the standard puts it
    └── BakedTextError              the right place, but no readable text in it
signing.errors.LimitError
└── BakingLimitError (also a BakingError): over a limit, so nobody has looked
"""

from signing.errors import Error, LimitError


class BakingError(Error):
    """Everything that baking and unbaking refuse."""


class BakingLimitError(BakingError, LimitError):
    """The picture or the text in it is larger or deeper than this program reads."""

    def __init__(self, what: str, limit: int, unit: str) -> None:
        super().__init__(f"The {what} goes beyond the limit of {limit} {unit}.")
        self.what = what
        self.limit = limit
        self.unit = unit


class UnknownPictureError(BakingError):
    """The bytes are neither a PNG nor an SVG picture."""

    def __init__(self) -> None:
        super().__init__("The file is neither a PNG nor an SVG picture.")


class UnbakeableTextError(BakingError):
    """The text to bake is no credential in a form that pictures can carry."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The text cannot be baked into a picture: {reason}.")
        self.reason = reason


class BrokenPictureError(BakingError):
    """The picture breaks the rules of its format."""


class BrokenPngError(BrokenPictureError):
    """The PNG picture breaks the rules of its format at this byte."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(f"The PNG picture is damaged at byte {offset}: {reason}.")
        self.reason = reason
        self.offset = offset


class BrokenSvgError(BrokenPictureError):
    """The file is not an SVG picture that Insygnia can read."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The SVG picture cannot be used: {reason}.")
        self.reason = reason


class UnsafeSvgError(BrokenSvgError):
    """The SVG picture uses a part of XML that could reach other files or grow without end."""


class BrokenPdfError(BrokenPictureError):
    """The PDF breaks the rules of its format, or uses a part of it that Insygnia does not read."""

    def __init__(self, reason: str, offset: int | None = None) -> None:
        where = "" if offset is None else f" at byte {offset}"
        super().__init__(f"The PDF cannot be read{where}: {reason}.")
        self.reason = reason
        self.offset = offset


class EncryptedPdfError(BrokenPdfError):
    """The PDF is encrypted."""

    def __init__(self) -> None:
        super().__init__("it is encrypted")


class NothingBakedError(BakingError):
    """The picture carries no credential."""

    def __init__(self, message: str = "The picture carries no Open Badges credential.") -> None:
        super().__init__(message)


class OlderBadgeError(NothingBakedError):
    """The picture carries no Open Badges 3.0 credential, but an older badge."""

    def __init__(self) -> None:
        super().__init__("The picture carries a badge older than Open Badges 3.0.")


class SeveralCredentialsError(BakingError):
    """The picture carries more than one credential, so it is not clear which one counts."""

    def __init__(self, count: int) -> None:
        super().__init__(f"The file carries {count} credentials, but it may carry only one.")
        self.count = count


class MisplacedCredentialError(BakingError):
    """The picture carries a credential, but not where the standard puts it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The credential stands in the wrong place of the picture: {reason}.")
        self.reason = reason


class BakedTextError(BakingError):
    """The place of the credential is right, but the text there cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The credential in the picture cannot be read: {reason}.")
        self.reason = reason
