"""What an installation remembers about itself between two starts."""

from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from issuer.instance_errors import PublicUrlChangedError
from issuer.models import InstanceFact, Organisation
from issuer.settings import Settings

_PUBLIC_URL = "public_url"


def check_public_url(session: Session, settings: Settings) -> None:
    """Remember the public address this service is started with.

    Raises `PublicUrlChangedError` when it is another one than before and an organisation has a DID
    of did:web: that DID names the address it was made at (rule 7).
    """
    fact = session.get(InstanceFact, _PUBLIC_URL, with_for_update=True)
    if fact is None:
        fact = _remembered(session, settings.base_url)
    if fact.value == settings.base_url:
        return
    is_bound = select(Organisation.id).where(Organisation.did.startswith("did:web:")).limit(1)
    if session.scalar(is_bound) is not None:
        raise PublicUrlChangedError(before=fact.value, now=settings.base_url)
    fact.value = settings.base_url


def _remembered(session: Session, address: str) -> InstanceFact:
    """Return the fact, made here unless another process that starts at once was quicker."""
    with suppress(IntegrityError), session.begin_nested():
        session.add(InstanceFact(name=_PUBLIC_URL, value=address))
    return session.get_one(InstanceFact, _PUBLIC_URL, with_for_update=True)
