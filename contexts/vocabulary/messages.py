"""The sentences of every rule, in English and in Polish, written for the staff of a school.

`{member}` is the member at fault, `{owner}` the class of the object that holds it, `{expected}` one
of the phrases below; the other names are facts of the single rule. The first text is English, the
second Polish, everywhere.
"""

from types import MappingProxyType

EXPECTED = MappingProxyType(
    {
        "text": ("a text in quotation marks", "tekst w cudzysłowie"),
        "number": ("a number without quotation marks", "liczbę bez cudzysłowu"),
        "whole": ("a whole number, 0 or more", "liczbę całkowitą, zero lub większą"),
        "boolean": ("true or false without quotation marks", "true albo false bez cudzysłowu"),
        "object": ("one object in curly brackets", "jeden obiekt w nawiasach klamrowych"),
        "types": ("a text or a list of texts", "tekst albo listę tekstów"),
        "context": ("the address of a context, as a text", "adres kontekstu zapisany jako tekst"),
    }
)

MESSAGES = MappingProxyType(
    {
        # The shape of any document.
        "null-value": (
            "“{member}” has the value null: leave the member out or give it a value.",
            "Pole „{member}” ma wartość null – usuń je albo podaj wartość.",
        ),
        "empty-array": (
            "“{member}” is an empty list: leave the member out or fill the list.",
            "Pole „{member}” zawiera pustą listę – usuń je albo uzupełnij listę.",
        ),
        "nested-array": (
            "“{member}” holds a list inside a list: write all the items into one list.",
            "Pole „{member}” zawiera listę w liście – zapisz wszystkie elementy na jednej liście.",
        ),
        "duplicate-item": (
            "The list “{member}” holds the same item twice: remove one of them.",
            "Na liście „{member}” ten sam element występuje dwa razy – usuń powtórzenie.",
        ),
        "at-sign-key": (
            "“{member}” begins with @ and is not allowed here: use the plain name of the member.",
            "Nazwa „{member}” zaczyna się od znaku @, co jest tu niedozwolone – użyj zwykłej nazwy"
            " pola.",
        ),
        "misplaced-context": (
            "“@context” is not allowed here: write it once, at the top of the document.",
            "Pole „@context” jest tu niedozwolone – podaj je raz, na początku dokumentu.",
        ),
        "colon-in-key": (
            "“{member}” has a colon in its name: use the plain name of the member.",
            "Nazwa „{member}” zawiera dwukropek – użyj zwykłej nazwy pola.",
        ),
        "empty-key": (
            "A member has an empty name: give it a name or remove it.",
            "Jedno z pól ma pustą nazwę – nazwij je albo usuń.",
        ),
        "same-id-twice": (
            "Two objects have this same “id”: describe the thing once, or give each its own “id”.",
            "Dwa obiekty mają ten sam „id” – opisz rzecz w jednym miejscu albo nadaj każdemu"
            " własny „id”.",
        ),
        "self-issued": (
            "Issuer and recipient are one and the same and are both described, so that a member"
            " could be moved from one to the other: write the issuer as its “id” alone.",
            "Wydawca i odbiorca to ta sama osoba, a opisano ich osobno, więc pole jednego można by"
            " przenieść do drugiego – podaj wydawcę jako sam „id”.",
        ),
        "id-only-object": (
            "“{member}” is an object with nothing but an “id”: write the id as a plain text or add"
            " the other members.",
            "Obiekt „{member}” zawiera wyłącznie „id” – zapisz identyfikator jako zwykły tekst"
            " albo dodaj pozostałe pola.",
        ),
        "too-deep": (
            "The document is nested more than {limit} levels deep: make it flatter.",
            "Dokument ma ponad {limit} poziomów zagnieżdżenia – uprość jego budowę.",
        ),
        "not-unicode": (
            "The text or name “{member}” holds half of a character: write it again as UTF-8.",
            "Tekst lub nazwa „{member}” zawiera niepełny znak – zapisz go ponownie w UTF-8.",
        ),
        # Objects and values.
        "unknown-kind": (
            "“type” names no credential this check knows: add “OpenBadgeCredential”,"
            " “EndorsementCredential” or “BitstringStatusListCredential”.",
            "Pole „type” nie wskazuje żadnego znanego rodzaju poświadczenia – dodaj"
            " „OpenBadgeCredential”, „EndorsementCredential” lub „BitstringStatusListCredential”.",
        ),
        "more-than-one-kind": (
            "“type” names several kinds of credential at once: keep one of them.",
            "Pole „type” wskazuje naraz kilka rodzajów poświadczenia – zostaw jeden z nich.",
        ),
        "missing-member": (
            "“{missing}” is missing in the object {owner}: add it.",
            "W obiekcie {owner} brakuje pola „{missing}” – dodaj je.",
        ),
        "wrong-type": (
            "“{member}” must be {expected}: correct the value.",
            "Pole „{member}” musi zawierać {expected} – popraw wartość.",
        ),
        "not-an-array": (
            "“{member}” must be a list: put the value in square brackets.",
            "Pole „{member}” musi być listą – ujmij wartość w nawiasy kwadratowe.",
        ),
        "unknown-member": (
            "{owner} may not hold “{member}”: remove it.",
            "Obiekt {owner} nie może zawierać pola „{member}” – usuń je.",
        ),
        "bare-string-image": (
            "“{member}” is only an address: write it as an object with “id” and type “Image”.",
            "Pole „{member}” zawiera sam adres – zapisz je jako obiekt z polem „id” i typem"
            " „Image”.",
        ),
        "not-exactly-this-type": (
            "“type” of this object must be exactly “{wanted}”, as a text and not as a list.",
            "Pole „type” tego obiektu musi mieć dokładnie wartość „{wanted}”, zapisaną jako tekst,"
            " a nie lista.",
        ),
        "missing-type": (
            "“type” of this object must contain “{wanted}”: add it.",
            "Pole „type” tego obiektu musi zawierać „{wanted}” – dodaj tę wartość.",
        ),
        "not-an-absolute-iri": (
            "“{member}” must be a full address or identifier, such as one that begins with https:,"
            " urn:uuid: or did:.",
            "Pole „{member}” musi zawierać pełny adres lub identyfikator, na przykład zaczynający"
            " się od https:, urn:uuid: lub did:.",
        ),
        "not-a-datetime-with-zone": (
            "“{member}” must be a real date and time with a zone, such as 2026-05-31T12:00:00Z.",
            "Pole „{member}” musi zawierać istniejącą datę i godzinę ze strefą czasową, na przykład"
            " 2026-05-31T12:00:00Z.",
        ),
        "not-a-date": (
            "“{member}” must be a real calendar date without a time, such as 2001-05-31.",
            "Pole „{member}” musi zawierać istniejącą datę bez godziny, na przykład 2001-05-31.",
        ),
        "unknown-term": (
            "“{member}” must be one of {known}, or a word of your own that begins with ext:.",
            "Pole „{member}” musi mieć jedną z wartości: {known}, albo własną, zaczynającą się od"
            " ext:.",
        ),
        "unknown-closed-term": (
            "“{member}” must be one of {known}.",
            "Pole „{member}” musi mieć jedną z wartości: {known}.",
        ),
        "not-a-language-code": (
            "“{member}” must be a language code, such as pl or en-GB.",
            "Pole „{member}” musi zawierać kod języka, na przykład pl lub en-GB.",
        ),
        "not-a-country-code": (
            "“{member}” must be a country code of two capital letters, such as PL.",
            "Pole „{member}” musi zawierać kod kraju z dwóch wielkich liter, na przykład PL.",
        ),
        "not-a-compact-jws": (
            "“{member}” must hold signed endorsements: three parts joined by dots.",
            "Pole „{member}” musi zawierać podpisane rekomendacje: trzy części rozdzielone"
            " kropkami.",
        ),
        "not-a-status-index": (
            "“{member}” must be the place on the status list, in digits within quotation marks.",
            "Pole „{member}” musi zawierać pozycję na liście statusów, zapisaną cyframi w"
            " cudzysłowie.",
        ),
        "not-an-encoded-list": (
            "“{member}” must be a letter u followed by base64url text: publish the list again.",
            "Pole „{member}” musi być literą u, po której następuje tekst base64url – opublikuj"
            " listę ponownie.",
        ),
        # Contexts and versions.
        "wrong-first-context": (
            "“@context” must begin with {wanted}: put that address first.",
            "Pole „@context” musi zaczynać się od {wanted} – umieść ten adres na pierwszym"
            " miejscu.",
        ),
        "wrong-second-context": (
            "The second address of “@context” must be the Open Badges 3.0 context: put it there.",
            "Drugim adresem w polu „@context” musi być kontekst Open Badges 3.0 – wstaw go tam.",
        ),
        "context-too-short": (
            "“@context” must hold two addresses at least: add the context of Open Badges 3.0.",
            "Pole „@context” musi mieć co najmniej dwa adresy – dodaj kontekst Open Badges 3.0.",
        ),
        "extensions-context-missing": (
            "“@context” lacks {wanted}, which the type “{term}” needs: add it.",
            "W polu „@context” brakuje adresu {wanted}, którego wymaga typ „{term}” – dodaj go.",
        ),
        "date-of-another-version": (
            "“{member}” means nothing under this “@context”: use “{wanted}”.",
            "Pole „{member}” nie ma znaczenia przy tym „@context” – użyj „{wanted}”.",
        ),
        # What members must say together.
        "ends-before-it-begins": (
            "“{member}” is earlier than the beginning of validity: correct one of the dates.",
            "Data „{member}” jest wcześniejsza niż początek ważności – popraw jedną z dat.",
        ),
        "subject-not-identified": (
            "The recipient is not named: add “id” or “identifier”.",
            "Nie wskazano odbiorcy – dodaj pole „id” albo „identifier”.",
        ),
        "criteria-empty": (
            "“{member}” says nothing: add “narrative” with a text or “id” with an address.",
            "Pole „{member}” nic nie mówi – dodaj opis w polu „narrative” albo adres w polu „id”.",
        ),
        "identity-hash-malformed": (
            "“{member}” is said to be hashed but is no hash: write sha256$ and 64 hexadecimal"
            " digits.",
            "Pole „{member}” ma być skrótem, a nim nie jest – wpisz sha256$ i 64 cyfry"
            " szesnastkowe.",
        ),
        "unknown-result-description": (
            "“{member}” names no result description of this achievement: use the “id” of one.",
            "Pole „{member}” nie wskazuje żadnego opisu wyniku tego osiągnięcia – podaj „id”"
            " jednego z nich.",
        ),
        "unknown-level": (
            "“{member}” names no rubric level of its result description: use the “id” of one.",
            "Pole „{member}” nie wskazuje żadnego poziomu z opisu wyniku – podaj „id” jednego z"
            " nich.",
        ),
        "status-required": (
            "This result is of the kind Status: add the member “status”.",
            "Ten wynik jest rodzaju Status – dodaj pole „status”.",
        ),
        "no-1edtech-schema": (
            "“{member}” names no schema of 1EdTech: add one with type “{wanted}”, or leave it out.",
            "Pole „{member}” nie wskazuje schematu 1EdTech – dodaj taki z typem „{wanted}” albo"
            " usuń pole.",
        ),
        # Remarks.
        "integer-status-index": (
            "“{member}” is a number; other software expects digits within quotation marks.",
            "Pole „{member}” jest liczbą; inne programy oczekują cyfr w cudzysłowie.",
        ),
        "older-context": (
            "“@context” names an older edition; new badges use Open Badges 3.0.3 and VCDM 2.0.",
            "Pole „@context” wskazuje starsze wydanie; nowe odznaki używają Open Badges 3.0.3"
            " i VCDM 2.0.",
        ),
        "several-statuses": (
            "“{member}” holds several entries; other software may look at one of them only.",
            "Pole „{member}” zawiera kilka wpisów; inne programy mogą sprawdzić tylko jeden.",
        ),
        "compacted-type": (
            "“type” is a single text; a list of texts suits more software.",
            "Pole „type” jest pojedynczym tekstem; więcej programów rozumie listę tekstów.",
        ),
        "issuer-as-text": (
            "“{member}” is only an identifier; a profile with a name suits more software.",
            "Pole „{member}” to sam identyfikator; więcej programów rozumie profil z nazwą.",
        ),
        "plain-date": (
            "“{member}” has no time of day and zone; the data model of Open Badges wants them.",
            "Pole „{member}” nie ma godziny i strefy czasowej; wymaga ich model danych Open"
            " Badges.",
        ),
        "looks-hashed": (
            "“{member}” looks like a hash, though “hashed” is false; check which is meant.",
            "Pole „{member}” wygląda na skrót, choć „hashed” ma wartość false; sprawdź, co jest"
            " prawdą.",
        ),
        "reserved-date": (
            "“{member}” was only reserved in VCDM 1.1; software may overlook it.",
            "Pole „{member}” było w VCDM 1.1 tylko zarezerwowane; programy mogą je pominąć.",
        ),
    }
)
