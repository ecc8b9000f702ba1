"""What is built here can be signed in both forms, and verifies."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings

from contexts.vocabulary import check
from issuer.documents import limits
from issuer.documents.content import AchievementContent
from issuer.documents.credential import (
    AwardRecord,
    EvidenceRecord,
    Recipient,
    credential_document,
)
from issuer.documents.reading import read_content
from issuer.documents.results import AwardedResult
from keys.strict_json import Json
from verifier.report import Genuine, Verdict

from . import records, strategies
from .records import ACADEMY, AWARD, STATUS, award, badge, content, edition
from .signing_parties import CANONICALISER, embedded, report, token

Form = Callable[[dict[str, Json]], bytes]
FORMS: tuple[Form, ...] = (embedded, token)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_badge_with_everything_is_valid_in_both_forms(form: Form, language: str) -> None:
    found = report(form(badge(language)), recipient="zaneta@example.org")
    assert [check for check in found.checks if check.outcome.value != "passed"] == []
    assert found.verdict is Verdict.VALID


@pytest.mark.parametrize("form", FORMS)
def test_a_badge_is_revoked_through_its_status_entry(form: Form) -> None:
    found = report(form(badge()), STATUS.index)
    assert (found.verdict, found.genuine) == (Verdict.INVALID, Genuine.YES)


def test_a_changed_badge_is_not_genuine() -> None:
    signed = json.loads(embedded(badge()))
    signed["credentialSubject"]["result"][0]["value"] = "5,0"
    assert report(json.dumps(signed).encode()).verdict is Verdict.INVALID


@settings(max_examples=40)
@given(strategies.templates(), strategies.awards())
def test_any_template_makes_badges_that_sign_and_verify(
    template: dict[str, Json], given_award: AwardRecord
) -> None:
    read = read_content(template)
    for language in read.languages:
        document = credential_document(ACADEMY, edition(language, of=read), given_award, STATUS)
        assert check(document).violations == ()
        assert check(document).remarks == ()
        for form in FORMS:
            assert report(form(document)).verdict is Verdict.VALID


def test_the_badge_of_a_demonstration_is_signed_without_addresses_of_localhost() -> None:
    local = "http://localhost:8000"
    here = replace(edition(base=local), picture=None)
    organisation = replace(ACADEMY, logo=None)
    own = award(credential_id="urn:uuid:6d1f0e7a-3a01-4e5b-9f2c-0b2a63f40009")
    document = credential_document(organisation, here, own, None)
    assert "localhost" not in json.dumps(document)
    for form in FORMS:
        assert report(form(document)).verdict is Verdict.VALID


@pytest.mark.parametrize(
    "name",
    [
        "Ż" * 250,
        "🏅" * 250,
        'Cudzysłów "prosty" i „polski”, \\ <b> & \'',
        "שלום עולם, تعلّم الآلة",
        "👩🏽‍🔬 Laborantka",
        "e\u0301" * 250,
    ],
)
def test_any_name_can_be_awarded_and_carried(name: str) -> None:
    texts = {"pl": records.texts("pl", name=name), "en": records.texts("en")}
    person = Recipient(name, name, "jan@example.org", records.SALT)
    document = badge(award=award(recipient=person), texts=texts)
    for form in FORMS:
        assert report(form(document)).verdict is Verdict.VALID


def test_the_largest_badge_that_the_limits_allow_can_be_signed() -> None:
    document = credential_document(ACADEMY, edition(of=largest()), largest_award(), STATUS)
    # Nine more languages of the same version may be named: four statements each.
    assert len(CANONICALISER.statements(document)) + 9 * 4 < 2_000
    for form in FORMS:
        assert report(form(document)).verdict is Verdict.VALID


def largest() -> AchievementContent:
    outcomes = [
        {
            "kind": "skill",
            "text": records.by_language(f"{n}" + "ż" * 1_900),
            "verification": records.by_language("y" * 1_900),
            "esco_url": f"{records.ESCO}{n}",
        }
        for n in range(limits.LEARNING_OUTCOMES)
    ]
    alignments = [
        {
            "framework": "F", "name": records.by_language(f"{n}"), "code": "c", "type": "ext:x",
            "url": f"https://a.example/{n}", "description": records.by_language("d"),
        }
        for n in range(limits.ALIGNMENTS)
    ]  # fmt: skip
    tags = [f"tag {n}" for n in range(limits.TAGS)]
    texts = {lang: records.texts(lang, tags=tags, image_caption="c", field_of_study="f",
                                 specialization="s") for lang in ("pl", "en")}  # fmt: skip
    elements = {**records.european(), "learning_outcomes": outcomes}
    return content(
        european=elements, alignments=alignments, result_descriptions=largest_results(), texts=texts
    )


def largest_results() -> list[dict[str, Json]]:
    levels = [
        {"id": f"l{n}", "name": records.by_language("l"), "description": records.by_language("d"),
         "level": "1", "points": "1"}
        for n in range(limits.LEVELS)
    ]  # fmt: skip
    # The same values in every list: nodes that only their neighbours tell apart.
    return [
        {"id": f"r{n}", "name": records.by_language("r"), "result_type": "LetterGrade",
         "allowed_values": [f"v{m}" for m in range(limits.ALLOWED_VALUES)], "required_value": "v1",
         "value_min": "0", "value_max": "9", "levels": levels, "required_level": "l1"}
        for n in range(limits.RESULT_DESCRIPTIONS)
    ]  # fmt: skip


def largest_award() -> AwardRecord:
    results = tuple(
        AwardedResult(f"r{n}", value="v2", status="Completed", level="l1")
        for n in range(limits.RESULT_DESCRIPTIONS)
    )
    evidence = tuple(
        EvidenceRecord("n" * 250, "d" * 1_000, "n" * 1_000, f"https://e.example/{n}", "g")
        for n in range(limits.EVIDENCE)
    )
    return AWARD._replace(results=results, evidence=evidence, picture="https://e.example/p.png")
