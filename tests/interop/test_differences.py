"""Where others accept what we refuse, on purpose: “Differences” in the reference.

Each altered copy has the same statements as the original, so a proof over statements still fits. A
reader of its JSON would be deceived, or might be.
"""

import copy
from collections.abc import Callable, Mapping

import pytest

from keys.strict_json import Json
from signing.errors import UnsafeDocumentError

from . import elsewhere
from .alterations import REMOVED, Alteration, put
from .columns import single, without_geo
from .elsewhere import THEIR_REFUSALS
from .forms import EMBEDDED, Form
from .ours import REFUSALS, accept, secured
from .parties import party
from .peer import Peer, PeerRefusalError

RDFC, JCS = EMBEDDED[0], EMBEDDED[3]
CREDENTIALS = "https://www.w3.org/2018/credentials#"
SUBJECT = "credentialSubject"


def renamed(*path: str | int, to: str) -> Alteration:
    """Return the alteration that gives a member another name."""

    def altered(document: Json) -> Json:
        value: Json = copy.deepcopy(document)
        for step in path:
            value = value[step]
        return put(*path[:-1], to, value=value)(put(*path, value=REMOVED)(document))

    return altered


def doubled(document: Json) -> Json:
    tags = document[SUBJECT]["achievement"]["tag"]
    return put(SUBJECT, "achievement", "tag", value=[*tags, tags[0]])(document)


DECEPTIONS: Mapping[str, tuple[Alteration, set[str]]] = {
    "a number as text": (put(SUBJECT, "creditsEarned", value="2"), {"@digitalbazaar"}),
    "an expiry under its IRI": (
        renamed("validUntil", to=f"{CREDENTIALS}validUntil"),
        {"@digitalbazaar"},
    ),
    "a prefix that nobody declared": (renamed("validUntil", to="cred:validUntil"), set()),
    "a keyword for an id": (renamed("id", to="@id"), {"@digitalbazaar"}),
    "a keyword for a type": (renamed(SUBJECT, "type", to="@type"), {"@digitalbazaar"}),
    "an item twice": (doubled, {"@digitalbazaar", "openbadgeslib", "openvc-core"}),
    "a member that is null": (put("refreshService", value=None), {"@digitalbazaar"}),
    "an empty list": (put("endorsement", value=[]), {"@digitalbazaar"}),
    "a keyword for an index": (put("@index", value="celujący"), {"@digitalbazaar"}),
}


def who_accepts(peer: Peer, credential: Json, form: Form) -> set[str]:
    """Return the names of those that accept a credential, ours included."""
    questions: Mapping[str, Callable[[], None]] = {
        "insygnia": lambda: accept(credential),
        "@digitalbazaar": lambda: peer.verify(credential, form.kind),
        "openbadgeslib": lambda: elsewhere.openbadgeslib_accepts(credential),
        "openvc-core": lambda: elsewhere.openvc_accepts(credential),
    }
    return {name for name, question in questions.items() if _yes(question)}


def _yes(question: Callable[[], None]) -> bool:
    try:
        question()
    except (*REFUSALS, *THEIR_REFUSALS, PeerRefusalError):
        return False
    return True


def ours(form: Form) -> Json:
    return single(secured(without_geo(form.unsigned), form.kind, party(form.algorithm)))


def test_the_original_is_good_to_all(peer: Peer) -> None:
    everybody = {"insygnia", "@digitalbazaar", "openbadgeslib", "openvc-core"}
    assert who_accepts(peer, ours(RDFC), RDFC) == everybody


@pytest.mark.parametrize(("deception", "deceived"), DECEPTIONS.values(), ids=DECEPTIONS)
def test_json_that_says_other_than_its_statements_is_refused_by_us(
    peer: Peer, deception: Alteration, deceived: set[str]
) -> None:
    altered = deception(ours(RDFC))
    with pytest.raises(UnsafeDocumentError):
        accept(altered)
    assert who_accepts(peer, altered, RDFC) == deceived


@pytest.mark.parametrize(("deception", "deceived"), DECEPTIONS.values(), ids=DECEPTIONS)
def test_with_jcs_nobody_is_deceived(peer: Peer, deception: Alteration, deceived: set[str]) -> None:
    assert who_accepts(peer, deception(ours(JCS)), JCS) == set()


def test_the_two_names_of_a_badge_are_one_to_rdfc_and_two_to_jcs(peer: Peer) -> None:
    other_name = put("type", 1, value="AchievementCredential")
    accepted = who_accepts(peer, other_name(ours(RDFC)), RDFC)
    assert accepted == {"insygnia", "@digitalbazaar", "openbadgeslib"}
    assert who_accepts(peer, other_name(ours(JCS)), JCS) == set()


def test_an_unordered_list_has_no_order_to_rdfc_and_one_to_jcs(peer: Peer) -> None:
    def reordered(document: Json) -> Json:
        tags = document[SUBJECT]["achievement"]["tag"]
        return put(SUBJECT, "achievement", "tag", value=tags[::-1])(document)

    everybody = {"insygnia", "@digitalbazaar", "openbadgeslib", "openvc-core"}
    assert who_accepts(peer, reordered(ours(RDFC)), RDFC) == everybody
    assert who_accepts(peer, reordered(ours(JCS)), JCS) == set()
