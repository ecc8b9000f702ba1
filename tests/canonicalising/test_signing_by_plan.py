"""Badges signed by plan are those that the generic path signs, byte for byte, or they are not."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from structlog.testing import capture_logs

from contexts.library import shipped
from issuer.documents.slots import slots_of
from issuer.issuer_keys import Signers
from issuer.minting import Minter, minted_forms
from issuer.models import FormKind
from keys.did_key import did_key_method
from keys.errors import InvalidSignatureError
from keys.private import LocalSigner, generate
from keys.signer import Algorithm, PublicKey
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.errors import Error, ForeignIssuerError, PlanMismatchError, UnplannedError
from signing.json_ld import Document
from signing.plan_lines import Text
from signing.planned import BadgePlan, plan_badge
from signing.planned_signing import PlannedSigner
from signing.proofs import covered_by, proofs_of
from signing.rdfc_suites import ECDSA_RDFC_2019, EDDSA_RDFC_2022

from .adversarial import Example, examples
from .plan_templates import SUBJECT, Template, templates
from .samples import ACHIEVEMENT, put
from .test_plans import many

CREATED = datetime(2026, 5, 31, 12, tzinfo=UTC)
NAME = f"{SUBJECT}/identifier/0/identityHash"


class Counting(Canonicaliser):
    """Counts how often it is asked for statements."""

    asked = 0

    def statements(self, document: Document) -> tuple[Json, ...]:
        """Return what the generic path returns."""
        self.asked += 1
        return super().statements(document)


@dataclass(frozen=True)
class Elsewhere:
    """A signer that is not in this process, and may be broken."""

    local: LocalSigner
    works: bool = True

    @property
    def verification_method(self) -> str:
        """The method of the key."""
        return self.local.verification_method

    @property
    def public_key(self) -> PublicKey:
        """The public half."""
        return self.local.public_key

    def sign(self, message: bytes) -> bytes:
        """Return a signature, or one of something else."""
        return self.local.sign(message if self.works else b"something else")


@pytest.fixture(scope="module")
def signers() -> Signers:
    """Return an Ed25519 key of a did:key, for both forms."""
    return signers_of_one(Algorithm.ED25519)


def signers_of_one(algorithm: Algorithm) -> Signers:
    key = generate(algorithm)
    signer = LocalSigner(did_key_method(key.public_key), key)
    return Signers(signer, signer)


def badge(signers: Signers, number: int, template: Template | None = None) -> dict[str, Json]:
    """Return the badge of another person."""
    document = put((template or templates()[0]).document, NAME, f"Osoba {number}")
    document = put(document, "/id", f"https://szkola.example/credentials/{number}")
    issuer = signers.embedded.verification_method.partition("#")[0]
    return put(document, "/issuer/id", issuer)


def minted(minter: Minter, document: Document, *, compared: bool = False) -> list[str]:
    forms = minter.minted(document, created=CREATED, compared=compared).forms
    assert [form.kind for form in forms] == [FormKind.JSON, FormKind.JWT]
    return [form.content.decode() for form in forms]


def by_generic_path(signers: Signers, document: Document) -> list[str]:
    forms = minted_forms(document, signers, Canonicaliser(shipped()), created=CREATED)
    return [form.content.decode() for form in forms]


def having_learned(signers: Signers, *documents: Document) -> tuple[Minter, Counting]:
    """Return a minter that has a plan for each document."""
    canonicaliser = Counting(shipped())
    minter = Minter(signers, canonicaliser)
    for document in documents:
        for _ in range(3):
            minted(minter, document)
    canonicaliser.asked = 0
    return minter, canonicaliser


def test_two_badges_of_a_template_take_the_generic_path_and_the_others_do_not(
    signers: Signers,
) -> None:
    canonicaliser = Counting(shipped())
    minter = Minter(signers, canonicaliser)
    asked = []
    for number in range(6):
        canonicaliser.asked = 0
        document = badge(signers, number)
        assert minted(minter, document) == by_generic_path(signers, document)
        asked.append(canonicaliser.asked > 0)
    # The third is the first by the plan, and is compared.
    assert asked == [True, True, True, False, False, False]


@pytest.mark.parametrize("name", ["usual", "wallet", "nameless objects"])
def test_whatever_is_in_a_badge_its_forms_are_those_of_the_generic_path(
    signers: Signers, name: str
) -> None:
    template = next(found for found in templates() if found.name == name)
    issuer = signers.embedded.verification_method.partition("#")[0]
    template = replace(template, document=put(template.document, "/issuer/id", issuer))
    minter, canonicaliser = having_learned(signers, template.document)

    @settings(many, max_examples=60)
    @given(example=examples(template))
    def alike(example: Example) -> None:
        try:
            expected = by_generic_path(signers, example.document)
        except Error:
            with pytest.raises(Error):
                minted(minter, example.document)
            return
        assert minted(minter, example.document) == expected

    alike()
    assert canonicaliser.asked < 60 * 5


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.P384, Algorithm.RSA])
def test_tokens_of_every_key_are_those_of_the_generic_path(algorithm: Algorithm) -> None:
    # A did:key has one key only.
    both = Signers(
        LocalSigner("did:web:szkola.example#1", generate(Algorithm.ED25519)),
        LocalSigner("did:web:szkola.example#2", generate(algorithm)),
    )
    minter, _ = having_learned(both, badge(both, 1))
    assert minted(minter, badge(both, 2)) == by_generic_path(both, badge(both, 2))


@pytest.mark.parametrize("algorithm", [Algorithm.P256, Algorithm.P384])
def test_a_plan_signs_with_ecdsa_and_the_hash_of_the_curve(algorithm: Algorithm) -> None:
    signers, canonicaliser = signers_of_one(algorithm), Canonicaliser(shipped())
    planned = PlannedSigner(ECDSA_RDFC_2019, signers.embedded, signers.token, canonicaliser)
    document = badge(signers, 1)
    plan = plan_badge(document, slots_of(document), canonicaliser, planned.hash_name)
    values, _ = plan.matched(badge(signers, 2))
    [signed] = planned.sign(plan, [values], created=CREATED)
    assert signed is not None
    planned.compare(signed, badge(signers, 2), created=CREATED)
    credential = json.loads(signed.embedded)
    proof = proofs_of(credential)[0]
    covered = covered_by(credential, proof)
    ECDSA_RDFC_2019.verify_proof(covered, proof, signers.embedded.public_key, canonicaliser)
    assert planned.hash_name == ("sha256" if algorithm is Algorithm.P256 else "sha384")


def test_a_plan_of_another_hash_signs_nothing(signers: Signers) -> None:
    canonicaliser = Canonicaliser(shipped())
    planned = PlannedSigner(EDDSA_RDFC_2022, signers.embedded, signers.token, canonicaliser)
    document = badge(signers, 1)
    plan = plan_badge(document, slots_of(document), canonicaliser, "sha384")
    with pytest.raises(UnplannedError):
        planned.sign(plan, [plan.matched(document)[0]], created=CREATED)


def spoiled(plan: BadgePlan) -> BadgePlan:
    """Return a plan that says one thing wrong."""
    first, *rest = plan.statements.blocks
    assert isinstance(first, Text)
    wrong = replace(first, parts=(first.parts[0] + b" ", *first.parts[1:]))
    return replace(plan, statements=replace(plan.statements, blocks=(wrong, *rest)))


def with_spoiled_plan(signers: Signers) -> Canonicaliser:
    """Return a canonicaliser whose only plan is wrong."""
    canonicaliser = Canonicaliser(shipped())
    document = badge(signers, 0)
    plan = spoiled(plan_badge(document, slots_of(document), canonicaliser))
    family = (
        document["credentialSubject"]["achievement"]["id"],
        "sha256",
        tuple(slots_of(document)),
    )
    for _ in range(2):
        canonicaliser.plans.meet(family, b"", lambda: plan)
    return canonicaliser


@pytest.mark.parametrize("compared", [True, False])
def test_a_wrong_plan_is_found_at_its_first_badge_and_never_used_again(
    signers: Signers, *, compared: bool
) -> None:
    canonicaliser = with_spoiled_plan(signers)
    document = badge(signers, 1)
    with capture_logs() as lines, pytest.raises(PlanMismatchError):
        minted(Minter(signers, canonicaliser), document, compared=compared)
    assert [(line["event"], line["log_level"]) for line in lines] == [("plan-mismatch", "critical")]
    for _ in range(3):
        again = minted(Minter(signers, canonicaliser), document)
        assert again == by_generic_path(signers, document)


def test_a_wrong_plan_is_found_when_a_later_badge_is_compared(signers: Signers) -> None:
    minter, canonicaliser = having_learned(signers, badge(signers, 0))
    document = badge(signers, 1)
    family = (
        document["credentialSubject"]["achievement"]["id"],
        "sha256",
        tuple(slots_of(document)),
    )
    [plan] = canonicaliser.plans.plans(family)
    object.__setattr__(plan, "statements", spoiled(plan).statements)
    assert minted(minter, document) != by_generic_path(signers, document)
    with pytest.raises(PlanMismatchError):
        minted(minter, document, compared=True)


def test_keys_of_somebody_else_sign_nothing_by_plan(signers: Signers) -> None:
    _, canonicaliser = having_learned(signers, badge(signers, 0))
    stranger = Minter(signers_of_one(Algorithm.ED25519), canonicaliser)
    with pytest.raises(ForeignIssuerError):
        minted(stranger, badge(signers, 1))


def test_a_token_key_of_somebody_else_signs_nothing_by_plan(signers: Signers) -> None:
    _, canonicaliser = having_learned(signers, badge(signers, 0))
    mixed = Signers(signers.embedded, signers_of_one(Algorithm.ED25519).token)
    with pytest.raises(ForeignIssuerError):
        minted(Minter(mixed, canonicaliser), badge(signers, 1))


@pytest.mark.parametrize("broken", ["embedded", "token"])
def test_a_signature_from_elsewhere_is_always_checked(signers: Signers, broken: str) -> None:
    _, canonicaliser = having_learned(signers, badge(signers, 0))
    local: Sequence[LocalSigner] = [signers.embedded, signers.token]  # type: ignore[list-item]  # they are
    remote = [Elsewhere(one, works=broken != name)
              for one, name in zip(local, ("embedded", "token"), strict=True)]  # fmt: skip
    with pytest.raises(InvalidSignatureError):
        minted(Minter(Signers(*remote), canonicaliser), badge(signers, 1))


def test_a_signer_elsewhere_that_works_signs_the_same(signers: Signers) -> None:
    minter, canonicaliser = having_learned(signers, badge(signers, 0))
    local: Sequence[LocalSigner] = [signers.embedded, signers.token]  # type: ignore[list-item]  # they are
    remote = Minter(Signers(*map(Elsewhere, local)), canonicaliser)
    assert minted(remote, badge(signers, 1)) == minted(minter, badge(signers, 1))


def test_another_issuer_or_edition_needs_a_plan_of_its_own(signers: Signers) -> None:
    minter, canonicaliser = having_learned(signers, badge(signers, 0))
    for pointer, value in (("/issuer/name", "Inna"), (f"{ACHIEVEMENT}/description", "Inny opis")):
        document = put(badge(signers, 1), pointer, value)
        canonicaliser.asked = 0
        assert minted(minter, document) == by_generic_path(signers, document)
        assert canonicaliser.asked


def test_many_threads_get_what_one_gets(signers: Signers) -> None:
    minter, canonicaliser = having_learned(signers, badge(signers, 0))
    documents = [badge(signers, number) for number in range(64)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda document: minted(minter, document), documents))
    assert together == [minted(Minter(signers, canonicaliser), one) for one in documents]
