"""Whatever file is given, the verifier answers; and only what was signed is valid."""

import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contexts.library import CREDENTIALS_V2, OPEN_BADGES_3_0_3
from keys.strict_json import Json
from verifier.presentation import as_json, as_text
from verifier.report import Report, Verdict
from verifier.texts import Language
from verifier.verify import Verifier

from .alterations import VALUES
from .cases import verifier
from .documents import NOW, STATUS, status_entry
from .people import ISSUER
from .securing import JCS, RDFC, SD, baked, bytes_of, enveloped, printed, signed_badge, token, well

TYPES = ("AchievementCredential", "EndorsementCredential", "BitstringStatusListCredential")
SUITES = (RDFC, JCS, SD, "ecdsa-rdfc-2019", "bbs-2023")
FILES = {
    "JSON": well(),
    "a token": token(),
    "a PNG with JSON": baked("badge.png", well()),
    "a PNG with a token": baked("badge.png", token()),
    "an SVG with JSON": baked("badge.svg", well()),
    "an SVG with a token": baked("badge.svg", token()),
    "a PDF with JSON": printed(well()),
    "a PDF with a token": printed(token()),
    "an envelope": enveloped(token()),
}

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)
ODD = st.sampled_from(VALUES) | ANY_JSON


@cache
def checker() -> Verifier:
    return verifier({STATUS: bytes_of(well()())})


@cache
def file(kind: str) -> bytes:
    return bytes_of(FILES[kind]())


@st.composite
def almost_badges(draw: st.DrawFn) -> Json:
    """Return an object that has the outside of a signed badge, with odd values anywhere."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": draw(st.sampled_from(SUITES)),
        "verificationMethod": ISSUER.method,
        "proofPurpose": "assertionMethod",
        "proofValue": signed_badge()["proof"][0]["proofValue"],
    }
    usual = {
        **signed_badge(),
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
        "type": ["VerifiableCredential", draw(st.sampled_from(TYPES))],
        "credentialStatus": status_entry(),
        "endorsement": [],
        "endorsementJwt": [],
        "previousProof": [],
    }
    odd_proof = {**proof, **draw(st.dictionaries(st.sampled_from(sorted(proof)), ODD, max_size=1))}
    odd = draw(st.dictionaries(st.sampled_from(sorted(usual)), ODD, max_size=3))
    left_out = draw(st.sets(st.sampled_from(sorted(usual)), max_size=4))
    badge = {**usual, "proof": draw(st.sampled_from([odd_proof, [odd_proof], [5]])), **odd}
    return {name: value for name, value in badge.items() if name not in left_out}


def answered(content: bytes) -> Report:
    """Return the report, after writing it out in every way there is."""
    report = checker().verify(content, now=NOW)
    json.dumps(as_json(report))
    for language in Language:
        as_text(report, language)
    return report


@given(st.binary(max_size=200))
def test_no_bytes_are_a_badge(content: bytes) -> None:
    assert answered(content).verdict is not Verdict.VALID


@given(ANY_JSON)
def test_no_json_is_a_badge(value: Json) -> None:
    assert answered(bytes_of(value)).verdict is not Verdict.VALID


@given(almost_badges())
@settings(max_examples=300)
def test_nothing_that_looks_like_a_badge_is_one(value: Json) -> None:
    assert answered(bytes_of(value)).verdict is not Verdict.VALID


@pytest.mark.parametrize("kind", FILES)
@given(data=st.data())
@settings(max_examples=60)
def test_a_damaged_file_is_valid_only_if_its_badge_was_spared(
    kind: str, data: st.DataObject
) -> None:
    content = file(kind)
    start = data.draw(st.integers(0, len(content) - 1))
    length = data.draw(st.sampled_from([0, 1, 1, 2, 40, len(content)]))
    new = data.draw(st.binary(max_size=3))
    report = answered(content[:start] + new + content[start + length :])
    untouched = report.credential == checker().verify(content, now=NOW).credential
    assert report.verdict is not Verdict.VALID or untouched
