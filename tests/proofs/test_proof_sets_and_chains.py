"""Several proofs on one document: sets, in which each stands alone, and chains."""

from dataclasses import replace

import pytest

from keys.errors import InvalidSignatureError
from keys.private import LocalSigner
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.errors import MalformedProofError
from signing.jcs_suites import EDDSA_JCS_2022
from signing.json_ld import Document
from signing.proofs import covered_by, proofs_of, unsecured, with_proof
from signing.rdfc_suites import ECDSA_RDFC_2019, EDDSA_RDFC_2022
from signing.suites import Cryptosuite, suite_of

from .parties import CANONICALISER, OPTIONS, document, signer

FIRST, SECOND, THIRD = (f"urn:uuid:0b2a63f4-3a01-4e5b-9f2c-1d6f0e7b000{n}" for n in (1, 2, 3))
ED, P256 = signer(Algorithm.ED25519), signer(Algorithm.P256)
SIGNERS = {signer.verification_method: signer for signer in (ED, P256)}


def _add(
    to: Document,
    name: str,
    *previous: str,
    by: LocalSigner = ED,
    suite: Cryptosuite = EDDSA_RDFC_2022,
) -> Document:
    options = replace(OPTIONS, identifier=name, previous=previous)
    return with_proof(to, suite, by, options, CANONICALISER)


def _verify(credential: Document) -> None:
    assert proofs_of(credential)
    for proof in proofs_of(credential):
        key = SIGNERS[proof["verificationMethod"]].public_key
        suite_of(proof).verify_proof(covered_by(credential, proof), proof, key, CANONICALISER)


def _pair() -> Document:
    first = _add(document(), FIRST)
    return _add(first, SECOND, by=P256, suite=ECDSA_RDFC_2019)


def _chain() -> Document:
    return _add(_pair(), THIRD, FIRST, SECOND)


def _without(credential: Document, *places: int) -> Document:
    kept = [proof for i, proof in enumerate(proofs_of(credential)) if i not in places]
    return {**credential, "proof": kept}


def test_a_document_without_a_proof_has_none() -> None:
    assert proofs_of(document()) == []
    assert covered_by(document(), {}) == document()


def test_a_single_proof_counts_as_a_list_of_one() -> None:
    credential = _add(document(), FIRST)
    [proof] = proofs_of(credential)
    single = {**credential, "proof": proof}
    assert proofs_of(single) == [proof]
    _verify(single)
    assert proofs_of(_add(single, SECOND))[0] == proof


def test_each_proof_of_a_set_stands_alone() -> None:
    pair = _pair()
    assert unsecured(pair) == document()
    assert [proof["id"] for proof in proofs_of(pair)] == [FIRST, SECOND]
    _verify(pair)
    for place in (0, 1):
        _verify(_without(pair, place))
    _verify({**pair, "proof": proofs_of(pair)[::-1]})


def test_proofs_of_two_suites_stand_side_by_side() -> None:
    both = _add(_add(document(), FIRST), SECOND, suite=EDDSA_JCS_2022)
    assert [suite_of(proof).name for proof in proofs_of(both)] == [
        "eddsa-rdfc-2022",
        "eddsa-jcs-2022",
    ]
    _verify(both)


def test_a_chained_proof_is_verified_with_the_proofs_before_it() -> None:
    chain = _chain()
    assert proofs_of(chain)[2]["previousProof"] == [FIRST, SECOND]
    assert covered_by(chain, proofs_of(chain)[2]) == _pair()
    _verify(chain)


def test_one_previous_proof_is_written_as_text() -> None:
    chain = _add(_add(document(), FIRST), SECOND, FIRST)
    assert proofs_of(chain)[1]["previousProof"] == FIRST
    _verify(chain)


def test_a_jcs_proof_can_follow_another_proof() -> None:
    chain = _add(_add(document(), FIRST), SECOND, FIRST, suite=EDDSA_JCS_2022)
    _verify(chain)
    [first, second] = proofs_of(chain)
    changed = {**first, "created": "2026-06-01T10:30:01Z"}
    with pytest.raises(InvalidSignatureError):
        _verify({**chain, "proof": [second, changed]})


def test_the_first_proof_of_a_chain_cannot_be_removed() -> None:
    for place in (0, 1):
        with pytest.raises(MalformedProofError, match="which the document does not have"):
            _verify(_without(_chain(), place))


def test_the_last_proof_of_a_chain_can_be_removed() -> None:
    assert _without(_chain(), 2) == _pair()
    _verify(_without(_chain(), 2))


def test_the_order_of_the_proofs_does_not_matter() -> None:
    chain = _chain()
    _verify({**chain, "proof": proofs_of(chain)[::-1]})


def test_a_proof_that_is_changed_spoils_the_proofs_after_it() -> None:
    chain = _chain()
    first, second, third = proofs_of(chain)
    replaced = proofs_of(_add(document(), FIRST, by=signer(Algorithm.ED25519, 2)))[0]
    spoilt = {**chain, "proof": [replaced, second, third]}
    with pytest.raises(InvalidSignatureError):
        EDDSA_RDFC_2022.verify_proof(covered_by(spoilt, third), third, ED.public_key, CANONICALISER)
    assert first != replaced


def test_a_chain_cannot_be_turned_into_a_set() -> None:
    chain = _chain()
    *before, third = proofs_of(chain)
    alone = {name: value for name, value in third.items() if name != "previousProof"}
    with pytest.raises(InvalidSignatureError):
        _verify({**chain, "proof": [*before, alone]})


def test_two_proofs_of_one_name_cannot_be_followed() -> None:
    twice = _add(_add(document(), FIRST), FIRST, by=P256, suite=ECDSA_RDFC_2019)
    with pytest.raises(MalformedProofError):
        _add(twice, SECOND, FIRST)
    chain = _add(_add(document(), FIRST), SECOND, FIRST)
    with pytest.raises(MalformedProofError):
        _verify({**chain, "proof": [*proofs_of(chain), proofs_of(chain)[0]]})


NAMES: list[Json] = [
    "urn:uuid:nobody",
    ["urn:uuid:nobody"],
    [FIRST, "urn:uuid:nobody"],
    7,
    None,
    {},
]


@pytest.mark.parametrize("name", NAMES)
def test_a_previous_proof_that_is_not_there_is_refused(name: Json) -> None:
    credential = _add(document(), FIRST)
    with pytest.raises(MalformedProofError):
        covered_by(credential, {"previousProof": name})


def test_a_proof_cannot_follow_one_that_is_not_there() -> None:
    with pytest.raises(MalformedProofError):
        _add(document(), SECOND, FIRST)


def test_a_proof_without_a_name_cannot_be_followed() -> None:
    credential = with_proof(document(), EDDSA_RDFC_2022, ED, OPTIONS, CANONICALISER)
    with pytest.raises(MalformedProofError):
        covered_by(credential, {"previousProof": "urn:uuid:nobody"})


def test_proofs_that_are_no_objects_are_not_followed() -> None:
    credential = {**document(), "proof": [FIRST, None, 7]}
    with pytest.raises(MalformedProofError):
        covered_by(credential, {"previousProof": FIRST})
