"""A file with several credentials: a report on each, and what they say together."""

import json
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keys.signer import Algorithm
from keys.strict_json import Json
from verifier.processes.messages import Job
from verifier.remembering import MOST_DOCUMENTS
from verifier.report import Name, Outcome, Report, Verdict
from verifier.several import Reports, as_json, as_text
from verifier.texts import TEXTS, Language
from verifier.verify import Verifier

from .bunches import BUNCHES
from .cases import READINGS, verifier
from .documents import NOW, STATUS, status_entry, uuid
from .edits import put
from .other_credentials import PLAIN, learner_record, plain
from .people import did_web_answer
from .presented import BADGE, TOKEN, UNREACHABLE, WEB, Bunch, presented, record
from .processes import Answers, pool_of
from .securing import bytes_of, sign_unchecked
from .test_any_input import ANY_JSON

BY_NAME = {bunch.name: bunch for bunch in BUNCHES}


@cache
def found(name: str) -> Report | Reports:
    bunch = BY_NAME[name]
    return verifier(bunch.resources).verify_file(bytes_of(bunch.made()), now=NOW)


def reports_on(bunch: Bunch) -> Reports:
    reports = found(bunch.name)
    assert isinstance(reports, Reports)
    return reports


@pytest.mark.parametrize("bunch", BUNCHES, ids=lambda bunch: bunch.name)
def test_each_credential_gets_its_verdict_and_the_file_the_worst(bunch: Bunch) -> None:
    reports = reports_on(bunch)
    codes = [[(c.code, dict(c.facts)) for c in r.checks] for r in reports.reports]
    assert tuple(report.verdict for report in reports.reports) == bunch.parts, codes
    assert (reports.verdict, reports.genuine) == (bunch.verdict, bunch.genuine)


@pytest.mark.parametrize("bunch", BUNCHES, ids=lambda bunch: bunch.name)
def test_the_signature_around_them_is_told_for_the_reason_named(bunch: Bunch) -> None:
    check = reports_on(bunch).presentation
    assert (check.code if check else None) == bunch.code, check
    assert (check.outcome if check else None) == bunch.outcome


@pytest.mark.parametrize("bunch", BUNCHES, ids=lambda bunch: bunch.name)
def test_the_wrapper_says_the_same_as_json_and_in_words(bunch: Bunch) -> None:
    reports = reports_on(bunch)
    told = json.loads(json.dumps(as_json(reports)))
    assert told["verdict"] == bunch.verdict.value
    assert [part["verdict"] for part in told["reports"]] == [part.value for part in bunch.parts]
    assert (told["presentation"] or {"code": None})["code"] == bunch.code
    for language in Language:
        text = as_text(reports, language)
        assert text.startswith(told["text"][language.value])
        assert all(line.isprintable() for line in text.splitlines())


@pytest.mark.parametrize("language", Language)
def test_the_words_name_each_credential_by_its_number(language: Language) -> None:
    text = as_text(reports_on(BY_NAME["a list of a badge and a token"]), language)
    heads = {Language.ENGLISH: "Credential {} of 2:", Language.POLISH: "Poświadczenie {} z 2:"}
    for number in (1, 2):
        assert heads[language].format(number) in text.splitlines()


def test_the_holder_of_a_presentation_is_named() -> None:
    reports = reports_on(BY_NAME["a presentation that its holder signed"])
    assert reports.presentation is not None
    told = as_json(reports)["presentation"]
    assert told["holder"] == reports.presentation.holder
    assert told["holder"] in told["text"]["en"]
    assert told["holder"] in told["text"]["pl"]


def test_every_code_of_a_presentation_is_brought_about() -> None:
    wanted = {code for code in TEXTS if code.startswith("presentation-")} - {"presentation-empty"}
    assert {bunch.code for bunch in BUNCHES} - {None} == wanted


@pytest.mark.parametrize(
    ("made", "container", "first"),
    [
        (presented(BADGE), "json > presentation", "json"),
        (record(BADGE), "json > clr", "json"),
        (lambda: [TOKEN(), BADGE()], "array", "jwt"),
        (lambda: {"credentials": [BADGE(), TOKEN()]}, "wrapped", "json"),
    ],
    ids=["a presentation", "a learner record", "a list", "a wallet"],
)
def test_the_container_says_what_held_them(made: Json, container: str, first: str) -> None:
    reports = verifier({}).verify_file(bytes_of(made()), now=NOW)
    assert isinstance(reports, Reports)
    assert (reports.container, reports.reports[0].container) == (container, first)


def test_no_credential_hides_beside_the_one_that_is_looked_at_first() -> None:
    altered = {**BADGE(), "name": "Co innego"}
    made = {"verifiableCredential": [BADGE()], "credential": altered}
    reports = verifier({}).verify_file(bytes_of(made), now=NOW)
    assert isinstance(reports, Reports)
    assert [part.verdict for part in reports.reports] == [Verdict.VALID, Verdict.INVALID]


@pytest.mark.parametrize("made", [lambda: [TOKEN()] * 51, lambda: learner_record(*[5] * 50)])
def test_of_more_than_fifty_credentials_none_is_looked_at(made: Json) -> None:
    report = verifier({}).verify_file(bytes_of(made()), now=NOW)
    assert isinstance(report, Report)
    recognised = report.check(Name.RECOGNISED)
    assert (recognised.outcome, recognised.code) == (Outcome.UNDECIDED, "credentials-too-many")


def test_several_credentials_are_not_one_badge() -> None:
    report = verifier({}).verify(bytes_of([BADGE(), TOKEN()]), now=NOW)
    recognised = report.check(Name.RECOGNISED)
    assert (recognised.outcome, recognised.code) == (Outcome.UNDECIDED, "several-credentials")


def test_all_credentials_are_asked_about_the_same_person() -> None:
    reports = verifier({}).verify_file(
        bytes_of([BADGE(), TOKEN()]), now=NOW, recipient="somebody@else.example"
    )
    assert isinstance(reports, Reports)
    codes = {report.check(Name.SUBJECT).code for report in reports.reports}
    assert codes == {"recipient-differs"}


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        (uuid(3), "recipient-matches"),
        (uuid(4), "recipient-matches"),
        (uuid(5), "recipient-differs"),
        ("jan@example.com", "recipient-not-comparable"),
    ],
)
def test_a_credential_about_two_is_about_each_of_them(recipient: str, code: str) -> None:
    about = put("/credentialSubject", [{"id": uuid(3)}, {"id": uuid(4)}])
    data = bytes_of(plain(about)())
    report = verifier({}).verify(data, now=NOW, recipient=recipient)
    assert report.check(Name.SUBJECT).code == code


def test_what_two_credentials_need_is_asked_for_once() -> None:
    badge = UNREACHABLE()
    given, nothing = Answers(did_web_answer(Algorithm.ED25519)), Answers()
    for resolver in (given, nothing):
        Verifier(READINGS, resolver).verify_file(bytes_of([badge] * 3), now=NOW)
    assert given.asked == nothing.asked == [WEB.issuer]


def test_a_file_cannot_make_the_verifier_ask_without_end() -> None:
    entries = [
        status_entry(id=f"{STATUS}/{n}#1", statusListCredential=f"{STATUS}/{n}") for n in range(8)
    ]
    resolver = Answers()
    asking = bytes_of(sign_unchecked(put("/credentialStatus", entries)(PLAIN))).decode()
    moved = [json.loads(asking.replace(STATUS, f"{STATUS}-{n}")) for n in range(20)]
    reports = Verifier(READINGS, resolver).verify_file(bytes_of(moved), now=NOW)
    assert isinstance(reports, Reports)
    assert len([url for url in resolver.asked if url.startswith(STATUS)]) == MOST_DOCUMENTS


def test_a_child_reports_on_several_credentials_as_this_process_would() -> None:
    bunches = [BY_NAME["a presentation of one good badge and one that was changed"]]
    with pool_of() as pool:
        for bunch in bunches:
            job = Job(bytes_of(bunch.made()), NOW, None, Language.POLISH)
            answer = pool.verify(job, Answers())
            assert answer.report == as_json(reports_on(bunch))
            assert answer.text == as_text(reports_on(bunch), Language.POLISH)


@given(
    st.sampled_from(["verifiableCredential", "credentials"]),
    st.sampled_from([None, "VerifiablePresentation", ["VerifiablePresentation", "X"]]),
    ANY_JSON,
    ANY_JSON,
)
def test_nothing_around_anything_is_valid(name: str, kind: Json, value: Json, proof: Json) -> None:
    document = {"type": kind, name: value, "proof": proof, "holder": value}
    content = bytes_of({member: held for member, held in document.items() if held is not None})
    found = verifier({}).verify_file(content, now=NOW)
    json.dumps(as_json(found))
    assert as_text(found, Language.POLISH)
    assert found.verdict is not Verdict.VALID


def test_there_is_no_wrapper_around_nothing() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Reports((), NOW, "array")
