"""The signed report of a verification: other implementations check it, and no altered copy."""

import base64
import json
from collections.abc import Callable, Mapping

import pytest

from contexts.library import shipped
from issuer.verification_reports.shown import new_report
from issuer.verification_reports.signed import secured
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.canonical import Canonicaliser

from .elsewhere import THEIR_REFUSALS, openvc_accepts
from .parties import CREATED, party
from .peer import Peer, PeerRefusalError

SUITE = "eddsa-rdfc-2022"
REPORT = {
    "verdict": "invalid",
    "text": {"en": "INVALID", "pl": "NIEWAŻNA"},
    "checks": [{"check": "status", "detail": 'a "quoted" \\ word – żółć'}],
}


@pytest.fixture(scope="module")
def report() -> Mapping[str, Json]:
    """Return a report that somebody with a did:key signed; a platform does so with its did:web."""
    shown = new_report(REPORT, "ab" * 32, now=CREATED)
    signer = party(Algorithm.ED25519).signer
    return secured(shown, signer, Canonicaliser(shipped()), now=CREATED)


def test_other_implementations_accept_it(peer: Peer, report: Mapping[str, Json]) -> None:
    peer.verify(report, SUITE)
    openvc_accepts(report)


@pytest.mark.parametrize(
    "alter",
    [
        lambda report: {**report, "validFrom": "2024-05-01T10:00:00Z"},
        lambda report: {
            **report,
            "credentialSubject": {**report["credentialSubject"], "id": "ni:///sha-256;AAAA"},
        },
        lambda report: {**report, "relatedResource": _better(report["relatedResource"])},
    ],
    ids=["time", "file", "report"],
)
def test_other_implementations_refuse_an_altered_copy(
    peer: Peer, report: Mapping[str, Json], alter: Callable[[Mapping[str, Json]], Json]
) -> None:
    altered = alter(report)

    with pytest.raises(PeerRefusalError):
        peer.verify(altered, SUITE)
    with pytest.raises(THEIR_REFUSALS):
        openvc_accepts(altered)


def _better(resource: Mapping[str, Json]) -> Mapping[str, Json]:
    content = base64.b64encode(json.dumps({**REPORT, "verdict": "valid"}).encode()).decode()
    return {**resource, "id": f"data:application/json;base64,{content}"}
