"""What results about period, status, recipient and endorsements have in common; see `kinds`."""

from collections.abc import Mapping

from verifier.explanations.kinds import Kind, Whose

_NOTHING = ("Nothing has to be done.", "Nic nie trzeba robić.")
_ASK = (
    "Ask the issuer whether the badge still counts.",
    "Zapytaj wydawcę, czy odznaka nadal obowiązuje.",
)

VALIDITY_KINDS: Mapping[str, Kind] = {
    "hidden": Kind(
        Whose.GIVER,
        (
            "The holder shows only parts of the badge, as this issuer allows. What is not shown "
            "may be the end of its validity, or the list of revoked badges.",
            "Posiadacz pokazuje tylko części odznaki, na co ten wydawca pozwala. Wśród tego, "
            "czego nie widać, może być data końcowa albo lista unieważnionych odznak.",
        ),
        (
            "Ask the holder to show the badge with its period and its status.",
            "Poproś posiadacza, by pokazał odznakę z terminem ważności i statusem.",
        ),
    ),
    "too-early": Kind(
        Whose.NOBODY,
        (
            "The issuer said from when the badge is to count, and that time has not come.",
            "Wydawca podał, od kiedy odznaka ma obowiązywać, i ten czas jeszcze nie nadszedł.",
        ),
        ("Check it again then.", "Sprawdź ją wtedy ponownie."),
    ),
    "over": Kind(
        Whose.NOBODY,
        (
            "The issuer said until when the badge is to count, and that time is over. A genuine "
            "badge stays genuine: it tells what was confirmed until then.",
            "Wydawca podał, do kiedy odznaka ma obowiązywać, i ten czas minął. Autentyczna "
            "odznaka pozostaje autentyczna: mówi, co było potwierdzone do tego dnia.",
        ),
        ("Ask whether there is a newer one.", "Zapytaj, czy jest nowsza."),
    ),
    "undated": Kind(
        Whose.ISSUER,
        (
            "When the badge counts is not said, or not in a form that can be read.",
            "Nie podano, kiedy odznaka obowiązuje, albo nie da się tego odczytać.",
        ),
        _ASK,
    ),
    "irrevocable": Kind(
        Whose.NOBODY,
        (
            "Issuers may name a list in which they note revoked badges. This badge names none, so "
            "its issuer cannot take it back; it counts until its end.",
            "Wydawca może wskazać listę, na której odnotowuje unieważnione odznaki. Ta odznaka "
            "żadnej nie wskazuje, więc wydawca nie może jej cofnąć; obowiązuje do daty końcowej.",
        ),
        _NOTHING,
    ),
    "withdrawn": Kind(
        Whose.ISSUER,
        (
            "The issuer took the badge back. It stays genuine, but confirms nothing any more. The "
            "list does not say why.",
            "Wydawca cofnął odznakę. Pozostaje autentyczna, ale niczego już nie potwierdza. Lista "
            "nie podaje powodu.",
        ),
        (
            "Treat it as withdrawn. Only the issuer can say why.",
            "Traktuj ją jako wycofaną. Powód może podać tylko wydawca.",
        ),
    ),
    "paused": Kind(
        Whose.ISSUER,
        (
            "The issuer has suspended the badge. That may end again.",
            "Wydawca zawiesił odznakę. Zawieszenie może się skończyć.",
        ),
        (
            "Ask the issuer when it will count again.",
            "Zapytaj wydawcę, kiedy znów będzie obowiązywać.",
        ),
    ),
    "doubtful-list": Kind(
        Whose.ISSUER,
        (
            "The list of revoked badges was found, but cannot be relied on: only a list that the "
            "badge's own issuer signed for this purpose says anything.",
            "Listę unieważnionych odznak znaleziono, ale nie można na niej polegać: liczy się "
            "tylko lista podpisana w tym celu przez wydawcę tej odznaki.",
        ),
        _ASK,
    ),
    "of-somebody-else": Kind(
        Whose.GIVER,
        (
            "The badge may be genuine, but it names another person than the one you asked for; or "
            "the name or address was typed differently than the issuer wrote it.",
            "Odznaka może być autentyczna, ale wskazuje inną osobę niż ta, o którą pytasz; albo "
            "nazwę lub adres wpisano inaczej, niż zapisał je wydawca.",
        ),
        (
            "Check how you typed it, try the e-mail address or the full name, and ask who gave you "
            "the badge.",
            "Sprawdź pisownię, spróbuj podać adres e-mail albo imię i nazwisko i zapytaj tego, od "
            "kogo masz odznakę.",
        ),
    ),
    "not-comparable": Kind(
        Whose.NOBODY,
        (
            "The badge names its recipient in another way than the one you asked by.",
            "Odznaka wskazuje odbiorcę w inny sposób niż ten, o który pytasz.",
        ),
        (
            "Try the e-mail address or the full name, or ask the holder.",
            "Spróbuj podać adres e-mail albo imię i nazwisko, albo zapytaj posiadacza.",
        ),
    ),
    "anonymous": Kind(
        Whose.ISSUER,
        (
            "A badge must say whom it is about. This one does not, so it confirms nothing about "
            "anybody.",
            "Odznaka musi podawać, kogo dotyczy. Ta tego nie podaje, więc o nikim niczego nie "
            "potwierdza.",
        ),
        ("Ask the issuer for a proper badge.", "Poproś wydawcę o poprawną odznakę."),
    ),
    "said-by-others": Kind(
        Whose.NOBODY,
        (
            "Endorsements are what others say about the badge. They never decide whether it is "
            "valid, and a bad one makes it no worse.",
            "Rekomendacje to wypowiedzi innych o odznace. Nigdy nie rozstrzygają o jej ważności, a "
            "zła rekomendacja jej nie szkodzi.",
        ),
        (
            "Do not rely on that endorsement; the badge is another matter.",
            "Nie polegaj na tej rekomendacji; odznaka to osobna sprawa.",
        ),
    ),
    "repacked": Kind(
        Whose.UNKNOWN,
        (
            "A bundle holds a badge and copies of all that is needed to check it. This one is not "
            "as it was put together.",
            "Paczka zawiera odznakę i kopie wszystkiego, czego potrzeba do jej sprawdzenia. Ta nie "
            "jest taka, jak ją złożono.",
        ),
        (
            "Ask whoever collected it for the bundle, or check the badge itself.",
            "Poproś o paczkę tego, kto ją zebrał, albo sprawdź samą odznakę.",
        ),
    ),
    "newer": Kind(
        Whose.ISSUER,
        (
            "The issuer has made a newer version of this badge. The answers are about the file "
            "that you gave; the newer one is reported beside it.",
            "Wydawca utworzył nowszą wersję tej odznaki. Odpowiedzi dotyczą podanego pliku; o "
            "nowszej wersji mówi się obok.",
        ),
        ("Ask the holder for the newer one.", "Poproś posiadacza o nowszą wersję."),
    ),
    "no-newer": Kind(
        Whose.ISSUER,
        (
            "The badge says where a newer version would be found, but there is none that could be "
            "taken for one. That changes nothing about the badge that you gave.",
            "Odznaka podaje, gdzie byłaby nowsza wersja, ale nie ma tam nic, co można by za nią "
            "uznać. Nie zmienia to niczego w sprawie podanej odznaki.",
        ),
        _NOTHING,
    ),
    "newer-beyond-a-limit": Kind(
        Whose.INSYGNIA,
        (
            "The badge says where a newer version would be found. Nothing is known about what "
            "stands there: it is beyond what this service spends on one file. That changes nothing "
            "about the badge that you gave, which was checked without it.",
            "Odznaka podaje, gdzie byłaby nowsza wersja. Nic nie wiadomo o tym, co tam jest: "
            "przekracza to granice, do których serwis sprawdza jeden plik. Nie zmienia to niczego "
            "w sprawie podanej odznaki, którą sprawdzono bez tego.",
        ),
        ("Ask the holder whether there is a newer one.", "Zapytaj posiadacza o nowszą wersję."),
    ),
    "copied": Kind(
        Whose.NOBODY,
        (
            "The list of revoked badges was not fetched but given as a file. A newer one may say "
            "otherwise.",
            "Listy unieważnionych odznak nie pobrano, tylko podano ją jako plik. Nowsza może mówić "
            "co innego.",
        ),
        (
            "Check the badge once more with the list that the issuer serves now.",
            "Sprawdź odznakę ponownie z listą, którą wydawca udostępnia teraz.",
        ),
    ),
}
