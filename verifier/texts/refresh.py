"""Whether there is a newer version of a badge: remarks, which never decide."""

from collections.abc import Mapping

REFRESH: Mapping[str, tuple[str, str]] = {
    "newer-version-valid": (
        "There is a newer version of this badge, from {begins}, and it is valid ({url}). The "
        "verdict is about the file that was given.",
        "Istnieje nowsza wersja tej odznaki, z {begins}, i jest ważna ({url}). Wynik dotyczy "
        "podanego pliku.",
    ),
    "newer-version-invalid": (
        "There is a newer version of this badge, from {begins}, but it is not valid ({url}). The "
        "verdict is about the file that was given.",
        "Istnieje nowsza wersja tej odznaki, z {begins}, ale jest nieważna ({url}). Wynik dotyczy "
        "podanego pliku.",
    ),
    "newer-version-could-not-check": (
        "There may be a newer version of this badge, from {begins}, but it could not be checked "
        "({url}). The verdict is about the file that was given.",
        "Może istnieć nowsza wersja tej odznaki, z {begins}, ale nie udało się jej sprawdzić "
        "({url}). Wynik dotyczy podanego pliku.",
    ),
    "newer-version-not-genuine": (
        "What stands at {url} as a newer version, from {begins}, is not what the issuer signed, so "
        "it counts for nothing.",
        "To, co pod adresem {url} podano jako nowszą wersję, z {begins}, nie jest treścią "
        "podpisaną przez wydawcę, więc się nie liczy.",
    ),
    "refresh-not-newer": (
        "The issuer has no newer version of this badge ({url}).",
        "Wydawca nie ma nowszej wersji tej odznaki ({url}).",
    ),
    "refresh-of-another": (
        "Where a newer version of this badge should be, there is another one ({url}); it was "
        "disregarded.",
        "Tam, gdzie powinna być nowsza wersja tej odznaki, znajduje się inna ({url}); pominięto "
        "ją.",
    ),
    "refresh-without-badge": (
        "Where a newer version of this badge should be, there is no badge ({url}).",
        "Tam, gdzie powinna być nowsza wersja tej odznaki, nie ma odznaki ({url}).",
    ),
    "refresh-unreachable": (
        "Whether there is a newer version of this badge could not be checked: {url} could not be "
        "had.",
        "Nie udało się sprawdzić, czy istnieje nowsza wersja tej odznaki: adres {url} jest "
        "nieosiągalny.",
    ),
    "refresh-met-a-limit": (
        "Whether there is a newer version of this badge could not be checked: looking at what "
        "stands at {url} took too much time or memory, or broke off. The verdict is about the file "
        "that was given.",
        "Nie udało się sprawdzić, czy istnieje nowsza wersja tej odznaki: sprawdzanie tego, co "
        "znajduje się pod adresem {url}, wymagało zbyt dużo czasu lub pamięci albo zostało "
        "przerwane. Wynik dotyczy podanego pliku.",
    ),
    "refresh-type-unknown": (
        "Whether there is a newer version of this badge could not be checked: Insygnia does not "
        "know the method {type}.",
        "Nie udało się sprawdzić, czy istnieje nowsza wersja tej odznaki: Insygnia nie zna metody "
        "{type}.",
    ),
}
