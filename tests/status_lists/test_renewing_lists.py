"""Signed lists live a day: the worker signs them again after six hours, each by itself."""

import json
from datetime import timedelta

from issuing import Issuer, new_issuer
from sqlalchemy import select
from timing import Clock

from issuer.cli.worker import renew_lists
from issuer.models import IssuerKey, StatusList
from verifier.report import Verdict


def signed_at(issuer: Issuer) -> dict[str, str]:
    with issuer.service.database.reading() as session:
        return {
            str(each.organisation_id): json.loads(each.signed)["validFrom"]
            for each in session.scalars(select(StatusList))
        }


def test_a_list_is_signed_again_after_six_hours_and_not_before(
    issuer: Issuer, clock: Clock
) -> None:
    award = issuer.award(issuer.template())
    before = signed_at(issuer)

    clock.advance(timedelta(hours=6))
    renew_lists(issuer.service)
    assert signed_at(issuer) == before

    clock.advance(timedelta(seconds=1))
    renew_lists(issuer.service)
    assert signed_at(issuer) != before
    clock.advance(timedelta(hours=23))
    assert issuer.verify(issuer.forms(award)["json"]).verdict is Verdict.VALID


def test_without_renewal_nobody_can_tell_after_a_day(issuer: Issuer, clock: Clock) -> None:
    award = issuer.award(issuer.template())

    clock.advance(timedelta(hours=25))

    assert issuer.verify(issuer.forms(award)["json"]).verdict is not Verdict.VALID


def test_a_key_that_cannot_be_used_stops_no_other_organisation(
    issuer: Issuer, clock: Clock
) -> None:
    other = new_issuer(issuer.service, "druga")
    for each in (issuer, other):
        each.award(each.template())
    with issuer.writing() as session:
        for key in session.scalars(
            select(IssuerKey).where(IssuerKey.organisation_id == issuer.organisation_id)
        ):
            key.envelope = None
    before = signed_at(issuer)
    clock.advance(timedelta(hours=7))

    renew_lists(issuer.service)

    after = signed_at(issuer)
    assert after[str(issuer.organisation_id)] == before[str(issuer.organisation_id)]
    assert after[str(other.organisation_id)] != before[str(other.organisation_id)]
