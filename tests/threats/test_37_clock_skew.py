"""Threat 37: the clock goes wrong, and badges are dated before others that came earlier."""

from datetime import timedelta

import pytest
from issuing import Issuer
from timing import Clock

from issuer.award_errors import ClockWentBackError
from issuer.models import Award


def test_with_a_clock_an_hour_back_nothing_is_awarded(issuer: Issuer, clock: Clock) -> None:
    template = issuer.template()
    issuer.award(template)
    clock.advance(timedelta(hours=-1))

    with pytest.raises(ClockWentBackError) as caught:
        issuer.award(template)

    assert caught.value.facts == {"seconds": 3600}
    assert issuer.count(Award) == 1
    clock.advance(timedelta(hours=1))
    issuer.award(template)
    assert issuer.count(Award) == 2


def test_a_few_minutes_are_forgiven(issuer: Issuer, clock: Clock) -> None:
    template = issuer.template()
    issuer.award(template)
    clock.advance(timedelta(seconds=-300))

    issuer.award(template)

    assert issuer.count(Award) == 2
