"""Securing a badge: look at all of it, sign, and check our own work before it leaves.

This is the one place where a document becomes a credential.
"""

from contexts.library import CREDENTIALS_V1, CREDENTIALS_V2
from contexts.vocabulary import check
from contexts.vocabulary.findings import Violation
from keys import multikey
from keys.did_jwk import did_jwk_method
from keys.did_key import did_key_method
from keys.errors import MalformedKeyError, MultibaseError
from keys.signer import Algorithm, PublicKey, Signer
from signing import vc_jwt
from signing.agreement import check_agreement
from signing.canonical import Canonicaliser
from signing.errors import (
    ForeignIssuerError,
    ForeignMethodError,
    UnsafeDocumentError,
    UnsuitableContextError,
)
from signing.json_ld import Document
from signing.members import id_of
from signing.proof_options import ProofOptions
from signing.proofs import covered_by, proofs_of, unsecured, with_proof
from signing.suites import Cryptosuite


def check_signable(document: Document, canonicaliser: Canonicaliser) -> None:
    """Check that `document` is a badge or endorsement of which every word can be covered.

    Raises:
        UnsafeDocumentError: with every problem of vocabulary, shape and terms that was found.
        UnsuitableContextError, UnknownContextError, DocumentTooLargeError: as they say.
    """
    contexts = document.get("@context")
    if isinstance(contexts, list) and contexts[:1] == [CREDENTIALS_V1]:
        raise UnsuitableContextError("/@context", f"new badges begin with {CREDENTIALS_V2}")
    problems: list[Violation] = list(check(document).violations)
    bare = unsecured(document)
    try:
        check_agreement(bare, canonicaliser.statements(bare))
    except UnsafeDocumentError as e:
        problems += [problem for problem in e.problems if problem not in problems]
    if problems:
        raise UnsafeDocumentError(sorted(problems, key=lambda p: (p.pointer, p.rule)))


def check_controller(document: Document, signer: Signer) -> None:
    """Check that the issuer of `document` can be the controller of the signer's method.

    A DID's method belongs to that DID; an https address must be on the issuer's own site, or no
    verifier would follow it (rule 22). A method that names a key must name the signer's.

    Raises:
        ForeignIssuerError: the method is not the issuer's.
        ForeignMethodError: the method is another key's.
    """
    method, key = signer.verification_method, signer.public_key
    if not _can_name(method, key):
        raise ForeignMethodError(method, key.algorithm)
    name = str(id_of(document.get("issuer")))
    same_site = not method.startswith("did:") and _origin(method) == _origin(name)
    if method.partition("#")[0] != name and not same_site:
        raise ForeignIssuerError(name, method)


def _can_name(method: str, key: PublicKey) -> bool:
    """Tell whether a method that says which key it is says this one."""
    if method.startswith("did:key:"):
        return key.algorithm is not Algorithm.RSA and method == did_key_method(key)
    if method.startswith("did:jwk:"):
        return method == did_jwk_method(key)
    try:
        named = multikey.decode(method.partition("#")[2])
    except (MalformedKeyError, MultibaseError):
        return True
    return (named.algorithm, named.raw) == (key.algorithm, key.raw)


def _origin(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0].partition('#')[0].lower()}"


def sign_embedded(
    document: Document,
    suite: Cryptosuite,
    signer: Signer,
    options: ProofOptions,
    canonicaliser: Canonicaliser,
) -> Document:
    """Return `document` with one more Data Integrity proof, which has been verified.

    Raises:
        UnsafeDocumentError and the errors of `check_signable`: the document must not be signed.
        UnsuitableKeyError: the suite takes other keys.
        InvalidSignatureError: the signer gave a signature that does not fit.
    """
    check_signable(document, canonicaliser)
    return _embedded(document, suite, signer, options, canonicaliser)


def sign_jwt(document: Document, signer: Signer, canonicaliser: Canonicaliser) -> str:
    """Return `document` as a VC-JWT, which has been verified; proofs inside it stay.

    Raises:
        UnsafeDocumentError and the errors of `check_signable`: the document must not be signed.
        JwtError: a member that a claim must repeat is missing.
        InvalidSignatureError: the signer gave a signature that does not fit.
    """
    check_signable(document, canonicaliser)
    return _token(document, signer)


def sign_both(
    document: Document,
    suite: Cryptosuite,
    signers: tuple[Signer, Signer],
    options: ProofOptions,
    canonicaliser: Canonicaliser,
) -> tuple[Document, str]:
    """Return what `sign_embedded` and `sign_jwt` return, after one look at the document.

    `signers` are that of the proof and that of the token. Raises what those two raise.
    """
    embedded, token = signers
    check_signable(document, canonicaliser)
    credential = _embedded(document, suite, embedded, options, canonicaliser)
    return credential, _token(document, token)


def _embedded(
    document: Document,
    suite: Cryptosuite,
    signer: Signer,
    options: ProofOptions,
    canonicaliser: Canonicaliser,
) -> Document:
    credential = with_proof(document, suite, signer, options, canonicaliser)
    proof = proofs_of(credential)[-1]
    covered = covered_by(credential, proof)
    suite.verify_proof(covered, proof, signer.public_key, canonicaliser)
    return credential


def _token(document: Document, signer: Signer) -> str:
    token = vc_jwt.read(vc_jwt.encode(document, signer))
    vc_jwt.verify(token, signer.public_key)
    vc_jwt.check_claims(token, vc_jwt.document_of(token))
    return token.text
