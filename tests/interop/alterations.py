"""Ways to change a credential that somebody has signed. Documents are copied, never changed."""

import copy
from collections.abc import Callable, Iterator, Mapping

from keys.signer import Algorithm
from keys.strict_json import Json

from .parties import party
from .sample import uuid

REMOVED = object()

Alteration = Callable[[Json], Json]
Path = tuple[str | int, ...]


def put(*path: str | int, value: object) -> Alteration:
    """Return the alteration that sets the place to `value`, or removes it if that is `REMOVED`."""

    def altered(document: Json) -> Json:
        changed = copy.deepcopy(document)
        owner = changed
        for step in path[:-1]:
            owner = owner[step]
        if value is REMOVED:
            del owner[path[-1]]
        else:
            owner[path[-1]] = value
        return changed

    return altered


def in_proof(name: str, value: object) -> Alteration:
    """Return the alteration that does the same in the proof, or in the first of the proofs."""

    def altered(document: Json) -> Json:
        place: Path = ("proof", 0) if isinstance(document["proof"], list) else ("proof",)
        return put(*place, name, value=value)(document)

    return altered


_SUBJECT = "credentialSubject"
_ACHIEVEMENT = (_SUBJECT, "achievement")
_STRANGER = party(Algorithm.ED25519, salt=77)

OF_DOCUMENTS: Mapping[str, Alteration] = {
    "another name": put("name", value="Spawanie metodą MAG"),
    "a letter without its tail": put(*_ACHIEVEMENT, "name", value="Spawanie metoda TIG"),
    "a letter in two code points": put(*_ACHIEVEMENT, "name", value="Spawanie metoda\u0328 TIG"),
    "no name": put("name", value=REMOVED),
    "a description nobody gave": put("description", value="Z wyróżnieniem"),
    "another identifier": put("id", value=uuid(9)),
    "another recipient": put(_SUBJECT, "id", value=uuid(8)),
    "another e-mail hash": put(
        _SUBJECT, "identifier", 0, "identityHash", value="sha256$" + "0" * 64
    ),
    "a name that is said to be hashed": put(_SUBJECT, "identifier", 1, "hashed", value=True),
    "an identifier less": put(_SUBJECT, "identifier", 1, value=REMOVED),
    "more credits": put(_SUBJECT, "creditsEarned", value=3),
    "a little more to earn": put(*_ACHIEVEMENT, "creditsAvailable", value=2.5000001),
    "a better mark": put(_SUBJECT, "result", 0, "value", value="5.0"),
    "a result for another test": put(
        _SUBJECT,
        "result",
        0,
        "resultDescription",
        value="urn:uuid:6d1f0e7a-0000-4000-8000-000000000000",
    ),
    "marks in another order": put(
        *_ACHIEVEMENT,
        "resultDescription",
        0,
        "allowedValue",
        value=["5.0", "4.5", "4.0", "3.5", "3.0"],
    ),
    "valid for longer": put("validUntil", value="2199-05-31T12:00:00Z"),
    "valid for ever": put("validUntil", value=REMOVED),
    "awarded at another hour": put("awardedDate", value="2024-05-31T14:00:00Z"),
    "no evidence": put("evidence", value=REMOVED),
    "other evidence": put("evidence", 0, "id", value="https://szkola.example/works/2"),
    "another school": put("issuer", "name", value="Inna szkoła"),
    "another issuer": put("issuer", "id", value=_STRANGER.did),
    "another place": put("issuer", "address", "geo", "longitude", value=19),
    "another picture": put(*_ACHIEVEMENT, "image", "id", value="https://zlo.example/tig.png"),
    "an alignment more": put(
        *_ACHIEVEMENT,
        "alignment",
        1,
        "targetUrl",
        value="http://data.europa.eu/esco/skill/2",
    ),
    "another kind of achievement": put(*_ACHIEVEMENT, "achievementType", value="MasterDegree"),
    "another type": put("type", 1, value="EndorsementCredential"),
    "a word that no context knows": put("grade", value="celujący"),
    "an inner word that no context knows": put(*_ACHIEVEMENT, "grade", value="celujący"),
    "one context less": put("@context", 1, value=REMOVED),
}
OF_PROOFS: Mapping[str, Alteration] = {
    "no proof": put("proof", value=REMOVED),
    "another time of signing": in_proof("created", "2024-06-01T10:00:01Z"),
    "no time of signing": in_proof("created", REMOVED),
    "another purpose": in_proof("proofPurpose", "authentication"),
    "another key": in_proof("verificationMethod", _STRANGER.method),
    "no value": in_proof("proofValue", REMOVED),
    "an empty value": in_proof("proofValue", "z"),
    "a challenge": in_proof("challenge", "abc"),
    "an expiry of the proof": in_proof("expires", "2098-01-01T00:00:00Z"),
}
ALTERATIONS: Mapping[str, Alteration] = {**OF_DOCUMENTS, **OF_PROOFS}


def leaves(value: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Yield every text, number and truth value inside, with the way to it."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield from leaves(member, (*path, name))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from leaves(item, (*path, i))
    else:
        yield path, value


def nudged(value: Json, turn: int) -> Json:
    """Return `value` with one byte changed, the number plus one, or the opposite truth."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return with_other_character(value, turn * 7 % len(value))


def with_other_character(text: str, at: int) -> str:
    """Return `text` with another character of the same kind in this place."""
    other = {"9": "8", "z": "y", "Z": "Y", "-": "A", "_": "A"}.get(text[at], chr(ord(text[at]) + 1))
    return text[:at] + other + text[at + 1 :]


def nudges(document: Json, every: int = 1) -> Iterator[tuple[Path, Json]]:
    """Yield copies of a credential, each with one byte of one value changed."""
    for turn, (path, value) in enumerate(leaves(document)):
        if turn % every == 0:
            yield path, put(*path, value=nudged(value, turn))(document)
