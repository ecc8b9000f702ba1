"""What can go wrong when a mail is handed over; `reason` is a short code without the address."""

from issuer.errors import InvalidInputError, UnavailableError


class MailDelayedError(UnavailableError):
    """The mail server does not take the mail now; it may do so later."""

    english = "The mail server does not take the message now ({reason}). It is tried again."
    polish = "Serwer poczty nie przyjmuje teraz wiadomości ({reason}). Próba zostanie ponowiona."


class MailRefusedError(InvalidInputError):
    """The mail server will never take this mail, or the address is none."""

    english = "The mail server refused the message ({reason}). Please check the address."
    polish = "Serwer poczty odrzucił wiadomość ({reason}). Sprawdź adres."

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
