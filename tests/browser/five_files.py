"""Five badges as somebody who checks them may get them: one good, four with something the matter.

Whoever knows nothing of signatures must see on the page what is the matter with each.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from verifying.documents import badge
from verifying.people import Person, by_did_web
from verifying.securing import sign

from contexts.vocabulary import parse_instant
from issuer.award_changes import revoke_award
from issuer.status_lists import due_lists, renew_list
from keys.signer import Algorithm
from keys.strict_json import Json
from signing.proof_options import written

from .desk import Desk

SCHOOL: Person = by_did_web(Algorithm.ED25519)
"""Its server is at a name that nobody will ever have (RFC 6761)."""


@dataclass(frozen=True)
class BadgeFile:
    """A file, and what the page has to say about it."""

    name: str
    make: Callable[[Desk], bytes]
    headline: Mapping[str, str]
    """By language; `…` stands for a day."""
    answers: tuple[str, str, str]
    """To "genuine", "in force" and "who": yes, no or unknown."""
    look: str
    """The colour: good, bad or unsure."""


def _good(desk: Desk) -> bytes:
    award = desk.award(first_name="Łucja", last_name="Śliwa")
    desk.claim()
    return desk.issuer.forms(award)["json"].encode()


def _revoked(desk: Desk) -> bytes:
    award = desk.award()
    with desk.issuer.writing() as session:
        issuer = desk.issuer
        revoke_award(session, issuer.caller, issuer.service, award.id, "Pomyłka", now=issuer.now)
    return desk.issuer.forms(award)["json"].encode()


def _expired(desk: Desk) -> bytes:
    """More than a day passes until its end, so its status list is signed anew meanwhile."""
    award = desk.award(valid_until=desk.site.clock().date() + timedelta(days=1))
    form = desk.issuer.forms(award)["json"]
    until = parse_instant(json.loads(form)["validUntil"])
    desk.site.clock.advance(until - desk.site.clock() + timedelta(minutes=1))
    with desk.issuer.writing() as session:
        for due in due_lists(session, now=desk.issuer.now):
            renew_list(session, desk.issuer.service, due, now=desk.issuer.now)
    return form.encode()


def _altered(desk: Desk) -> bytes:
    form = desk.issuer.forms(desk.award())["json"]
    assert "Kowalski" in form
    return form.replace("Kowalski", "Nowak").encode()


def _offline(desk: Desk) -> bytes:
    begun = desk.site.clock() - timedelta(days=40)
    document = {
        **badge(SCHOOL.issuer),
        "validFrom": written(begun),
        "awardedDate": written(begun),
        "validUntil": written(begun + timedelta(days=1000)),
    }
    signed: Json = sign(document, SCHOOL, created=begun)
    return json.dumps(signed, ensure_ascii=False).encode()


FIVE = (
    BadgeFile(
        "good",
        _good,
        {"en": "Valid: genuine and in force", "pl": "Ważna: autentyczna i obowiązuje"},
        ("yes", "yes", "yes"),
        "good",
    ),
    BadgeFile(
        "revoked",
        _revoked,
        {
            "en": "Not valid: genuine, but the issuer has revoked it",
            "pl": "Nieważna: autentyczna, ale wydawca ją unieważnił",
        },
        ("yes", "no", "yes"),
        "bad",
    ),
    BadgeFile(
        "expired",
        _expired,
        {
            "en": "Not valid: genuine, but it expired on …",
            "pl": "Nieważna: autentyczna, ale straciła ważność …",
        },
        ("yes", "no", "yes"),
        "bad",
    ),
    BadgeFile(
        "altered",
        _altered,
        {
            "en": "Not valid: it was changed after it was signed",
            "pl": "Nieważna: zmieniono ją po podpisaniu",
        },
        ("no", "no", "no"),
        "bad",
    ),
    BadgeFile(
        "offline",
        _offline,
        {
            "en": "Could not be checked: the issuer cannot be reached",
            "pl": "Nie udało się sprawdzić: wydawca jest teraz nieosiągalny",
        },
        ("unknown", "unknown", "unknown"),
        "unsure",
    ),
)
