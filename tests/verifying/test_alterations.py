"""Whatever is changed in a signed credential, wherever: it is never valid any more."""

import json
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from keys.multibase import base64url_decode, base64url_encode
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.proofs import proofs_of, unsecured
from signing.securing import sign_jwt
from verifier.report import ProofResult, Report, Verdict
from verifier.verify import Verifier

from .alterations import altered, is_same
from .cases import verifier
from .documents import NOW, STATUS, badge, rich_badge, status_list, version_1, with_old_suite
from .people import ISSUER, Person, by_did_key, by_did_web, did_web_answer
from .securing import CANONICALISER, JCS, OLD, RDFC, SD, bytes_of, chained, derived, sign

P256, P384 = by_did_key(Algorithm.P256), by_did_key(Algorithm.P384)
WEB_RSA = by_did_web(Algorithm.RSA, for_token=True)


@cache
def checker() -> Verifier:
    answers = did_web_answer(Algorithm.RSA)
    return verifier({STATUS: sign(status_list()), **answers})


@cache
def credential(form: str) -> Json:
    """Return a credential in this form; nobody changes it."""
    return {
        RDFC: lambda: sign(rich_badge(), challenge="abc"),
        "ecdsa-rdfc-2019, P-256": lambda: sign(badge(P256.issuer), P256, "ecdsa-rdfc-2019"),
        "ecdsa-rdfc-2019, P-384": lambda: sign(badge(P384.issuer), P384, "ecdsa-rdfc-2019"),
        JCS: lambda: sign(rich_badge(), suite=JCS),
        "ecdsa-jcs-2019, P-256": lambda: sign(badge(P256.issuer), P256, "ecdsa-jcs-2019"),
        "ecdsa-jcs-2019, P-384": lambda: sign(badge(P384.issuer), P384, "ecdsa-jcs-2019"),
        SD: derived("/name", "/evidence", "/credentialSubject"),
        "the holder's copy with ecdsa-sd-2023": lambda: sign(badge(P256.issuer), P256, SD),
        OLD: lambda: sign(with_old_suite(badge()), suite=OLD),
        "VCDM 1.1": lambda: sign(version_1(badge())),
        "a chain of proofs": chained(),
    }[form]()


OFTEN = (RDFC, JCS, SD, "VCDM 1.1", "a chain of proofs")
SELDOM = (
    "ecdsa-rdfc-2019, P-256", "ecdsa-rdfc-2019, P-384", "ecdsa-jcs-2019, P-256",
    "ecdsa-jcs-2019, P-384", "the holder's copy with ecdsa-sd-2023", OLD,
)  # fmt: skip
SIGNERS = (ISSUER, P256, P384, WEB_RSA)


@cache
def token_by(person: Person) -> str:
    return sign_jwt(badge(person.issuer), person.signer, CANONICALISER)


def report_on(content: Json) -> Report:
    return checker().verify(bytes_of(content), now=NOW)


def check_changed(form: str, data: st.DataObject) -> None:
    """Change the credential in one way: if it is still valid, then nothing that was signed is.

    Proofs form a set: one may be taken away, and one that nobody here can check may be added and
    is reported without deciding (rule 21). But what is verified must be as it was signed.
    """
    original = credential(form)
    changed = data.draw(altered(original))
    report = report_on(changed)
    if report.verdict is Verdict.VALID:
        of_text = "-jcs-" in form
        assert is_same(unsecured(changed), unsecured(original), of_text=of_text)
        for proof in verified(changed, report):
            assert any(is_same(proof, p, of_text=of_text) for p in proofs_of(original))


def verified(changed: Json, report: Report) -> list[Json]:
    """Return the proofs in a credential that the report calls verified."""
    results = zip(proofs_of(changed), report.proofs, strict=True)
    return [proof for proof, told in results if told.result is ProofResult.VERIFIED]


@pytest.mark.parametrize("form", [*OFTEN, *SELDOM])
def test_a_credential_as_it_was_signed_is_valid(form: str) -> None:
    assert report_on(credential(form)).verdict is Verdict.VALID


@pytest.mark.parametrize("form", OFTEN)
@given(data=st.data())
@settings(max_examples=150)
def test_whatever_is_changed_in_a_credential_it_is_not_valid(
    form: str, data: st.DataObject
) -> None:
    check_changed(form, data)


@pytest.mark.parametrize("form", SELDOM)
@given(data=st.data())
@settings(max_examples=60)
def test_whatever_is_changed_with_other_keys_and_suites_it_is_not_valid(
    form: str, data: st.DataObject
) -> None:
    check_changed(form, data)


@pytest.mark.parametrize("person", SIGNERS, ids=lambda person: person.key.algorithm.value)
def test_a_token_as_it_was_signed_is_valid(person: Person) -> None:
    assert report_on(token_by(person)).verdict is Verdict.VALID


@pytest.mark.parametrize("person", SIGNERS, ids=lambda person: person.key.algorithm.value)
@pytest.mark.parametrize("part", [0, 1], ids=["header", "payload"])
@given(data=st.data())
@settings(max_examples=60)
def test_whatever_is_changed_in_a_token_it_is_not_valid(
    part: int, person: Person, data: st.DataObject
) -> None:
    parts = token_by(person).split(".")
    changed = data.draw(altered(json.loads(base64url_decode(parts[part]))))
    text = json.dumps(changed, ensure_ascii=False, separators=(",", ":"))
    parts[part] = base64url_encode(text.encode())
    assume(".".join(parts) != token_by(person))
    assert report_on(".".join(parts)).verdict is not Verdict.VALID


@pytest.mark.parametrize("person", SIGNERS, ids=lambda person: person.key.algorithm.value)
@given(data=st.data())
@settings(max_examples=60)
def test_whatever_character_of_a_token_is_changed_it_is_not_valid(
    person: Person, data: st.DataObject
) -> None:
    text = token_by(person)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("AQgw_-.=09z"))
    assume(text[at] != other)
    assert report_on(text[:at] + other + text[at + 1 :]).verdict is not Verdict.VALID
