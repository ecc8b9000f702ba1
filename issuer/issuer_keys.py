"""The keys with which organisations sign, and their DIDs.

On a public https address an organisation has a did:web, an Ed25519 key for embedded proofs and a
P-256 key for tokens (rules 7, 9). On localhost it has one Ed25519 key, which is its did:key (rule
8). Private keys are in the database only as sealed envelopes; a retired one is destroyed while its
public half stays published for ever (rule 10).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.audit import note
from issuer.callers import Caller
from issuer.collaborators import Collaborators
from issuer.key_errors import KeyUnavailableError, NoRotationOnLocalhostError
from issuer.locks import lock
from issuer.models import IssuerKey, KeyState, Organisation
from issuer.rights import Right
from keys import errors as key_errors
from keys import jwk, multikey
from keys.did_key import did_key, did_key_document
from keys.did_web import PublishedKey, did_web, did_web_document
from keys.envelope import Envelope, key_aad, open_envelope, seal
from keys.kek import KekSource
from keys.private import LocalSigner, PrivateKey, generate
from keys.public import public_key
from keys.signer import Algorithm, PublicKey, Signer

_LABEL = "insygnia issuer key v1"
_PUBLISHED = (Algorithm.ED25519, Algorithm.P256)


@dataclass(frozen=True)
class Signers:
    """The two signers of an organisation: for proofs inside a document, and for tokens."""

    embedded: Signer
    token: Signer


def create_organisation_keys(
    session: Session, collaborators: Collaborators, organisation: Organisation, *, now: datetime
) -> None:
    """Give a new organisation its DID and keys, and add both to the session."""
    organisation.id = uuid4()
    settings = collaborators.settings
    if settings.is_demonstration:
        private_key = generate(Algorithm.ED25519)
        organisation.did = did_key(private_key.public_key)
        made = [private_key]
    else:
        organisation.did = did_web(settings.base_url, organisation.slug)
        made = [generate(algorithm) for algorithm in _PUBLISHED]
    session.add(organisation)
    session.flush()
    for private_key in made:
        session.add(_record(organisation.id, private_key, 1, collaborators.keks, now))
    session.flush()


def rotate_keys(
    session: Session, caller: Caller, collaborators: Collaborators, *, now: datetime
) -> list[IssuerKey]:
    """Replace every active key of the caller's organisation by a new one, and return the new ones.

    Transactions that are signing hold the organisation, so this waits for them; what they signed
    verifies, because the old keys stay published. Raises `NoRotationOnLocalhostError`.
    """
    caller.require(Right.KEYS)
    lock(session, Organisation, caller.organisation_id)
    organisation = session.get_one(Organisation, caller.organisation_id)
    if organisation.did.startswith("did:key:"):
        raise NoRotationOnLocalhostError
    new = []
    for key in _active_keys(session, organisation.id):
        private_key = generate(Algorithm(key.algorithm))
        key.state = KeyState.RETIRED
        key.retired_at = now
        key.envelope = None
        new.append(_record(organisation.id, private_key, key.version + 1, collaborators.keks, now))
    session.add_all(new)
    session.flush()
    note(
        session,
        caller.actor,
        "keys.rotated",
        ("organisation", organisation.id),
        organisation=organisation.id,
        now=now,
        keys=[key.thumbprint for key in new],
    )
    return new


def signers_of(
    session: Session, collaborators: Collaborators, organisation: Organisation
) -> Signers:
    """Return the signers of an organisation, whose keys no rotation can end before the commit.

    Whoever signs has locked the organisation before anything else (`issuer.locks`). Raises
    `KeyUnavailableError` when a private key cannot be opened.
    """
    embedded, token = _signing_keys(session, organisation)
    opened = {
        key.method: LocalSigner(key.method, _open(key.record, organisation, collaborators.keks))
        for key in (embedded, token)
    }
    return Signers(opened[embedded.method], opened[token.method])


def methods_of(session: Session, organisation: Organisation) -> tuple[str, str]:
    """Return the verification methods of what `signers_of` returns, without opening a key.

    Raises `KeyUnavailableError` when the organisation has not the keys that it needs.
    """
    embedded, token = _signing_keys(session, organisation)
    return embedded.method, token.method


def keys_of(session: Session, organisation_id: UUID) -> Sequence[IssuerKey]:
    """Return all keys of an organisation, active ones first, then the newest first."""
    return session.scalars(
        select(IssuerKey)
        .where(IssuerKey.organisation_id == organisation_id)
        .order_by(IssuerKey.state, IssuerKey.created_at.desc(), IssuerKey.algorithm)
    ).all()


def did_document(session: Session, organisation: Organisation) -> dict[str, Any]:
    """Return the DID document of an organisation; retired keys stay in it (rule 10)."""
    if organisation.did.startswith("did:key:"):
        return did_key_document(organisation.did)
    keys = [PublishedKey(public_half(key)) for key in keys_of(session, organisation.id)]
    return did_web_document(organisation.did, keys)


def public_half(key: IssuerKey) -> PublicKey:
    """Return the public key of a record."""
    return public_key(Algorithm(key.algorithm), key.public_key)


def public_jwk(did: str, key: IssuerKey) -> dict[str, Any]:
    """Return the key as a bare JWK whose `kid` is the one that tokens of `did` name (rule 9)."""
    name = key.multikey if did.startswith("did:key:") else key.thumbprint
    return {**jwk.encode(public_half(key)), "kid": f"{did}#{name}"}


class _SigningKey(NamedTuple):
    method: str
    record: IssuerKey


def _signing_keys(session: Session, organisation: Organisation) -> tuple[_SigningKey, _SigningKey]:
    """Return the keys for embedded proofs and for tokens, which may be the same."""
    active = {key.algorithm: key for key in _active_keys(session, organisation.id)}
    key = active.get(Algorithm.ED25519.value)
    if key is None:
        raise KeyUnavailableError(reason="no active Ed25519 key")
    embedded = _SigningKey(f"{organisation.did}#{key.multikey}", key)
    if organisation.did.startswith("did:key:"):
        return embedded, embedded
    key = active.get(Algorithm.P256.value)
    if key is None:
        raise KeyUnavailableError(reason="no active P-256 key")
    return embedded, _SigningKey(f"{organisation.did}#{key.thumbprint}", key)


def _active_keys(session: Session, organisation_id: UUID) -> Sequence[IssuerKey]:
    """Return the keys that sign now, and keep them so until the commit.

    The lock is on the organisation and taken before the keys are read: whoever waited for a
    rotation reads what it made.
    """
    # It is held already. Here it is asked for once more so that nobody signs who forgot it.
    lock(session, Organisation, organisation_id)
    return session.scalars(
        select(IssuerKey)
        .where(IssuerKey.organisation_id == organisation_id, IssuerKey.state == KeyState.ACTIVE)
        .order_by(IssuerKey.algorithm)
        .execution_options(populate_existing=True)
    ).all()


def _record(
    organisation_id: UUID, private_key: PrivateKey, version: int, keks: KekSource, now: datetime
) -> IssuerKey:
    public = private_key.public_key
    name = multikey.encode(public)
    aad = _aad(organisation_id, name, version, public)
    envelope = seal(keks.for_sealing(), private_key.pkcs8, label=_LABEL, aad=aad)
    return IssuerKey(
        organisation_id=organisation_id,
        algorithm=public.algorithm.value,
        version=version,
        public_key=public.raw,
        multikey=name,
        thumbprint=jwk.thumbprint(public),
        state=KeyState.ACTIVE,
        envelope=envelope.to_dict(),
        created_at=now,
    )


def _open(key: IssuerKey, organisation: Organisation, keks: KekSource) -> PrivateKey:
    """Return the private key, if it is the one whose public half was recorded."""
    public = public_half(key)
    aad = _aad(organisation.id, key.multikey, key.version, public)
    try:
        envelope = Envelope.from_dict(key.envelope or {})
        secret = open_envelope(keks.for_opening(envelope.kek_id), envelope, label=_LABEL, aad=aad)
        private_key = PrivateKey(public.algorithm, secret)
    except key_errors.Error as e:
        raise KeyUnavailableError(reason=type(e).__name__) from e
    if private_key.public_key != public:
        raise KeyUnavailableError(reason="another key is stored")
    return private_key


def _aad(organisation_id: UUID, name: str, version: int, public: PublicKey) -> bytes:
    digest = hashlib.sha256(public.raw).digest()
    return key_aad(str(organisation_id), name, version, public.algorithm.value, digest)
