"""Threat 11: other spellings of one token, which readers of base64 that are not strict accept.

The signature fits the very letters of each: nothing but their spelling is wrong.
"""

import base64
import string

import pytest
from verifying.cases import verifier
from verifying.documents import NOW
from verifying.people import ISSUER
from verifying.securing import bytes_of, enveloped
from verifying.token_cases import CLAIMS, HEADER

from keys.multibase import base64url_encode
from verifier.report import Name, Outcome, Report, Verdict

DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
PARTS = {"header": 0, "payload": 1, "signature": 2}
SPARE = 15
"""Digits that say the same as the last one: of its six bits four mean nothing."""


def padded(text: bytes) -> str:
    """Return one part of a token, whose last digit has four bits to spare."""
    return base64url_encode(text + b" " * ((1 - len(text)) % 3))


PLAIN = [padded(HEADER), padded(CLAIMS)]


def spelled(part: int, text: str) -> str:
    """Return the token with `text` in place of a part, signed over these very letters."""
    head = [text if place == part else plain for place, plain in enumerate(PLAIN)]
    signed = ".".join(head)
    own = base64url_encode(ISSUER.key.sign(signed.encode()))
    return f"{signed}.{text if part == PARTS['signature'] else own}"


def plain_part(part: int) -> str:
    signature = base64url_encode(ISSUER.key.sign(".".join(PLAIN).encode()))
    return [*PLAIN, signature][part]


def with_spare_bits(text: str, bits: int) -> str:
    return text[:-1] + DIGITS[DIGITS.index(text[-1]) + bits]


def lenient(text: str) -> bytes:
    """Return what a reader finds who is not strict."""
    kept = "".join(sign for sign in text if sign in DIGITS)
    return base64.urlsafe_b64decode(kept + "=" * (-len(kept) % 4))


def report_on(content: bytes) -> Report:
    report = verifier({}).verify_file(content, now=NOW)
    assert isinstance(report, Report)
    return report


def refuse(token: str) -> None:
    """Check that a token is no token: not in a file, and not in an envelope."""
    for made in (token, enveloped(lambda: token)()):
        report = report_on(bytes_of(made))
        recognised = report.check(Name.RECOGNISED)
        assert (report.verdict, recognised.outcome) == (Verdict.INVALID, Outcome.FAILED)
        assert recognised.code in ("token-malformed", "nothing-recognised")


def test_the_plain_spelling_is_valid_in_a_file_and_in_an_envelope() -> None:
    token = ".".join(plain_part(part) for part in PARTS.values())
    for made in (token, enveloped(lambda: token)()):
        assert report_on(bytes_of(made)).verdict is Verdict.VALID


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("padding", ["=", "==", "===", "%3D%3D"])
def test_padding_is_refused(part: str, padding: str) -> None:
    refuse(spelled(PARTS[part], plain_part(PARTS[part]) + padding))


@pytest.mark.parametrize("part", PARTS)
def test_bits_that_mean_nothing_are_zero(part: str) -> None:
    text = plain_part(PARTS[part])
    for bits in range(1, SPARE + 1):
        other = with_spare_bits(text, bits)
        assert lenient(other) == lenient(text)
        refuse(spelled(PARTS[part], other))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\r\n", "\u00a0", "\u200b", "\0"], ids=ascii)
def test_blanks_inside_are_refused(part: str, blank: str) -> None:
    text = plain_part(PARTS[part])
    for place in (1, len(text) // 2, len(text) - 1):
        other = text[:place] + blank + text[place:]
        assert lenient(other) == lenient(text)
        refuse(spelled(PARTS[part], other))


@pytest.mark.parametrize("blank", [" ", "\n", "\r\n", "\u00a0"], ids=ascii)
def test_blanks_around_a_token_inside_of_something_are_refused(blank: str) -> None:
    token = ".".join(plain_part(part) for part in PARTS.values())
    for envelope in (enveloped(lambda: token + blank), enveloped(lambda: blank + token)):
        report = report_on(bytes_of(envelope()))
        assert report.verdict is Verdict.INVALID
        assert report.check(Name.RECOGNISED).code == "token-malformed"
