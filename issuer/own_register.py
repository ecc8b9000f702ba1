"""The organisations of this service as a register of issuers, for those who verify badges."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from issuer.documents.profile import in_language
from issuer.models import Organisation


def organisations_as_issuers(
    session: Session, dids: Collection[str], base_url: str
) -> Mapping[str, Mapping[str, str]]:
    """Return the name and the page of each organisation that has one of these DIDs.

    Closed ones too: what they awarded is theirs for ever (rule 7).
    """
    found = session.execute(
        select(
            Organisation.did, Organisation.names, Organisation.language, Organisation.slug
        ).where(Organisation.did.in_(dids))
    )
    return {
        did: {"name": in_language(names, language, language), "url": f"{base_url}/issuers/{slug}"}
        for did, names, language, slug in found
    }
