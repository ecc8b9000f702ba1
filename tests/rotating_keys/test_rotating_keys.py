"""Rotation: new keys sign, old ones stay published, and nothing that was signed turns invalid."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from issuing import PUBLIC_URL, Issuer, collaborators, new_issuer
from sqlalchemy import select
from timing import Clock

from issuer.callers import Caller
from issuer.db.engine import Database
from issuer.errors import ForbiddenError
from issuer.issuer_keys import did_document, keys_of, public_jwk, rotate_keys
from issuer.key_errors import KeyUnavailableError, NoRotationOnLocalhostError
from issuer.models import Award, IssuerKey, KeyState, Organisation
from issuer.rights import Right
from keys import jwk, multikey
from keys.kek import RawKekSource
from verifier.report import Verdict


def rotate(issuer: Issuer) -> None:
    with issuer.writing() as session:
        rotate_keys(session, issuer.caller, issuer.service, now=issuer.now)


def keys(issuer: Issuer) -> list[IssuerKey]:
    with issuer.service.database.reading() as session:
        return list(keys_of(session, issuer.organisation_id))


def document(issuer: Issuer) -> dict[str, Any]:
    with issuer.service.database.reading() as session:
        return did_document(session, session.get_one(Organisation, issuer.organisation_id))


def test_awards_from_before_and_after_a_rotation_are_valid(issuer: Issuer) -> None:
    template = issuer.template()
    before = issuer.award(template)

    rotate(issuer)
    after = issuer.award(template)

    for award in (before, after):
        verdicts = [issuer.verify(form).verdict for form in issuer.forms(award).values()]
        assert verdicts == [Verdict.VALID] * 2
    methods = [
        json.loads(issuer.forms(award)["json"])["proof"][0]["verificationMethod"]
        for award in (before, after)
    ]
    assert methods[0] != methods[1]


def test_a_retired_key_stays_published_and_its_private_half_is_gone(issuer: Issuer) -> None:
    old = keys(issuer)

    rotate(issuer)

    states = {key.multikey: (key.state, key.envelope is None) for key in keys(issuer)}
    assert len(states) == 4
    assert all(states[key.multikey] == (KeyState.RETIRED, True) for key in old)
    published = document(issuer)
    for key in old:
        method = f"did:web:badges.example:issuers:akademia#{key.multikey}"
        assert method in published["assertionMethod"]


def test_each_key_is_published_as_multikey_and_as_json_web_key(issuer: Issuer) -> None:
    found = document(issuer)

    fragments = {method.partition("#")[2] for method in found["assertionMethod"]}

    expected = {name for key in keys(issuer) for name in (key.multikey, key.thumbprint)}
    assert fragments == expected
    for key in keys(issuer):
        assert multikey.decode(key.multikey).raw == key.public_key
        assert jwk.thumbprint(jwk.decode(public_jwk(found["id"], key))) == key.thumbprint


def test_a_public_address_gives_a_did_of_its_own_and_two_kinds_of_key(issuer: Issuer) -> None:
    assert document(issuer)["id"] == "did:web:badges.example:issuers:akademia"
    assert sorted(key.algorithm for key in keys(issuer)) == ["ed25519", "p256"]
    assert PUBLIC_URL.endswith("badges.example")


def test_on_localhost_the_key_is_the_identity_and_cannot_be_rotated(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    service = collaborators(database, tmp_path, clock, public_url="http://localhost:8000")
    issuer = new_issuer(service)
    award = issuer.award(issuer.template())

    with pytest.raises(NoRotationOnLocalhostError):
        rotate(issuer)

    assert [issuer.verify(form).verdict for form in issuer.forms(award).values()] == [
        Verdict.VALID
    ] * 2
    assert json.loads(issuer.forms(award)["json"])["issuer"]["id"].startswith("did:key:z6Mk")
    assert [key.algorithm for key in keys(issuer)] == ["ed25519"]


def test_without_status_a_demonstration_mints_badges_that_stand_alone(
    database: Database, tmp_path: Path, clock: Clock
) -> None:
    service = collaborators(
        database, tmp_path, clock, public_url="http://localhost:8000", demo_status=False
    )
    issuer = new_issuer(service)

    award = issuer.award(issuer.template())

    assert "credentialStatus" not in json.loads(issuer.forms(award)["json"])


def test_only_the_right_to_keys_rotates(issuer: Issuer) -> None:
    awarder = Caller("person:1", issuer.organisation_id, frozenset({Right.READ, Right.AWARD}))

    with pytest.raises(ForbiddenError), issuer.writing() as session:
        rotate_keys(session, awarder, issuer.service, now=issuer.now)


def test_a_key_that_cannot_be_opened_leaves_nothing_half_issued(
    issuer: Issuer, database: Database
) -> None:
    template = issuer.template()
    with issuer.writing() as session:
        for key in session.scalars(select(IssuerKey)):
            key.envelope = {**(key.envelope or {}), "kek_id": RawKekSource(b"1" * 32)
                            .for_sealing().kek_id}  # fmt: skip

    with pytest.raises(KeyUnavailableError) as caught:
        issuer.award(template)

    assert "WrongKekError" in caught.value.sentence("en")
    assert issuer.count(Award) == 0
    assert issuer.achievement(template).awarded_count == 0


def test_an_envelope_moved_to_another_organisation_does_not_open(issuer: Issuer) -> None:
    other = new_issuer(issuer.service, "druga")
    template = other.template()
    with issuer.writing() as session:
        mine, theirs = (
            session.scalars(
                select(IssuerKey)
                .where(IssuerKey.organisation_id == owner.organisation_id)
                .order_by(IssuerKey.algorithm)
            ).all()
            for owner in (issuer, other)
        )
        for one, another in zip(mine, theirs, strict=True):
            another.envelope = one.envelope

    with pytest.raises(KeyUnavailableError):
        other.award(template)


def test_the_instant_of_the_rotation_is_noted(issuer: Issuer) -> None:
    moment: datetime = issuer.now

    rotate(issuer)

    retired = [key.retired_at for key in keys(issuer) if key.state == KeyState.RETIRED]
    assert retired == [moment, moment]
