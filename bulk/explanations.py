"""What the import template says about each of its columns, in Polish and English.

The rules are those of `issuer.award_rules`, for one template: its languages, validity and grades.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from babel.units import format_unit

from bulk.columns import Column
from contexts.vocabulary import terms
from issuer.award_rules import LONGEST_LINE, LONGEST_PROSE
from issuer.documents.content import AchievementContent, Validity
from issuer.documents.profile import in_language
from issuer.documents.results_content import ResultContent
from issuer.text.dates import displayed_date, read_day
from issuer.text.emails import LONGEST_EMAIL
from issuer.text.languages import language_name
from issuer.text.names import LONGEST_NAME


@dataclass(frozen=True)
class Explanation:
    """What to write into the cells of a column, and an example of it."""

    text: str
    example: str


def explanations(content: AchievementContent, language: str) -> Mapping[Column, Explanation]:
    """Return what is said about every column: in Polish for `pl`, else in English."""
    is_polish = language == "pl"
    texts, examples = (_POLISH, _POLISH_EXAMPLES) if is_polish else (_ENGLISH, _ENGLISH_EXAMPLES)
    facts = {
        "email": LONGEST_EMAIL,
        "name": LONGEST_NAME,
        "line": LONGEST_LINE,
        "prose": LONGEST_PROSE,
        "languages": _language_list(content.languages, language),
        "default": content.default_language,
        "validity": _validity(content.default_validity, language),
    }
    found = {
        column: Explanation(text.format(**facts), examples[column])
        for column, text in texts.items()
    }
    grade = Explanation(_grade(content, language), next(iter(grades_of(content, language)), "–"))
    chosen = Explanation(found[Column.LANGUAGE].text, content.languages[-1])
    return MappingProxyType({**found, Column.LANGUAGE: chosen, Column.GRADE: grade})


def grades_of(content: AchievementContent, language: str) -> tuple[str, ...]:
    """Return what may stand under GRADE, if it is one of a few things; else nothing.

    It is the first result of the template: the name of a level, a status, or one of its values.
    """
    described = next(iter(content.result_descriptions), None)
    if described is None:
        return ()
    if described.levels:
        names = (level.name for level in described.levels)
        return tuple(in_language(name, language, content.default_language) for name in names)
    if described.result_type == "Status":
        return tuple(sorted(terms.STATUSES))
    return described.allowed_values


def _language_list(languages: tuple[str, ...], reader: str) -> str:
    """Return “pl (polski), en (angielski)” for a Polish reader."""
    return ", ".join(_named(code, reader) for code in languages)


def _named(code: str, reader: str) -> str:
    name = language_name(code, reader)
    return f"{code} ({name})" if name != code else code


def _validity(validity: Validity | None, language: str) -> str:
    is_polish = language == "pl"
    if validity is None:
        return "poświadczenie jest bezterminowe" if is_polish else "the credential does not expire"
    if validity.until:
        day = displayed_date(read_day(validity.until), language)
        if is_polish:
            return f"poświadczenie jest ważne do {day}, jak we wzorcu"
        return f"valid until {day}, as the template says"
    count, unit = (validity.months, "month") if validity.months else (validity.days, "day")
    length = format_unit(count or 0, f"duration-{unit}", locale="pl" if is_polish else "en")
    if is_polish:
        return f"okres ze wzorca, czyli {length} od dnia przyznania"
    return f"the period of the template, which is {length} from the day of the award"


def _grade(content: AchievementContent, language: str) -> str:
    described = next(iter(content.result_descriptions), None)
    is_polish = language == "pl"
    if described is None:
        if is_polish:
            return "Ten wzorzec nie przewiduje oceny. Zostaw tę kolumnę pustą."
        return "This template has no grades. Leave this column empty."
    name = in_language(described.name, language, content.default_language)
    allowed = _allowed(content, described, language)
    if is_polish:
        return f"Wynik, jaki osiągnęła ta osoba: {name}.{allowed}"
    return f"What this person achieved: {name}.{allowed}"


def _allowed(content: AchievementContent, described: ResultContent, language: str) -> str:
    values = grades_of(content, language)
    is_polish = language == "pl"
    if values:
        # Grades may have a comma themselves.
        listed = "; ".join(values)
        return f" Możliwe wartości: {listed}." if is_polish else f" It is one of: {listed}."
    low, high = described.value_min, described.value_max
    if low is not None and high is not None:
        return f" Liczba od {low} do {high}." if is_polish else f" A number from {low} to {high}."
    if low is not None:
        return f" Liczba nie mniejsza niż {low}." if is_polish else f" A number, at least {low}."
    if high is not None:
        return f" Liczba nie większa niż {high}." if is_polish else f" A number, at most {high}."
    return ""


_POLISH: Mapping[Column, str] = MappingProxyType({
    Column.EMAIL: (
        "Adres e-mail osoby, której przyznajesz poświadczenie. Na ten adres wyślemy jej wiadomość. "
        "Wpisz dokładnie jeden adres (do {email} znaków)."
    ),
    Column.FIRST_NAME: (
        "Imię tak, jak ma wyglądać na poświadczeniu: ze wszystkimi polskimi i obcymi literami, "
        "a jeśli ta osoba używa drugiego imienia – także z nim (do {name} znaków)."
    ),
    Column.LAST_NAME: (
        "Całe nazwisko, w tej samej komórce także drugi człon (do {name} znaków)."
    ),
    Column.LANGUAGE: (
        "Język poświadczenia, jego strony i wiadomości do tej osoby. Wybierz z listy: {languages}. "
        "Puste pole oznacza: {default}."
    ),
    Column.VALID_UNTIL: (
        "Ostatni dzień ważności poświadczenia, w postaci DD.MM.RRRR albo RRRR-MM-DD. "
        "Musi być późniejszy niż dzień przyznania. Gdy pole jest puste: {validity}."
    ),
    Column.NARRATIVE: (
        "Opis tylko dla tej osoby, na przykład w jakim projekcie brała udział. Będzie widoczny na "
        "poświadczeniu (do {prose} znaków). Nie wpisuj tu numeru PESEL."
    ),
    Column.CERTIFICATE_NUMBER: (
        "Numer papierowego certyfikatu lub zaświadczenia, jeśli ta osoba je dostała "
        "(do {line} znaków). Nigdy numer PESEL."
    ),
    Column.EVIDENCE_NAME: (
        "Tytuł pracy, która pokazuje, co ta osoba potrafi: projektu, prezentacji, nagrania "
        "(do {line} znaków). Wypełnij razem z adresem URL dowodu."
    ),
    Column.EVIDENCE_DESCRIPTION: (
        "Kilka zdań o tej pracy (do {prose} znaków). Wypełnij razem z adresem URL dowodu."
    ),
    Column.EVIDENCE_URL: (
        "Pełny adres strony lub pliku z pracą, zaczynający się od https:// lub http://. "
        "Otworzy go każdy, kto zobaczy poświadczenie. Jeden adres w komórce."
    ),
    Column.ACTIVITY_FROM: (
        "Pierwszy dzień kursu, projektu lub innych zajęć, w postaci DD.MM.RRRR albo RRRR-MM-DD. "
        "Nie może to być dzień, który dopiero nadejdzie."
    ),
    Column.ACTIVITY_TO: (
        "Ostatni dzień tych zajęć, w postaci DD.MM.RRRR albo RRRR-MM-DD. Nie wcześniejszy niż "
        "„AKTYWNOŚĆ OD” i nie taki, który dopiero nadejdzie."
    ),
    Column.EXTERNAL_ID: (
        "Numer tej osoby w Waszym systemie, na przykład w dzienniku albo w USOS. "
        "Nie trafia na poświadczenie; wróci do Was w arkuszu z wynikami. Nigdy numer PESEL."
    ),
})  # fmt: skip
_POLISH_EXAMPLES: Mapping[Column, str] = MappingProxyType({
    Column.EMAIL: "anna.nowak@example.com",
    Column.FIRST_NAME: "Anna Maria",
    Column.LAST_NAME: "Nowak-Żółkiewska",
    Column.LANGUAGE: "pl",
    Column.VALID_UNTIL: "30.06.2031",
    Column.NARRATIVE: "Udział w projekcie „Zielona szkoła” jako liderka zespołu",
    Column.CERTIFICATE_NUMBER: "12/2026",
    Column.EVIDENCE_NAME: "Raport z pomiarów hałasu",
    Column.EVIDENCE_DESCRIPTION: "Pomiary z trzech ulic, z wykresami i wnioskami",
    Column.EVIDENCE_URL: "https://example.com/raport.pdf",
    Column.ACTIVITY_FROM: "01.09.2025",
    Column.ACTIVITY_TO: "20.06.2026",
    Column.EXTERNAL_ID: "S-004217",
})  # fmt: skip
_ENGLISH: Mapping[Column, str] = MappingProxyType({
    Column.EMAIL: (
        "The e-mail address of the person who receives the credential. We send them a message "
        "there. Exactly one address (up to {email} characters)."
    ),
    Column.FIRST_NAME: (
        "The first name as it is to stand in the credential: with all letters and accents, and "
        "with a second name if the person uses one (up to {name} characters)."
    ),
    Column.LAST_NAME: (
        "The whole surname, with all its parts in this one cell (up to {name} characters)."
    ),
    Column.LANGUAGE: (
        "The language of the credential, of its page and of the message to this person. "
        "Choose from the list: {languages}. Empty means: {default}."
    ),
    Column.VALID_UNTIL: (
        "The last day on which the credential is valid, as DD.MM.YYYY or YYYY-MM-DD. "
        "It must be later than the day of the award. If this is empty: {validity}."
    ),
    Column.NARRATIVE: (
        "A description for this person only, such as the project they took part in. It stands in "
        "the credential (up to {prose} characters). Do not write a PESEL number here."
    ),
    Column.CERTIFICATE_NUMBER: (
        "The number of a paper certificate, if this person was given one (up to {line} "
        "characters). Never a PESEL number."
    ),
    Column.EVIDENCE_NAME: (
        "The title of work that shows what this person can do: a project, a presentation, "
        "a recording (up to {line} characters). Fill it in together with the URL of the evidence."
    ),
    Column.EVIDENCE_DESCRIPTION: (
        "A few sentences about that work (up to {prose} characters). Fill it in together with the "
        "URL of the evidence."
    ),
    Column.EVIDENCE_URL: (
        "The full address of a page or file with the work, beginning with https:// or http://. "
        "Whoever sees the credential can open it. One address in a cell."
    ),
    Column.ACTIVITY_FROM: (
        "The first day of the course, project or other activity, as DD.MM.YYYY or YYYY-MM-DD. "
        "It must not lie in the future."
    ),
    Column.ACTIVITY_TO: (
        "The last day of that activity, as DD.MM.YYYY or YYYY-MM-DD. Neither before "
        "“ACTIVITY FROM” nor in the future."
    ),
    Column.EXTERNAL_ID: (
        "The number of this person in a system of your own, such as a student register. It does "
        "not go into the credential; you get it back in the sheet with the results. "
        "Never a PESEL number."
    ),
})  # fmt: skip
_ENGLISH_EXAMPLES: Mapping[Column, str] = MappingProxyType({
    **_POLISH_EXAMPLES,
    Column.VALID_UNTIL: "2031-06-30",
    Column.NARRATIVE: "Led a team in the project “Green school”",
    Column.EVIDENCE_NAME: "A report on noise in three streets",
    Column.EVIDENCE_DESCRIPTION: "Measurements in three streets, with charts and conclusions",
    Column.EVIDENCE_URL: "https://example.com/report.pdf",
    Column.ACTIVITY_FROM: "2025-09-01",
    Column.ACTIVITY_TO: "2026-06-20",
})  # fmt: skip
