"""What `insygnia bench` measures of whole verifications: files of known shapes and of new ones.

Nothing is fetched: the issuer's DID carries its key.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle

from contexts.library import shipped
from issuer.cli.bench_operations import WHEN, Operation, Planned, issuer_of_samples, planned
from keys.signer import Algorithm
from signing.canonical import Canonicaliser
from signing.json_ld import Document
from signing.plan_cache import FAMILIES
from signing.proof_options import ProofOptions
from signing.proofs import with_proof
from signing.rdfc_suites import EDDSA_RDFC_2022
from verifier.resolver import GivenResources
from verifier.verify import Verifier, canonicalisers

FILES = 200
"""So many badges of one shape take turns; all were verified once before it is measured."""
SHAPES = FAMILIES + 32
"""So many shapes take turns: when one comes again, it was forgotten."""
_FIRST = 1_000
"""The sample has low numbers in its own ids."""


def reports() -> Mapping[str, Operation]:
    """Return what is measured, by name."""
    known = _verifying(_alike(planned()))
    for _ in range(FILES):
        # What badges of a class share is known only after many of them (`signing.shared_texts`).
        known()
    return {
        "verify-report-known-shape": Operation(known),
        "verify-report-new-shape": Operation(_verifying(_different())),
    }


def _verifying(files: Sequence[bytes]) -> Callable[[], object]:
    """Return what makes the report on the next of these files, and begins again after the last."""
    verifier = Verifier(canonicalisers(shipped()), GivenResources({}))
    turns = cycle(files)
    return lambda: verifier.verify(next(turns), now=WHEN)


def _alike(badge: Planned) -> Sequence[bytes]:
    return [badge.numbered(number) for number in range(_FIRST, _FIRST + FILES)]


def _different() -> Sequence[bytes]:
    """Return signed badges of which no two have the same numbers of tags and evidence."""
    signer, document = issuer_of_samples(Algorithm.ED25519)
    canonicaliser, options = Canonicaliser(shipped()), ProofOptions(created=WHEN)
    return [
        json.dumps(
            with_proof(_shaped(document, number), EDDSA_RDFC_2022, signer, options, canonicaliser)
        ).encode()
        for number in range(SHAPES)
    ]


def _shaped(document: Document, number: int) -> Document:
    rows, columns = divmod(number, 16)
    subject = document["credentialSubject"]
    tags = [f"tag {column}" for column in range(columns + 1)]
    evidence = [{"type": ["Evidence"], "name": f"Praca {row}"} for row in range(rows + 1)]
    achieved = {**subject["achievement"], "tag": tags}
    return {
        **document,
        "credentialSubject": {**subject, "achievement": achieved},
        "evidence": evidence,
    }
