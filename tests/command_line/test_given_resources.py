"""`insygnia verify --resource`: documents that somebody vouches for."""

from collections.abc import Callable
from typing import Any

import pytest

from signing import status_list

from .shell import Run, Shell
from .test_checking_badges import LIST, entry


def published(insygnia: Shell, issuer: str, change: Callable[[Any], object] | None = None) -> str:
    """Sign as `issuer`, write its document as did.json, and return the name of the badge."""
    did = insygnia.new_key()
    key = did.removeprefix("did:key:")
    run = insygnia("keys", "export-public", "issuer.key", "--format", "did-document")
    (insygnia.folder / "did.json").write_text(run.out.replace(did, issuer))
    document = insygnia.document(issuer, change)
    arguments = ("--key", "issuer.key", "--proof", "eddsa-rdfc-2022", "--out", "badge.json")
    method = ("--verification-method", f"{issuer}#{key}")
    assert insygnia("sign", document, *arguments, *method).code == 0
    return "badge.json"


@pytest.mark.parametrize(
    ("issuer", "address"),
    [
        ("did:web:academy.example", "did:web:academy.example"),
        ("did:web:academy.example", "https://academy.example/.well-known/did.json"),
        ("https://academy.example/issuer", "https://academy.example/issuer"),
        ("https://academy.example/issuer?id=7", "https://academy.example/issuer?id=7"),
    ],
)
def test_a_published_key_is_checked_with_the_given_file(
    insygnia: Shell, issuer: str, address: str
) -> None:
    badge = published(insygnia, issuer)
    assert insygnia("verify", badge, "--offline").code == 2
    given = ("--offline", "--resource", f"{address}=did.json")
    run = insygnia("verify", badge, "--json", *given)
    assert run.code == 0
    [resource] = run.report["resources"]
    assert (resource["url"], resource["source"]) == (address, "did.json")
    assert len(resource["sha256"]) == 64


def test_a_file_that_was_not_needed_is_not_named(insygnia: Shell) -> None:
    badge = insygnia.badge()
    run = insygnia("verify", badge, "--json", "--resource", f"https://a.example/={badge}")
    assert run.report["resources"] == []


def test_the_key_in_an_address_is_never_believed(insygnia: Shell) -> None:
    """`https://victim#attackerKey`: without the document at the address nobody can tell."""
    badge = published(insygnia, "https://victim.example/issuer")
    run = insygnia("verify", badge, "--json", "--offline")
    assert run.code == 2
    assert run.check("proof")["code"] == "key-unreachable"
    assert run.report["genuine"] == "unknown"


def with_list(insygnia: Shell, revoked: list[int]) -> Run:
    """Sign a badge with entry 7 and the list, in which `revoked` are set; verify the badge."""
    did = insygnia.new_key()
    badge = insygnia.document(did, lambda d: d.update(credentialStatus=entry()))
    bits = status_list.with_status(status_list.empty_list(), revoked)
    listed = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": "2025-06-30T12:00:00Z",
        "credentialSubject": {
            "id": f"{LIST}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": status_list.encode(bits),
        },
    }
    insygnia.write("list.doc", listed)
    for document, out in ((badge, "badge.json"), ("list.doc", "list.json")):
        proof = ("--key", "issuer.key", "--proof", "eddsa-rdfc-2022", "--out", out)
        assert insygnia("sign", document, *proof).code == 0
    return insygnia("verify", "badge.json", "--json", "--resource", f"{LIST}=list.json")


def test_a_given_status_list_decides(insygnia: Shell) -> None:
    run = with_list(insygnia, [6, 8])
    assert (run.code, run.check("status")["code"]) == (0, "not-revoked")


def test_a_revoked_badge_is_invalid_and_genuine(insygnia: Shell) -> None:
    run = with_list(insygnia, [7])
    assert (run.code, run.check("status")["code"]) == (1, "revoked")
    assert run.report["genuine"] == "yes"
