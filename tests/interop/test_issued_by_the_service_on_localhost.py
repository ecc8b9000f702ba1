"""Badges of a demonstration on this machine: the signature is good anywhere, the status here."""

import json

import pytest

from .peer import Peer, PeerRefusalError
from .service_badges import AS_JSON, AS_TOKEN, TEMPLATES, Running, rich
from .strangers import SUITE, refusals, require_all, strangers

every_form = pytest.mark.parametrize("form", [AS_JSON, AS_TOKEN], ids=["proof", "token"])


@every_form
def test_a_badge_by_did_key_is_accepted_by_all_until_it_is_revoked(
    peer: Peer, demonstrated: Running, form: str
) -> None:
    template = demonstrated.issuer.template(**TEMPLATES[0])
    award = demonstrated.give(template, rich(TEMPLATES[0]))
    badge = demonstrated.badge(award, form)
    require_all(peer, demonstrated, badge)

    demonstrated.revoke(award)

    assert refusals(peer, demonstrated, badge).keys() == strangers(peer, badge).keys()


def test_elsewhere_its_status_is_out_of_reach_and_all_but_that_is_good(
    peer: Peer, demonstrated: Running
) -> None:
    award = demonstrated.give(demonstrated.issuer.template())
    badge = json.loads(demonstrated.badge(award))
    (url,) = {badge["credentialStatus"]["statusListCredential"]}

    with pytest.raises(PeerRefusalError, match="Could not load"):
        peer.verify(badge, SUITE)
    peer.verify(badge, SUITE, documents={url: json.loads(demonstrated.get(url))})
