"""What is wrong with an installation as a whole."""

from issuer.errors import ConflictError, UnavailableError


class PublicUrlChangedError(ConflictError):
    """The public address is another one, and DIDs that name the old one are out in the world."""

    english = (
        "INSYGNIA_PUBLIC_URL was {before} and is {now}, but organisations have DIDs that name the "
        "old address. Set it back; badges that were awarded name it for ever."
    )
    polish = (
        "INSYGNIA_PUBLIC_URL miało wartość {before}, a ma {now}, lecz organizacje mają "
        "identyfikatory DID z dawnym adresem. Przywróć poprzednią wartość: wydane poświadczenia "
        "wskazują ją na zawsze."
    )


class TablesOutdatedError(UnavailableError):
    """The tables are not those that this version works with."""

    english = (
        "The tables are at {found} and this version needs {wanted}. Make a backup, then run "
        "insygnia db upgrade."
    )
    polish = (
        "Tabele są w wersji {found}, a ten program potrzebuje {wanted}. Zrób kopię zapasową "
        "i uruchom insygnia db upgrade."
    )


class TablesMissingError(UnavailableError):
    """The database is empty: this is a new installation."""

    english = "The database has no tables yet. Run insygnia db upgrade."
    polish = "W bazie danych nie ma jeszcze tabel. Uruchom insygnia db upgrade."


class DatabaseUnavailableError(UnavailableError):
    """The database does not answer, is full, or is busy for too long."""

    english = (
        "The database of the service does not answer right now. Nothing was changed; try again in "
        "a moment."
    )
    polish = (
        "Baza danych usługi teraz nie odpowiada. Nic nie zostało zmienione; spróbuj ponownie za "
        "chwilę."
    )


class DatabasePutBackError(UnavailableError):
    """The database is older than a machine remembers: indexes of lists were handed out already."""

    english = (
        "Nothing can be awarded or corrected now: the database was put back from a backup. The "
        "operator of the service has to run insygnia db restored first. Badges that were awarded "
        "can be viewed, verified and revoked as usual."
    )
    polish = (
        "Teraz nie można niczego przyznać ani poprawić: bazę danych przywrócono z kopii zapasowej. "
        "Operator usługi musi najpierw uruchomić insygnia db restored. Wydane poświadczenia można "
        "nadal oglądać, weryfikować i unieważniać."
    )
