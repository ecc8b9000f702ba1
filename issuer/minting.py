"""From a document to a credential: both signed forms, made and checked at once.

Badges of one template that are made one after another are signed by a plan (rule 27): what they
have in common is looked at once. The caller says which of them are compared with the generic path.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

import structlog

from issuer.documents.slots import slots_of
from issuer.issuer_keys import Signers
from issuer.models import FormKind
from keys.strict_json import Json
from signing.canonical import Canonicaliser, RememberingCanonicaliser
from signing.errors import PlanMismatchError, UnplannableError, UnplannedError
from signing.planned import BadgePlan, plan_badge
from signing.planned_signing import PlannedSigner, SignedBadge
from signing.proof_options import ProofOptions
from signing.rdfc_suites import EDDSA_RDFC_2022
from signing.securing import check_controller, sign_both, sign_embedded
from signing.selection import with_value

_log = structlog.get_logger()

# Looking a member up in its class takes longer than looking up what it stands for.
_JSON, _JWT = FormKind.JSON, FormKind.JWT


class SignedForm(NamedTuple):
    """A form of a badge exactly as it was signed, and the SHA-256 of its UTF-8 in hexadecimal."""

    kind: FormKind
    content: bytes
    """In UTF-8."""
    sha256: str


Forms: TypeAlias = Sequence[SignedForm]
"""The JSON form (eddsa-rdfc-2022) and the VC-JWT of a badge."""


class Minted(NamedTuple):
    """Both forms of a badge, and the plan by which they were made, if it was by one."""

    forms: Forms
    plan: BadgePlan | None


class Minter:
    """Mints the badges of one issuer, by plans where these hold and else on the generic path.

    Made for a row of badges of one edition, signed with keys that do not change meanwhile. The
    plans are kept with the canonicaliser and serve the next minter of this process as well.
    """

    def __init__(self, signers: Signers, canonicaliser: Canonicaliser) -> None:
        self._signers = signers
        self._canonicaliser = canonicaliser
        self._planned = PlannedSigner(
            EDDSA_RDFC_2022, signers.embedded, signers.token, canonicaliser
        )
        self._compared: list[BadgePlan] = []

    def minted(self, document: Mapping[str, Json], *, created: datetime, compared: bool) -> Minted:
        """Return both forms of `document`.

        `created` is the instant that the proof states. With `compared`, and for the first badge by
        each plan, everything that the generic path looks at is looked at as well.

        Raises:
            signing.errors.UnsafeDocumentError: the document must not be signed; nothing was.
            signing.errors.ForeignIssuerError: the keys are not the issuer's.
            signing.errors.PlanMismatchError: the plan is wrong. Nothing that this minter made since
                the last comparison may be kept; no plan signs for the edition any more.
        """
        edition = _edition(document)
        slots = slots_of(document)
        family = (edition, self._planned.hash_name, tuple(slots))
        if not self._canonicaliser.plans.is_distrusted(edition):
            for plan in self._canonicaliser.plans.plans(family):
                badge = self._by_plan(plan, document, created, compared=compared)
                if badge is not None:
                    return Minted(_forms(badge), plan)
        forms = minted_forms(document, self._signers, self._canonicaliser, created=created)
        self._canonicaliser.plans.meet(
            family, _template(document, slots), lambda: self._plan(document)
        )
        return Minted(forms, None)

    def filled(
        self, plan: BadgePlan, fillings: Iterable[Sequence[str]], *, created: datetime
    ) -> Sequence[Forms | None]:
        """Return the forms of badges, given the values in the slots of a plan, in the same order.

        None where the plan may not answer: the badge is to be minted as a document. `plan` is one
        by which this minter made a badge, so that it was compared.
        """
        if self._canonicaliser.plans.is_distrusted(_edition(plan.template)):
            return [None for _ in fillings]
        badges = self._planned.sign(plan, fillings, created=created)
        return [None if badge is None else _forms(badge) for badge in badges]

    def _by_plan(
        self, plan: BadgePlan, document: Mapping[str, Json], created: datetime, *, compared: bool
    ) -> SignedBadge | None:
        """Return the badge as `plan` signs it, or None if the plan does not answer for it."""
        try:
            values, _ = plan.matched(document)
            [badge] = self._planned.sign(plan, [values], created=created)
        except UnplannedError:
            return None
        if badge is None:
            return None
        if compared or not any(known is plan for known in self._compared):
            self._compare(badge, document, created)
            self._compared.append(plan)
        return badge

    def _compare(self, badge: SignedBadge, document: Mapping[str, Json], created: datetime) -> None:
        try:
            self._planned.compare(badge, document, created=created)
        except PlanMismatchError as e:
            edition = _edition(document)
            self._canonicaliser.plans.distrust(edition)
            _log.critical("plan-mismatch", edition=edition, reason=e.reason)
            raise

    def _plan(self, document: Mapping[str, Json]) -> BadgePlan | None:
        try:
            return plan_badge(
                document, slots_of(document), self._canonicaliser, self._planned.hash_name
            )
        except UnplannableError as e:
            _log.info("no-plan", reason=e.reason)
            return None


def minted_forms(
    document: Mapping[str, Json],
    signers: Signers,
    canonicaliser: Canonicaliser,
    *,
    created: datetime,
) -> Forms:
    """Return both forms of `document`, which were verified.

    They are made together, so that nothing needs the private key later, and on the generic path: a
    single badge is always looked at as a whole. `created` is the instant that the proof states.

    Raises:
        signing.errors.UnsafeDocumentError: the document must not be signed; nothing was.
        signing.errors.ForeignIssuerError: the keys are not the issuer's.
    """
    check_controller(document, signers.embedded)
    check_controller(document, signers.token)
    credential, token = sign_both(
        document,
        EDDSA_RDFC_2022,
        (signers.embedded, signers.token),
        ProofOptions(created=created),
        RememberingCanonicaliser(canonicaliser),
    )
    return _forms(SignedBadge(as_json(credential).encode(), token.encode()))


def signed_document(
    document: Mapping[str, Json],
    signers: Signers,
    canonicaliser: Canonicaliser,
    *,
    created: datetime,
) -> Mapping[str, Json]:
    """Return `document` with an eddsa-rdfc-2022 proof by its issuer's key, which was verified."""
    check_controller(document, signers.embedded)
    options = ProofOptions(created=created)
    return sign_embedded(document, EDDSA_RDFC_2022, signers.embedded, options, canonicaliser)


def as_json(credential: Mapping[str, Json]) -> str:
    """Return the text in which a credential is stored, sent and never written anew."""
    return json.dumps(credential, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, in hexadecimal."""
    return _digest(text.encode())


def _edition(document: Mapping[str, Json]) -> str:
    return str(document["credentialSubject"]["achievement"]["id"])


def _template(document: Mapping[str, Json], slots: Mapping[str, object]) -> bytes:
    """Return a digest of what a document has in common with all others of its template."""
    for pointer in slots:
        document = with_value(document, pointer, "")
    return hashlib.sha256(as_json(document).encode()).digest()


def _forms(badge: SignedBadge) -> Forms:
    return (
        SignedForm(_JSON, badge.embedded, _digest(badge.embedded)),
        SignedForm(_JWT, badge.token, _digest(badge.token)),
    )


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
