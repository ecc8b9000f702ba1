"""Templates: what is accepted, what is refused, and in which words."""

import json

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter, ValidationError

from issuer.documents import limits
from issuer.documents.content import AchievementContent
from issuer.documents.reading import faults_of, read_content
from issuer.documents.sentences import SENTENCES
from issuer.errors import Fault, InvalidInputError
from keys.strict_json import Json

from . import strategies
from .records import european, results, small_template, texts, whole_template


def faults(template: Json) -> list[Fault]:
    with pytest.raises(InvalidInputError) as refused:
        read_content(template)
    return list(refused.value.faults)


def fault(**changed: Json) -> tuple[str, str]:
    """Return the pointer and code of the one fault of a template with a change."""
    (found,) = faults(small_template(**changed))
    return found.pointer, found.code


def text_fault(**changed: Json) -> tuple[str, str]:
    return fault(texts={"pl": texts("pl", **changed)})


def test_a_template_is_as_small_as_a_name_a_description_and_criteria() -> None:
    content = read_content(small_template())
    assert content.languages == ("pl",)
    assert content.default_language == "pl"
    assert content.achievement_type == "MicroCredential"
    assert content.email_identifier
    assert content.european is None


def test_a_template_is_stored_and_read_back_equal() -> None:
    content = read_content(whole_template())
    stored = json.loads(json.dumps(content.as_json()))
    assert read_content(stored) == content
    assert stored == read_content(stored).as_json()


@settings(max_examples=50)
@given(strategies.templates())
def test_any_template_is_stored_and_read_back_equal(template: dict[str, Json]) -> None:
    content = read_content(template)
    assert read_content(json.loads(json.dumps(content.as_json()))) == content


def test_a_template_cannot_be_changed() -> None:
    content = read_content(small_template())
    with pytest.raises(ValidationError):
        content.human_code = "x"  # type: ignore[misc]  # that is what is tested


def test_texts_are_trimmed_and_composed() -> None:
    content = read_content({"texts": {"pl": texts("pl", name="  Z\u0307o\u0301łw ",
                                                  criteria="a\r\nb\r\n")}})  # fmt: skip
    assert content.texts["pl"].name == "Żółw"
    assert content.texts["pl"].criteria == "a\nb"


def test_addresses_are_written_as_every_program_reads_them() -> None:
    content = read_content(small_template(criteria_url="https://Żółw.pl/ćma?q=ł"))
    assert content.criteria_url == "https://xn--w-uga1v8h.pl/%C4%87ma?q=%C5%82"


@pytest.mark.parametrize("sign", ["z", "ż", "😀", "e\u0301"])
def test_a_name_may_have_250_characters_and_no_more(sign: str) -> None:
    content = read_content({"texts": {"pl": texts("pl", name=sign * limits.NAME)}})
    assert len(content.texts["pl"].name) == limits.NAME
    assert text_fault(name=sign * (limits.NAME + 1)) == ("/texts/pl/name", "too-long")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "missing"),
        (" \u200b ", "forbidden-character"),
        ("a\nb", "forbidden-character"),
        ("a\x00b", "forbidden-character"),
        ("a\u202eb", "forbidden-character"),
        ("a\ufdd0b", "forbidden-character"),
        ("\u2800", "missing"),
        (5, "wrong-type"),
        (None, "wrong-type"),
    ],
)
def test_what_is_no_line_of_text_is_refused(text: Json, code: str) -> None:
    assert text_fault(name=text) == ("/texts/pl/name", code)


@pytest.mark.parametrize(
    ("changed", "pointer", "code"),
    [
        ({"duplicate_policy": "deny"}, "/duplicate_policy", "unknown-field"),
        ({"achievement_type": "Odznaka"}, "/achievement_type", "unknown-term"),
        ({"languages": []}, "/languages", "no-language"),
        ({"languages": ["polski"]}, "/languages/0", "not-a-language"),
        ({"languages": ["pl", "pl"]}, "/languages/1", "language-twice"),
        ({"languages": ["pl", "en"]}, "/texts/en", "text-missing"),
        ({"criteria_url": "akademia.example"}, "/criteria_url", "invalid-url"),
        ({"criteria_url": "javascript:alert(1)"}, "/criteria_url", "invalid-url"),
        ({"criteria_url": "https://a@b.example"}, "/criteria_url", "invalid-url"),
        ({"image": "logo.png"}, "/image", "not-an-upload"),
        ({"credits": "2.5"}, "/credits", "wrong-type"),
        ({"credits": 0}, "/credits", "too-small-or-equal"),
        ({"credits": 1001}, "/credits", "too-large"),
        ({"credits": 2.555}, "/credits", "too-precise"),
        ({"credits": 9.95}, "/credits", "unsignable-number"),
        ({"credits": True}, "/credits", "wrong-type"),
        ({"email_identifier": "no"}, "/email_identifier", "wrong-type"),
        ({"default_validity": {}}, "/default_validity", "one-validity"),
        ({"default_validity": {"months": 1, "days": 1}}, "/default_validity", "one-validity"),
        ({"default_validity": {"months": 0}}, "/default_validity/months", "too-small"),
        ({"default_validity": {"until": "2026-02-30"}}, "/default_validity/until", "invalid-date"),
        ({"alignments": "ESCO"}, "/alignments", "wrong-type"),
        ({"european": {"level": {}}}, "/european/level", "level-or-not-applicable"),
        (
            {"european": {"level": {"eqf": 5, "not_applicable": True}}},
            "/european/level",
            "level-or-not-applicable",
        ),
        ({"european": {"level": {"eqf": 9}}}, "/european/level/eqf", "too-large"),
        ({"european": {"assessment": {}}}, "/european/assessment", "concept-or-description"),
        ({"european": {"supervision": "yes"}}, "/european/supervision", "not-a-choice"),
        (
            {"european": {"prerequisites": {"en": "A-levels"}}},
            "/european/prerequisites/en",
            "text-in-another-language",
        ),
    ],
)
def test_each_fault_is_named_with_its_place(
    changed: dict[str, Json], pointer: str, code: str
) -> None:
    assert fault(**changed) == (pointer, code)


def test_a_language_is_named_as_its_readers_call_it() -> None:
    (found,) = faults(small_template(languages=["pl", "en"]))

    assert found.english == "The text in English is missing: add it, or remove the language."
    assert found.polish == "Brakuje tekstu (język angielski) – dodaj go albo usuń ten język."


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"required_value": "2,0"}, "not-an-allowed-value"),
        ({"allowed_values": ["1", "1"], "required_value": None}, "same-twice"),
        ({"required_level": "dobra"}, "not-a-level"),
        ({"value_min": "5", "value_max": "4,5"}, "values-not-in-order"),
    ],
)
def test_a_result_description_agrees_with_itself(changed: dict[str, Json], code: str) -> None:
    described = [{**results()[0], "name": {"pl": "Ocena"}, **changed}]
    assert fault(result_descriptions=described) == ("/result_descriptions/0", code)


def test_a_result_has_a_name_for_addresses() -> None:
    described = [{"id": "Ocena końcowa", "name": {"pl": "Ocena"}, "result_type": "LetterGrade"}]
    assert fault(result_descriptions=described) == ("/result_descriptions/0/id", "not-a-slug")


def test_two_results_have_two_names() -> None:
    described = [{**results()[1], "name": {"pl": "Test"}}] * 2
    assert fault(result_descriptions=described) == ("", "same-twice")


def test_names_must_be_there_in_every_language() -> None:
    own = {"framework": "CTDL", "name": {"pl": "Nazwa"}, "url": "https://a.example"}
    found = faults(whole_template(alignments=[own]))
    assert [(one.pointer, one.code) for one in found] == [("/alignments/0/name/en", "text-missing")]


def test_european_texts_may_still_lack_a_language() -> None:
    elements = {**european(), "prerequisites": {"pl": "Matura"}}
    content = read_content(whole_template(european=elements))
    assert content.european
    assert content.european.prerequisites == {"pl": "Matura"}


def test_a_number_that_cannot_be_signed_is_refused_with_numbers_that_can() -> None:
    (found,) = faults(small_template(credits=9.95))
    assert "9.94 / 9.98" in found.english
    assert "9.94 / 9.98" in found.polish
    assert read_content(small_template(credits=9.94)).credits == 9.94


@pytest.mark.parametrize("ects", [1, 1.0, 0.25, 2.5, 7.75, 30, 60.5])
def test_usual_credits_are_accepted(ects: float) -> None:
    assert read_content(small_template(credits=ects)).credits == ects


def test_an_own_type_begins_with_ext() -> None:
    content = read_content(small_template(achievement_type="ext:Odznaka"))
    assert content.achievement_type == "ext:Odznaka"


def test_all_faults_are_told_at_once() -> None:
    found = faults({"texts": {"pl": {"name": ""}}, "credits": -1, "x": 1})
    assert {one.pointer for one in found} == {
        "/texts/pl/name", "/texts/pl/description", "/texts/pl/criteria", "/credits", "/x",
    }  # fmt: skip


@pytest.mark.parametrize("value", [None, [], "x", 5])
def test_what_is_no_object_is_no_template(value: Json) -> None:
    assert [(one.pointer, one.code) for one in faults(value)] == [("", "wrong-type")]


def test_faults_within_a_larger_body_keep_their_place_in_it() -> None:
    adapter = TypeAdapter(dict[str, AchievementContent])
    with pytest.raises(ValidationError) as refused:
        adapter.validate_python({"body": small_template(languages=["pl", "en"])})
    (found,) = faults_of(refused.value.errors(), within=1)
    assert found.pointer == "/texts/en"


def test_a_template_can_be_described_to_programs() -> None:
    schema = AchievementContent.model_json_schema()
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["texts"]
    assert schema["$defs"]["Texts"]["properties"]["name"]["maxLength"] == limits.NAME


def test_every_sentence_is_there_in_both_languages() -> None:
    for english, polish in SENTENCES.values():
        assert english != polish
        assert english.endswith(".")
        assert polish.endswith(".")


def test_lists_have_limits() -> None:
    own = {"framework": "x", "name": {"pl": "x"}, "url": "https://a.example"}
    many = [own] * (limits.ALIGNMENTS + 1)
    assert fault(alignments=many) == ("/alignments", "too-many")
    assert text_fault(tags=["a", "a"]) == ("/texts/pl", "same-twice")


def test_tags_that_programs_sort_differently_are_refused() -> None:
    assert text_fault(tags=["ａ", "😀"]) == ("/texts/pl", "tags-sorted-differently")
    content = read_content({"texts": {"pl": texts("pl", tags=["😀", "ż", "❤️"])}})
    assert content.texts["pl"].tags == ("😀", "ż", "❤️")
