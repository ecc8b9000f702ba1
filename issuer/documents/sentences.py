"""What is wrong with a template, in words: each code with its sentence in English and Polish."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic_core import PydanticCustomError

SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # One text.
        "not-a-slug": (
            "Use 1 to 40 small letters a-z, digits and hyphens, beginning with a letter or digit.",
            "Użyj od 1 do 40 małych liter a-z, cyfr i łączników; pierwsza musi być litera lub"
            " cyfra.",
        ),
        "not-a-language": (
            "“{given}” is not a language code, such as pl or en-GB.",
            "„{given}” nie jest kodem języka, takim jak pl lub en-GB.",
        ),
        "not-an-upload": (
            "This is not the id of an uploaded file.",
            "To nie jest identyfikator przesłanego pliku.",
        ),
        "unknown-term": (
            "Choose one of {known}, or a word of your own that begins with ext:.",
            "Wybierz jedną z wartości: {known}, albo podaj własną, zaczynającą się od ext:.",
        ),
        # One number.
        "too-precise": (
            "Give at most two digits after the point.",
            "Podaj co najwyżej dwie cyfry po przecinku.",
        ),
        "unsignable-number": (
            "Programs write the number {given} differently, so a badge with it would not verify"
            " everywhere: take {near}, or a whole number.",
            "Programy zapisują liczbę {given} w różny sposób, więc odznaka z nią nie wszędzie"
            " przeszłaby weryfikację – podaj {near} albo liczbę całkowitą.",
        ),
        # Several fields together.
        "no-language": ("Give at least one language.", "Podaj co najmniej jeden język."),
        "language-twice": (
            "{language} is listed twice: keep it once.",
            "Język {language} występuje na liście dwa razy – zostaw jeden wpis.",
        ),
        "text-missing": (
            "The text in {language} is missing: add it, or remove the language.",
            "Brakuje tekstu (język {language}) – dodaj go albo usuń ten język.",
        ),
        "text-in-another-language": (
            "{language} is not among the languages of this template: add it there, or remove this"
            " text.",
            "Język {language} nie należy do języków tego wzorca – dodaj go tam albo usuń ten"
            " tekst.",
        ),
        "same-twice": (
            "“{given}” stands here twice: keep it once.",
            "„{given}” występuje tu dwa razy – zostaw jeden wpis.",
        ),
        "tags-sorted-differently": (
            "Programs sort these tags differently, so a badge with them would not verify"
            " everywhere: write them with usual letters, or leave out rare signs and emoji.",
            "Programy sortują te słowa kluczowe w różny sposób, więc odznaka z nimi nie wszędzie"
            " przeszłaby weryfikację – zapisz je zwykłymi literami, bez rzadkich znaków i emoji.",
        ),
        "not-an-allowed-value": (
            "“{given}” is not one of the allowed values.",
            "„{given}” nie należy do dozwolonych wartości.",
        ),
        "not-a-level": (
            "“{given}” is not the id of one of the levels.",
            "„{given}” nie jest identyfikatorem żadnego z poziomów.",
        ),
        "values-not-in-order": (
            "The largest value must not be smaller than the smallest one.",
            "Wartość największa nie może być mniejsza od najmniejszej.",
        ),
        "one-validity": (
            "Give exactly one of months, days and until.",
            "Podaj dokładnie jedno z pól: months, days, until.",
        ),
        "level-or-not-applicable": (
            "Give a level (eqf, prk or cycle), or say not_applicable, but not both.",
            "Podaj poziom (eqf, prk lub cycle) albo zaznacz not_applicable, ale nie jedno"
            " i drugie.",
        ),
        "concept-or-description": (
            "Choose an entry of the list, write a description, or do both.",
            "Wybierz pozycję z listy, wpisz opis albo zrób jedno i drugie.",
        ),
        # What pydantic itself finds.
        "missing": ("This field is required: add it.", "To pole jest wymagane – uzupełnij je."),
        "unknown-field": (
            "There is no such field: check its name or remove it.",
            "Nie ma takiego pola – sprawdź nazwę albo je usuń.",
        ),
        "wrong-type": (
            "The value is of the wrong type: {expected} is wanted.",
            "Wartość jest złego rodzaju; potrzebny jest rodzaj: {expected}.",
        ),
        "not-a-choice": ("Choose one of {expected}.", "Wybierz jedną z wartości: {expected}."),
        "too-small": ("The value must be at least {limit}.", "Najmniejsza wartość to {limit}."),
        "too-small-or-equal": (
            "The value must be greater than {limit}.",
            "Wartość musi być większa niż {limit}.",
        ),
        "too-large": ("The value must be at most {limit}.", "Największa wartość to {limit}."),
        "too-many": ("At most {limit} entries are allowed.", "Dozwolona liczba wpisów: {limit}."),
        "invalid": ("This value cannot be used: correct it.", "Tej wartości nie można użyć."),
        # The results of one award.
        "unknown-result": (
            "This template has no result “{given}”.",
            "Ten wzorzec nie ma wyniku „{given}”.",
        ),
        "empty-result": (
            "Give a value, a status or an achieved level.",
            "Podaj wartość, status albo osiągnięty poziom.",
        ),
        "status-required": (
            "This result is of the kind Status: choose a status.",
            "Ten wynik jest rodzaju Status – wybierz status.",
        ),
        "value-out-of-range": (
            "The value must be a number from {low} to {high}.",
            "Wartość musi być liczbą od {low} do {high}.",
        ),
    }
)


def refusal(code: str, **facts: object) -> PydanticCustomError:
    """Return the error by which a validator refuses a value for the reason `code`."""
    return PydanticCustomError(code, SENTENCES[code][0], dict(facts))
