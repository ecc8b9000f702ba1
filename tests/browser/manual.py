"""The words of the user manual, screen by screen: the Polish ones are its own, to the letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

LANGUAGES = ("pl", "en")
TYPES = ("MicroCredential", "Badge", "Certificate")
"""One for each noun: a micro-credential, a badge, and whatever else is simply a credential."""


@dataclass(frozen=True)
class Screens:
    """What the screens say that show no noun, or another one than the type of the template."""

    templates: str
    organisations: str
    mine: str
    add: str
    filters: str
    issued: str
    organisation: str
    description: str
    author: str
    ways: str
    close: str
    first_name: str
    last_name: str
    email: str
    step_1: tuple[str, str]
    step_2: tuple[str, str]
    options: str
    next: str
    back: str
    is_wrong: str
    faults: tuple[str, str, str]
    language: str
    default_language: str
    forever: str
    change: str
    clear: str
    narrative: str
    awarded: str
    claimed: str


SCREENS: Mapping[str, Screens] = MappingProxyType(
    {
        "pl": Screens(
            templates="Wzorce poświadczeń",
            organisations="Organizacji",
            mine="Stworzone przeze mnie",
            add="Dodaj wzorzec poświadczenia",
            filters="Filtry",
            issued="Wydane poświadczenia",
            organisation="Dane organizacji",
            description="Opis",
            author="Autor wzorca: {} ({})",
            ways="Jak chcesz przyznać poświadczenie {}?",
            close="Zamknij",
            first_name="Imię",
            last_name="Nazwisko",
            email="E-mail",
            step_1=(
                "Dane odbiorcy",
                "Wpisz imię, nazwisko i adres e-mail posiadacza poświadczenia.",
            ),
            step_2=(
                "Język, termin ważności, opis",
                "Uzupełnij dodatkowe ustawienia przyznawanego poświadczenia.",
            ),
            options="Język, termin ważności, opis indywidualny",
            next="Dalej",
            back="Wstecz",
            is_wrong="W tym kroku czegoś brakuje lub coś jest błędne.",
            faults=("Wpisz imię.", "Wpisz nazwisko.", "Wpisz adres e-mail."),
            language="Język nadania",
            default_language="Polski",
            forever="Bezterminowe",
            change="Bezterminowe – kliknij, aby zmienić",
            clear="Wyczyść",
            narrative="Indywidualny opis",
            awarded="przyznane",
            claimed="odebrane",
        ),
        "en": Screens(
            templates="Credential templates",
            organisations="Organisation's",
            mine="Created by me",
            add="Add a credential template",
            filters="Filters",
            issued="Issued credentials",
            organisation="Organisation data",
            description="Description",
            author="Author of the template: {} ({})",
            ways="How do you want to award {}?",
            close="Close",
            first_name="First name",
            last_name="Surname",
            email="E-mail",
            step_1=(
                "Recipient",
                "Write the first name, the surname and the e-mail address of the holder.",
            ),
            step_2=(
                "Language, validity, description",
                "Fill in more settings of what you award.",
            ),
            options="Language, validity, individual description",
            next="Next",
            back="Back one step",
            is_wrong="Something is missing or wrong in this step.",
            faults=("Write the first name.", "Write the surname.", "Write the e-mail address."),
            language="Language of the award",
            default_language="Polish",
            forever="Valid for ever",
            change="Valid for ever – click to change",
            clear="Clear",
            narrative="Individual description",
            awarded="awarded",
            claimed="claimed",
        ),
    }
)


@dataclass(frozen=True)
class Said:
    """What the screens say by the noun of the template's type."""

    award: str
    how: str
    to_one: str
    to_one_says: str
    award_one: str
    to_many: str
    to_many_asks_for: str
    """The beginning of the card, up to what the addresses are for; the rest has no noun."""
    you_award: str
    success: str


TO_MANY_SAYS: Mapping[str, str] = MappingProxyType(
    {
        "pl": "Proponujemy plik tekstowy lub arkusz kalkulacyjny, w którym każdy adres umieścisz w "
        "osobnym wierszu. Następnie pobierz wzorzec pliku do importu, przeklej adresy do "
        "odpowiedniej kolumny, uzupełnij pozostałe parametry wg opisów w komentarzach i po "
        "zapisaniu zmian zaimportuj adresy do wydania. UWAGA: nie usuwaj nagłówków z pliku wzorca.",
        "en": "We suggest a text file or a spreadsheet with each address in a row of its own. Then "
        "download the import template, paste the addresses into their column, fill in the other "
        "parameters as the comments describe, save, and import the addresses. NOTE: do not "
        "remove the headings from the template file.",
    }
)
_WIZARD = (
    " posiadacz. Kreator pozwoli Ci wybrać język, termin ważności, dowody i ewentualną datę "
    "aktywności edukacyjnej."
)
_THE_WIZARD = (
    " The wizard lets you choose the language, the validity, the evidence and, if you like, the "
    "date of the learning."
)
SAID: Mapping[tuple[str, str], Said] = MappingProxyType({
    ("pl", "MicroCredential"): Said(
        award="Przyznaj mikropoświadczenie",
        how="Zobacz, jak zdobyć mikropoświadczenie",
        to_one="Przyznaj mikropoświadczenie jednej osobie",
        to_one_says="Skorzystaj z tej ścieżki przyznawania mikropoświadczenia, jeśli chcesz, aby "
        f"otrzymał je tylko jeden{_WIZARD}",
        award_one="Przyznaj jedno mikropoświadczenie",
        to_many="Przyznaj mikropoświadczenie wielu osobom",
        to_many_asks_for="Przygotuj adresy e-mail posiadaczy, którym chcesz przyznać "
        "mikropoświadczenia.",
        you_award="Przyznajesz mikropoświadczenie: {}",
        success="Sukces, mikropoświadczenie zostało przyznane.",
    ),
    ("pl", "Badge"): Said(
        award="Przyznaj odznakę",
        how="Zobacz, jak zdobyć odznakę",
        to_one="Przyznaj odznakę jednej osobie",
        to_one_says="Skorzystaj z tej ścieżki przyznawania odznaki, jeśli chcesz, aby otrzymał ją "
        f"tylko jeden{_WIZARD}",
        award_one="Przyznaj jedną odznakę",
        to_many="Przyznaj odznakę wielu osobom",
        to_many_asks_for="Przygotuj adresy e-mail posiadaczy, którym chcesz przyznać odznaki.",
        you_award="Przyznajesz odznakę: {}",
        success="Sukces, odznaka została przyznana.",
    ),
    ("pl", "Certificate"): Said(
        award="Przyznaj poświadczenie",
        how="Zobacz, jak zdobyć poświadczenie",
        to_one="Przyznaj poświadczenie jednej osobie",
        to_one_says="Skorzystaj z tej ścieżki przyznawania poświadczenia, jeśli chcesz, aby "
        f"otrzymał je tylko jeden{_WIZARD}",
        award_one="Przyznaj jedno poświadczenie",
        to_many="Przyznaj poświadczenie wielu osobom",
        to_many_asks_for="Przygotuj adresy e-mail posiadaczy, którym chcesz przyznać "
        "poświadczenia.",
        you_award="Przyznajesz poświadczenie: {}",
        success="Sukces, poświadczenie zostało przyznane.",
    ),
    ("en", "MicroCredential"): Said(
        award="Award a micro-credential",
        how="See how to earn a micro-credential",
        to_one="Award a micro-credential to one person",
        to_one_says="Take this way of awarding the micro-credential if you want only one holder "
        f"to get it.{_THE_WIZARD}",
        award_one="Award one micro-credential",
        to_many="Award a micro-credential to many people",
        to_many_asks_for="Prepare the e-mail addresses of the holders to whom you want to award "
        "micro-credentials.",
        you_award="You award a micro-credential: {}",
        success="Success, the micro-credential was awarded.",
    ),
    ("en", "Badge"): Said(
        award="Award a badge",
        how="See how to earn a badge",
        to_one="Award a badge to one person",
        to_one_says="Take this way of awarding the badge if you want only one holder to get it."
        f"{_THE_WIZARD}",
        award_one="Award one badge",
        to_many="Award a badge to many people",
        to_many_asks_for="Prepare the e-mail addresses of the holders to whom you want to award "
        "badges.",
        you_award="You award a badge: {}",
        success="Success, the badge was awarded.",
    ),
    ("en", "Certificate"): Said(
        award="Award a credential",
        how="See how to earn a credential",
        to_one="Award a credential to one person",
        to_one_says="Take this way of awarding the credential if you want only one holder to get "
        f"it.{_THE_WIZARD}",
        award_one="Award one credential",
        to_many="Award a credential to many people",
        to_many_asks_for="Prepare the e-mail addresses of the holders to whom you want to award "
        "credentials.",
        you_award="You award a credential: {}",
        success="Success, the credential was awarded.",
    ),
})  # fmt: skip
