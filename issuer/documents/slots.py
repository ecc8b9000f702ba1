"""What differs between the badges of one edition: the slots of a plan for signing them."""

from collections.abc import Iterator, Mapping

from keys.strict_json import Json
from signing.slots import Form

_OF_BADGE = {
    "id": Form.IRI,
    "validFrom": Form.INSTANT,
    "validUntil": Form.INSTANT,
    "awardedDate": Form.INSTANT,
}
_OF_SUBJECT = {
    "id": Form.IRI,
    "narrative": Form.TEXT,
    "licenseNumber": Form.TEXT,
    "activityStartDate": Form.INSTANT,
    "activityEndDate": Form.INSTANT,
}
_OF_RESULT = {"value": Form.TEXT}
_OF_EVIDENCE = {
    "id": Form.IRI,
    "name": Form.TEXT,
    "description": Form.TEXT,
    "narrative": Form.TEXT,
}
_OF_STATUS = {"id": Form.IRI, "statusListIndex": Form.INDEX}
_OF_PICTURE = {"id": Form.IRI}
_OF_HASHED = {"salt": Form.TEXT, "identityHash": Form.IDENTITY_HASH}
_OF_NAME = {"identityHash": Form.TEXT}


def slots_of(document: Mapping[str, Json]) -> dict[str, Form]:
    """Return the slots of a badge as `credential_document` makes it: JSON pointers and forms.

    Whatever else a badge has is the same in all badges of its template, or it is no such badge.
    """
    slots = dict(_of(document, "", _OF_BADGE))
    for place, value, members in _objects(document):
        slots.update(_of(value, place, members))
    return slots


def _objects(
    document: Mapping[str, Json],
) -> Iterator[tuple[str, Mapping[str, Json], Mapping[str, Form]]]:
    """Yield the objects in which there are slots, each with its place and its slots."""
    subject = document["credentialSubject"]
    yield "/credentialSubject", subject, _OF_SUBJECT
    for place, identity in enumerate(subject.get("identifier", ())):
        members = _OF_HASHED if identity["hashed"] else _OF_NAME
        yield f"/credentialSubject/identifier/{place}", identity, members
    for place, result in enumerate(subject.get("result", ())):
        yield f"/credentialSubject/result/{place}", result, _OF_RESULT
    for place, evidence in enumerate(document.get("evidence", ())):
        yield f"/evidence/{place}", evidence, _OF_EVIDENCE
    for name, members in (("credentialStatus", _OF_STATUS), ("image", _OF_PICTURE)):
        if name in document:
            yield f"/{name}", document[name], members


def _of(
    value: Mapping[str, Json], place: str, members: Mapping[str, Form]
) -> Iterator[tuple[str, Form]]:
    for name, form in members.items():
        if name in value:
            yield f"{place}/{name}", form
