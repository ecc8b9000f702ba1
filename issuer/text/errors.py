"""What can be wrong with a text that somebody typed.

    TextError                      a ValueError, so that pydantic reports it as well
    ├── MissingTextError
    ├── TooLongError
    ├── ForbiddenCharacterError    control characters, hidden changes of direction …
    ├── InvalidEmailError
    ├── InvalidUrlError
    ├── InvalidDateError
    ├── DateOutOfRangeError
    ├── InvalidSlugError
    ├── ReservedSlugError
    ├── InvalidNumberError         NIP, REGON, RSPO, POL-on
    └── UnknownCountryError

Each has a `code`, its facts as attributes, and `message(language)` for the person who typed.
"""

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar


class TextError(ValueError):
    """A text that cannot be taken as it stands."""

    code: ClassVar[str]
    polish: ClassVar[str]
    english: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        self.facts: Mapping[str, object] = MappingProxyType(facts)
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """Return one sentence in Polish for `pl`, in English for every other language."""
        sentence = self.polish if language == "pl" else self.english
        return sentence.format(**self.facts)


class MissingTextError(TextError):
    """Nothing is written where something must be."""

    code = "missing"
    polish = "To pole jest wymagane."
    english = "This field is required."


class TooLongError(TextError):
    """More characters (Unicode code points after NFC and trimming) than the field takes."""

    code = "too-long"
    polish = "Pole jest za długie (liczba znaków: {length}, dozwolone: {limit})."
    english = "This field is too long (characters: {length}, allowed: {limit})."

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(length=length, limit=limit)
        self.length = length
        self.limit = limit


class ForbiddenCharacterError(TextError):
    """A character that cannot be seen and changes what is read, or that is no character."""

    code = "forbidden-character"
    polish = "Znak nr {position} ({name}) jest tu niedozwolony. Usuń go."
    english = "Character {position} ({name}) is not allowed here. Please delete it."

    def __init__(self, character: str, position: int) -> None:
        # Never the character itself: it would garble the message as it garbles the text.
        title = unicodedata.name(character, "")
        name = f"U+{ord(character):04X} {title}".rstrip()
        super().__init__(position=position, name=name)
        self.character = character
        self.position = position


class InvalidEmailError(TextError):
    """Not an address to which mail can be sent."""

    code = "invalid-email"
    polish = "Nieprawidłowy adres e-mail."
    english = "This is not a valid e-mail address."


class InvalidUrlError(TextError):
    """Not the full http or https address of a page."""

    code = "invalid-url"
    polish = "Nieprawidłowy adres URL. Podaj pełny adres, zaczynający się od https:// lub http://."
    english = "This is not a valid URL. Give the full address, beginning with https:// or http://."


class InvalidDateError(TextError):
    """No date or instant can be read, or two different ones could be."""

    code = "invalid-date"
    polish = "Nieprawidłowa data „{text}”. Podaj ją w postaci DD.MM.RRRR lub RRRR-MM-DD."
    english = "“{text}” is not a valid date. Write it as DD.MM.YYYY or YYYY-MM-DD."

    def __init__(self, text: str) -> None:
        self.text = text[:40] if text.isprintable() else ascii(text[:40])
        super().__init__(text=self.text)


class DateOutOfRangeError(TextError):
    """The date lies outside the years that every form of a badge can carry."""

    code = "date-out-of-range"
    polish = "Data musi przypadać w latach {first}–{last}."
    english = "The date must lie in the years {first}–{last}."

    def __init__(self, first: int, last: int) -> None:
        super().__init__(first=first, last=last)
        self.first = first
        self.last = last


class InvalidSlugError(TextError):
    """Not a name that can stand in an address and in a did:web."""

    code = "invalid-slug"
    polish = (
        "Nazwa w adresie musi mieć od {shortest} do {longest} znaków: małe litery a–z, cyfry i "
        "pojedyncze łączniki, z literą lub cyfrą na początku i na końcu."
    )
    english = (
        "The name in the address must have {shortest} to {longest} characters: lower-case letters "
        "a–z, digits and single hyphens, with a letter or digit at either end."
    )

    def __init__(self, shortest: int, longest: int) -> None:
        super().__init__(shortest=shortest, longest=longest)
        self.shortest = shortest
        self.longest = longest


class ReservedSlugError(TextError):
    """A name that the service needs for itself, or that pretends to be its operator."""

    code = "reserved-slug"
    polish = "Nazwa „{slug}” jest zastrzeżona. Wybierz inną."
    english = "The name “{slug}” is reserved. Please choose another."

    def __init__(self, slug: str) -> None:
        super().__init__(slug=slug)
        self.slug = slug


class InvalidNumberError(TextError):
    """A number of a register that has the wrong form or a wrong check digit."""

    code = "invalid-number"
    polish = "Nieprawidłowy numer {register}. Sprawdź, czy nie ma w nim pomyłki."
    english = "This is not a valid {register} number. Please check it for mistakes."

    def __init__(self, register: str) -> None:
        super().__init__(register=register)
        self.register = register


class UnknownCountryError(TextError):
    """Not a two-letter code of ISO 3166-1."""

    code = "unknown-country"
    polish = "Nieznany kod państwa. Podaj dwuliterowy kod ISO 3166-1, na przykład PL."
    english = "Unknown country code. Give the two-letter code of ISO 3166-1, such as PL."
