"""What can go wrong with achievements, which the pages call templates."""

from collections.abc import Mapping
from types import MappingProxyType

from issuer.errors import ConflictError, InvalidInputError, NotFoundError
from issuer.models import AchievementState

_POLISH_STATES: Mapping[str, str] = MappingProxyType(
    {
        AchievementState.DRAFT: "szkic",
        AchievementState.ACTIVE: "aktywny",
        AchievementState.ARCHIVED: "zarchiwizowany",
    }
)


class AchievementNotFoundError(NotFoundError):
    """The organisation has no such template."""

    english = "There is no template {achievement} in your organisation."
    polish = "W Twojej organizacji nie ma wzorca {achievement}."


class EditionNotFoundError(NotFoundError):
    """No such edition was ever published."""

    english = "There is no such achievement here, or not in this version and language."
    polish = "Nie ma tu takiego osiągnięcia albo nie ma go w tej wersji i w tym języku."


class InvalidAchievementError(InvalidInputError):
    """The template names something that does not exist; `faults` says where."""


class ElementsMissingError(InvalidInputError):
    """Mandatory elements of a European micro-credential are missing; `faults` names each."""

    english = (
        "A micro-credential needs all mandatory elements before it can be activated; these are "
        "missing. Nothing was changed."
    )
    polish = (
        "Mikropoświadczenie można aktywować dopiero po uzupełnieniu wszystkich obowiązkowych "
        "elementów; tych brakuje. Nic nie zostało zmienione."
    )


class UnsignableAchievementError(InvalidInputError):
    """A badge of this template could not be signed; `faults` says where in such a badge."""

    english = (
        "A badge of this template could not be signed, so it was not activated. Correct the "
        "places named."
    )
    polish = (
        "Odznaki z tego wzorca nie dałoby się podpisać, więc nie został aktywowany. Popraw "
        "wskazane miejsca."
    )


class AchievementChangedError(ConflictError):
    """Somebody else changed the template since the caller read it."""

    english = (
        "Somebody changed this template meanwhile (it is at revision {revision}). Read it again "
        "and repeat your change."
    )
    polish = (
        "Ktoś w międzyczasie zmienił ten wzorzec (obecna rewizja: {revision}). Wczytaj go ponownie "
        "i powtórz zmianę."
    )


class AchievementStateError(ConflictError):
    """What is asked for does not fit the state of the template."""

    english = "This cannot be done with a template in the state “{state}”."
    polish = "Nie można tego zrobić z wzorcem w stanie „{polish_state}”."

    def __init__(self, state: AchievementState | str) -> None:
        super().__init__(state=str(state), polish_state=_POLISH_STATES[str(state)])


class AchievementWasActiveError(ConflictError):
    """A template that was ever active stays: its address is named by badges (rule 18)."""

    english = "This template was active once, so it cannot be deleted. Archive it instead."
    polish = "Ten wzorzec był już aktywny, więc nie można go usunąć. Możesz go zarchiwizować."
