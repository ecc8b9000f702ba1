"""The words that are printed on certificates, in each language."""

from collections.abc import Mapping

CERTIFICATE: Mapping[str, Mapping[str, str]] = {
    "pl": {
        "awarded_to": "otrzymuje",
        "criteria": "Za co przyznano",
        "awarded_on": "Data przyznania",
        "valid_until": "Ważne do",
        "number": "Numer",
        "picture": "Obraz odznaki.",
        "qr": "Kod QR prowadzący do strony odznaki.",
        "attached": "Podpisane poświadczenie Open Badges 3.0, które można sprawdzić.",
        "description": "Wydruk cyfrowego poświadczenia; podpisany oryginał jest w załączniku.",
        "check": "To wydruk cyfrowego poświadczenia. Aby je sprawdzić, zeskanuj kod, otwórz "
        "poniższy adres albo wczytaj ten plik PDF na stronie weryfikacji: podpisany oryginał jest "
        "w środku.",
        "incomplete": "Znak □ zastępuje litery, których nie da się tu wydrukować. Pełny zapis jest "
        "w podpisanym oryginale i na stronie odznaki.",
    },
    "en": {
        "awarded_to": "is awarded to",
        "criteria": "What it was awarded for",
        "awarded_on": "Awarded on",
        "valid_until": "Valid until",
        "number": "Number",
        "picture": "The picture of the badge.",
        "qr": "A QR code that leads to the page of the badge.",
        "attached": "The signed Open Badges 3.0 credential, which can be checked.",
        "description": "A print of a digital credential; the signed original is attached.",
        "check": "This is a print of a digital credential. To check it, scan the code, open the "
        "address below, or give this PDF to the verification page: the signed original is inside.",
        "incomplete": "The sign □ stands for letters that cannot be printed here. The full text is "
        "in the signed original and on the page of the badge.",
    },
}
