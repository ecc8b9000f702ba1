"""One key cannot be opened: the status lists of all other organisations are signed again."""

from dataclasses import replace
from datetime import timedelta

from issuing import Issuer, new_issuer
from sqlalchemy import select, update

from issuer.cli.worker import renew_lists
from issuer.models import IssuerKey, StatusList


def test_a_key_that_is_lost_stops_the_lists_of_its_own_organisation_only(issuer: Issuer) -> None:
    others = [new_issuer(issuer.service, slug) for slug in ("druga", "trzecia", "czwarta")]
    for each in (issuer, *others):
        each.award(each.template())
    with issuer.writing() as session:
        lost = IssuerKey.organisation_id == others[1].organisation_id
        session.execute(update(IssuerKey).where(lost).values(envelope={}))
    later = issuer.now + timedelta(hours=7)

    renew_lists(replace(issuer.service, clock=lambda: later))

    with issuer.service.database.reading() as session:
        renewed = session.scalars(
            select(StatusList.organisation_id).where(StatusList.signed_at == later)
        ).all()
    alive = (issuer, others[0], others[2])
    assert set(renewed) == {each.organisation_id for each in alive}
