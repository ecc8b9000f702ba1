"""Where others accept what we refuse, on purpose: “Differences” in the reference.

Each altered copy has the same statements as the original, so a proof over statements still fits. A
reader of its JSON would be deceived, or might be.
"""

import copy
from collections.abc import Mapping

import pytest

from keys.strict_json import Json
from signing.errors import UnsafeDocumentError

from . import elsewhere
from .alterations import REMOVED, Alteration, put
from .columns import single, without_geo
from .forms import EMBEDDED, Form
from .ours import accept, secured
from .parties import party
from .peer import Peer
from .verdicts import who_accepts

RDFC, JCS = EMBEDDED[0], EMBEDDED[3]
VALID_UNTIL = "https://www.w3.org/2018/credentials#validUntil"
DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"
OTHERS = {"@digitalbazaar", "openbadgeslib", "openvc-core"}
EVERYBODY = {"insygnia", *OTHERS}
SUBJECT = "credentialSubject"


def renamed(*path: str | int, to: str) -> Alteration:
    """Return the alteration that gives a member another name."""

    def altered(document: Json) -> Json:
        value: Json = copy.deepcopy(document)
        for step in path:
            value = value[step]
        return put(*path[:-1], to, value=value)(put(*path, value=REMOVED)(document))

    return altered


def hidden_expiry(document: Json) -> Json:
    """Write the expiry so that RDF has it and readers of JSON do not find it."""
    value = {"@type": DATE_TIME, "@value": document["validUntil"]}
    return {**put("validUntil", value=REMOVED)(document), VALID_UNTIL: value}


def doubled(document: Json) -> Json:
    tags = document[SUBJECT]["achievement"]["tag"]
    return put(SUBJECT, "achievement", "tag", value=[*tags, tags[0]])(document)


DECEPTIONS: Mapping[str, tuple[Alteration, set[str]]] = {
    "a number as text": (put(SUBJECT, "creditsEarned", value="2"), OTHERS),
    "an expiry under its IRI": (hidden_expiry, {"@digitalbazaar"}),
    "a prefix that nobody declared": (renamed("validUntil", to="cred:validUntil"), set()),
    "a keyword for an id": (renamed("id", to="@id"), {"@digitalbazaar"}),
    "a keyword for a type": (renamed(SUBJECT, "type", to="@type"), {"@digitalbazaar"}),
    "an item twice": (doubled, OTHERS),
    "a member that is null": (put("refreshService", value=None), {"@digitalbazaar"}),
    "an empty list": (put("endorsement", value=[]), OTHERS),
    "a keyword for an index": (put("@index", value="celujący"), {"@digitalbazaar"}),
}


def accepting(peer: Peer, credential: Json, form: Form) -> set[str]:
    """Return the names of those that accept a credential, ours included."""
    return who_accepts(
        {
            "insygnia": lambda: accept(credential),
            "@digitalbazaar": lambda: peer.verify(credential, form.kind),
            "openbadgeslib": lambda: elsewhere.openbadgeslib_accepts(credential),
            "openvc-core": lambda: elsewhere.openvc_accepts(credential),
        }
    )


def ours(form: Form) -> Json:
    return single(secured(without_geo(form.unsigned), form.kind, party(form.algorithm)))


def test_the_original_is_good_to_all(peer: Peer) -> None:
    assert accepting(peer, ours(RDFC), RDFC) == EVERYBODY


@pytest.mark.parametrize(("deception", "deceived"), DECEPTIONS.values(), ids=DECEPTIONS)
def test_json_that_says_other_than_its_statements_is_refused_by_us(
    peer: Peer, deception: Alteration, deceived: set[str]
) -> None:
    altered = deception(ours(RDFC))
    with pytest.raises(UnsafeDocumentError):
        accept(altered)
    assert accepting(peer, altered, RDFC) == deceived


@pytest.mark.parametrize(("deception", "deceived"), DECEPTIONS.values(), ids=DECEPTIONS)
def test_with_jcs_nobody_is_deceived(peer: Peer, deception: Alteration, deceived: set[str]) -> None:
    assert accepting(peer, deception(ours(JCS)), JCS) == set()


def test_the_two_names_of_a_badge_are_one_to_rdfc_and_two_to_jcs(peer: Peer) -> None:
    other_name = put("type", 1, value="AchievementCredential")
    accepted = accepting(peer, other_name(ours(RDFC)), RDFC)
    assert accepted == {"insygnia", "@digitalbazaar", "openbadgeslib"}
    assert accepting(peer, other_name(ours(JCS)), JCS) == set()


def test_an_unordered_list_has_no_order_to_rdfc_and_one_to_jcs(peer: Peer) -> None:
    def reordered(document: Json) -> Json:
        tags = document[SUBJECT]["achievement"]["tag"]
        return put(SUBJECT, "achievement", "tag", value=tags[::-1])(document)

    assert accepting(peer, reordered(ours(RDFC)), RDFC) == EVERYBODY
    assert accepting(peer, reordered(ours(JCS)), JCS) == set()
