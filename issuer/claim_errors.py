"""What can go wrong with claims and with the pages of badges."""

from issuer.errors import ConflictError, GoneError, InvalidInputError, NotFoundError


class BadgeNotFoundError(NotFoundError):
    """There is no such badge, it was not claimed yet, or its holder hides it; which is not said."""

    english = "There is no badge here, or its holder does not show it."
    polish = "Nie ma tu żadnej odznaki albo jej posiadacz jej nie pokazuje."


class BadgeErasedError(GoneError):
    """The person the badge was about was erased."""

    english = (
        "This badge was erased at the wish of its holder. Copies given away cannot be called back."
    )
    polish = (
        "Ta odznaka została usunięta na życzenie posiadacza. Przekazanych wcześniej kopii nie da "
        "się wycofać."
    )


class PictureMissingError(NotFoundError):
    """The badge has no picture in the format that was asked for."""

    english = "This badge has no picture in this format."
    polish = "Ta odznaka nie ma obrazu w tym formacie."


class NothingToClaimError(ConflictError):
    """The award was revoked before anybody claimed it."""

    english = "This was revoked by its issuer and can no longer be claimed."
    polish = "Wydawca unieważnił ten dokument i nie można go już odebrać."


class UnknownVisibilityError(InvalidInputError):
    """Not one of the ways in which a badge can be shown."""

    english = "Choose who may see the badge."
    polish = "Wybierz, kto może zobaczyć odznakę."
