"""What can go wrong with uploaded files."""

from issuer.errors import GoneError, InvalidInputError, NotFoundError


class UploadNotFoundError(NotFoundError):
    """There is no such file, or not for whoever asks."""

    english = "There is no file {upload} here."
    polish = "Nie ma tu pliku {upload}."


class UploadErasedError(GoneError):
    """The file was deleted with the person it told of."""

    english = "This file was deleted and will not come back."
    polish = "Ten plik został usunięty i już nie wróci."


class InvalidUploadError(InvalidInputError):
    """The file is too large, or is not what it must be; `faults` says which."""
