"""Threat 9: JSON that two readers understand in two ways, or that breaks the reader."""

import pytest
from verifying.cases import verifier
from verifying.documents import NOW, badge
from verifying.edits import put
from verifying.people import ISSUER
from verifying.securing import bytes_of, well
from verifying.token_cases import HEADER
from verifying.tokens import claims_of, compact

from verifier.report import Name, Outcome, Report, Verdict

WITH_CREDITS = put("/credentialSubject/creditsEarned", 5)
FILE = bytes_of(well(WITH_CREDITS)())
PAYLOAD = bytes_of(claims_of(ISSUER, WITH_CREDITS(badge())))
CREDITS, WORD, MARK = b'"creditsEarned": 5', b"Koordynator", b"\xef\xbb\xbf"

ODD = {
    "a member twice": (CREDITS, CREDITS + b", " + CREDITS),
    "a member twice, once with an escape": (CREDITS, CREDITS + b', "credits\\u0045arned": 5'),
    "not a number": (CREDITS, b'"creditsEarned": NaN'),
    "infinity": (CREDITS, b'"creditsEarned": Infinity'),
    "infinity below zero": (CREDITS, b'"creditsEarned": -Infinity'),
    "a number beyond all doubles": (CREDITS, b'"creditsEarned": 1e999'),
    "an integer of 5 000 digits": (CREDITS, b'"creditsEarned": ' + b"5" * 5_000),
    "an integer that a double rounds": (CREDITS, b'"creditsEarned": 9007199254740993'),
    "a high surrogate alone": (WORD, b"Koordynator\\ud800"),
    "a low surrogate alone": (WORD, b"Koordynator\\udc00"),
    "a surrogate in UTF-8": (WORD, b"Koordynator\xed\xa0\x80"),
    "a surrogate in a name": (CREDITS, CREDITS + b', "\\udfff": 5'),
    "a member without a value": (CREDITS, b'"creditsEarned": '),
    "a comment": (CREDITS, CREDITS + b"/* x */"),
}
"""What stands in the badge, and what stands there instead."""
DEEP = {
    "200 000 lists": b"[" * 200_000 + b"]" * 200_000,
    "200 000 lists without an end": b"[" * 200_000,
    "100 000 objects": b'{"a":' * 100_000 + b"5" + b"}" * 100_000,
}
BESIDE = {
    "a word behind it": FILE + b" x",
    "a second badge behind it": FILE + FILE,
    "a comma behind it": FILE + b",",
    "a null byte behind it": FILE + b"\0",
    "a word before it": b"x " + FILE,
    "two byte order marks": MARK * 2 + FILE,
    "a byte order mark inside": FILE.replace(CREDITS, MARK + CREDITS),
    "UTF-16 with its mark": FILE.decode().encode("utf-16"),
    "UTF-32 with its mark": FILE.decode().encode("utf-32"),
}


def report_on(content: bytes) -> Report:
    report = verifier({}).verify_file(content, now=NOW)
    assert isinstance(report, Report)
    return report


def in_token(payload: bytes) -> bytes:
    """Return a token whose signature fits this very text."""
    return compact(HEADER, payload, ISSUER).encode()


def outcome_of(content: bytes) -> tuple[Verdict, Outcome, str]:
    report = report_on(content)
    recognised = report.check(Name.RECOGNISED)
    return report.verdict, recognised.outcome, recognised.code


def test_the_texts_are_valid_before_they_are_made_odd() -> None:
    for content in (FILE, in_token(PAYLOAD)):
        assert report_on(content).verdict is Verdict.VALID
    for before, after in ODD.values():
        assert all(text.replace(before, after) != text for text in (FILE, PAYLOAD))


@pytest.mark.parametrize("kind", ODD)
def test_odd_json_is_refused_in_a_file_and_in_a_token(kind: str) -> None:
    before, after = ODD[kind]
    file, token = (text.replace(before, after) for text in (FILE, PAYLOAD))
    assert outcome_of(file) == (Verdict.INVALID, Outcome.FAILED, "json-not-strict")
    assert outcome_of(in_token(token)) == (Verdict.INVALID, Outcome.FAILED, "token-malformed")


@pytest.mark.parametrize("kind", DEEP)
def test_json_without_a_bottom_is_not_looked_at(kind: str) -> None:
    inside = CREDITS + b', "x": ' + DEEP[kind]
    contents = (
        DEEP[kind],
        FILE.replace(CREDITS, inside),
        in_token(PAYLOAD.replace(CREDITS, inside)),
    )
    for content in contents:
        found = outcome_of(content)
        assert found == (Verdict.COULD_NOT_CHECK, Outcome.UNDECIDED, "json-over-limit")


@pytest.mark.parametrize("kind", BESIDE)
def test_nothing_but_the_badge_may_stand_in_a_file(kind: str) -> None:
    verdict, outcome, code = outcome_of(BESIDE[kind])
    assert (verdict, outcome) == (Verdict.INVALID, Outcome.FAILED)
    assert code in ("json-not-strict", "nothing-recognised")


def test_one_byte_order_mark_is_passed_over_in_a_file_but_not_in_what_is_signed() -> None:
    # RFC 8259 section 8.1 lets a reader do so: editors add it, and it changes nothing that is said.
    assert report_on(MARK + FILE).verdict is Verdict.VALID
    found = outcome_of(in_token(MARK + PAYLOAD))
    assert found == (Verdict.INVALID, Outcome.FAILED, "token-malformed")
