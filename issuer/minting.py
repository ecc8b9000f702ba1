"""From a document to a credential: both signed forms, made and checked at once."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from issuer.issuer_keys import Signers
from issuer.models import Form, FormKind
from keys.strict_json import Json
from signing.canonical import Canonicaliser, RememberingCanonicaliser
from signing.proof_options import ProofOptions
from signing.rdfc_suites import EDDSA_RDFC_2022
from signing.securing import check_controller, sign_embedded, sign_jwt


def minted_forms(
    document: Mapping[str, Json],
    signers: Signers,
    canonicaliser: Canonicaliser,
    *,
    created: datetime,
) -> list[Form]:
    """Return the JSON form (eddsa-rdfc-2022) and the VC-JWT of `document`, both verified.

    They are made together, so that nothing needs the private key later. `created` is the instant
    that the proof states.

    Raises:
        signing.errors.UnsafeDocumentError: the document must not be signed; nothing was.
        signing.errors.ForeignIssuerError: the keys are not the issuer's.
    """
    remembering = RememberingCanonicaliser(canonicaliser)
    embedded = as_json(signed_document(document, signers, remembering, created=created))
    check_controller(document, signers.token)
    token = sign_jwt(document, signers.token, remembering)
    return [_form(FormKind.JSON, embedded), _form(FormKind.JWT, token)]


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
    return hashlib.sha256(text.encode()).hexdigest()


def _form(kind: FormKind, content: str) -> Form:
    return Form(kind=kind, content=content, sha256=digest(content))
