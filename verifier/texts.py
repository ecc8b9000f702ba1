"""The sentence for each code of the report, in English and Polish.

A code is stable: programs may rely on it. `{…}` is filled with the facts of the check.
"""

from collections.abc import Mapping
from enum import Enum
from string import Formatter


class Language(Enum):
    """A language of the report; its value is the BCP 47 tag."""

    ENGLISH = "en"
    POLISH = "pl"


TEXTS: Mapping[str, tuple[str, str]] = {
    # recognised
    "recognised-achievement": (
        "This is an Open Badges 3.0 badge ({container}).",
        "To odznaka Open Badges 3.0 ({container}).",
    ),
    "recognised-endorsement": (
        "This is an Open Badges 3.0 endorsement ({container}).",
        "To rekomendacja Open Badges 3.0 ({container}).",
    ),
    "recognised-status_list": (
        "This is a status list ({container}).",
        "To lista statusów ({container}).",
    ),
    "file-too-large": (
        "The file is larger than 10 MiB, so nobody looked inside; a badge is much smaller.",
        "Plik ma ponad 10 MiB, więc nie zajrzano do środka; odznaka jest znacznie mniejsza.",
    ),
    "file-empty": ("The file is empty.", "Plik jest pusty."),
    "picture-jpeg": (
        "This is a JPEG picture, which cannot hold a badge; ask for the PNG or SVG picture, the "
        ".json or the .jwt file.",
        "To obraz JPEG, który nie może zawierać odznaki; poproś o obraz PNG lub SVG albo o plik "
        ".json lub .jwt.",
    ),
    "picture-without-badge": (
        "No badge could be taken out of the picture. {detail}",
        "Z obrazu nie udało się wydobyć odznaki. {detail}",
    ),
    "picture-over-limit": (
        "The picture goes beyond a limit, so nobody looked inside. {detail}",
        "Obraz przekracza dopuszczalne rozmiary, więc nie zajrzano do środka. {detail}",
    ),
    "nothing-recognised": (
        "There is no badge in this file: it is neither a credential in JSON, nor a token, nor a "
        "picture with a badge inside.",
        "W tym pliku nie ma odznaki: to ani poświadczenie w formacie JSON, ani token, ani obraz z "
        "odznaką w środku.",
    ),
    "json-not-strict": (
        "The file is not JSON that everybody reads alike. {detail}",
        "Plik nie jest zapisem JSON, który każdy program odczyta tak samo. {detail}",
    ),
    "json-over-limit": (
        "The credential is too large or too deeply nested to be looked at. {detail}",
        "Poświadczenie jest zbyt duże lub zbyt głęboko zagnieżdżone, by je sprawdzić. {detail}",
    ),
    "token-malformed": (
        "The file looks like a signed token, but is not one. {detail}",
        "Plik wygląda na podpisany token, ale nim nie jest. {detail}",
    ),
    "envelope-without-token": (
        "The envelope holds no signed token.",
        "Koperta nie zawiera podpisanego tokenu.",
    ),
    "not-an-open-badge": (
        "This is a document of the type {detail}, not an Open Badges 3.0 badge.",
        "To dokument typu {detail}, a nie odznaka Open Badges 3.0.",
    ),
    "not-a-credential": (
        "This is JSON, but it does not say that it is a badge: it has no type.",
        "To JSON, ale nie podaje, że jest odznaką: nie ma w nim typu.",
    ),
    "nothing-to-check": (
        "There was no badge to check.",
        "Nie było odznaki, którą można by sprawdzić.",
    ),
    # vocabulary
    "vocabulary-kept": (
        "Everything stands where Open Badges 3.0 puts it.",
        "Wszystko jest tam, gdzie przewiduje to Open Badges 3.0.",
    ),
    "vocabulary-broken": (
        "The badge does not follow Open Badges 3.0.",
        "Odznaka nie jest zgodna z Open Badges 3.0.",
    ),
    # terms
    "terms-covered": (
        "Everything in the badge can be covered by a signature.",
        "Wszystko w odznace może być objęte podpisem.",
    ),
    "terms-not-covered": (
        "The badge says things that no signature can cover, so anybody could have added them.",
        "Odznaka zawiera treści, których nie obejmuje żaden podpis, więc mógł je dodać każdy.",
    ),
    "contexts-unsuitable": (
        "The list of contexts is not that of a badge. {detail}",
        "Lista kontekstów nie jest listą właściwą dla odznaki. {detail}",
    ),
    "context-unknown": (
        "The badge uses a vocabulary that Insygnia does not hold ({context}), so its meaning could "
        "not be checked.",
        "Odznaka używa słownika, którego Insygnia nie zna ({context}), więc nie dało się sprawdzić "
        "jej znaczenia.",
    ),
    "document-over-limit": (
        "The badge says more than the limit allows to be looked at. {detail}",
        "Odznaka zawiera więcej, niż pozwala sprawdzić limit. {detail}",
    ),
    # proof
    "signature-right": (
        "The signature is right: nothing was changed since it was made ({suite}).",
        "Podpis jest prawidłowy: od jego złożenia niczego nie zmieniono ({suite}).",
    ),
    "base-proof-right": (
        "This is the holder's own copy for selective disclosure. Everything was disclosed and that "
        "copy was checked: the signature is right ({suite}).",
        "To egzemplarz posiadacza, służący do ujawniania wybranych treści. Ujawniono wszystko i "
        "sprawdzono tak powstałą kopię: podpis jest prawidłowy ({suite}).",
    ),
    "proof-missing": (
        "The badge is not signed, so anybody could have written it.",
        "Odznaka nie jest podpisana, więc mógł ją napisać każdy.",
    ),
    "signature-wrong": (
        "The signature does not fit: the badge was changed after it was signed, or the signature "
        "belongs to something else.",
        "Podpis nie pasuje: odznakę zmieniono po podpisaniu albo podpis należy do czegoś innego.",
    ),
    "proof-malformed": (
        "The signature is not written as it must be. {detail}",
        "Podpis nie jest zapisany tak, jak powinien. {detail}",
    ),
    "json-rdf-mismatch": (
        "The badge says one thing to programs that read JSON and another to its signature. "
        "{detail}",
        "Odznaka mówi co innego programom czytającym JSON, a co innego swojemu podpisowi. {detail}",
    ),
    "proof-not-computable": (
        "The signature could not be checked, because not everything in the badge has one meaning.",
        "Podpisu nie dało się sprawdzić, bo nie wszystko w odznace ma jedno znaczenie.",
    ),
    "graph-too-complex": (
        "The signature could not be checked: the badge is too entangled. {detail}",
        "Podpisu nie dało się sprawdzić: odznaka jest zbyt zawiła. {detail}",
    ),
    "suite-unknown": (
        "The signature is of a kind that Insygnia does not know ({suite}).",
        "Podpis jest rodzaju, którego Insygnia nie zna ({suite}).",
    ),
    "key-unsuitable": (
        "The key is not one for this kind of signature. {detail}",
        "Klucz nie nadaje się do tego rodzaju podpisu. {detail}",
    ),
    "key-found": ("The key was found.", "Klucz został znaleziony."),
    "key-unreachable": (
        "The issuer's key could not be had. {detail}",
        "Nie udało się uzyskać klucza wystawcy. {detail}",
    ),
    "key-unusable": (
        "The issuer's key cannot be used. {detail}",
        "Klucza wystawcy nie można użyć. {detail}",
    ),
    "key-not-listed": (
        "The issuer's document does not hold the key that the signature names ({detail}).",
        "Dokument wystawcy nie zawiera klucza, na który powołuje się podpis ({detail}).",
    ),
    "key-expired": (
        "The key was to be used only until {expires}; whether it signed before that cannot be "
        "told.",
        "Klucza można było używać tylko do {expires}; nie da się ustalić, czy podpis powstał "
        "wcześniej.",
    ),
    "key-compromised": (
        "The issuer has declared the key compromised, so its signatures prove nothing any more.",
        "Wystawca ogłosił, że klucz wpadł w obce ręce, więc podpisy nim złożone niczego już nie "
        "dowodzą.",
    ),
    "purpose-wrong": (
        "The signature was made for another purpose than to issue a badge.",
        "Podpis złożono w innym celu niż wydanie odznaki.",
    ),
    "created-in-future": (
        "The signature says that it was made in the future.",
        "Podpis podaje, że złożono go w przyszłości.",
    ),
    "proof-expired": (
        "The signature was to count only for a time that is over.",
        "Podpis miał obowiązywać tylko przez czas, który już minął.",
    ),
    "previous-proof-not-verified": (
        "The signature builds on another one that is not right.",
        "Podpis opiera się na innym, który nie jest prawidłowy.",
    ),
    # issuer
    "issuer-controls-key": (
        "The key belongs to the issuer named in the badge ({issuer}).",
        "Klucz należy do wystawcy podanego w odznace ({issuer}).",
    ),
    "controller-is-other": (
        "The key does not belong to the issuer named in the badge ({issuer}): somebody else signed.",
        "Klucz nie należy do wystawcy podanego w odznace ({issuer}): podpisał ktoś inny.",
    ),
    "key-not-for-assertion": (
        "The issuer ({issuer}) does not list this key as one for issuing badges.",
        "Wystawca ({issuer}) nie wymienia tego klucza wśród kluczy do wydawania odznak.",
    ),
    "key-not-listed-by-issuer": (
        "The issuer's own document does not list this key ({issuer}).",
        "Dokument wystawcy nie wymienia tego klucza ({issuer}).",
    ),
    "issuer-document-of-other": (
        "The document found for the issuer ({issuer}) is that of somebody else.",
        "Dokument znaleziony dla wystawcy ({issuer}) należy do kogoś innego.",
    ),
    "issuer-unreachable": (
        "Whether the key belongs to the issuer ({issuer}) could not be checked: the issuer's "
        "document could not be had.",
        "Nie udało się sprawdzić, czy klucz należy do wystawcy ({issuer}): jego dokument jest "
        "niedostępny.",
    ),
    "issuer-document-unusable": (
        "Whether the key belongs to the issuer ({issuer}) could not be checked: the issuer's "
        "document cannot be read. {detail}",
        "Nie udało się sprawdzić, czy klucz należy do wystawcy ({issuer}): jego dokumentu nie da "
        "się odczytać. {detail}",
    ),
    "profile-without-keys": (
        "The key comes from the issuer's site, but the issuer's profile ({issuer}) lists no keys.",
        "Klucz pochodzi z witryny wystawcy, ale jego profil ({issuer}) nie wymienia żadnych kluczy.",
    ),
    "controller-unknown": (
        "Whether the key belongs to the issuer ({issuer}) could not be checked.",
        "Nie udało się sprawdzić, czy klucz należy do wystawcy ({issuer}).",
    ),
    "no-proof-no-key": (
        "Without a signature there is no key to ask about.",
        "Bez podpisu nie ma klucza, o który można by zapytać.",
    ),
    # period
    "in-force": ("Valid from {from} until {until}.", "Ważna od {from} do {until}."),
    "in-force-without-end": (
        "Valid from {from}, with no end.",
        "Ważna od {from}, bezterminowo.",
    ),
    "not-yet-valid": ("It is not valid before {from}.", "Nie jest ważna przed {from}."),
    "expired": ("It expired on {until}.", "Straciła ważność {until}."),
    "period-unreadable": (
        "When the badge is valid cannot be read.",
        "Nie da się odczytać, kiedy odznaka jest ważna.",
    ),
    "period-without-beginning": (
        "The badge does not say from when it is valid.",
        "Odznaka nie podaje, od kiedy jest ważna.",
    ),
    # status
    "status-none": (
        "The badge names no status list, so its issuer has no way to revoke it.",
        "Odznaka nie wskazuje listy statusów, więc wystawca nie ma jak jej unieważnić.",
    ),
    "not-revoked": (
        "The issuer has not revoked it ({url}).",
        "Wystawca jej nie unieważnił ({url}).",
    ),
    "not-suspended": (
        "The issuer has not suspended it ({url}).",
        "Wystawca jej nie zawiesił ({url}).",
    ),
    "revoked": ("The issuer has revoked it ({url}).", "Wystawca ją unieważnił ({url})."),
    "suspended": ("The issuer has suspended it ({url}).", "Wystawca ją zawiesił ({url})."),
    "status-says": (
        "The status list says {value} for the purpose {purpose}, which does not decide.",
        "Lista statusów podaje {value} dla celu {purpose}, co o niczym nie rozstrzyga.",
    ),
    "status-unreachable": (
        "Whether the badge was revoked could not be checked: its status list could not be had "
        "({url}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista statusów jest niedostępna ({url}).",
    ),
    "status-type-unknown": (
        "Whether the badge was revoked could not be checked: Insygnia does not know the method "
        "{type}.",
        "Nie udało się sprawdzić, czy odznakę unieważniono: Insygnia nie zna metody {type}.",
    ),
    "status-list-unusable": (
        "Whether the badge was revoked could not be checked: its status list cannot be read "
        "({url}). {detail}",
        "Nie udało się sprawdzić, czy odznakę unieważniono: listy statusów nie da się odczytać "
        "({url}). {detail}",
    ),
    "status-list-not-valid": (
        "Whether the badge was revoked could not be checked: its status list is itself not valid "
        "({url}, {detail}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista statusów sama nie jest ważna "
        "({url}, {detail}).",
    ),
    "status-list-of-other-address": (
        "Whether the badge was revoked could not be checked: the list says that it belongs to "
        "another address than {url}.",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista podaje inny adres niż {url}.",
    ),
    "status-list-of-other-issuer": (
        "Whether the badge was revoked could not be checked: the status list is that of another "
        "issuer ({url}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista statusów należy do innego "
        "wystawcy ({url}).",
    ),
    "status-purpose-differs": (
        "Whether the badge was revoked could not be checked: the status list has another purpose "
        "than the badge says ({url}).",
        "Nie udało się sprawdzić, czy odznakę unieważniono: lista statusów ma inny cel, niż podaje "
        "odznaka ({url}).",
    ),
    "status-of-a-list": (
        "A status list cannot have a status of its own here.",
        "Lista statusów nie może tu mieć własnego statusu.",
    ),
    # subject
    "subject-identified": (
        "The badge says whom it is about.",
        "Odznaka podaje, kogo dotyczy.",
    ),
    "subject-not-identified": (
        "The badge does not say whom it is about.",
        "Odznaka nie podaje, kogo dotyczy.",
    ),
    "recipient-matches": (
        "The badge is about {recipient}.",
        "Odznaka dotyczy: {recipient}.",
    ),
    "recipient-differs": (
        "The badge is about somebody other than {recipient}.",
        "Odznaka dotyczy kogoś innego niż {recipient}.",
    ),
    "recipient-not-comparable": (
        "Whether the badge is about {recipient} could not be checked: it holds nothing to compare "
        "with.",
        "Nie udało się sprawdzić, czy odznaka dotyczy: {recipient}. Nie zawiera danych do "
        "porównania.",
    ),
    # endorsements
    "endorsements-none": (
        "Nobody has endorsed the badge inside it.",
        "Odznaka nie zawiera rekomendacji.",
    ),
    "endorsements-passed": (
        "Endorsements inside the badge: {count}, all valid.",
        "Rekomendacje w odznace: {count}, wszystkie ważne.",
    ),
    "endorsements-failed": (
        "Of the endorsements inside the badge ({count}) at least one is not valid.",
        "Spośród rekomendacji w odznace ({count}) co najmniej jedna jest nieważna.",
    ),
    "endorsements-could-not-check": (
        "Of the endorsements inside the badge ({count}) at least one could not be checked.",
        "Spośród rekomendacji w odznace ({count}) co najmniej jednej nie udało się sprawdzić.",
    ),
}

LABELS: Mapping[str, tuple[str, str]] = {
    "valid": ("VALID", "WAŻNA"),
    "invalid": ("INVALID", "NIEWAŻNA"),
    "could-not-check": ("COULD NOT CHECK", "NIE UDAŁO SIĘ SPRAWDZIĆ"),
    "genuine-yes": (
        "Genuine: yes, the issuer signed exactly this.",
        "Autentyczna: tak, wystawca podpisał dokładnie tę treść.",
    ),
    "genuine-no": (
        "Genuine: no, this is not what the issuer signed.",
        "Autentyczna: nie, to nie jest treść podpisana przez wystawcę.",
    ),
    "genuine-unknown": (
        "Genuine: unknown, this could not be checked.",
        "Autentyczna: nie wiadomo, nie udało się tego sprawdzić.",
    ),
    "recognised": ("Recognised", "Rozpoznanie"),
    "vocabulary": ("Vocabulary", "Słownik"),
    "terms": ("Terms", "Pojęcia"),
    "proof": ("Signature", "Podpis"),
    "issuer": ("Issuer", "Wystawca"),
    "period": ("Period", "Termin ważności"),
    "status": ("Status", "Status"),
    "subject": ("Subject", "Osoba"),
    "endorsements": ("Endorsements", "Rekomendacje"),
    "edition": (
        "Read with the {edition} edition of {url}.",
        "Odczytano według wydania „{edition}” dokumentu {url}.",
    ),
    "resource": (
        "Taken as given: {url} from {source} (SHA-256 {sha256}).",
        "Przyjęto jako podane: {url} z {source} (SHA-256 {sha256}).",
    ),
    "remark": ("Remark", "Uwaga"),
    "other-proof": (
        "Another signature: {suite}, {method}. {text}",
        "Inny podpis: {suite}, {method}. {text}",
    ),
}


def text(code: str, facts: Mapping[str, str], language: Language) -> str:
    """Return the sentence for `code`, filled with `facts`; KeyError for a code without one."""
    return _filled((TEXTS.get(code) or LABELS[code])[_COLUMN[language]], facts)


_COLUMN = {Language.ENGLISH: 0, Language.POLISH: 1}


def _filled(template: str, facts: Mapping[str, str]) -> str:
    """Return `template` with each fact made fit to print: strangers wrote them."""
    names = {name for _, name, _, _ in Formatter().parse(template) if name}
    return template.format_map({name: printable(facts.get(name, "")) for name in names}).strip()


def printable(value: str) -> str:
    """Return `value` on one line, without anything that steers a terminal, cut at 300 characters."""
    shown = "".join(c if c.isprintable() else "�" for c in value)
    return shown if len(shown) <= 300 else shown[:300] + "…"
