"""What can go wrong with awards."""

from issuer.achievement_errors import AchievementStateError
from issuer.errors import (
    ConflictError,
    GoneError,
    InvalidInputError,
    NotFoundError,
    UnavailableError,
)


class AwardNotFoundError(NotFoundError):
    """The organisation has no such award."""

    english = "There is no award {award} in your organisation."
    polish = "W Twojej organizacji nie ma poświadczenia {award}."


class InvalidAwardError(InvalidInputError):
    """Fields of an award break rules; `faults` names each, `rule` codes are those of bulk rows."""


class AchievementNotActiveError(AchievementStateError):
    """The template is a draft, or was archived meanwhile."""

    english = "This template cannot be awarded: its state is “{state}”. Activate it first."
    polish = "Tego wzorca nie można przyznać: jego stan to „{polish_state}”. Najpierw go aktywuj."


class AlreadyAwardedError(ConflictError):
    """Policy deny: the person has it already (E12)."""

    english = "This credential was already awarded to this person on {date}."
    polish = "To poświadczenie zostało już przyznane tej osobie {date}."


class AlreadyRevokedError(ConflictError):
    """A revocation is final (rule 13)."""

    english = "This award is revoked, and a revocation is never undone. Award it again instead."
    polish = (
        "To poświadczenie jest unieważnione, a unieważnienia nie można cofnąć. "
        "Przyznaj je ponownie."
    )


class AwardErasedError(GoneError):
    """The person was erased; only the status entry is left."""

    english = "The person this was awarded to was erased; nothing is left to change."
    polish = "Dane tej osoby zostały usunięte; nie ma tu już czego zmieniać."


class ClockWentBackError(UnavailableError):
    """The clock shows a time before what was already recorded."""

    english = (
        "The clock of the server is {seconds} s behind what was already recorded. Nothing is "
        "awarded until the operator of the service has set it right."
    )
    polish = (
        "Zegar serwera spóźnia się o {seconds} s względem tego, co już zapisano. Do czasu, aż "
        "operator usługi go poprawi, nic nie zostanie przyznane."
    )


class UnsignableAwardError(InvalidInputError):
    """The document would hold something that must not be signed; nothing was."""

    english = "The badge cannot be signed as it stands; nothing was changed."
    polish = "Takiej odznaki nie można podpisać; nic nie zostało zmienione."


class IdempotencyKeyReusedError(InvalidInputError):
    """The same Idempotency-Key came with another request."""

    english = "This Idempotency-Key was used for another request. Use a new key for a new request."
    polish = (
        "Ten klucz Idempotency-Key został już użyty do innego żądania. Do nowego żądania użyj "
        "nowego klucza."
    )
