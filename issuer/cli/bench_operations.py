"""What `insygnia bench` measures in memory: raw signatures, the generic path, plans and tokens.

A shape is known after its second document; each operation is run twice before it is measured.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

from contexts.library import shipped
from issuer.documents.slots import slots_of
from issuer.samples.badge import sample_document
from keys.open_signer import own_method
from keys.private import LocalSigner, generate
from keys.signer import Algorithm
from signing import vc_jwt
from signing.canonical import Canonicaliser
from signing.json_ld import Document
from signing.planned import BadgePlan, plan_badge
from signing.planned_signing import PlannedSigner
from signing.proof_options import ProofOptions
from signing.proofs import covered_by, proofs_of, with_proof
from signing.rdfc_suites import ECDSA_RDFC_2019, EDDSA_RDFC_2022, RdfcSuite
from signing.selection import find
from signing.shapes import ShapeCanonicaliser

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
_MESSAGE = bytes(64)
_SALT = "00112233445566778899aabbccddeeff"
_IDS = [f"urn:uuid:00000000-0000-4000-8000-{number:012}" for number in range(3)]
_NAME = "/credentialSubject/identifier/0/identityHash"


@dataclass(frozen=True)
class Operation:
    """What is timed, and for how many badges one run of it stands."""

    run: Callable[[], object]
    badges: int = 1


@dataclass(frozen=True)
class Planned:
    """The sample badge of one issuer, and its plan."""

    document: Document
    plan: BadgePlan
    values: tuple[str, ...]
    signer: PlannedSigner

    def issue(self) -> bytes:
        """Return a badge, signed, as text in UTF-8, given the values in its slots."""
        text = self.plan.splice.text(self.values)
        return self.signer.embedded(self.plan, self.values, text, created=WHEN)

    def numbered(self, number: int) -> bytes:
        """Return a badge of another person: another id and another name."""
        values = list(self.values)
        slots = list(slots_of(self.document))
        values[slots.index("/id")] = UUID(int=number, version=4).urn
        values[slots.index(_NAME)] = f"Żaneta Gęślą-Jaźń {number}"
        text = self.plan.splice.text(values)
        return self.signer.embedded(self.plan, values, text, created=WHEN)


def planned(suite: RdfcSuite = EDDSA_RDFC_2022, kind: Algorithm = Algorithm.ED25519) -> Planned:
    """Return the sample badge with its plan, and a new key to sign it."""
    signer, document = issuer_of_samples(kind)
    canonicaliser = Canonicaliser(shipped())
    by_plan = PlannedSigner(suite, signer, signer, canonicaliser)
    slots = slots_of(document)
    plan = plan_badge(document, slots, canonicaliser, by_plan.hash_name)
    values = tuple(find(document, pointer) for pointer in slots)
    return Planned(document, plan, values, by_plan)


def operations() -> dict[str, Operation]:
    """Return what is measured, by name: raw signatures, then the ways to sign and to verify."""
    return {**_raw(), **_planned(), **_generic()}


def _raw() -> dict[str, Operation]:
    named: dict[str, Operation] = {}
    kinds = {"ed25519": Algorithm.ED25519, "es256": Algorithm.P256, "rs256": Algorithm.RSA}
    for name, algorithm in kinds.items():
        key = generate(algorithm)
        public_key, signature = key.public_key, key.sign(_MESSAGE)
        named[f"sign-{name}"] = Operation(partial(key.sign, _MESSAGE))
        named[f"verify-{name}"] = Operation(partial(public_key.verify, signature, _MESSAGE))
    return named


def _planned() -> dict[str, Operation]:
    badge = planned()
    others = {
        "p256": planned(ECDSA_RDFC_2019, Algorithm.P256),
        "p384": planned(ECDSA_RDFC_2019, Algorithm.P384),
    }

    def both_forms() -> object:
        return badge.signer.sign(badge.plan, [badge.values], created=WHEN)

    return {
        "digest-plan": Operation(partial(badge.plan.statements.digest, badge.values)),
        "issue-plan-eddsa-rdfc-2022": Operation(badge.issue),
        **{
            f"issue-plan-ecdsa-rdfc-2019-{name}": Operation(other.issue)
            for name, other in others.items()
        },
        "issue-plan-both-forms": Operation(both_forms),
    }


def _generic() -> dict[str, Operation]:
    signer, document = issuer_of_samples(Algorithm.ED25519)
    canonicaliser, options = Canonicaliser(shipped()), ProofOptions(created=WHEN)

    def issue() -> Document:
        return with_proof(document, EDDSA_RDFC_2022, signer, options, canonicaliser)

    def verify(by: Canonicaliser) -> Callable[[], None]:
        return lambda: EDDSA_RDFC_2022.verify_proof(covered, proof, signer.public_key, by)

    credential = issue()
    proof = proofs_of(credential)[0]
    covered = covered_by(credential, proof)
    token = vc_jwt.encode(document, signer)
    return {
        "canonical-generic": Operation(
            lambda: canonicaliser.canonical(canonicaliser.statements(document))
        ),
        "issue-generic-eddsa-rdfc-2022": Operation(issue),
        "verify-generic-eddsa-rdfc-2022": Operation(verify(canonicaliser)),
        "verify-shape-eddsa-rdfc-2022": Operation(verify(ShapeCanonicaliser(shipped()))),
        "issue-vc-jwt-eddsa": Operation(lambda: vc_jwt.encode(document, signer)),
        "verify-vc-jwt-eddsa": Operation(
            lambda: vc_jwt.verify(vc_jwt.read(token), signer.public_key)
        ),
    }


def issuer_of_samples(kind: Algorithm) -> tuple[LocalSigner, Document]:
    """Return a new key of a kind, and the sample badge of its did:key."""
    key = generate(kind)
    signer = LocalSigner(own_method(key.public_key), key)
    issuer = signer.verification_method.partition("#")[0]
    return signer, sample_document(issuer, _IDS, WHEN, _SALT)
