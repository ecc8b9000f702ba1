"""What to do next about each of the answers in plain words; where there is nothing, no entry."""

from collections.abc import Mapping

_ORIGINAL = (
    "Do not rely on it. Ask for the original file, or ask the issuer to confirm it.",
    "Nie polegaj na niej. Poproś o oryginalny plik albo o potwierdzenie u wydawcy.",
)
_LATER = (
    "Try again later. If that does not help, ask the issuer.",
    "Spróbuj ponownie później. Jeśli to nie pomoże, zapytaj wydawcę.",
)
_ASK_ISSUER = (
    "Ask the issuer to confirm it, at an address that you know from elsewhere.",
    "Poproś wydawcę o potwierdzenie pod adresem, który znasz z innego źródła.",
)

ADVICE: Mapping[str, tuple[str, str]] = {
    "genuine-nothing": (
        "Ask for the file as the issuer gave it: PNG, SVG, PDF, JSON or a token. A photo or a "
        "screenshot of a badge holds nothing to check.",
        "Poproś o plik w takiej postaci, w jakiej dał go wydawca: PNG, SVG, PDF, JSON lub token. "
        "Zdjęcie ani zrzut ekranu odznaki nie zawiera nic do sprawdzenia.",
    ),
    "genuine-changed": _ORIGINAL,
    "genuine-unsigned": _ORIGINAL,
    "genuine-differs": _ORIGINAL,
    "genuine-elsewhere": _ORIGINAL,
    "genuine-site": _LATER,
    "genuine-other": _ORIGINAL,
    "genuine-uncovered": _ORIGINAL,
    "genuine-not": _ORIGINAL,
    "genuine-offline": _LATER,
    "genuine-undecided": _ASK_ISSUER,
    "genuine-stolen": (
        "Ask the issuer for a new badge.",
        "Poproś wydawcę o nową odznakę.",
    ),
    "in-force-revoked": (
        "Treat it as withdrawn. Only the issuer can say why.",
        "Traktuj ją jako wycofaną. Powód może podać tylko wydawca.",
    ),
    "in-force-suspended": (
        "Ask the issuer when it will count again.",
        "Zapytaj wydawcę, kiedy znów będzie obowiązywać.",
    ),
    "in-force-expired": (
        "It tells what was confirmed until then. Ask whether there is a newer one.",
        "Mówi, co było potwierdzone do tego dnia. Zapytaj, czy jest nowsza.",
    ),
    "in-force-not-yet": (
        "Check it again on that day.",
        "Sprawdź ją ponownie w tym dniu.",
    ),
    "in-force-offline": _LATER,
    "in-force-undecided": _ASK_ISSUER,
    "who-site": (
        "If you do not know this site, have a look at it before you rely on the badge.",
        "Jeśli nie znasz tej witryny, obejrzyj ją, zanim zaufasz odznace.",
    ),
    "who-key": _ASK_ISSUER,
    "who-other": _ORIGINAL,
    "who-undecided": _ASK_ISSUER,
    "recipient-no": (
        "Check that you typed it as the issuer wrote it, then ask who gave you the badge.",
        "Sprawdź, czy wpisano dane tak, jak zapisał je wydawca, a potem zapytaj tego, od kogo "
        "masz odznakę.",
    ),
    "recipient-undecided": (
        "Try the e-mail address or the full name instead.",
        "Spróbuj podać adres e-mail albo imię i nazwisko.",
    ),
}
