"""Threat 35: a key is rotated while awards are being signed, and some of them do not verify."""

from concurrent.futures import ThreadPoolExecutor

from issuing import Issuer
from sqlalchemy import select

from issuer.issuer_keys import rotate_keys
from issuer.models import Award, IssuerKey, KeyState
from verifier.report import Verdict

AWARDS, ROTATIONS = 40, 5


def test_every_award_made_during_rotations_is_valid(issuer: Issuer) -> None:
    template = issuer.template()

    def rotate(_: int) -> None:
        with issuer.writing() as session:
            rotate_keys(session, issuer.caller, issuer.service, now=issuer.now)

    with ThreadPoolExecutor(6) as pool:
        awards = [
            pool.submit(issuer.award, template, email=f"p{number}@example.org")
            for number in range(AWARDS)
        ]
        rotations = [pool.submit(rotate, number) for number in range(ROTATIONS)]
        made: list[Award] = [award.result() for award in awards]
        for rotation in rotations:
            rotation.result()

    verdicts = [
        issuer.verify(form).verdict for award in made for form in issuer.forms(award).values()
    ]
    assert verdicts == [Verdict.VALID] * (2 * AWARDS)
    with issuer.service.database.reading() as session:
        keys = session.scalars(select(IssuerKey)).all()
    assert len(keys) == 2 * (ROTATIONS + 1)
    active = sorted(key.algorithm for key in keys if key.state == KeyState.ACTIVE)
    assert active == ["ed25519", "p256"]
    assert all(key.envelope is None for key in keys if key.state == KeyState.RETIRED)
