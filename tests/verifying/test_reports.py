"""The report itself: every code has its sentences, and no report lacks a check."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from string import Formatter

import pytest

import verifier
from verifier.presentation import as_json, as_text
from verifier.report import Check, Name, Outcome, Report
from verifier.resolver import FETCHED, OWN, Resource
from verifier.texts import TEXTS, Language

from .cases import Case, report_on
from .documents import NOW
from .good_documents import GOOD
from .tables import CASES, report_named


def reports() -> Iterator[Report]:
    """Yield every report of the tables, and those of the endorsements in them."""
    pending = [report_named(case.name) for case in CASES]
    while pending:
        report = pending.pop()
        pending.extend(report.endorsements)
        yield report


def told() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield every code that the tables bring about, with the facts that fill its sentence."""
    for report in reports():
        yield from ((check.code, check.facts) for check in report.checks)
        for proof in report.proofs:
            facts = {"suite": proof.suite, "method": proof.verification_method}
            yield proof.code, {**proof.facts, **facts}


def literals() -> set[str]:
    """Return every text that stands in the verifier's sources, beside those of the report."""
    found: set[str] = set()
    root = Path(verifier.__path__[0])
    for path in set(root.rglob("*.py")) - set((root / "texts").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_code_has_its_sentence_in_both_languages() -> None:
    codes = {code for code, _ in told()}
    assert codes <= TEXTS.keys()
    assert [code for code in codes if not all(TEXTS[code])] == []


def test_no_sentence_is_written_for_a_code_that_nobody_uses() -> None:
    used = {code for code, _ in told()} | literals()
    assert TEXTS.keys() - used == set()


@pytest.mark.parametrize("language", [0, 1], ids=["English", "Polish"])
def test_no_gap_in_a_sentence_is_left_without_a_fact(language: int) -> None:
    missing = {
        (code, name)
        for code, facts in told()
        for _, name, _, _ in Formatter().parse(TEXTS[code][language])
        if name is not None and name not in facts
    }
    assert missing == set()


def test_both_languages_tell_the_same_facts() -> None:
    def gaps(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text)} - {None}

    assert [code for code, (en, pl) in TEXTS.items() if gaps(en) != gaps(pl)] == []


@pytest.mark.parametrize("language", Language)
def test_every_report_can_be_read_line_by_line(language: Language) -> None:
    for report in reports():
        lines = as_text(report, language).splitlines()
        assert len(lines) > len(Name)
        assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize(
    ("source", "english", "polish"),
    [
        (FETCHED, "Fetched: did:a (", "Pobrano: did:a ("),
        (OWN, "Taken from the records of this service: did:a (", "Odczytano z zapisów tego"),
        ("did.json", "Taken as given: did:a from did.json (", "Przyjęto bez sprawdzania: did:a z"),
    ],
    ids=["fetched", "own records", "a file"],
)
def test_the_report_says_where_a_document_came_from(source: str, english: str, polish: str) -> None:
    checks = tuple(Check(name, Outcome.PASSED, "signature-right") for name in Name)
    report = Report(checks, NOW, resources=(Resource("did:a", b"{}", source),))
    for language, words in ((Language.ENGLISH, english), (Language.POLISH, polish)):
        last = as_text(report, language).splitlines()[-1]
        assert last.strip().startswith(words)


def test_every_report_says_the_same_as_json() -> None:
    for report in reports():
        told_as_json = as_json(report)
        assert told_as_json["verdict"] == report.verdict.value
        assert [check["check"] for check in told_as_json["checks"]] == [n.value for n in Name]


CHECKS = tuple(Check(name, Outcome.PASSED, "any") for name in Name)


@pytest.mark.parametrize("name", Name)
def test_a_report_without_one_of_the_checks_cannot_be_made(name: Name) -> None:
    with pytest.raises(ValueError, match="every check once"):
        Report(tuple(check for check in CHECKS if check.name is not name), NOW)


def test_a_report_without_checks_or_with_one_twice_cannot_be_made() -> None:
    for checks in ((), (*CHECKS, CHECKS[0]), CHECKS[::-1]):
        with pytest.raises(ValueError, match="every check once"):
            Report(checks, NOW)


def test_a_report_cannot_lose_a_check_later() -> None:
    with pytest.raises(ValueError, match="every check once"):
        replace(Report(CHECKS, NOW), checks=CHECKS[1:])


@pytest.mark.parametrize("case", GOOD[:20], ids=lambda case: case.name)
def test_the_same_file_gets_the_same_report(case: Case) -> None:
    once, again = report_on(case), report_on(case)
    assert [(c.name, c.code) for c in once.checks] == [(c.name, c.code) for c in again.checks]
