"""Signing badges by a plan: the embedded proof and the token, and comparing both.

A badge is written once, as the text that both forms share; see `planned` for what is looked at.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from contexts.errors import Error as ContextError
from keys import strict_json
from keys.errors import Error as KeyOrTextError
from keys.multibase import base58btc_encode
from keys.private import LocalSigner
from keys.signer import Signer
from keys.strict_json import Json
from signing import vc_jwt
from signing.canonical import Canonicaliser, RememberingCanonicaliser
from signing.disputed import refuse_disputed
from signing.errors import Error, PlanMismatchError, UnplannedError
from signing.json_ld import Document
from signing.planned import BadgePlan
from signing.proof_options import ProofOptions
from signing.rdfc_suites import RdfcSuite
from signing.securing import check_controller, check_signable


@dataclass(frozen=True)
class SignedBadge:
    """The text of a badge with its proof embedded, and the same badge as a VC-JWT; in UTF-8."""

    embedded: bytes
    token: bytes


class _Draft(NamedTuple):
    """A badge that is not signed yet: its text, the hash of what it says, and claims of a token."""

    text: bytes
    digest: bytes
    claims: Mapping[str, Json]


class PlannedSigner:
    """Signs badges of one issuer, one plan after another; for any number of threads."""

    def __init__(
        self, suite: RdfcSuite, embedded: Signer, token: Signer, canonicaliser: Canonicaliser
    ) -> None:
        self._suite = suite
        self._embedded = embedded
        self._token = token
        self._canonicaliser = canonicaliser
        self._issuer: Json = None
        self.hash_name = suite.hash_name(embedded.public_key)
        """The hash with which plans for this signer are made."""
        self._options_known: tuple[object, bytes, bytes] | None = None

    def sign(
        self, plan: BadgePlan, fillings: Iterable[Sequence[str]], *, created: datetime
    ) -> Sequence[SignedBadge | None]:
        """Return both forms of badges, given the values in their slots, in the same order.

        None where the badge is one for the generic path: nothing was signed of it. `created` is the
        instant that the proofs state. All badges take each step together: what a step needs stays
        in the processor's cache.

        Raises:
            UnplannedError: the plan is for another kind of key.
            ForeignIssuerError, ForeignMethodError: the keys are not those of the plan's issuer.
            InvalidSignatureError: a signer elsewhere gave a signature that does not fit.
        """
        self._check_keys(plan)
        options, proof_digest = self._options(plan.template, created)
        drafts = [_draft(plan, values) for values in fillings]
        ready = [draft for draft in drafts if draft is not None]
        proofs = [self._signature(proof_digest + draft.digest) for draft in ready]
        proven = [
            _with_proof(draft.text, options, proof)
            for draft, proof in zip(ready, proofs, strict=True)
        ]
        inputs = [vc_jwt.signing_input(draft.text, draft.claims, self._token) for draft in ready]
        tokens = [self._signed_token(each) for each in inputs]
        signed = map(SignedBadge, proven, tokens)
        return [None if draft is None else next(signed) for draft in drafts]

    def embedded(
        self, plan: BadgePlan, values: Sequence[str], text: bytes, *, created: datetime
    ) -> bytes:
        """Return the JSON form of one badge in UTF-8, given the values in its slots and its text.

        `text` must be `plan.splice.text(values)`. Raises what `sign` raises, and `UnplannedError`
        also where the badge is one for the generic path.
        """
        self._check_keys(plan)
        plan.check_period(values)
        options, proof_digest = self._options(plan.template, created)
        signature = self._signature(proof_digest + plan.statements.digest(values))
        return _with_proof(text, options, signature)

    def _signature(self, message: bytes) -> bytes:
        """Return the signature of an embedded proof, checked if the key is elsewhere."""
        signature = self._embedded.sign(message)
        if not isinstance(self._embedded, LocalSigner):
            self._embedded.public_key.verify(signature, message)
        return signature

    def _signed_token(self, signing_input: bytes) -> bytes:
        token = vc_jwt.signed(signing_input, self._token)
        if not isinstance(self._token, LocalSigner):
            vc_jwt.verify(vc_jwt.read(token.decode()), self._token.public_key)
        return token

    def _check_keys(self, plan: BadgePlan) -> None:
        """Check that both keys are the issuer's, who is the same in all badges of a plan."""
        if plan.statements.hash_name != self.hash_name:
            raise UnplannedError("the plan is for another kind of key")
        if plan.template["issuer"] is not self._issuer:
            check_controller(plan.template, self._embedded)
            check_controller(plan.template, self._token)
            self._issuer = plan.template["issuer"]

    def compare(self, badge: SignedBadge, document: Document, *, created: datetime) -> None:
        """Do for a badge that was signed by a plan everything that the generic path does.

        Raises:
            PlanMismatchError: the generic path would not have signed this, or not so.
        """
        generic = RememberingCanonicaliser(self._canonicaliser)
        try:
            self._compare_embedded(badge.embedded.decode(), document, created, generic)
            self._compare_token(badge.token.decode(), document)
        except PlanMismatchError:
            raise
        except (Error, KeyOrTextError, ContextError) as e:
            raise PlanMismatchError(str(e)) from e

    def _compare_embedded(
        self, text: str, document: Document, created: datetime, generic: Canonicaliser
    ) -> None:
        check_signable(document, generic)
        key = self._embedded.public_key
        refuse_disputed(document, self._suite.canonical_document(document, key, generic))
        credential = strict_json.read(text)
        proof = credential.get("proof", [{}])[0]
        expected = {**self._config(created), "proofValue": proof.get("proofValue")}
        if text != _text({**document, "proof": [expected]}):
            raise PlanMismatchError("the text is not that of the document and its proof")
        self._suite.verify_proof(document, proof, key, generic)

    def _compare_token(self, text: str, document: Document) -> None:
        token = vc_jwt.read(text)
        vc_jwt.verify(token, self._token.public_key)
        if _text(vc_jwt.document_of(token)) != _text(document):
            raise PlanMismatchError("the token is not that of the document")
        vc_jwt.check_claims(token, document)

    def _config(self, created: datetime) -> dict[str, Json]:
        options = ProofOptions(created=created)
        return options.config(self._suite.proof_type, self._embedded.verification_method)

    def _options(self, template: Document, created: datetime) -> tuple[bytes, bytes]:
        """Return the text of a proof up to its value, and the hash of its options.

        Those of the last instant are remembered: the badges of a batch have one.
        """
        asked = (created, template["@context"])
        known = self._options_known
        if known is None or known[0] != asked:
            config, key = self._config(created), self._embedded.public_key
            digest = self._suite.proof_digest(template, config, key, self._canonicaliser)
            text = _text({**config, "proofValue": ""}).removesuffix('"}')
            known = self._options_known = (asked, text.encode(), digest)
        return known[1], known[2]


def _draft(plan: BadgePlan, values: Sequence[str]) -> _Draft | None:
    """Return a badge as it will be signed, or none if it is one for the generic path."""
    try:
        return _Draft(plan.text(values), plan.statements.digest(values), plan.claims(values))
    except UnplannedError:
        return None


def _with_proof(text: bytes, options: bytes, signature: bytes) -> bytes:
    value = base58btc_encode(signature).encode()
    return b"".join((text[:-1], b',"proof":[', options, value, b'"}]}'))


def _text(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
