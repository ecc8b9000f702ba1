"""The test vectors of the W3C for ecdsa-sd-2023: every value on the way, byte for byte."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from keys import multikey
from keys.multibase import base58btc_encode, multibase64url_encode
from keys.private import from_multibase_secret
from signing import rdfc, sd_proof_value
from signing.ecdsa_sd_2023 import ECDSA_SD_2023, derive
from signing.sd_statements import lines
from signing.selection import find, select

from .official import CANONICALISER, OPTIONS, Family, Recorder, without_proof

pytestmark = pytest.mark.vectors


@pytest.fixture(params=["employ", "prc"])
def family(request: pytest.FixtureRequest, vectors: Path) -> Family:
    return Family(request.param, vectors / "w3c-vc-di-ecdsa")


def hexadecimal(values: Sequence[bytes]) -> list[str]:
    return [value.hex() for value in values]


def numbered(all_lines: Sequence[str], indexes: Sequence[int]) -> list[list[int | str]]:
    return [[index, all_lines[index]] for index in indexes]


def others(all_lines: Sequence[str], indexes: Sequence[int]) -> list[int]:
    return [index for index in range(len(all_lines)) if index not in indexes]


def named(label_map: dict[int, bytes]) -> list[list[str]]:
    return [[f"c14n{k}", multibase64url_encode(label)] for k, label in label_map.items()]


def test_the_base_document_in_canonical_form(family: Family) -> None:
    canonical = rdfc.canonical(CANONICALISER.statements(family.document))
    assert canonical == "".join(family.read("addBaseDocCanon.json"))


def test_the_base_document_under_shuffled_labels(family: Family) -> None:
    assert list(family.shuffled.lines) == family.read("addBaseDocHMACCanon.json")


def test_the_values_at_the_mandatory_pointers(family: Family) -> None:
    for expected in family.read("addPointerValues.json"):
        assert find(family.document, expected["pointer"]) == expected["value"]


def test_the_division_of_the_statements(family: Family) -> None:
    expected = family.read("addBaseTransform.json")
    all_lines = family.shuffled.lines
    mandatory = family.selected(family.pointers("Mandatory"))
    assert expected["mandatoryPointers"] == family.pointers("Mandatory")
    assert numbered(all_lines, mandatory) == expected["mandatory"]["value"]
    rest = others(all_lines, mandatory)
    assert numbered(all_lines, rest) == expected["nonMandatory"]["value"]


def test_the_proof_options_in_canonical_form(family: Family) -> None:
    config = family.read("addProofConfig.json")
    folder = family.folder / "ecdsa-sd-2023" / family.name
    expected = (folder / "addProofConfigCanon.txt").read_text("utf-8")
    assert rdfc.canonical(CANONICALISER.statements(config)) == expected.rstrip("\n") + "\n"
    made = family.suite.create_proof(family.document, family.signer, OPTIONS, CANONICALISER)
    assert {**made, "@context": config["@context"]} == {**config, "proofValue": made["proofValue"]}


def test_the_hashes_that_the_issuer_signs(family: Family) -> None:
    expected = family.read("addHashData.json")
    signer = Recorder(family.signer)
    family.suite.create_proof(family.document, signer, OPTIONS, CANONICALISER)
    [message] = signer.messages
    assert message[:32].hex() == expected["proofHash"]
    assert (
        multikey.decode(base58btc_encode(message[32:67]))
        == from_multibase_secret(family.keys["proofKeyPair"]["secretKeyMultibase"]).public_key
    )
    assert message[67:].hex() == expected["mandatoryHash"]


def test_the_signatures_of_the_base_proof(family: Family) -> None:
    expected = family.read("addRawBaseSignatureInfo.json")
    proof = family.suite.create_proof(family.document, family.signer, OPTIONS, CANONICALISER)
    value = sd_proof_value.decode_base(proof["proofValue"])
    assert value.base_signature.hex() == expected["baseSignature"]
    assert base58btc_encode(value.public_key) == expected["publicKey"]
    assert hexadecimal(value.signatures) == expected["signatures"]
    assert list(value.mandatory_pointers) == expected["mandatoryPointers"]


def test_the_signed_base_document(family: Family) -> None:
    proof = family.suite.create_proof(family.document, family.signer, OPTIONS, CANONICALISER)
    assert {**family.document, "proof": proof} == family.read("addSignedSDBase.json")


def test_the_base_proof_is_verified(family: Family) -> None:
    proof = family.read("addSignedSDBase.json")["proof"]
    key = family.signer.public_key
    ECDSA_SD_2023.verify_proof(family.document, proof, key, CANONICALISER)


def test_the_base_data_that_the_holder_recovers(family: Family) -> None:
    expected = family.read("derivedRecoveredBaseData.json")
    proof = family.read("addSignedSDBase.json")["proof"]
    value = sd_proof_value.decode_base(proof["proofValue"])
    assert value.base_signature.hex() == expected["baseSignature"]
    assert base58btc_encode(value.public_key) == expected["proofPublicKey"]
    assert value.hmac_key.hex() == expected["hmacKey"]
    assert hexadecimal(value.signatures) == expected["signatures"]
    assert list(value.mandatory_pointers) == expected["mandatoryPointers"]


def test_the_indexes_of_each_group(family: Family) -> None:
    mandatory = family.selected(family.pointers("Mandatory"))
    assert family.read("derivedGroupIndexes.json") == {
        "mandatoryIndexes": list(mandatory),
        "nonMandatoryIndexes": others(family.shuffled.lines, mandatory),
        "selectiveIndexes": list(family.selected(family.pointers("Selective"))),
        "combinedIndexes": list(family.selected(family.combined)),
    }


@pytest.mark.parametrize("group", ["mandatory", "selective", "combined"])
def test_the_statements_of_each_group(family: Family, group: str) -> None:
    data = family.read("derivedAllGroupData.json")
    expected = data["groups"][group]
    pointers = family.combined if group == "combined" else family.pointers(group.capitalize())
    all_lines, indexes = family.shuffled.lines, family.selected(pointers)
    assert list(all_lines) == data["nquads"]
    assert numbered(all_lines, indexes) == expected["matching"]["value"]
    rest = others(all_lines, indexes)
    assert numbered(all_lines, rest) == expected["nonMatching"]["value"]
    # The names of nodes before the labels are drawn at random; only their number can be compared.
    assert len(indexes) == len(expected["deskolemizedNQuads"])


def test_the_labels_of_all_nodes(family: Family) -> None:
    data = family.read("derivedAllGroupData.json")
    labels = {multibase64url_encode(label) for label in family.shuffled.labels.values()}
    assert labels == {label for _, label in data["labelMap"]["value"]}


def test_the_disclosed_part_of_the_document(family: Family) -> None:
    revealed = select(family.document, family.combined)
    assert revealed == family.read("derivedUnsignedReveal.json")


def test_the_derived_proof(family: Family) -> None:
    expected = family.read("derivedDisclosureData.json")
    signed = family.read("addSignedSDBase.json")
    derived = derive(signed, signed["proof"], family.pointers("Selective"), CANONICALISER)
    assert derived == family.read("derivedRevealDocument.json")
    value = sd_proof_value.decode_derived(derived["proof"]["proofValue"])
    assert value.base_signature.hex() == expected["baseSignature"]
    assert base58btc_encode(value.public_key) == expected["publicKey"]
    assert hexadecimal(value.signatures) == expected["signatures"]
    assert named(dict(value.label_map)) == expected["labelMap"]["value"]
    assert list(value.mandatory_indexes) == expected["mandatoryIndexes"]


def test_the_indexes_and_signatures_relative_to_the_disclosure(family: Family) -> None:
    signatures = family.read("derivedAdjSignatures.json")
    indexes = family.read("derivedAdjMandatoryIndexes.json")
    derived = family.read("derivedRevealDocument.json")
    base = family.read("addRawBaseSignatureInfo.json")["signatures"]
    value = sd_proof_value.decode_derived(derived["proof"]["proofValue"])
    assert hexadecimal(value.signatures) == signatures["filteredSignatures"]
    assert [base.index(one.hex()) for one in value.signatures] == signatures["adjSignatureIndexes"]
    assert list(value.mandatory_indexes) == indexes["adjMandatoryIndexes"]


def test_the_derived_proof_value_as_a_verifier_reads_it(family: Family) -> None:
    expected = family.read("verifyDerivedProofValue.json")
    proof = family.read("derivedRevealDocument.json")["proof"]
    value = sd_proof_value.decode_derived(proof["proofValue"])
    assert value.base_signature.hex() == expected["baseSignature"]
    assert base58btc_encode(value.public_key) == expected["publicKey"]
    assert hexadecimal(value.signatures) == expected["signatures"]
    assert named(dict(value.label_map)) == expected["labelMap"]
    assert list(value.mandatory_indexes) == expected["mandatoryIndexes"]


def test_the_statements_that_a_verifier_checks(family: Family) -> None:
    expected = family.read("verifyCreateVerifyData.json")
    derived = family.read("derivedRevealDocument.json")
    value = sd_proof_value.decode_derived(derived["proof"]["proofValue"])
    statements = CANONICALISER.statements(without_proof(derived))
    numbers = rdfc.labels(statements)
    labels = {node: value.label_map[int(name[4:])] for node, name in numbers.items()}
    shown = lines(statements, labels)
    assert shown == family.read("verifyNQuads.json")
    rest = [line for i, line in enumerate(shown) if i not in value.mandatory_indexes]
    assert rest == expected["nonMandatory"]


def test_the_hashes_that_a_verifier_checks(family: Family) -> None:
    expected = family.read("verifyCreateVerifyData.json")
    derived = family.read("derivedRevealDocument.json")
    key = Recorder(family.signer)
    ECDSA_SD_2023.verify_proof(without_proof(derived), derived["proof"], key, CANONICALISER)
    [message] = key.messages
    assert message[:32].hex() == expected["proofHash"]
    assert base58btc_encode(message[32:67]) == expected["publicKey"]
    assert message[67:].hex() == expected["mandatoryHash"]
