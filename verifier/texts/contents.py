"""What a file may hold beside one badge: several credentials, a presentation, an address."""

from collections.abc import Mapping

CONTENTS: Mapping[str, tuple[str, str]] = {
    # recognised
    "recognised-clr": (
        "This is a comprehensive learner record, CLR 2.0 ({container}); each of the credentials in "
        "it has a report of its own.",
        "To zbiorczy rejestr osiągnięć CLR 2.0 ({container}); każde z zawartych w nim poświadczeń "
        "ma osobny raport.",
    ),
    "recognised-credential": (
        "This is a verifiable credential, but no Open Badge ({container}): what it says was "
        "checked only as far as the W3C data model goes.",
        "To poświadczenie weryfikowalne, ale nie odznaka Open Badges ({container}): jego treść "
        "sprawdzono tylko w zakresie, który określa model danych W3C.",
    ),
    "several-credentials": (
        "There are several credentials in this place, where there may be only one.",
        "W tym miejscu jest kilka poświadczeń, a może być tylko jedno.",
    ),
    "credentials-too-many": (
        "The file holds more than 50 credentials, so none of them was looked at; give them in "
        "smaller files.",
        "Plik zawiera ponad 50 poświadczeń, więc żadnego nie sprawdzono; podaj je w mniejszych "
        "plikach.",
    ),
    "presentation-empty": (
        "This is a presentation without any credential in it.",
        "To prezentacja, w której nie ma żadnego poświadczenia.",
    ),
    "qr-code-of-other-things": (
        "The QR code in the picture holds something other than a badge or its address.",
        "Kod QR na obrazie zawiera coś innego niż odznaka lub jej adres.",
    ),
    "address-unreachable": (
        "The badge at {url} could not be had, so nothing is known about it.",
        "Nie udało się pobrać odznaki spod adresu {url}, więc nic o niej nie wiadomo.",
    ),
    "address-is-a-page": (
        "At {url} there is a web page, which names no badge for programs. Download the badge there "
        "(a .json, .jwt, .png, .svg or .pdf file) and give that file.",
        "Pod adresem {url} jest strona internetowa, która nie wskazuje odznaki programom. Pobierz "
        "stamtąd odznakę (plik .json, .jwt, .png, .svg lub .pdf) i podaj ten plik.",
    ),
    "address-leads-on": (
        "The address leads on and on, and never to a badge; the last one was {url}.",
        "Adres prowadzi wciąż dalej, a nigdy do odznaki; ostatni to {url}.",
    ),
    # the signature around a presentation
    "presentation-signed": (
        "The holder {holder} signed this presentation. Insygnia did not ask for it, so nobody can "
        "tell for whom it was made.",
        "Posiadacz {holder} podpisał tę prezentację. Insygnia o nią nie prosiła, więc nie wiadomo, "
        "dla kogo powstała.",
    ),
    "presentation-signed-by-unnamed": (
        "This presentation is signed, but does not say who its holder is. Insygnia did not ask for "
        "it, so nobody can tell for whom it was made.",
        "Ta prezentacja jest podpisana, ale nie podaje, kto jest jej posiadaczem. Insygnia o nią "
        "nie prosiła, więc nie wiadomo, dla kogo powstała.",
    ),
    "presentation-unsigned": (
        "Nobody signed the presentation itself; each credential in it stands by its own signature.",
        "Samej prezentacji nikt nie podpisał; każde poświadczenie w niej ma własny podpis.",
    ),
    "presentation-signature-wrong": (
        "The signature of the presentation does not fit: somebody put it together or changed it "
        "without its holder.",
        "Podpis prezentacji nie pasuje: ktoś złożył ją lub zmienił bez udziału posiadacza.",
    ),
    "presentation-proof-malformed": (
        "The signature of the presentation contradicts itself or is malformed.",
        "Podpis prezentacji jest wewnętrznie sprzeczny lub nieprawidłowo zbudowany.",
    ),
    "presentation-by-another": (
        "The presentation was signed with a key that is not its holder's.",
        "Prezentację podpisano kluczem, który nie należy do jej posiadacza.",
    ),
    "presentation-key-unreachable": (
        "The holder's key could not be had, so the signature of the presentation was not checked.",
        "Nie udało się pobrać klucza posiadacza, więc podpisu prezentacji nie sprawdzono.",
    ),
    "presentation-key-unusable": (
        "The holder's key cannot be used, so the signature of the presentation was not checked.",
        "Klucza posiadacza nie da się użyć, więc podpisu prezentacji nie sprawdzono.",
    ),
    "presentation-not-computable": (
        "The signature of the presentation could not be computed; each credential in it was "
        "checked by itself.",
        "Podpisu prezentacji nie dało się obliczyć; każde poświadczenie w niej sprawdzono osobno.",
    ),
    "presentation-not-in-time": (
        "The holder {holder} signed this presentation, but for another time than now.",
        "Posiadacz {holder} podpisał tę prezentację, ale na inny czas niż teraz.",
    ),
    # checks that mean less for other credentials
    "credential-about-nobody-named": (
        "The credential does not say whom it is about; the W3C data model allows that.",
        "Poświadczenie nie mówi, kogo dotyczy; model danych W3C na to pozwala.",
    ),
    "credential-without-period": (
        "The credential does not say when it begins to be valid; the W3C data model allows that.",
        "Poświadczenie nie podaje, od kiedy jest ważne; model danych W3C na to pozwala.",
    ),
}

SEVERAL: Mapping[str, tuple[str, str]] = {
    "several-valid": (
        "VALID: all credentials in this file.",
        "WAŻNE: wszystkie poświadczenia w tym pliku.",
    ),
    "several-invalid": (
        "INVALID: something in this file is not valid; see each credential.",
        "NIEWAŻNE: coś w tym pliku jest nieważne; zobacz każde poświadczenie z osobna.",
    ),
    "several-could-not-check": (
        "COULD NOT CHECK: something in this file could not be checked; see each credential.",
        "NIE UDAŁO SIĘ SPRAWDZIĆ: czegoś w tym pliku nie udało się sprawdzić; zobacz każde "
        "poświadczenie z osobna.",
    ),
    "one-of-several": ("Credential {number} of {count}:", "Poświadczenie {number} z {count}:"),
    "presentation": ("Presentation", "Prezentacja"),
}
"""The words around the reports on a file with several credentials."""
