"""`insygnia derive`: showing parts of a badge."""

import json

import pytest

from .shell import Shell, assert_one_sentence


def test_a_derived_badge_shows_the_chosen_and_the_mandatory_parts(insygnia: Shell) -> None:
    holder = insygnia.holders_badge()
    run = insygnia("derive", holder, "--reveal", "/credentialSubject/id")
    shown = json.loads(run.out)
    assert insygnia("verify", "-", stdin=run.out).code == 0
    assert shown["validUntil"] == insygnia.json(holder)["validUntil"]
    assert "name" in shown["credentialSubject"]["achievement"]
    assert {"evidence", "name"} & set(shown) == set()
    assert {"identifier", "result"} & set(shown["credentialSubject"]) == set()


def test_several_parts_can_be_revealed(insygnia: Shell) -> None:
    pointers = ("/credentialSubject/identifier/1", "/evidence/0/name", "/credentialSubject/id")
    arguments = [part for pointer in pointers for part in ("--reveal", pointer)]
    run = insygnia("derive", insygnia.holders_badge(), *arguments)
    shown = json.loads(run.out)
    assert [one["hashed"] for one in shown["credentialSubject"]["identifier"]] == [True]
    assert shown["evidence"][0]["name"] == "Project report"
    assert insygnia("verify", "-", "--recipient", "jan@example.org", stdin=run.out).code == 0


def test_what_the_issuer_made_mandatory_is_always_shown(insygnia: Shell) -> None:
    insygnia.document(insygnia.new_key(algorithm="p256"))
    arguments = ("--key", "issuer.key", "--proof", "ecdsa-sd-2023", "--mandatory", "/evidence")
    insygnia("sign", "doc.json", *arguments, "--out", "holder.json")
    assert "Project report" in insygnia("derive", "holder.json").out


@pytest.mark.parametrize("left_out", ["id", "identifier"])
def test_every_copy_says_whom_it_is_about(insygnia: Shell, left_out: str) -> None:
    did = insygnia.new_key(algorithm="p256")
    insygnia.document(did, lambda d: d["credentialSubject"].pop(left_out))
    arguments = ("--key", "issuer.key", "--proof", "ecdsa-sd-2023", "--out", "holder.json")
    assert insygnia("sign", "doc.json", *arguments).code == 0
    run = insygnia("derive", "holder.json")
    assert {"id", "identifier"} & set(json.loads(run.out)["credentialSubject"])
    assert insygnia("verify", "-", stdin=run.out).code == 0


def test_a_spoilt_copy_is_invalid(insygnia: Shell) -> None:
    run = insygnia("derive", insygnia.holders_badge(), "--reveal", "/credentialSubject")
    spoilt = run.out.replace('"4.5"', '"5.5"')
    assert spoilt != run.out
    assert insygnia("verify", "-", stdin=spoilt).code == 1


def test_verify_says_that_the_holders_copy_is_one(insygnia: Shell) -> None:
    run = insygnia("verify", insygnia.holders_badge(), "--json")
    assert run.code == 0
    assert run.check("proof")["code"] == "base-proof-right"


def test_a_copy_cannot_be_derived_from_again(insygnia: Shell) -> None:
    insygnia("derive", insygnia.holders_badge(), "--out", "shown.json")
    run = insygnia("derive", "shown.json", "--reveal", "/id")
    assert run.code in {1, 64}
    assert_one_sentence(run)


@pytest.mark.parametrize("pointer", ["/nowhere", "nothing", "/evidence/7", "/evidence/-", "/~2"])
def test_a_pointer_that_leads_nowhere_is_one_sentence(insygnia: Shell, pointer: str) -> None:
    run = insygnia("derive", insygnia.holders_badge(), "--reveal", pointer, "--out", "shown.json")
    assert run.code == 1
    assert_one_sentence(run)
    assert "shown.json" not in insygnia.names()


@pytest.mark.parametrize("text", ["", "{}", "[]", "x", '{"proof": 1}', '{"proof": [[]]}'])
def test_without_a_base_proof_there_is_nothing_to_derive_from(insygnia: Shell, text: str) -> None:
    run = insygnia("derive", "-", "--reveal", "/id", stdin=text)
    assert run.code in {1, 64}
    assert_one_sentence(run)
