"""What can go wrong with what somebody wants verified, before it is looked at."""

from issuer.errors import InvalidInputError, NotFoundError, UnavailableError


class FileTooLargeError(InvalidInputError):
    """More than a badge can be."""

    english = "The file is too large: a badge has at most 10 MB."
    polish = "Plik jest za duży: odznaka ma najwyżej 10 MB."


class EnvelopeTooLargeError(InvalidInputError):
    """A badge inside an envelope of JSON that is larger than requests in JSON may be."""

    english = (
        "This JSON is too large: it may have 2 MB. Send a larger badge as a file or as the body."
    )
    polish = (
        "Ten JSON jest za duży: może mieć najwyżej 2 MB. Większą odznakę wyślij jako plik "
        "albo jako samą treść żądania."
    )


class VerificationInputError(InvalidInputError):
    """A form or an envelope that does not say what is to be verified."""

    english = "Give exactly one badge: as a file, as text, or by its address."
    polish = "Podaj dokładnie jedną odznakę: jako plik, jako tekst albo przez jej adres."


class ShownReportError(InvalidInputError):
    """What a page sent back is no report that this service has shown lately."""

    english = "The report was shown too long ago. Check the badge again."
    polish = "Raport był otwarty zbyt długo. Sprawdź odznakę jeszcze raz."


class ReportTooLongError(InvalidInputError):
    """A report that would be no document that anybody reads: the file holds too much."""

    english = "The report is too long for a PDF. Ask for it as JSON or as text."
    polish = "Raport jest za długi na PDF. Poproś o JSON albo o tekst."


class KeptReportNotFoundError(NotFoundError):
    """There is no report at this address any more, or there never was; which is not said."""

    english = (
        "There is no report at this address. Reports are kept for a stated time, and whoever kept "
        "one may have deleted it."
    )
    polish = (
        "Pod tym adresem nie ma raportu. Raporty są przechowywane przez określony czas, a osoba, "
        "która zachowała raport, mogła go usunąć."
    )


class VerifierBusyError(UnavailableError):
    """So many badges wait to be verified that this one would wait too long."""

    english = "Too many badges are being checked just now. Try again in a minute."
    polish = "Sprawdzanych jest teraz zbyt wiele odznak. Spróbuj ponownie za minutę."
