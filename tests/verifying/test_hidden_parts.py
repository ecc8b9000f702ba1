"""What a holder may have hidden from a badge whose issuer let them choose (rule 26).

The issuer made nothing mandatory but the issuer; the badge has ended, and it names a status list.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest

from keys.multibase import base64url_encode
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.ecdsa_sd_2023 import EcdsaSd2023, derive
from signing.proof_options import ProofOptions
from signing.proofs import with_proof
from signing.rdfc_suites import EDDSA_RDFC_2022
from signing.vc_jwt import encode
from verifier.report import Genuine, Name, Outcome, Report, Verdict

from .cases import verifier
from .documents import (
    CREATED,
    INDEX,
    NOW,
    STATUS,
    badge,
    endorsement,
    status_list,
    with_status_entry,
)
from .edits import all_of, put
from .other_credentials import PLAIN
from .people import STRANGER, by_did_key
from .securing import CANONICALISER, bytes_of, sign
from .status_cases import PURPOSE
from .status_kinds import SECOND, TWO

ISSUER = by_did_key(Algorithm.P256)
OPTIONS = ProofOptions(created=CREATED)
SHOWN = ["/id", "/type", "/name", "/validFrom", "/awardedDate", "/credentialSubject"]


def disclosed(
    *reveal: str, mandatory: tuple[str, ...] = ("/issuer",), endorsed: bool = False
) -> Json:
    """Return what a holder shows of a badge that ended an hour before it is looked at."""
    document = with_status_entry()(badge(ISSUER.issuer))
    document["validUntil"] = "2026-07-01T11:00:00Z"
    if endorsed:
        document["endorsement"] = [endorsement()]
    suite = EcdsaSd2023(mandatory_pointers=mandatory)
    base = with_proof(document, suite, ISSUER.signer, OPTIONS, CANONICALISER)
    return derive(base, base["proof"][0], [*SHOWN, *reveal], CANONICALISER)


def outcomes(report: Report) -> dict[Name, str]:
    return {name: report.check(name).code for name in (Name.PERIOD, Name.STATUS)}


def report_on(made: Json, resources: Mapping[str, Json] = MappingProxyType({})) -> Report:
    return verifier(resources).verify(bytes_of(made), now=NOW)


def shown_of(document: Json, mandatory: Sequence[str], reveal: Sequence[str]) -> Json:
    suite = EcdsaSd2023(mandatory_pointers=tuple(mandatory))
    base = with_proof(document, suite, ISSUER.signer, OPTIONS, CANONICALISER)
    return derive(base, base["proof"][0], list(reveal), CANONICALISER)


def lists(*, revoked: bool) -> dict[str, Json]:
    """Return a list of revocations and one of suspensions; nothing is suspended."""
    suspensions = all_of(put("/id", SECOND), put(PURPOSE, "suspension"))
    made = {
        STATUS: status_list(ISSUER.issuer, taken_back=INDEX if revoked else None),
        SECOND: suspensions(status_list(ISSUER.issuer)),
    }
    return {url: sign(each, ISSUER, "ecdsa-rdfc-2019") for url, each in made.items()}


def wrapped_by_a_stranger(shown: Json) -> Json:
    """Return a disclosure in a token whose algorithm nobody here can check."""
    token = encode(shown, STRANGER.signer)
    _, payload, signature = token.split(".")
    header = b'{"alg":"ES512","kid":"https://academy.example/key"}'
    return f"{base64url_encode(header)}.{payload}.{signature}"


def with_a_strangers_proof(shown: Json) -> Json:
    return with_proof(shown, EDDSA_RDFC_2022, STRANGER.signer, OPTIONS, CANONICALISER)


@pytest.mark.parametrize(
    "change", [lambda shown: shown, with_a_strangers_proof, wrapped_by_a_stranger]
)
def test_what_is_absent_may_be_hidden_whatever_the_holder_adds(change: Json) -> None:
    report = report_on(change(disclosed()))
    assert report.verdict is Verdict.COULD_NOT_CHECK
    assert outcomes(report) == {
        Name.PERIOD: "end-may-be-hidden",
        Name.STATUS: "status-may-be-hidden",
    }
    assert report.genuine is Genuine.YES


def test_what_is_shown_is_not_in_doubt() -> None:
    report = report_on(disclosed("/validUntil", "/credentialStatus"))
    assert report.verdict is Verdict.INVALID
    assert outcomes(report) == {Name.PERIOD: "expired", Name.STATUS: "status-unreachable"}


def test_a_mandatory_beginning_tells_that_the_issuer_thought_of_the_dates() -> None:
    report = report_on(disclosed(mandatory=("/issuer", "/validFrom")))
    assert report.check(Name.PERIOD).outcome is Outcome.PASSED


def test_the_beginning_of_an_endorsement_inside_is_not_that_of_the_badge() -> None:
    report = report_on(disclosed(mandatory=("/issuer", "/endorsement"), endorsed=True))
    assert report.check(Name.PROOF).outcome is Outcome.PASSED
    assert report.check(Name.ENDORSEMENTS).code == "endorsements-failed"  # nobody signed it
    assert report.check(Name.PERIOD).code == "end-may-be-hidden"


def test_every_disclosure_is_remarked_on() -> None:
    rules = [remark.rule for remark in report_on(disclosed()).remarks]
    assert "partly-disclosed" in rules


def test_a_credential_of_no_type_may_hide_its_end_too() -> None:
    document = with_status_entry()({**PLAIN, "issuer": ISSUER.issuer})
    document["validUntil"] = "2026-07-01T11:00:00Z"
    reveal = ["/id", "/type", "/credentialSubject", "/credentialStatus"]
    report = report_on(
        shown_of(document, ["/issuer", "/credentialStatus"], reveal), lists(revoked=False)
    )
    assert report.check(Name.STATUS).code == "not-revoked"
    assert report.check(Name.PERIOD).code == "end-may-be-hidden"
    assert report.verdict is Verdict.COULD_NOT_CHECK


@pytest.mark.parametrize("mandatory", [["/issuer"], ["/issuer", "/validFrom"]])
def test_of_two_lists_the_one_that_revokes_may_be_hidden(mandatory: list[str]) -> None:
    document = {**TWO(badge(ISSUER.issuer)), "validUntil": "2027-07-01T11:00:00Z"}
    shown = shown_of(document, mandatory, [*SHOWN, "/validUntil", "/credentialStatus/1"])
    # A list of one is no list, says the standard; what is signed does not tell the two apart.
    (shown["credentialStatus"],) = shown["credentialStatus"]
    report = report_on(shown, lists(revoked=True))
    assert report.check(Name.STATUS).code == "more-status-may-be-hidden"
    assert report.verdict is Verdict.COULD_NOT_CHECK


@pytest.mark.parametrize(("revoked", "verdict"), [(False, Verdict.VALID), (True, Verdict.INVALID)])
def test_lists_that_must_be_shown_are_all_there(revoked: bool, verdict: Verdict) -> None:
    document = {**TWO(badge(ISSUER.issuer)), "validUntil": "2027-07-01T11:00:00Z"}
    mandatory = ["/issuer", "/credentialStatus"]
    report = report_on(
        shown_of(document, mandatory, [*SHOWN, "/validUntil"]), lists(revoked=revoked)
    )
    assert report.verdict is verdict
