"""Somebody who is awarded, corrected and erased."""

from datetime import date

from issuing import Issuer

from issuer.award_changes import correct_award
from issuer.award_rules import NewAward
from issuer.models import Award

FULL = NewAward(
    "Żaneta",
    "Gęśla",
    "zaneta@example.org",
    narrative="Prowadziła warsztaty.",
    certificate_number="KP/7",
    activity_from=date(2030, 1, 1),
)


def correct(issuer: Issuer, award: Award, to: NewAward, reason: str = "Literówka.") -> None:
    """Correct an award."""
    with issuer.writing() as session:
        correct_award(session, issuer.caller, issuer.service, award.id, to, reason, now=issuer.now)
