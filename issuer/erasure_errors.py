"""What can go wrong with erasing people."""

from issuer.errors import ConflictError, NotFoundError


class PersonNotFoundError(NotFoundError):
    """Nobody has an account of that id."""

    english = "There is no account {person}."
    polish = "Nie ma konta {person}."


class PersonElsewhereError(ConflictError):
    """The person works for other organisations too, or runs the platform."""

    english = (
        "This person also works for another organisation or runs the platform, so only an operator "
        "can erase the account. You can remove them from your organisation."
    )
    polish = (
        "Ta osoba należy też do innej organizacji albo prowadzi platformę, więc jej konto może "
        "usunąć tylko operator. Możesz usunąć ją ze swojej organizacji."
    )
