"""Templates of badges with slots, from plain ones to such that are full of nameless objects."""

from collections.abc import Mapping
from dataclasses import dataclass

from issuer.documents.slots import slots_of
from keys.strict_json import Json
from signing.json_ld import Document
from signing.selection import find
from signing.slots import Form

from .samples import ACHIEVEMENT, put, sample

SUBJECT = "/credentialSubject"


@dataclass(frozen=True, eq=False)
class Template:
    """A document, where its slots are, and whether the vocabulary knows it."""

    name: str
    document: Document
    forms: Mapping[str, Form]
    hash_name: str = "sha256"
    is_badge: bool = True

    @property
    def values(self) -> list[str]:
        """What stands in the slots."""
        return [find(self.document, pointer) for pointer in self.forms]


def _with(document: Document, members: Mapping[str, Json]) -> dict[str, Json]:
    changed = dict(document)
    for pointer, value in members.items():
        changed = put(changed, pointer, value)
    return changed


_STATUS = {
    "id": "https://szkola.example/status/1#17",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "17",
    "statusListCredential": "https://szkola.example/status/1",
}


def _usual() -> dict[str, Json]:
    return _with(sample(), {"/credentialStatus": _STATUS, "/validUntil": "2031-05-31T21:59:59Z"})


def _of_a_wallet() -> dict[str, Json]:
    evidence = [
        {"type": ["Evidence"], "id": f"https://szkola.example/e/{n}", "name": "Praca",
         "description": f"Opis {n}"}
        for n in range(3)
    ]  # fmt: skip
    return _with(
        sample(),
        {
            f"{SUBJECT}/id": "did:web:portfel.example:jan",
            f"{SUBJECT}/narrative": 'Zdobyła "najwięcej"\npunktów',
            f"{SUBJECT}/licenseNumber": "12/2026",
            f"{SUBJECT}/activityStartDate": "2026-01-01T12:00:00Z",
            "/evidence": evidence,
            "/image": {"id": "https://szkola.example/o.png", "type": "Image"},
        },
    )


def _with_tags() -> Template:
    tags = ["zarządzanie", "projekty", "a", "żółw", "ŻÓŁW"]
    document = put(_usual(), f"{ACHIEVEMENT}/tag", tags)
    values = f"{ACHIEVEMENT}/resultDescription/0/allowedValue"
    slots = [f"{ACHIEVEMENT}/tag/{n}" for n in (1, 2, 3)] + [f"{values}/{n}" for n in (0, 4)]
    return Template("tags", document, dict.fromkeys(slots, Form.TEXT))


def _with_many_nameless_objects() -> dict[str, Json]:
    results = [{"type": ["Result"], "value": f"{n},0"} for n in range(4)]
    identities = [
        {"type": "IdentityObject", "identityType": "name", "hashed": False,
         "identityHash": f"Imię {n}"}
        for n in range(3)
    ]  # fmt: skip
    evidence = [{"type": ["Evidence"], "name": f"n{n}", "narrative": "x"} for n in range(4)]
    return _with(
        _usual(),
        {f"{SUBJECT}/result": results, f"{SUBJECT}/identifier": identities, "/evidence": evidence},
    )


def _in_a_language() -> Template:
    document = _with(
        _usual(),
        {
            "/name": {"@value": "Koordynator", "@language": "pl"},
            "/description": {"@value": "opis", "@language": "en-GB"},
            f"{SUBJECT}/creditsEarned": 3,
        },
    )
    slots = {"/name/@value": Form.TEXT, "/description/@value": Form.TEXT, "/id": Form.IRI}
    return Template("languages", document, slots, is_badge=False)


def _with_links() -> Template:
    alignments = [
        {"type": ["Alignment"], "targetName": f"Poziom {n}", "targetCode": "5",
         "targetUrl": f"https://esco.example/{n}"}
        for n in range(3)
    ]  # fmt: skip
    document = put(_usual(), f"{ACHIEVEMENT}/alignment", alignments)
    place = f"{ACHIEVEMENT}/alignment"
    slots = {f"{place}/{n}/targetName": Form.TEXT for n in range(3)}
    slots |= {f"{place}/{n}/targetCode": Form.TEXT for n in range(3)}
    return Template("links", document, {**slots, f"{ACHIEVEMENT}/id": Form.IRI}, is_badge=False)


def _without_a_name() -> Template:
    document = {name: value for name, value in _usual().items() if name != "id"}
    return Template("nameless", document, slots_of(document), is_badge=False)


def templates() -> list[Template]:
    """Return one template of each kind."""
    wallet, nameless = _of_a_wallet(), _with_many_nameless_objects()
    return [
        Template("usual", _usual(), slots_of(_usual())),
        Template("usual with SHA-384", _usual(), slots_of(_usual()), "sha384"),
        Template("wallet", wallet, slots_of(wallet)),
        _with_tags(),
        Template("nameless objects", nameless, slots_of(nameless)),
        _in_a_language(),
        _with_links(),
        _without_a_name(),
    ]
