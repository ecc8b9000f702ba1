"""The rules of `docs/reference/rules.md`, each with documents that keep it or break it."""

import pytest

from contexts.library import CREDENTIALS_V2, OPEN_BADGES_3_0_3
from verifier.report import Verdict

from .cases import report_on
from .documents import badge
from .tables import CASES

VALID, INVALID, UNDECIDED = Verdict.VALID, Verdict.INVALID, Verdict.COULD_NOT_CHECK

RULES: dict[int, dict[str, Verdict]] = {
    1: {
        "validUntil under its full IRI": INVALID,
        "credentialStatus under its full IRI": INVALID,
        "expirationDate with the prefix cred: of VCDM 1.1": INVALID,
        "an undefined member that is null": INVALID,
        "an undefined member that is an empty list": INVALID,
        "a member that only looks like a keyword": INVALID,
        "@index": INVALID,
        "@set": INVALID,
        "@value": INVALID,
        "@nest": INVALID,
        "@included": INVALID,
        "@reverse": INVALID,
        "@direction": INVALID,
        "@id for id": INVALID,
        "a second @type": INVALID,
        "a context inside": INVALID,
        "a list in a list": INVALID,
        "an item twice": INVALID,
        "a truth in quotation marks": INVALID,
        "a number in quotation marks": INVALID,
        "a whole number with a point": INVALID,
        "a member moved between two objects with one id": INVALID,
        "an end hidden in a proof under its full IRI": INVALID,
        "alignments in another order": VALID,
    },
    2: {
        "an inline context": UNDECIDED,
        "an unknown context": UNDECIDED,
        "the context for undefined terms": UNDECIDED,
        "another first context": INVALID,
        "a context in a proof that does not cover it": INVALID,
        "contexts in a jcs proof that are not the document's": INVALID,
        "a badge of VCDM 1.1": VALID,
    },
    4: {
        "a badge with results that nothing tells apart but what they align to": UNDECIDED,
        "a badge with more than 2000 statements": UNDECIDED,
    },
    5: {
        "the subject with the credential's id": INVALID,
        "two endorsements with their comments exchanged": INVALID,
        "an endorsement of the achievement": VALID,
        "an issuer who is also the creator": VALID,
        "a member moved between two copies of the issuer": INVALID,
        "a self-issued badge that describes its issuer twice": INVALID,
        "a self-issued badge that names its issuer by the identifier": VALID,
    },
    6: {"languages as a map": INVALID, "a text in a language, in a field for plain text": INVALID},
    10: {
        "a key that was compromised": INVALID,
        "a key that was revoked a day after it signed": INVALID,
        "a key that was compromised and is for assertion no more": INVALID,
        "a token by a key that was compromised": INVALID,
    },
    14: {"another sub": INVALID, "no sub": INVALID},
    15: {"another nbf": INVALID},
    20: {
        "a badge in its last second": VALID,
        "a badge that has ended": INVALID,
        "a badge that begins within the skew of clocks": VALID,
        "a list out of reach": UNDECIDED,
        "an endorsement that was changed, which decides nothing": VALID,
        "a newer version out of reach": VALID,
        "a newer version that was forged": VALID,
        "a newer version that is not in force yet": VALID,
        "a revoked badge with a newer version": INVALID,
    },
    21: {
        "a third party's proof of an unknown suite": VALID,
        "only a proof of an unknown suite": UNDECIDED,
        "only a third party's proof": INVALID,
        "a good proof beside a third party's that is wrong": INVALID,
        "a chain whose first proof was changed": INVALID,
    },
    22: {
        "crit": INVALID,
        "a header member twice": INVALID,
        "a signature in another spelling": INVALID,
        "a token with jku, which is not followed": VALID,
        "a key at an https address that the issuer lists": VALID,
        "another's key in the header": INVALID,
        "a key at the site of an issuer whose profile lists none": UNDECIDED,
        "a key at another site that the issuer does not list": INVALID,
        "an RSA key of 1024 bits": UNDECIDED,
        "an RSA key of 1024 bits with PS256": UNDECIDED,
        "a signature of RS256 under the name PS256": INVALID,
        "the number 3.0 in a token": VALID,
        "a number with a point in a token with an embedded proof": INVALID,
    },
    26: {"a revoked badge of which little is shown": INVALID},
}
ROWS = [
    pytest.param(row, verdict, id=f"rule {rule}: {row}")
    for rule, rows in RULES.items()
    for row, verdict in rows.items()
]


@pytest.mark.parametrize(("row", "verdict"), ROWS)
def test_each_rule_holds(row: str, verdict: Verdict) -> None:
    case = next(case for case in CASES if case.name == row)
    assert report_on(case).verdict is verdict


def test_rule_3_our_own_badges_use_two_contexts() -> None:
    assert badge()["@context"] == [CREDENTIALS_V2, OPEN_BADGES_3_0_3]


def test_rule_23_the_report_names_what_was_given() -> None:
    case = next(case for case in CASES if case.name == "a revoked badge")
    given = report_on(case).resources
    assert [resource.source for resource in given] == ["a file of the test"]
