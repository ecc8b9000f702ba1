"""Signing badges by a plan: the embedded proof and the token, and comparing both.

A badge is written once, as the text that both forms share; see `planned` for what is looked at.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
    """The text of a badge with its proof embedded, and the same badge as a VC-JWT."""

    embedded: str
    token: str


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
        self, plan: BadgePlan, values: Sequence[str], text: bytes, *, created: datetime
    ) -> SignedBadge:
        """Return both forms of a badge, given the values in its slots and its text.

        `text` must be `plan.splice.text(values)`; of a document `plan.matched` gives both.
        `created` is the instant that the proof states.

        Raises:
            UnplannedError: the badge is one for the generic path; nothing was signed.
            ForeignIssuerError, ForeignMethodError: the keys are not those of the plan's issuer.
            InvalidSignatureError: a signer elsewhere gave a signature that does not fit.
        """
        embedded = self.embedded(plan, values, text, created=created)
        token = vc_jwt.encode_text(text, plan.claims(values), self._token)
        if not isinstance(self._token, LocalSigner):
            vc_jwt.verify(vc_jwt.read(token), self._token.public_key)
        return SignedBadge(embedded.decode(), token)

    def embedded(
        self, plan: BadgePlan, values: Sequence[str], text: bytes, *, created: datetime
    ) -> bytes:
        """Return the JSON form alone, in UTF-8. Takes and raises what `sign` takes and raises."""
        self._check_keys(plan)
        plan.check_period(values)
        options, proof_digest = self._options(plan.template, created)
        message = proof_digest + plan.statements.digest(values)
        signature = self._embedded.sign(message)
        if not isinstance(self._embedded, LocalSigner):
            self._embedded.public_key.verify(signature, message)
        value = base58btc_encode(signature).encode()
        return b"".join((text[:-1], b',"proof":[', options, value, b'"}]}'))

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
            self._compare_embedded(badge.embedded, document, created, generic)
            self._compare_token(badge.token, document)
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


def _text(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
