"""`insygnia sign`: from an unsigned document to a badge, or a refusal with reasons."""

import json
from typing import Any

import pytest

from .shell import Change, Run, Shell, assert_one_sentence

RDFC, JCS = "eddsa-rdfc-2022", "eddsa-jcs-2022"


def sign(insygnia: Shell, *arguments: object) -> Run:
    return insygnia("sign", "doc.json", *arguments)


@pytest.mark.parametrize(
    ("algorithm", "proof"),
    [
        ("ed25519", "eddsa-rdfc-2022"),
        ("ed25519", "eddsa-jcs-2022"),
        ("p256", "ecdsa-rdfc-2019"),
        ("p384", "ecdsa-rdfc-2019"),
        ("p256", "ecdsa-jcs-2019"),
        ("p384", "ecdsa-jcs-2019"),
        ("p256", "ecdsa-sd-2023"),
        ("ed25519", "vc-jwt"),
        ("p256", "vc-jwt"),
        ("p384", "vc-jwt"),
        ("rsa2048", "vc-jwt"),
    ],
)
def test_every_kind_of_proof_is_valid(insygnia: Shell, algorithm: str, proof: str) -> None:
    insygnia.document(insygnia.new_key(algorithm=algorithm))
    signed = sign(insygnia, "--key", "issuer.key", "--proof", proof)
    assert (signed.code, signed.err) == (0, "")
    verified = insygnia("verify", "-", "--json", stdin=signed.out)
    assert verified.code == 0
    assert verified.report["container"] == ("jwt" if proof == "vc-jwt" else "json")


def test_several_proofs_stand_in_the_order_of_the_options(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key())
    run = sign(insygnia, "--key", "issuer.key", "--proof", JCS, "--proof", RDFC)
    assert [proof["cryptosuite"] for proof in json.loads(run.out)["proof"]] == [JCS, RDFC]
    assert len(insygnia("verify", "-", "--json", stdin=run.out).report["proofs"]) == 2


def test_a_token_holds_the_document_with_its_other_proofs(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key())
    run = sign(insygnia, "--key", "issuer.key", "--proof", "vc-jwt", "--proof", RDFC)
    verified = insygnia("verify", "-", "--json", stdin=run.out)
    suites = [proof["suite"] for proof in verified.report["proofs"]]
    assert (verified.code, suites) == (0, ["VC-JWT EdDSA", RDFC])


def test_a_signed_badge_keeps_its_proofs_and_gets_one_more(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key())
    sign(insygnia, "--key", "issuer.key", "--proof", RDFC, "--out", "badge.json")
    run = insygnia("sign", "badge.json", "--key", "issuer.key", "--proof", JCS)
    assert run.code == 0
    first, second = json.loads(run.out)["proof"]
    assert [first] == insygnia.json("badge.json")["proof"]
    assert second["cryptosuite"] == JCS


def test_keys_of_different_kinds_sign_one_document(insygnia: Shell) -> None:
    insygnia.new_key("one.key")
    insygnia.new_key("two.key", "p256")
    did = "did:web:academy.example"
    insygnia.document(did)
    methods: list[str] = []
    for name in ("one.key", "two.key"):
        key = insygnia("keys", "export-public", name).out.strip()
        methods += ["--key", name, "--verification-method", f"{did}#{key}"]
    run = sign(insygnia, *methods, "--proof", RDFC, "--proof", "ecdsa-rdfc-2019")
    assert run.code == 0
    named = [proof["verificationMethod"] for proof in json.loads(run.out)["proof"]]
    assert named == [methods[3], methods[7]]


def test_the_proof_states_the_time_that_was_asked_for(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key())
    time = "2025-07-01T10:00:00+02:00"
    run = sign(insygnia, "--key", "issuer.key", "--proof", RDFC, "--created", time)
    assert json.loads(run.out)["proof"][0]["created"] == "2025-07-01T08:00:00Z"


def test_created_may_be_before_the_badge_begins(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key())
    created = ("--created", "2020-01-01T00:00:00Z")
    run = sign(insygnia, "--key", "issuer.key", "--proof", RDFC, *created)
    assert insygnia("verify", "-", stdin=run.out).code == 0


def test_the_document_may_come_from_standard_input(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key())
    text = insygnia.bytes("doc.json")
    run = insygnia("sign", "-", "--key", "issuer.key", "--proof", "vc-jwt", stdin=text)
    assert (run.code, run.out.count(".")) == (0, 2)


def test_text_in_any_script_stays_as_it_is(insygnia: Shell) -> None:
    def rename(document: dict[str, Any]) -> None:
        document["name"] = "Żółw „Ω” 🔥 \\ \n\t"

    insygnia.document(insygnia.new_key(), rename)
    run = sign(insygnia, "--key", "issuer.key", "--proof", RDFC)
    assert "Żółw „Ω” 🔥" in run.out
    assert insygnia("verify", "-", stdin=run.out).code == 0


def put(*path: str, value: object) -> Change:
    """Return the change that puts `value` at `path`."""

    def change(document: dict[str, Any]) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


SUBJECT, ACHIEVEMENT = "credentialSubject", "achievement"
REFUSED: dict[str, tuple[Change, str, str]] = {
    "an undefined term": (put("grade", value="A"), "/grade", "not defined"),
    "an undefined type": (put("type", value=["VerifiableCredential", "AchievementCredential",
                                             "Best"]), "/type/2", "not defined"),
    "null": (put(SUBJECT, "narrative", value=None), f"/{SUBJECT}/narrative", "null"),
    "an empty list": (put("evidence", value=[]), "/evidence", "empty list"),
    "an item twice": (put(SUBJECT, ACHIEVEMENT, "tag", value=["a", "a"]),
                      f"/{SUBJECT}/{ACHIEVEMENT}/tag", "twice"),
    "a number as text": (put(SUBJECT, ACHIEVEMENT, "creditsAvailable", value="2.5"),
                         f"/{SUBJECT}/{ACHIEVEMENT}/creditsAvailable", "number"),
    "no criteria": (lambda d: d[SUBJECT][ACHIEVEMENT].pop("criteria"),
                    f"/{SUBJECT}/{ACHIEVEMENT}", "criteria"),
    "a date without zone": (put("validFrom", value="2025-06-30T12:00:00"), "/validFrom", "zone"),
    "one id twice": (lambda d: d[SUBJECT].update(id=d["id"]), f"/{SUBJECT}/id", "same"),
    "a keyword": (put(SUBJECT, "@index", value="x"), f"/{SUBJECT}", "@"),
    "a colon": (put("cred:validUntil", value="x"), "cred:validUntil", "colon"),
    "a context inside": (put(SUBJECT, "@context", value={}), f"/{SUBJECT}", "@context"),
    "a relative address": (put("evidence", value=[{"type": ["Evidence"], "id": "works/17",
                                                   "name": "x"}]), "/evidence/0/id", ""),
    "a control character": (put("name", value="a\x07b"), "/name", "control"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_must_not_be_signed_is_refused_with_pointer_and_reason(
    insygnia: Shell, case: str
) -> None:
    change, pointer, reason = REFUSED[case]
    insygnia.document(insygnia.new_key(), change)
    for proof in (RDFC, JCS, "vc-jwt"):
        run = sign(insygnia, "--key", "issuer.key", "--proof", proof, "--out", "badge")
        assert (run.code, run.out) == (1, "")
        assert any(pointer in line and reason in line for line in run.err.splitlines()), run.err
    assert insygnia.names() == {"issuer.key", "doc.json"}


def test_every_fault_of_a_document_is_told_at_once(insygnia: Shell) -> None:
    def spoil(document: dict[str, Any]) -> None:
        document["grade"] = "A"
        document["validFrom"] = "yesterday"
        del document["credentialSubject"]["achievement"]["criteria"]

    insygnia.document(insygnia.new_key(), spoil)
    run = sign(insygnia, "--key", "issuer.key", "--proof", RDFC)
    assert all(line.startswith("insygnia: /") for line in run.err.splitlines())
    assert {line.split(": ")[1] for line in run.err.splitlines()} >= {
        "/credentialSubject/achievement", "/grade", "/validFrom",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["{}", '{"type": "Foo"}'])
def test_a_document_without_issuer_is_refused_for_what_is_missing(
    insygnia: Shell, text: str
) -> None:
    insygnia.new_key()
    run = insygnia("sign", "-", "--key", "issuer.key", "--proof", RDFC, stdin=text)
    assert (run.code, run.out) == (1, "")
    assert "None" not in run.err


@pytest.mark.parametrize("text", ["", "[]", "nonsense", '{"a": 1, "a": 2}', '{"a": 5.0}', '"{}"'])
def test_what_is_no_json_object_is_one_sentence(insygnia: Shell, text: str) -> None:
    insygnia.new_key()
    run = insygnia("sign", "-", "--key", "issuer.key", "--proof", RDFC, stdin=text)
    assert run.code in {1, 64}
    assert run.out == ""
    assert_one_sentence(run)


def test_the_key_must_be_the_issuers(insygnia: Shell) -> None:
    other = insygnia.new_key("other.key")
    insygnia.document(other)
    insygnia.new_key()
    run = sign(insygnia, "--key", "issuer.key", "--proof", RDFC)
    assert (run.code, run.out) == (1, "")
    assert_one_sentence(run)
    assert other in run.err


@pytest.mark.parametrize(
    ("issuer", "method"),
    [
        ("did:web:academy.example", "did:web:other.example#key"),
        ("https://academy.example/issuer", "https://other.example/issuer#key"),
        ("https://academy.example/issuer", "did:web:academy.example#key"),
    ],
)
def test_the_method_must_be_the_issuers(insygnia: Shell, issuer: str, method: str) -> None:
    insygnia.new_key()
    insygnia.document(issuer)
    arguments = ("--key", "issuer.key", "--proof", RDFC, "--verification-method", method)
    run = sign(insygnia, *arguments)
    assert run.code == 1
    assert_one_sentence(run)


def test_one_method_is_wanted_for_each_key(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key())
    method = ("--verification-method", "did:web:a.example#a")
    run = sign(insygnia, "--key", "issuer.key", "--proof", RDFC, *method, *method)
    assert run.code == 64
    assert_one_sentence(run)


@pytest.mark.parametrize(
    ("algorithm", "proof"),
    [
        ("rsa2048", RDFC),
        ("p256", RDFC),
        ("p384", "ecdsa-sd-2023"),
        ("ed25519", "ecdsa-jcs-2019"),
    ],
)
def test_a_key_of_another_kind_is_refused(insygnia: Shell, algorithm: str, proof: str) -> None:
    insygnia.document(insygnia.new_key(algorithm=algorithm))
    run = sign(insygnia, "--key", "issuer.key", "--proof", proof)
    assert run.code == 1
    assert_one_sentence(run)


def test_a_token_needs_the_id_of_the_subject(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key(), lambda d: d["credentialSubject"].pop("id"))
    assert sign(insygnia, "--key", "issuer.key", "--proof", RDFC).code == 0
    run = sign(insygnia, "--key", "issuer.key", "--proof", "vc-jwt")
    assert run.code == 1
    assert "credentialSubject.id" in run.err


def test_an_unknown_context_is_refused(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key(), lambda d: d["@context"].append("https://a.example/v1"))
    run = sign(insygnia, "--key", "issuer.key", "--proof", RDFC)
    assert run.code == 1
    assert "https://a.example/v1" in run.err


def test_a_mandatory_part_must_be_there(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key(algorithm="p256"))
    arguments = ("--key", "issuer.key", "--proof", "ecdsa-sd-2023", "--mandatory", "/nowhere")
    run = sign(insygnia, *arguments)
    assert run.code == 1
    assert_one_sentence(run)


def test_mandatory_parts_without_selective_disclosure_are_wrong_usage(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key())
    run = sign(insygnia, "--key", "issuer.key", "--proof", RDFC, "--mandatory", "/name")
    assert run.code == 64
    assert_one_sentence(run)


def test_a_method_that_is_not_the_keys_own_did_is_refused(insygnia: Shell) -> None:
    did = insygnia.new_key()
    insygnia.document(did)
    arguments = ("--key", "issuer.key", "--proof", RDFC, "--verification-method", f"{did}#other")
    assert sign(insygnia, *arguments).code == 1
