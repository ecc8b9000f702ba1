"""What is put into a bundle."""

import json
from datetime import timedelta

import pytest
from verifying.documents import NOW, STATUS
from verifying.people import by_did_jwk, by_did_key
from verifying.securing import bytes_of, well

from keys.private import LocalSigner
from keys.signer import Algorithm
from verifier.bundles.collecting import Collected, bundle_of
from verifier.report import Verdict
from verifier.resolver import FETCHED, Resource
from verifier.several import as_json

from .made import (
    COLLECTOR,
    DOCUMENT,
    Web,
    answer,
    bundle,
    checked,
    collected,
    entries_of,
    school_badge,
)


def test_the_same_verification_gives_the_same_bytes() -> None:
    assert bundle(COLLECTOR) == bundle(COLLECTOR)
    assert bundle() == bundle()


def test_another_time_gives_another_bundle() -> None:
    found = collected(school_badge(), Web())
    assert bundle_of(found, at=NOW) != bundle_of(found, at=NOW + timedelta(seconds=2))


def test_everything_that_was_fetched_is_in_it_as_it_came() -> None:
    entries = entries_of(bundle(COLLECTOR))
    assert list(entries) == [
        "manifest.json", "manifest.jws", "badge.json", "report.json", "resources/1", "resources/2",
    ]  # fmt: skip
    assert entries["badge.json"] == school_badge()
    assert entries["resources/2"] == Web().resolve(STATUS).content
    assert json.loads(entries["report.json"])["verdict"] == "valid"


def test_the_manifest_says_where_and_when_each_document_was_had() -> None:
    manifest = json.loads(entries_of(bundle(COLLECTOR))["manifest.json"])
    assert (manifest["type"], manifest["version"]) == ("insygnia-bundle", 1)
    assert manifest["collector"] == COLLECTOR.verification_method.partition("#")[0]
    assert (manifest["collected_at"], manifest["verdict"]) == ("2026-07-01T12:00:00Z", "valid")
    school, listed = manifest["resources"]
    assert (school["url"], school["location"]) == (
        "did:web:akademia.example:issuers:kursy",
        DOCUMENT,
    )
    assert (listed["url"], listed["source"]) == (STATUS, FETCHED)
    assert listed["fetched_at"] == "2026-07-01T12:00:00Z"


class Shortened(Web):
    """The same internet, where a short address leads to the page of a badge."""

    def visit(self, url: str) -> Resource:
        page = b'<html><link rel="alternate" type="application/vc" href="badge">'
        if url == SHORT:
            return Resource(PAGE, page, FETCHED, NOW, (SHORT,))
        assert url == f"{PAGE.rpartition('/')[0]}/badge"
        return Resource(url, school_badge(), FETCHED, NOW)


SHORT, PAGE = "https://short.example/1", "https://akademia.example/o/1"


def test_where_an_address_led_to_is_known_in_the_bundle_too() -> None:
    found = collected(SHORT.encode(), Shortened())
    data = bundle_of(found, at=NOW, signer=COLLECTOR)
    page, *_ = json.loads(entries_of(data)["manifest.json"])["resources"]
    assert (page["url"], page["location"]) == (SHORT, PAGE)
    report = checked(data, COLLECTOR.public_key)
    assert (report.verdict, report.container) == (Verdict.VALID, "bundle > url > url > json")


def test_of_a_badge_that_was_fetched_the_manifest_says_where_it_was_asked_for() -> None:
    badge = school_badge()
    origin = Resource(PAGE, badge, FETCHED, NOW, (SHORT,))
    found = Collected(badge, {}, as_json(answer(badge, Web())), origin)
    artifact = json.loads(entries_of(bundle_of(found, at=NOW))["manifest.json"])["artifact"]
    assert (artifact["url"], artifact["location"]) == (SHORT, PAGE)


SIGNERS = {
    "Ed25519": by_did_key(),
    "P-256": by_did_key(Algorithm.P256),
    "P-384": by_did_key(Algorithm.P384),
    "RSA": by_did_jwk(Algorithm.RSA),
}


@pytest.mark.parametrize("kind", SIGNERS)
def test_any_kind_of_key_may_sign(kind: str) -> None:
    signer = SIGNERS[kind].signer
    assert checked(bundle(signer), signer.public_key).verdict is Verdict.VALID


def test_a_collector_is_named_by_the_key_whatever_method_the_signer_has() -> None:
    signer = LocalSigner("https://anybody.example/key", by_did_key().key)
    manifest = json.loads(entries_of(bundle(signer))["manifest.json"])
    assert manifest["collector"].startswith("did:key:z6Mk")


def test_what_was_given_as_a_file_is_named_as_given_afterwards() -> None:
    badge = school_badge()
    answers = {
        url: Resource(url, Web().resolve(url).content, "did.json")
        for url in ("did:web:akademia.example:issuers:kursy", STATUS)
    }
    found = Collected(badge, answers, as_json(answer(badge, Web())))
    report = checked(bundle_of(found, at=NOW, signer=COLLECTOR), COLLECTOR.public_key)
    assert report.verdict is Verdict.VALID
    assert [(r.source, r.fetched_at) for r in report.resources] == [("did.json", None)] * 2


def test_several_badges_of_one_file_are_told_each() -> None:
    badge = json.loads(bytes_of(well()()))
    data = bundle(COLLECTOR, json.dumps([badge, badge]).encode())
    found = answer(data, Web())
    assert as_json(found)["container"] == "bundle > array"
    assert [report["bundle"]["trusted"] for report in as_json(found)["reports"]] == [False, False]
