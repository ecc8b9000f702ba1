"""Badges of a running service at an https address, and others that verify them."""

import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from building_documents.records import AWARD, whole_template
from issuing import JAN

from issuer.models import Award

from .alterations import leaves, nudges
from .peer import Peer
from .service_badges import AS_JSON, AS_TOKEN, TEMPLATES, ZANETA, Running, rich
from .strangers import claims_of, openbadgeslib_on_picture, refusals, require_all, strangers
from .tokens import with_payload

FORMS = (AS_JSON, AS_TOKEN)
every_form = pytest.mark.parametrize("form", FORMS, ids=["proof", "token"])


@pytest.fixture(scope="module")
def template(served: Running) -> UUID:
    """Return a template of the manual with all European elements."""
    return served.issuer.template(**TEMPLATES[0])


@pytest.fixture(scope="module")
def award(served: Running, template: UUID) -> Award:
    """Return a claimed award with everything in it, which stays as it is."""
    return served.give(template, rich(TEMPLATES[0]))


@every_form
@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("content", TEMPLATES, ids=lambda found: found["texts"]["en"]["name"])
def test_a_badge_with_all_european_elements_is_accepted_by_all(
    peer: Peer, served: Running, content: Mapping[str, Any], language: str, form: str
) -> None:
    new = rich(content)._replace(language=language)

    given = served.give(served.issuer.template(**content), new)

    require_all(peer, served, served.badge(given, form))


@every_form
def test_a_badge_of_a_template_that_uses_every_field_is_accepted_by_all(
    peer: Peer, served: Running, form: str
) -> None:
    template = served.issuer.template(**whole_template(image=None))

    given = served.give(template, ZANETA._replace(results=AWARD.results))

    require_all(peer, served, served.badge(given, form))


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_the_badge_in_a_downloaded_picture_is_accepted(
    served: Running, award: Award, kind: str
) -> None:
    address = f"{served.origin}/credentials/{award.credential_uuid}.{kind}"

    openbadgeslib_on_picture(served, served.get(address))


def test_no_byte_of_a_proved_badge_can_be_changed_for_anybody(
    peer: Peer, served: Running, award: Award
) -> None:
    badge = json.loads(served.badge(award))
    changed = {path: json.dumps(copy) for path, copy in nudges(badge, every=3)}

    refused = {path: set(refusals(peer, served, copy)) for path, copy in changed.items()}

    everybody = strangers(peer, "{}").keys()
    assert {path: by for path, by in refused.items() if by != everybody} == {}
    assert len(refused) == -(-len(list(leaves(badge))) // 3) > 30


def test_no_byte_of_a_token_can_be_changed_for_anybody(
    peer: Peer, served: Running, award: Award
) -> None:
    token = served.badge(award, AS_TOKEN)
    changed = {path: with_payload(token, copy) for path, copy in nudges(claims_of(token), every=3)}

    refused = {path: set(refusals(peer, served, copy)) for path, copy in changed.items()}

    everybody = strangers(peer, token).keys()
    assert {path: by for path, by in refused.items() if by != everybody} == {}
    assert len(refused) > 30


@every_form
def test_a_revoked_badge_is_refused_by_all_for_its_status_and_no_other_is(
    peer: Peer, served: Running, template: UUID, award: Award, form: str
) -> None:
    revoked = served.give(template)
    badge = served.badge(revoked, form)
    require_all(peer, served, badge)

    served.revoke(revoked)

    said = refusals(peer, served, badge)
    assert said.keys() == strangers(peer, badge).keys()
    assert "Credential status 'revocation' is set" in said["openbadgeslib"]
    assert said["@digitalbazaar"] == "Error: revoked"
    assert "revoked" in said.get("openvc-core", "revoked")
    require_all(peer, served, served.badge(award, form))


@every_form
def test_a_correction_replaces_the_badge_for_all(
    peer: Peer, served: Running, template: UUID, form: str
) -> None:
    corrected = served.give(template)
    earlier = served.badge(corrected, form)

    served.correct(corrected, ZANETA._replace(email=JAN.email))

    require_all(peer, served, served.badge(corrected, form))
    assert refusals(peer, served, earlier).keys() == strangers(peer, earlier).keys()


@every_form
def test_badges_from_before_and_after_a_rotation_are_accepted_by_all(
    peer: Peer, served: Running, template: UUID, form: str
) -> None:
    before = served.give(template)

    served.rotate()

    after = served.give(template)
    require_all(peer, served, served.badge(before, form))
    require_all(peer, served, served.badge(after, form))
    served.revoke(before)
    badge = served.badge(before, form)
    assert refusals(peer, served, badge).keys() == strangers(peer, badge).keys()
    require_all(peer, served, served.badge(after, form))


def test_every_address_of_ours_in_a_badge_is_served(served: Running, award: Award) -> None:
    badge = served.badge(award)
    ours = set(re.findall(rf'"({re.escape(served.origin)}/[^"#]*)', badge))

    answers = {url: len(served.get(url, "application/ld+json")) for url in ours}

    assert any("/status/" in url for url in answers)
    assert any("/achievements/" in url for url in answers)
    assert all(answers.values())
