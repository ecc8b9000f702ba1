"""Badges of VCDM 1.1 are verified, but no new ones are made (Open Badges 3.0, versions)."""

import pytest

from contexts.library import CREDENTIALS_V1
from keys.signer import Algorithm
from signing.errors import UnsuitableContextError
from signing.rdfc_suites import EDDSA_RDFC_2022
from signing.securing import sign_embedded, sign_jwt

from .parties import CANONICALISER, OPTIONS, document, signer

OLD = {**document(), "@context": [CREDENTIALS_V1, *document()["@context"][1:]]}


def test_no_proof_is_made_over_a_document_of_vcdm_1_1() -> None:
    with pytest.raises(UnsuitableContextError, match="new badges begin with"):
        sign_embedded(OLD, EDDSA_RDFC_2022, signer(Algorithm.ED25519), OPTIONS, CANONICALISER)


def test_no_token_is_made_of_a_document_of_vcdm_1_1() -> None:
    with pytest.raises(UnsuitableContextError, match="new badges begin with"):
        sign_jwt(OLD, signer(Algorithm.ED25519), CANONICALISER)
