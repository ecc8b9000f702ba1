"""People type addresses that the badge itself uses; what is signed verifies all the same."""

import json

import pytest
from issuing import JAN, PUBLIC_URL, Issuer

from issuer.award_changes import correct_award
from issuer.award_rules import NewEvidence
from verifier.report import Verdict

CRITERIA = "https://akademia.example/kryteria"


@pytest.mark.parametrize(
    "place",
    [
        ("credentialStatus", "id"),
        ("credentialStatus", "statusListCredential"),
        ("credentialSubject", "achievement", "id"),
        ("credentialSubject", "achievement", "image", "id"),
        ("id",),
    ],
)
def test_evidence_at_an_address_that_the_badge_has_already(
    issuer: Issuer, place: tuple[str, ...]
) -> None:
    award = issuer.award(issuer.template(criteria_url=CRITERIA))
    address = json.loads(issuer.forms(award)["json"])
    for step in place:
        address = address[step]
    pages = (address, address, CRITERIA, f"{PUBLIC_URL}/issuers/akademia/did.json")
    evidence = tuple(NewEvidence(url=each, name="Praca") for each in pages)

    with issuer.writing() as session:
        correct_award(
            session, issuer.caller, issuer.service, award.id, JAN._replace(evidence=evidence),
            "Dodano dowody.", now=issuer.now,
        )  # fmt: skip

    verdicts = {kind: issuer.verify(form).verdict for kind, form in issuer.forms(award).items()}
    assert verdicts == {"json": Verdict.VALID, "jwt": Verdict.VALID}
