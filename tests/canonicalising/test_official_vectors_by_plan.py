"""The official vectors once more, each as a document of a known shape."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from proofs.test_official_vectors import CANONICALISER, HASHES, VECTORS, Vector

from keys.strict_json import Json
from keys.strict_json import read as read_json
from signing.proofs import unsecured
from signing.rdfc_suites import RdfcSuite
from signing.shape_plans import ShapePlan, shape_of, shape_plan

pytestmark = pytest.mark.vectors

OF_RDFC = [vector for vector in VECTORS if isinstance(vector.suite, RdfcSuite)]


def planned(document: Mapping[str, Json], hash_name: str) -> tuple[ShapePlan, str]:
    """Return the plan of a document's shape, and the canonical form that it gives."""
    plan = shape_plan(document, CANONICALISER, hash_name)
    assert plan is not None
    return plan, plan.canonical(shape_of(document)[1]).decode()


@pytest.mark.parametrize("vector", OF_RDFC, ids=lambda vector: vector.folder)
def test_a_plan_gives_the_official_canonical_forms(vectors: Path, vector: Vector) -> None:
    hash_name = HASHES[vector.private_key(vectors).public_key.algorithm]
    document, _ = vector.signed(vectors)
    plan, form = planned(document, hash_name)
    assert form == vector.text(vectors, "canonDoc")
    assert len(plan.slots) > 3
    _, options = planned(vector.json(vectors, "proofConfig"), hash_name)
    assert options == vector.text(vectors, "proofCanon")


def test_a_plan_gives_the_canonical_forms_of_open_badges(vectors: Path) -> None:
    folder = vectors / "open-badges-3"
    signed = read_json((folder / "signed-credential.json").read_bytes())
    document, proof = unsecured(signed), signed["proof"]
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    plan, form = planned(document, "sha256")
    assert form == (folder / "document-canon.txt").read_text("utf-8")
    assert len(plan.slots) > 3
    _, form = planned({**options, "@context": document["@context"]}, "sha256")
    assert form == (folder / "proof-canon.txt").read_text("utf-8")
