"""What can go wrong with what somebody wants verified, before it is looked at."""

from issuer.errors import InvalidInputError


class FileTooLargeError(InvalidInputError):
    """More than a badge can be."""

    english = "The file is too large: a badge has at most 10 MB."
    polish = "Plik jest za duży: odznaka ma najwyżej 10 MB."
