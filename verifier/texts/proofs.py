"""Who signed: the checks "proof" and "issuer"."""

from collections.abc import Mapping

PROOFS: Mapping[str, tuple[str, str]] = {
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
        "The signature is not written as it must be.",
        "Podpis nie jest zapisany tak, jak powinien.",
    ),
    "json-rdf-mismatch": (
        "The badge says one thing to programs that read JSON and another to its signature. ",
        "Odznaka mówi co innego programom czytającym JSON, a co innego swojemu podpisowi.",
    ),
    "proof-not-computable": (
        "The signature could not be checked, because not everything in the badge has one meaning.",
        "Podpisu nie dało się sprawdzić, bo nie wszystko w odznace ma jedno znaczenie.",
    ),
    "proofs-too-many": (
        "The badge has more signatures than anybody looks at.",
        "Odznaka ma więcej podpisów, niż się sprawdza.",
    ),
    "graph-too-complex": (
        "The signature could not be checked: the badge is too entangled.",
        "Podpisu nie dało się sprawdzić: odznaka jest zbyt zawiła.",
    ),
    "suite-unknown": (
        "The signature is of a kind that Insygnia does not know ({suite}).",
        "Podpis jest rodzaju, którego Insygnia nie zna ({suite}).",
    ),
    "key-unsuitable": (
        "The key is not one for this kind of signature.",
        "Klucz nie nadaje się do tego rodzaju podpisu.",
    ),
    "key-found": ("The key was found.", "Klucz został znaleziony."),
    "key-unreachable": (
        "The issuer's key could not be had.",
        "Nie udało się uzyskać klucza wydawcy.",
    ),
    "key-unusable": (
        "The issuer's key cannot be used.",
        "Klucza wydawcy nie można użyć.",
    ),
    "key-not-listed": (
        "The issuer's document does not hold the key that the signature names ({method}).",
        "Dokument wydawcy nie zawiera klucza, na który powołuje się podpis ({method}).",
    ),
    "key-expired": (
        "The time for which the key was to be used is over; whether it signed before cannot be "
        "told.",
        "Okres, w którym można było używać klucza, minął; nie da się ustalić, czy podpis powstał "
        "wcześniej.",
    ),
    "key-compromised": (
        "The issuer has revoked the key, so its signatures prove nothing any more: the date in a "
        "signature is whatever its maker wrote.",
        "Wydawca unieważnił klucz, więc podpisy nim złożone niczego już nie dowodzą: datę w "
        "podpisie wpisuje ten, kto go składa.",
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
        "Klucz należy do wydawcy podanego w odznace ({issuer}).",
    ),
    "controller-is-other": (
        "The key does not belong to the issuer named in the badge ({issuer}): somebody else "
        "signed.",
        "Klucz nie należy do wydawcy podanego w odznace ({issuer}): podpisał ktoś inny.",
    ),
    "key-not-for-assertion": (
        "The issuer ({issuer}) does not list this key as one for issuing badges.",
        "Wydawca ({issuer}) nie wymienia tego klucza wśród kluczy do wydawania odznak.",
    ),
    "key-not-listed-by-issuer": (
        "The issuer's own document does not list this key ({issuer}).",
        "Dokument wydawcy nie wymienia tego klucza ({issuer}).",
    ),
    "issuer-document-of-other": (
        "The document found for the issuer ({issuer}) is that of somebody else.",
        "Dokument znaleziony dla wydawcy ({issuer}) należy do kogoś innego.",
    ),
    "issuer-unreachable": (
        "Whether the key belongs to the issuer ({issuer}) could not be checked: the issuer's "
        "document could not be had.",
        "Nie udało się sprawdzić, czy klucz należy do wydawcy ({issuer}): jego dokument jest "
        "niedostępny.",
    ),
    "issuer-document-unusable": (
        "Whether the key belongs to the issuer ({issuer}) could not be checked: the issuer's "
        "document cannot be read.",
        "Nie udało się sprawdzić, czy klucz należy do wydawcy ({issuer}): jego dokumentu nie da "
        "się odczytać.",
    ),
    "profile-without-keys": (
        "The key comes from the issuer's site, but the issuer's profile ({issuer}) lists no keys.",
        "Klucz pochodzi z witryny wydawcy, ale jego profil ({issuer}) nie wymienia żadnych kluczy.",
    ),
    "controller-unknown": (
        "Whether the key belongs to the issuer ({issuer}) could not be checked.",
        "Nie udało się sprawdzić, czy klucz należy do wydawcy ({issuer}).",
    ),
    "no-proof-no-key": (
        "Without a signature there is no key to ask about.",
        "Bez podpisu nie ma klucza, o który można by zapytać.",
    ),
}
