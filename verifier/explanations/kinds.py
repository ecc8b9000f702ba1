"""What results of the same kind have in common: what they mean, whose matter they are, what to do.

People who read this know nothing of signatures. Each text in English and in Polish.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

Both = tuple[str, str]
"""A text in English and in Polish."""


class Whose(Enum):
    """Whose matter a result is; its value is its name in the JSON."""

    NOBODY = "nobody"
    GIVER = "giver"
    ISSUER = "issuer"
    UNKNOWN = "unknown"
    NETWORK = "network"
    INSYGNIA = "insygnia"


WHOSE: Mapping[Whose, Both] = {
    Whose.NOBODY: ("Nobody's: nothing is wrong.", "Niczyja: wszystko jest w porządku."),
    Whose.GIVER: ("Whoever gave you the file.", "Tego, od kogo pochodzi plik."),
    Whose.ISSUER: ("The issuer's, or its software's.", "Wydawcy albo jego oprogramowania."),
    Whose.UNKNOWN: (
        "That cannot be told: it may be the issuer's mistake, or somebody's forgery.",
        "Tego nie da się ustalić: może to być błąd wydawcy albo czyjeś fałszerstwo.",
    ),
    Whose.NETWORK: (
        "The issuer's server's, or that of the way to it.",
        "Serwera wydawcy albo połączenia z nim.",
    ),
    Whose.INSYGNIA: (
        "This service's: it does not know or does not look at everything.",
        "Tego serwisu: nie wszystko zna i nie we wszystko zagląda.",
    ),
}


@dataclass(frozen=True)
class Kind:
    """What is said about all results of a kind."""

    whose: Whose
    meaning: Both
    advice: Both


_NOTHING = ("Nothing has to be done.", "Nic nie trzeba robić.")
_ORIGINAL = (
    "Ask for the file as the issuer gave it: PNG, SVG, PDF, JSON or a token.",
    "Poproś o plik w takiej postaci, w jakiej dał go wydawca: PNG, SVG, PDF, JSON lub token.",
)
_CONFIRM = (
    "Do not rely on the badge. Ask the issuer to confirm it, at an address that you know from "
    "elsewhere.",
    "Nie polegaj na tej odznace. Poproś wydawcę o potwierdzenie pod adresem, który znasz z innego "
    "źródła.",
)
_TELL = (
    "Tell the issuer what this page says; its software has to be put right.",
    "Przekaż wydawcy, co mówi ta strona; jego oprogramowanie wymaga poprawy.",
)
_LATER = (
    "Try again later. If that does not help, ask the issuer.",
    "Spróbuj ponownie później. Jeśli to nie pomoże, zapytaj wydawcę.",
)

KINDS: Mapping[str, Kind] = {
    "fine": Kind(
        Whose.NOBODY,
        (
            "This part is in order. By itself it makes no badge valid: the verdict takes all "
            "checks that decide together.",
            "Ta część jest w porządku. Sama nie czyni odznaki ważną: o wyniku rozstrzygają "
            "wszystkie istotne sprawdzenia razem.",
        ),
        _NOTHING,
    ),
    "follows": Kind(
        Whose.NOBODY,
        (
            "There was nothing to look at here, because another check found nothing to build on. "
            "That other check says why.",
            "Nie było tu czego sprawdzać, bo inne sprawdzenie nie dało do tego podstaw. Powód "
            "podaje tamto sprawdzenie.",
        ),
        ("See what the other checks say.", "Zobacz, co mówią pozostałe sprawdzenia."),
    ),
    "no-badge": Kind(
        Whose.GIVER,
        (
            "The file holds nothing that could be checked. That says nothing about the person: a "
            "screenshot, a photo or a copy is often sent instead of the badge itself.",
            "Plik nie zawiera nic, co można by sprawdzić. Nie mówi to niczego o osobie: zamiast "
            "samej odznaki często przesyła się zrzut ekranu, zdjęcie albo kopię.",
        ),
        _ORIGINAL,
    ),
    "limit": Kind(
        Whose.INSYGNIA,
        (
            "So that nobody can bring the service to a standstill, it looks at files up to fixed "
            "limits only. What is beyond them is neither good nor bad: nothing is known about it.",
            "Aby nikt nie mógł zablokować serwisu, pliki sprawdza się tylko do ustalonych granic. "
            "To, co je przekracza, nie jest ani dobre, ani złe: nic o tym nie wiadomo.",
        ),
        (
            "Ask the issuer for a smaller or simpler form of the badge.",
            "Poproś wydawcę o mniejszą albo prostszą postać odznaki.",
        ),
    ),
    "stopped": Kind(
        Whose.INSYGNIA,
        (
            "The check did not come to its end, so nothing is known about the badge.",
            "Sprawdzanie nie dobiegło końca, więc nic nie wiadomo o odznace.",
        ),
        (
            "Try again. If it happens again with the same file, tell whoever runs this service.",
            "Spróbuj ponownie. Jeśli ten sam plik znów da taki wynik, powiadom tych, którzy "
            "prowadzą ten serwis.",
        ),
    ),
    "malformed": Kind(
        Whose.UNKNOWN,
        (
            "Something is not written as the standards demand, so programs could read it in "
            "different ways. What has no single meaning cannot be confirmed.",
            "Coś zapisano niezgodnie ze standardami, więc różne programy mogłyby to różnie "
            "odczytać. Tego, co nie ma jednego znaczenia, nie można potwierdzić.",
        ),
        _ORIGINAL,
    ),
    "breaks-standard": Kind(
        Whose.ISSUER,
        (
            "The badge lacks something that the standard asks for, or holds it in a form that the "
            "standard does not know. Whether it is genuine is another question.",
            "W odznace brakuje czegoś, czego wymaga standard, albo ma to postać, której standard "
            "nie przewiduje. To, czy jest autentyczna, jest osobnym pytaniem.",
        ),
        _TELL,
    ),
    "uncovered": Kind(
        Whose.UNKNOWN,
        (
            "Only words with a defined meaning can be signed. Others are passed over when a "
            "signature is made, so anybody who had the file could have added or changed them.",
            "Podpisać można tylko pojęcia o ustalonym znaczeniu. Inne pomija się przy składaniu "
            "podpisu, więc każdy, kto miał plik, mógł je dodać lub zmienić.",
        ),
        _CONFIRM,
    ),
    "unknown-here": Kind(
        Whose.INSYGNIA,
        (
            "The badge uses something that this service does not know. That is no fault of the "
            "badge, and no sign of a forgery.",
            "W odznace użyto czegoś, czego ten serwis nie zna. Nie jest to wada odznaki ani oznaka "
            "fałszerstwa.",
        ),
        (
            "Ask the issuer which program checks its badges.",
            "Zapytaj wydawcę, jaki program sprawdza jego odznaki.",
        ),
    ),
    "changed": Kind(
        Whose.UNKNOWN,
        (
            "A signature fits exactly one text. It does not fit this one: something was changed "
            "afterwards, be it one letter, or the signature was taken from another badge.",
            "Podpis pasuje dokładnie do jednej treści. Do tej nie pasuje: coś później zmieniono, "
            "choćby jedną literę, albo podpis wzięto z innej odznaki.",
        ),
        _CONFIRM,
    ),
    "unsigned": Kind(
        Whose.UNKNOWN,
        (
            "Without a signature nothing connects the text with its issuer: anybody could have "
            "written it.",
            "Bez podpisu nic nie łączy treści z wydawcą: mógł ją napisać każdy.",
        ),
        _CONFIRM,
    ),
    "aside": Kind(
        Whose.UNKNOWN,
        (
            "There is a signature, but by its own words it was not made for this, or not for this "
            "time. It is no sign that anything was changed, and it confirms nothing either.",
            "Podpis istnieje, ale według własnych danych złożono go w innym celu albo na inny "
            "czas. Nie oznacza to, że coś zmieniono, ale też niczego nie potwierdza.",
        ),
        _CONFIRM,
    ),
    "entangled": Kind(
        Whose.ISSUER,
        (
            "The badge is written so that its meaning cannot be told, or only with very much "
            "computing. Badges of honest issuers are hardly ever like that.",
            "Odznakę zapisano tak, że jej znaczenia nie da się ustalić albo wymaga to bardzo wielu "
            "obliczeń. Odznaki uczciwych wydawców prawie nigdy takie nie są.",
        ),
        _CONFIRM,
    ),
    "key-unfit": Kind(
        Whose.ISSUER,
        (
            "What the issuer publishes about its key cannot be used to check the signature.",
            "Tego, co wydawca publikuje o swoim kluczu, nie da się użyć do sprawdzenia podpisu.",
        ),
        _TELL,
    ),
    "out-of-reach": Kind(
        Whose.NETWORK,
        (
            "To find this out, something must be asked of the issuer's server, and it could not be "
            "had. Nothing follows from that: a badge is not bad because a server is down.",
            "Aby to ustalić, trzeba pobrać coś z serwera wydawcy, a to się nie udało. Nic z tego "
            "nie wynika: odznaka nie staje się zła przez to, że serwer nie działa.",
        ),
        _LATER,
    ),
    "by-another": Kind(
        Whose.UNKNOWN,
        (
            "Anybody can write any name into a badge. The key with which this one was signed is "
            "not one that the named issuer vouches for.",
            "Każdy może wpisać do odznaki dowolną nazwę. Klucz, którym podpisano tę odznakę, nie "
            "jest kluczem, za który ręczy podany wydawca.",
        ),
        _CONFIRM,
    ),
    "key-lapsed": Kind(
        Whose.ISSUER,
        (
            "The issuer said until when the key was to be used, and that time is over. The badge "
            "may have been signed before; the signature alone does not tell.",
            "Wydawca podał, do kiedy klucz ma być używany, i ten czas minął. Odznakę mógł "
            "podpisać wcześniej; sam podpis tego nie pokazuje.",
        ),
        ("Ask the issuer to confirm the badge.", "Poproś wydawcę o potwierdzenie odznaki."),
    ),
    "stolen": Kind(
        Whose.ISSUER,
        (
            "The issuer says that somebody else may have the key. Whatever it signed may be "
            "forged, so its signatures count no more.",
            "Wydawca podaje, że klucz może mieć ktoś inny. Wszystko, co nim podpisano, może być "
            "fałszywe, więc takie podpisy już się nie liczą.",
        ),
        ("Ask the issuer for a new badge.", "Poproś wydawcę o nową odznakę."),
    ),
    "put-together": Kind(
        Whose.GIVER,
        (
            "A presentation is what a holder puts together and signs for somebody. This one is not "
            "as its holder signed it, so nobody knows who put it together.",
            "Prezentacja to to, co posiadacz złożył i podpisał dla kogoś. Ta nie jest taka, jak ją "
            "podpisał posiadacz, więc nie wiadomo, kto ją złożył.",
        ),
        (
            "Ask the holder to show the badges once more.",
            "Poproś posiadacza, by pokazał odznaki jeszcze raz.",
        ),
    ),
    "presenter-unknown": Kind(
        Whose.UNKNOWN,
        (
            "Who put the presentation together could not be found out. Each badge in it was "
            "checked by itself.",
            "Nie udało się ustalić, kto złożył prezentację. Każdą odznakę w niej sprawdzono z "
            "osobna.",
        ),
        (
            "Go by the reports on the badges, and ask the holder who they are.",
            "Kieruj się raportami o odznakach i zapytaj posiadacza, kim jest.",
        ),
    ),
}
