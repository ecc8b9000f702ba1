"""Every text of the pages and mails is there in Polish and in English, and nothing else is."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog, Message
from claiming.recipients import phone
from fastapi import FastAPI
from jinja2 import Environment
from jinja2.ext import babel_extract

from issuer.mail_texts.letters import LANGUAGES as MAIL_LANGUAGES
from issuer.models import MailKind
from issuer.web.catalogues import LANGUAGES, catalogue, translations

OPTIONS = {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "newstyle_gettext": "true",
           "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}  # fmt: skip
# What is the same in every language, or no text.
NAMES = {"Insygnia", "PDF", "PNG", "SVG", "JSON", "JWT"}
# Ends of ids, in macros that write parts of a tag.
PIECES = {"hint", "wrong"}
SHOWN_ATTRIBUTES = re.compile(r'\b(?:alt|title|aria-label|placeholder|content)="([^"]*)"')


def templates() -> list[Traversable]:
    folder = files("issuer.web") / "templates"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".html")]
    assert len(found) > 30
    return sorted(found, key=lambda entry: entry.name)


def used() -> set[str]:
    found: set[str] = set()
    for template in templates():
        text = BytesIO(template.read_bytes())
        for _, _, message, _ in babel_extract(text, ("_", "gettext", "ngettext"), [], OPTIONS):
            found.add(str(message if isinstance(message, str) else (message or ("",))[0]))
    return found


def entries(language: str) -> dict[str, Message]:
    found: Catalog = catalogue(language)
    return {forms_of(message.id)[0]: message for message in found if message.id}


def forms_of(text: object) -> tuple[str, ...]:
    """Return a text as a tuple: of one, or of its plural forms."""
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_pages_is_translated(language: str) -> None:
    texts = entries(language)

    assert used() - texts.keys() == set()
    assert [name for name, entry in texts.items() if not all(forms_of(entry.string))] == []
    assert not any(entry.fuzzy for entry in texts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_keeps_what_no_page_says(language: str) -> None:
    assert entries(language).keys() - used() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_the_same_values(language: str) -> None:
    def values(text: str) -> set[str]:
        return set(re.findall(r"%\((\w+)\)[sd]", text))

    assert [
        name
        for name, entry in entries(language).items()
        if any(values(name) != values(form) for form in forms_of(entry.string))
    ] == []


def test_the_english_catalogue_says_what_the_ids_say() -> None:
    assert [
        name
        for name, entry in entries("en").items()
        if forms_of(entry.string) != forms_of(entry.id)
    ] == []


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "poświadczenie"), (2, "poświadczenia"), (4, "poświadczenia"), (5, "poświadczeń"),
     (0, "poświadczeń"), (12, "poświadczeń"), (22, "poświadczenia"), (112, "poświadczeń")],
)  # fmt: skip
def test_polish_counts_as_poles_do(number: int, words: str) -> None:
    singular, plural = "%(num)d credential awarded", "%(num)d credentials awarded"

    text = translations("pl").ngettext(singular, plural, number)

    assert text % {"num": number} == f"przyznano {number} {words}"


@pytest.mark.parametrize("template", templates(), ids=lambda entry: str(entry.name))
def test_no_template_has_text_of_its_own(template: Traversable) -> None:
    # The name of a class of the style sheet, which stands in a block.
    source = re.sub(
        r"{% block width %}(?:narrow|middle){% endblock %}", "", template.read_text("utf-8")
    )
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"])
    markup = "".join(
        value if kind == "data" else " "
        for _, kind, value in environment.lex(source)
        if kind in {"data", "variable_begin"}
    )
    visible = re.sub(r"<meta (?:name|property)=[^>]*>|aria-(?:describedby|invalid)=\S*", "", markup)
    attributes = " ".join(SHOWN_ATTRIBUTES.findall(visible))
    text = f"{re.sub(r'<[^>]*>|&[a-z]+;', ' ', visible)} {attributes}"

    assert set(re.findall(r"[^\W\d_]{2,}", text)) - NAMES - PIECES == set()


@pytest.mark.parametrize("kind", MailKind)
@pytest.mark.parametrize("language", MAIL_LANGUAGES)
def test_every_mail_is_written_in_each_language(kind: MailKind, language: str) -> None:
    folder = files("issuer.mail_texts")
    text = (folder / language / f"{kind}.txt").read_text("utf-8")
    other = (folder / MAIL_LANGUAGES[0] / f"{kind}.txt").read_text("utf-8")

    assert len(text) > 200
    assert set(re.findall(r"{{ (\w+)", text)) == set(re.findall(r"{{ (\w+)", other))


def test_a_language_that_was_chosen_stays_chosen(app: FastAPI) -> None:
    client = phone(app)

    assert '<html lang="en">' in client.get("/my").text
    assert '<html lang="pl">' in client.get("/my?lang=pl").text
    assert '<html lang="pl">' in client.get("/my").text
    assert '<html lang="en">' in client.get("/my?lang=en&x=1").text


def test_a_language_that_we_do_not_speak_is_not_chosen(app: FastAPI) -> None:
    client = phone(app)

    for wish in ("de", "../../x", "pl-PL", ""):
        assert '<html lang="en">' in client.get("/my", params={"lang": wish}).text


def test_the_link_to_the_other_language_keeps_the_rest_of_the_address(app: FastAPI) -> None:
    text = phone(app).get("/sign-in?next=/awards%3Fq%3Dx&lang=en").text

    assert 'href="?next=%2Fawards%3Fq%3Dx&amp;lang=pl"' in text
