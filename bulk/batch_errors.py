"""What can go wrong with batches; what is wrong with a sheet itself is in `bulk.sheet_errors`."""

from collections.abc import Mapping
from types import MappingProxyType

from issuer.errors import ConflictError, GoneError, NotFoundError, TooManyError, UnavailableError
from issuer.models import BatchState

_POLISH_STATES: Mapping[str, str] = MappingProxyType(
    {
        BatchState.UPLOADED: "wczytany",
        BatchState.CHECKED: "sprawdzony",
        BatchState.CONFIRMED: "zatwierdzony",
        BatchState.RUNNING: "w toku",
        BatchState.PAUSED: "wstrzymany",
        BatchState.FINISHED: "zakończony",
        BatchState.CANCELLED: "anulowany",
        BatchState.FAILED: "przerwany",
        "revoked": "unieważniony",
    }
)


class BatchNotFoundError(NotFoundError):
    """The organisation has no such batch."""

    english = "There is no batch {batch} in your organisation."
    polish = "W Twojej organizacji nie ma importu {batch}."


class BatchStateError(ConflictError):
    """The batch is not where this could be done."""

    english = "This cannot be done with the batch now: its state is “{state}”."
    polish = "Tego nie można teraz zrobić z tym importem: jego stan to „{polish_state}”."

    def __init__(self, state: BatchState | str) -> None:
        super().__init__(state=str(state), polish_state=_POLISH_STATES[str(state)])


class TooManyWaitingError(ConflictError):
    """The organisation has as many batches that nobody confirmed as are kept at a time."""

    english = (
        "Your organisation has {most} imports that nobody has confirmed. Confirm some of them, or "
        "give up those that are not needed, and then import the file."
    )
    polish = (
        "Liczba importów Twojej organizacji, których nikt nie zatwierdził: {most}. Zatwierdź część "
        "z nich albo zrezygnuj z niepotrzebnych, a potem zaimportuj plik."
    )


class TooManyUnreadError(TooManyError):
    """As many batches of the organisation wait to be read as may at a time."""

    english = (
        "{most} imports of your organisation wait to be read, and no more are taken meanwhile. Try "
        "again in {seconds} s."
    )
    polish = (
        "Liczba importów Twojej organizacji, które czekają na wczytanie: {most}. Więcej naraz nie "
        "przyjmujemy. Spróbuj ponownie za {seconds} s."
    )

    def __init__(self, most: int, seconds: int = 10) -> None:
        super().__init__(most=most, seconds=seconds)


class NothingToAwardError(ConflictError):
    """No row of the batch can be awarded."""

    english = "No row of this batch can be awarded. Correct the sheet and import it again."
    polish = (
        "Żadnego wiersza tego importu nie można przyznać. Popraw arkusz i zaimportuj go ponownie."
    )


class SecondPersonNeededError(ConflictError):
    """The organisation wants two people to confirm a batch."""

    english = "You have confirmed this batch already. In your organisation a second person must."
    polish = "Ten import został już przez Ciebie zatwierdzony. Musi to zrobić jeszcze druga osoba."


class TooLateToUndoError(ConflictError):
    """The mails of the batch are not held any more."""

    english = (
        "The messages of this batch are not held any more, so it cannot be undone. "
        "You can revoke its awards."
    )
    polish = (
        "Wiadomości tego importu nie są już wstrzymane, więc nie można go cofnąć. "
        "Możesz unieważnić przyznane poświadczenia."
    )


class NothingToTakeBackError(ConflictError):
    """No award of the batch stands, so undoing or revoking it would do nothing."""

    english = (
        "There is nothing to undo or revoke: this batch awarded nothing, or all that it awarded "
        "is revoked already."
    )
    polish = (
        "Nie ma czego cofnąć ani unieważnić: ten import niczego nie przyznał albo wszystko, co "
        "przyznał, jest już unieważnione."
    )


class BatchClearedError(GoneError):
    """The file of the batch was deleted, as all are some time after the batch ended."""

    english = "The file of this batch was deleted. Its report is still there."
    polish = "Plik tego importu został usunięty. Raport jest nadal dostępny."


class SheetsBusyError(UnavailableError):
    """As many files are open as may be at a time."""

    english = "Other files are being opened just now. Try again in a moment."
    polish = "Właśnie otwierane są inne pliki. Spróbuj ponownie za chwilę."


class FileNotMadeError(UnavailableError):
    """Whoever was to make the file of a batch broke off."""

    english = "The file could not be made just now. Try again in a moment."
    polish = "Teraz nie udało się utworzyć pliku. Spróbuj ponownie za chwilę."


class SigningDiffersError(UnavailableError):
    """What was signed by a plan is not what the whole document says (rule 27)."""

    english = (
        "The import was stopped: a check of our own signing failed, and nothing of this part was "
        "awarded. Tell the operator of the service; then resume it, and it is signed the slow way."
    )
    polish = (
        "Import został zatrzymany: nasza własna kontrola podpisu nie powiodła się i nic z tej "
        "części nie zostało przyznane. Powiadom operatora usługi; po wznowieniu podpisy powstaną "
        "wolniejszą drogą."
    )


class ReplacedByBatchError(ConflictError):
    """The batch has replaced earlier awards, which undoing would not bring back."""

    english = (
        "This batch has replaced earlier credentials, which are revoked for ever. Undoing it would "
        "leave these people with none. Revoke the awards with a reason instead."
    )
    polish = (
        "Ten import zastąpił wcześniejsze poświadczenia, unieważnione na zawsze. Cofnięcie "
        "zostawiłoby te osoby bez żadnego. Zamiast tego unieważnij poświadczenia, podając powód."
    )
