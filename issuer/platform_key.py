"""The key and the DID of the installation itself: `did:web:<host>` (rule 11).

It speaks for the platform and never for an organisation. Its private half is sealed under a label
of its own, so that neither kind of key can be opened in the place of the other. A demonstration on
this machine has none: a did:web needs https, and nobody elsewhere could resolve it (decision 0025).
"""

import hashlib
import json
from typing import Any

from sqlalchemy.orm import Session

from issuer.key_errors import KeyUnavailableError
from issuer.models import InstanceFact
from issuer.platform_errors import PlatformWithoutDidError
from issuer.settings import Settings
from keys import errors as key_errors
from keys import multikey
from keys.did_web import PublishedKey, did_web, did_web_document
from keys.envelope import Envelope, key_aad, open_envelope, seal
from keys.kek import KekSource
from keys.private import LocalSigner, PrivateKey, generate
from keys.signer import Algorithm, PublicKey, Signer
from keys.strict_json import Json

_FACT = "platform_key"
_LABEL = "insygnia platform key v1"
_OWNER = "platform"
_VERSION = 1


def ensure_platform_key(session: Session, settings: Settings, keks: KekSource) -> None:
    """Give an installation at a public https address its key, unless it has one there.

    Whoever calls has locked the public address (`issuer.instance`), so that two processes which
    start at once make one key.
    """
    did = platform_did(settings.base_url)
    fact = session.get(InstanceFact, _FACT)
    if fact is not None and json.loads(fact.value)["did"] == did:
        return
    text = json.dumps(_record(did, generate(Algorithm.ED25519), keks))
    if fact is None:
        session.add(InstanceFact(name=_FACT, value=text))
    else:
        # The address may change only while no organisation has a DID: nothing names the old one.
        fact.value = text
    session.flush()


def platform_did(base_url: str) -> str:
    """Return the DID of the installation at `base_url` (https): its host alone."""
    return did_web(base_url, _OWNER).removesuffix(f":issuers:{_OWNER}")


def platform_did_document(session: Session) -> dict[str, Any]:
    """Return the DID document of the installation; raises `PlatformWithoutDidError`."""
    record = _found(session)
    return did_web_document(record["did"], [PublishedKey(_public(record))])


def platform_signer(session: Session, keks: KekSource) -> Signer:
    """Return the signer of the installation.

    Raises `PlatformWithoutDidError`, and `KeyUnavailableError` when the key cannot be opened.
    """
    record = _found(session)
    public = _public(record)
    try:
        envelope = Envelope.from_dict(record["envelope"])
        kek = keks.for_opening(envelope.kek_id)
        secret = open_envelope(kek, envelope, label=_LABEL, aad=_aad(public))
        private_key = PrivateKey(public.algorithm, secret)
    except key_errors.Error as e:
        raise KeyUnavailableError(reason=type(e).__name__) from e
    if private_key.public_key != public:
        raise KeyUnavailableError(reason="another key is stored")
    return LocalSigner(f"{record['did']}#{record['multikey']}", private_key)


def _record(did: str, private_key: PrivateKey, keks: KekSource) -> dict[str, Json]:
    public = private_key.public_key
    sealed = seal(keks.for_sealing(), private_key.pkcs8, label=_LABEL, aad=_aad(public))
    return {"did": did, "multikey": multikey.encode(public), "envelope": sealed.to_dict()}


def _found(session: Session) -> Any:  # noqa: ANN401 - whatever JSON holds
    fact = session.get(InstanceFact, _FACT)
    if fact is None:
        raise PlatformWithoutDidError
    return json.loads(fact.value)


def _public(record: Any) -> PublicKey:  # noqa: ANN401 - whatever JSON holds
    return multikey.decode(record["multikey"])


def _aad(public: PublicKey) -> bytes:
    digest = hashlib.sha256(public.raw).digest()
    name = multikey.encode(public)
    return key_aad(_OWNER, name, _VERSION, public.algorithm.value, digest)
