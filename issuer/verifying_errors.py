"""What can go wrong with what somebody wants verified, before it is looked at."""

from issuer.errors import InvalidInputError, UnavailableError


class FileTooLargeError(InvalidInputError):
    """More than a badge can be."""

    english = "The file is too large: a badge has at most 10 MB."
    polish = "Plik jest za duży: odznaka ma najwyżej 10 MB."


class VerifierBusyError(UnavailableError):
    """So many badges wait to be verified that this one would wait too long."""

    english = "Too many badges are being checked just now. Try again in a minute."
    polish = "Sprawdzanych jest teraz zbyt wiele odznak. Spróbuj ponownie za minutę."
