"""What an installation remembers about itself between two starts."""

from sqlalchemy import select
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
        session.add(InstanceFact(name=_PUBLIC_URL, value=settings.base_url))
        return
    if fact.value == settings.base_url:
        return
    is_bound = select(Organisation.id).where(Organisation.did.startswith("did:web:")).limit(1)
    if session.scalar(is_bound) is not None:
        raise PublicUrlChangedError(before=fact.value, now=settings.base_url)
    fact.value = settings.base_url
