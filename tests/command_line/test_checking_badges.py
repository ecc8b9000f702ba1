"""`insygnia verify`: every answer, with its exit code and its reason in both languages."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from verifier.texts import TEXTS

from .shell import Run, Shell

CHECKS = ["recognised", "vocabulary", "terms", "proof", "issuer", "period", "status", "subject",
          "endorsements"]  # fmt: skip
LIST = "https://academy.example/status/1"
EXPIRED_AT = ("--at", "2040-01-01T00:00:00Z")


def entry(index: object = "7") -> dict[str, Any]:
    return {
        "id": f"{LIST}#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": index,
        "statusListCredential": LIST,
    }


def good(insygnia: Shell) -> Run:
    return insygnia("verify", insygnia.badge(), "--json")


def expired(insygnia: Shell) -> Run:
    return insygnia("verify", insygnia.badge(), "--json", *EXPIRED_AT)


def not_yet(insygnia: Shell) -> Run:
    return insygnia("verify", insygnia.badge(), "--json", "--at", "2020-01-01T00:00:00Z")


def undefined(insygnia: Shell) -> Run:
    altered = insygnia.altered(insygnia.badge(), lambda d: d.update(grade="A"))
    return insygnia("verify", altered, "--json")


def foreign(insygnia: Shell) -> Run:
    other = insygnia.new_key("other.key")
    altered = insygnia.altered(insygnia.badge(), lambda d: d["issuer"].update(id=other))
    return insygnia("verify", altered, "--json")


def without_list(insygnia: Shell) -> Run:
    badge = insygnia.badge(lambda d: d.update(credentialStatus=entry()))
    return insygnia("verify", badge, "--json", "--offline")


def unsigned(insygnia: Shell) -> Run:
    return insygnia("verify", insygnia.document(insygnia.new_key()), "--json")


def changed(insygnia: Shell) -> Run:
    altered = insygnia.altered(insygnia.badge(), lambda d: d.update(name="Another name"))
    return insygnia("verify", altered, "--json")


def jpeg(insygnia: Shell) -> Run:
    return insygnia("verify", "-", "--json", stdin=b"\xff\xd8\xff\xe0" + bytes(50))


def empty(insygnia: Shell) -> Run:
    return insygnia("verify", "-", "--json", stdin=b"")


def huge(insygnia: Shell) -> Run:
    with (insygnia.folder / "huge").open("wb") as file:
        file.truncate(100_000_000)
    return insygnia("verify", "huge", "--json")


def braces(insygnia: Shell) -> Run:
    return insygnia("verify", "-", "--json", stdin="{}")


EXPLAINED: dict[str, tuple[Callable[[Shell], Run], int, str, str]] = {
    "a good badge": (good, 0, "proof", "signature-right"),
    "an expired badge": (expired, 1, "period", "expired"),
    "a badge before its time": (not_yet, 1, "period", "not-yet-valid"),
    "an undefined term": (undefined, 1, "terms", "terms-not-covered"),
    "a key that the issuer does not control": (foreign, 1, "issuer", "controller-is-other"),
    "a status list out of reach": (without_list, 2, "status", "status-unreachable"),
    "a document without proof": (unsigned, 1, "proof", "proof-missing"),
    "a changed badge": (changed, 1, "proof", "signature-wrong"),
    "a JPEG": (jpeg, 1, "recognised", "picture-jpeg"),
    "an empty file": (empty, 1, "recognised", "file-empty"),
    "a file of 100 MB": (huge, 2, "recognised", "file-too-large"),
    "an empty object": (braces, 1, "recognised", "not-a-credential"),
}


@pytest.mark.parametrize("case", EXPLAINED)
def test_each_case_is_explained_in_both_languages(insygnia: Shell, case: str) -> None:
    ask, code, name, reason = EXPLAINED[case]
    run = ask(insygnia)
    assert run.code == code
    check = run.check(name)
    assert check["code"] == reason
    for language, template in zip(("en", "pl"), TEXTS[reason], strict=True):
        # Facts fill the rest of the sentence.
        assert check["text"][language].startswith(template.split("{")[0].strip())
    assert check["text"]["en"] != check["text"]["pl"]


@pytest.mark.parametrize(("language", "word"), [("en", "INVALID"), ("pl", "NIEWAŻNA")])
def test_the_report_in_words_begins_with_the_verdict(
    insygnia: Shell, language: str, word: str
) -> None:
    run = insygnia("verify", "-", "--lang", language, stdin="{}")
    assert run.out.splitlines()[0] == word
    assert TEXTS["not-a-credential"][0 if language == "en" else 1] in run.out


def test_words_and_json_say_the_same(insygnia: Shell) -> None:
    badge = insygnia.badge()
    report = insygnia("verify", badge, "--json", *EXPIRED_AT).report
    for language in ("en", "pl"):
        words = insygnia("verify", badge, "--lang", language, *EXPIRED_AT).out
        assert all(check["text"][language] in words for check in report["checks"])


def test_an_expired_badge_is_invalid_and_genuine(insygnia: Shell) -> None:
    report = expired(insygnia).report
    assert (report["verdict"], report["genuine"]) == ("invalid", "yes")


def test_nothing_stands_below_a_check_that_passed(insygnia: Shell) -> None:
    lines = insygnia("verify", insygnia.badge()).out.splitlines()
    assert len(lines) == 2 + len(CHECKS)
    assert all(line.startswith("  ✓ ") for line in lines[2:])


def test_a_detail_stands_once_below_the_check_that_it_explains(insygnia: Shell) -> None:
    altered = insygnia.altered(insygnia.badge(), lambda d: d.update(name="Another name"))
    lines = insygnia("verify", altered).out.splitlines()
    below = [before for before, line in pairwise(lines) if "(tech" in line]
    assert len(below) <= 1
    assert all(line.startswith("  ✗ Signature") for line in below)


def test_the_report_as_json_has_its_shape(insygnia: Shell) -> None:
    report = good(insygnia).report
    assert set(report) == {
        "verdict", "genuine", "text", "checked_at", "container", "credential", "checks", "proofs",
        "remarks", "editions", "resources", "endorsements", "headline", "answers", "bundle",
        "refreshed", "recognised_issuer",
    }  # fmt: skip
    assert [check["check"] for check in report["checks"]] == CHECKS
    shape = {"check", "outcome", "code", "text", "details"}
    assert all(shape <= set(check) for check in report["checks"])
    assert {check["outcome"] for check in report["checks"]} == {"passed"}
    assert {"suite", "verification_method", "result", "code", "text"} <= set(report["proofs"][0])
    assert report["credential"]["achievement"] == "Project coordinator"
    assert report["container"] == "json"


def test_a_report_without_a_badge_holds_all_checks_too(insygnia: Shell) -> None:
    report = braces(insygnia).report
    assert [check["check"] for check in report["checks"]] == CHECKS
    assert report["credential"] is None
    assert report["genuine"] == "no" or report["genuine"] == "unknown"


def test_at_says_when_the_check_was(insygnia: Shell) -> None:
    report = insygnia("verify", insygnia.badge(), "--json", "--at", "2030-01-01T01:00:00+01:00")
    assert report.report["checked_at"] == "2030-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        ("jan@example.org", 0),
        (" Jan@EXAMPLE.org ", 0),
        ("Jan Kowalski", 0),
        ("urn:uuid:e2a9d1c7-6b34-4f58-8a0d-17c5b6f39d42", 0),
        ("eve@example.org", 1),
        ("Eve", 1),
        ("urn:uuid:00000000-0000-4000-8000-000000000000", 1),
        ("", 1),
        ("\udcff@example.org", 1),
        ("\udcff", 1),
    ],
)
def test_the_recipient_is_compared(insygnia: Shell, recipient: str, code: int) -> None:
    badge = insygnia.badge()
    run = insygnia("verify", badge, "--json", "--recipient", recipient)
    assert run.code == code
    assert run.check("subject")["code"] == (
        "recipient-matches" if code == 0 else "recipient-differs"
    )


def test_a_recipient_that_cannot_be_compared_is_undecided(insygnia: Shell) -> None:
    badge = insygnia.badge(lambda d: d["credentialSubject"].pop("identifier"))
    run = insygnia("verify", badge, "--json", "--recipient", "jan@example.org")
    assert run.code == 2
    assert run.check("subject")["code"] == "recipient-not-comparable"


def test_offline_changes_nothing_for_a_badge_that_needs_nothing(insygnia: Shell) -> None:
    badge = insygnia.badge()
    assert insygnia("verify", badge, "--offline").out == insygnia("verify", badge).out


def test_an_index_that_is_a_number_is_a_remark(insygnia: Shell) -> None:
    badge = insygnia.badge(lambda d: d.update(credentialStatus=entry(index=7)))
    run = insygnia("verify", badge, "--json", "--offline")
    assert run.code == 2
    assert [remark["pointer"] for remark in run.report["remarks"]] == [
        "/credentialStatus/statusListIndex"
    ]


def test_every_proof_of_several_is_told_once(insygnia: Shell) -> None:
    def add_unknown(document: dict[str, Any]) -> None:
        unknown = {**document["proof"][0], "cryptosuite": "nobody-knows-2030"}
        document["proof"].insert(0, unknown)

    altered = insygnia.altered(insygnia.badge(), add_unknown)
    lines = insygnia("verify", altered).out.splitlines()[11:]
    assert len(lines) == 2
    assert " nobody-knows-2030, did:key:" in lines[0]
    assert " eddsa-rdfc-2022, did:key:" in lines[1]


def test_an_issuer_may_be_plain_text(insygnia: Shell) -> None:
    badge = insygnia.badge(lambda d: d.update(issuer=d["issuer"]["id"]))
    assert insygnia("verify", badge).code == 0


def test_an_enveloped_credential_is_recognised(insygnia: Shell) -> None:
    document = insygnia.document(insygnia.new_key())
    token = insygnia("sign", document, "--key", "issuer.key", "--proof", "vc-jwt").out.strip()
    envelope = {
        "@context": "https://www.w3.org/ns/credentials/v2",
        "id": f"data:application/vc+jwt,{token}",
        "type": "EnvelopedVerifiableCredential",
    }
    insygnia.write("envelope.json", envelope)
    run = insygnia("verify", "envelope.json", "--json")
    assert (run.code, run.report["container"]) == (0, "enveloped > jwt")


def test_a_register_tells_who_the_issuer_is_and_decides_nothing(insygnia: Shell) -> None:
    badge = insygnia.badge()
    issuer = insygnia.json(badge)["issuer"]["id"]
    insygnia.write("known.json", {"registry": {issuer: {"name": "A known school"}}})
    insygnia.write("other.json", {"registry": {"did:key:zOther": {"name": "Another"}}})
    run = insygnia("verify", badge, "--json", "--registry", "known.json")
    [found] = run.report["recognised_issuer"]["found"]
    assert (run.code, found["name"], found["registry"]) == (0, "A known school", "known.json")
    assert "A known school" in insygnia("verify", badge, "--registry", "known.json").out
    for register in ("other.json", badge):
        assert insygnia("verify", badge, "--registry", register).code == 0
    assert insygnia("verify", badge, "--registry", "nowhere.json").code == 64


def test_without_a_register_nobody_is_asked(insygnia: Shell) -> None:
    assert good(insygnia).report["recognised_issuer"] is None
