"""Rule 23: a bundle is evidence by its collector; its copies count for those who trust them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from verifying.documents import INDEX, NOW, STATUS, with_status_entry
from verifying.securing import bytes_of, well

from keys.private import LocalSigner
from keys.signer import PublicKey
from keys.strict_json import Json
from verifier.bundles.checking import report_on_bundle
from verifier.bundles.collecting import Collected, bundle_of
from verifier.report import Genuine, Name, Report, Verdict
from verifier.resolver import COLLECTED, Resolver, Resource
from verifier.several import Reports, as_json, as_text
from verifier.texts import Language

from .made import (
    COLLECTOR,
    DOCUMENT,
    LATER,
    SCHOOL,
    STRANGER,
    Web,
    answer,
    bundle,
    checked,
    school_badge,
)

AFTER_ITS_END = datetime(2031, 1, 1, tzinfo=UTC)
OTHERS = [
    pytest.param(None, (), id="nobody signed it"),
    pytest.param(None, (COLLECTOR.public_key,), id="nobody signed it, and somebody is trusted"),
    pytest.param(STRANGER, (COLLECTOR.public_key,), id="a stranger signed it"),
    pytest.param(COLLECTOR, (), id="nobody is trusted"),
]


def test_a_bundle_of_somebody_trusted_is_valid_long_after_its_status_list_ran_out() -> None:
    report = checked(bundle(COLLECTOR), COLLECTOR.public_key, now=LATER)
    assert (report.verdict, report.genuine) == (Verdict.VALID, Genuine.YES)
    assert (report.container, report.checked_at) == ("bundle > json", LATER)
    assert report.check(Name.STATUS).code == "not-revoked"


def test_the_verdict_says_whose_copies_it_rests_on_and_when_they_were_collected() -> None:
    report = checked(bundle(COLLECTOR), COLLECTOR.public_key, now=LATER)
    collector = COLLECTOR.verification_method.partition("#")[0]
    english = as_text(report, Language.ENGLISH).splitlines()
    polish = as_text(report, Language.POLISH).splitlines()
    assert english[0] == (
        f"VALID according to copies collected by {collector} at 2026-07-01T12:00:00Z"
    )
    assert polish[0].startswith("WAŻNA według kopii zebranych przez did:key:")
    assert "such as a revocation, is not seen" in english[-1]
    assert "nie widać" in polish[-1]
    told = as_json(report)
    assert told["text"] == told["headline"] == {"en": english[0], "pl": polish[0]}
    assert told["bundle"]["collector"] == collector
    assert (told["bundle"]["collected_at"], told["bundle"]["trusted"]) == (
        "2026-07-01T12:00:00Z",
        True,
    )


def test_the_report_names_every_copy_with_the_time_when_it_was_fetched() -> None:
    report = checked(bundle(COLLECTOR), COLLECTOR.public_key, now=LATER)
    told = [(r.url, r.source, r.fetched_at) for r in report.resources]
    assert told == [(DOCUMENT, COLLECTED, NOW), (STATUS, COLLECTED, NOW)]
    assert "Taken from the bundle: https://" in as_text(report, Language.ENGLISH)


@pytest.mark.parametrize("source", ["own records", "fetched", "computed", ""])
def test_how_a_copy_was_had_is_the_collector_s_word_and_none_of_ours(source: str) -> None:
    answers = {
        url: Resource(url, Web().resolve(url).content, source)
        for url in ("did:web:akademia.example:issuers:kursy", STATUS)
    }
    badge = school_badge()
    found = Collected(badge, answers, as_json(answer(badge, Web())))
    report = checked(bundle_of(found, at=NOW, signer=COLLECTOR), COLLECTOR.public_key)
    assert report.verdict is Verdict.VALID
    assert [(r.source, r.fetched_at) for r in report.resources] == [(COLLECTED, None)] * 2
    assert f"Taken from the bundle: {STATUS} (SHA-256" in as_text(report, Language.ENGLISH)


def test_of_several_badges_the_verdict_says_whose_copies_it_rests_on_too() -> None:
    badge = json.loads(school_badge())
    told = in_bundle([badge, badge])
    collector = COLLECTOR.verification_method.partition("#")[0]
    english, polish = as_json(told)["text"].values()
    assert told.verdict is Verdict.VALID
    assert english == (
        f"VALID according to copies collected by {collector} at 2026-07-01T12:00:00Z: all "
        "credentials in this file."
    )
    assert polish.startswith("WAŻNE według kopii zebranych przez did:key:")
    assert as_text(told, Language.ENGLISH).splitlines()[0] == english
    changed = in_bundle([badge, {**badge, "name": "Inna"}])
    assert as_text(changed, Language.ENGLISH).startswith("INVALID: ")


def test_several_badges_that_need_no_copies_are_valid_by_themselves() -> None:
    alone = json.loads(bytes_of(well()()))
    told = as_text(in_bundle([alone, alone]), Language.ENGLISH)
    assert told.splitlines()[0] == "VALID: all credentials in this file."


def in_bundle(badges: Json) -> Report | Reports:
    """Return the report on badges in a bundle whose collector is trusted."""
    made = bundle(COLLECTOR, json.dumps(badges).encode())
    return report_on_bundle(made, answer, now=NOW, trusted=[COLLECTOR.public_key])


@pytest.mark.parametrize(("signer", "trusted"), OTHERS)
def test_copies_of_anybody_else_leave_key_and_status_undecided(
    signer: LocalSigner | None, trusted: tuple[PublicKey, ...]
) -> None:
    report = checked(bundle(signer), *trusted)
    assert (report.verdict, report.genuine) == (Verdict.COULD_NOT_CHECK, Genuine.UNKNOWN)
    assert report.check(Name.PROOF).code == "key-unreachable"
    assert report.check(Name.STATUS).code == "status-unreachable"
    assert report.resources == ()


def test_the_report_says_that_a_stranger_signed_and_who() -> None:
    report = checked(bundle(STRANGER), COLLECTOR.public_key)
    last = as_text(report, Language.ENGLISH).splitlines()[-1]
    assert f"signed by {STRANGER.verification_method.partition('#')[0]}, a key that" in last
    assert as_json(report)["bundle"]["trusted"] is False


def test_the_report_says_that_nobody_signed() -> None:
    report = checked(bundle())
    assert "a bundle that nobody signed" in as_text(report, Language.ENGLISH).splitlines()[-1]
    assert as_json(report)["bundle"]["collector"] is None


@pytest.mark.parametrize("signer", [None, COLLECTOR], ids=["unsigned", "trusted"])
def test_a_badge_that_needs_no_copies_is_valid_whoever_collected_it(
    signer: LocalSigner | None,
) -> None:
    report = checked(bundle(signer, bytes_of(well()())), COLLECTOR.public_key)
    assert report.verdict is Verdict.VALID
    assert as_text(report, Language.ENGLISH).splitlines()[0] == "VALID"


def test_what_the_user_gives_makes_a_verdict_that_rests_on_no_copies() -> None:
    given = {url: Web().resolve(url) for url in (DOCUMENT, STATUS)}
    report = report_on_bundle(bundle(STRANGER), answer, now=NOW, given=given)
    assert report.verdict is Verdict.VALID
    assert as_text(report, Language.ENGLISH).splitlines()[0] == "VALID"


def test_an_altered_badge_in_a_good_bundle_is_invalid() -> None:
    badge = school_badge().replace(b"Koordynator", b"Dyrektor")
    report = checked(bundle(COLLECTOR, badge), COLLECTOR.public_key)
    assert (report.verdict, report.genuine) == (Verdict.INVALID, Genuine.NO)


def test_a_badge_that_expired_since_is_invalid_and_genuine() -> None:
    report = checked(bundle(COLLECTOR), COLLECTOR.public_key, now=AFTER_ITS_END)
    assert (report.verdict, report.genuine) == (Verdict.INVALID, Genuine.YES)
    assert report.check(Name.PERIOD).code == "expired"
    assert report.check(Name.STATUS).code == "not-revoked"


def test_a_badge_that_was_revoked_when_it_was_collected_is_invalid() -> None:
    report = checked(bundle(COLLECTOR, taken_back=INDEX), COLLECTOR.public_key, now=LATER)
    assert (report.verdict, report.genuine) == (Verdict.INVALID, Genuine.YES)
    assert report.check(Name.STATUS).code == "revoked"


def test_a_proof_that_ended_since_does_not_count_whoever_kept_copies() -> None:
    badge = bytes_of(well(with_status_entry(), SCHOOL, expires=NOW + timedelta(days=1))())
    found = bundle(COLLECTOR, badge)
    assert checked(found, COLLECTOR.public_key).verdict is Verdict.VALID
    report = checked(found, COLLECTOR.public_key, now=LATER)
    assert report.check(Name.PROOF).code == "proof-expired"
    assert report.verdict is Verdict.INVALID


def test_what_the_user_gives_comes_before_the_copies() -> None:
    given = {STATUS: Resource(STATUS, b"{}", "list.json")}
    report = report_on_bundle(
        bundle(COLLECTOR), answer, now=NOW, trusted=[COLLECTOR.public_key], given=given
    )
    assert report.verdict is Verdict.COULD_NOT_CHECK


def test_whoever_trusts_nobody_uses_no_copy_in_the_library_either() -> None:
    """The service and programs call the verifier itself, which knows no keys to trust."""
    report = answer(bundle(COLLECTOR), Refusing())
    assert report.verdict is Verdict.COULD_NOT_CHECK


class Refusing(Resolver):
    """A resolver that must not be asked: a bundle is verified without any network."""

    def resolve(self, url: str) -> Resource:
        raise AssertionError(url)
