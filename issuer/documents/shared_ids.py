"""Keeping two objects of a document from having one id: in RDF the two would be one (rule 5).

Addresses that people type can coincide: the criteria and a piece of evidence may stand on one page,
the logo may be the picture of the badge. Whoever comes later loses the id, never what it says.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from keys.strict_json import Json

_OPTIONAL = ("criteria", "evidence", "image")
# Of two equal pictures the badge's own stays, not the logo of the organisation.
_LAST = ("issuer", "creator")


def without_shared_ids(
    document: Mapping[str, Json], common: Mapping[int, Sequence[str]] = MappingProxyType({})
) -> dict[str, Json]:
    """Return `document` in which criteria, evidence and pictures share no id with another object.

    Criteria and evidence keep the address as a link in their text; a picture, which is nothing but
    its address, is left out where something else has it. All other ids must differ already.
    `common` are the ids in objects that many documents share (`ids_in`), by the identity of these.
    """
    everywhere: list[str] = []
    _collect(document, everywhere, common)
    if len(set(everywhere)) == len(everywhere):
        return dict(document)
    taken = set(_fixed_ids(document, ""))
    changed: dict[str, Json] = dict(document)
    for member in _OPTIONAL:
        changed = _freed(changed, member, taken)
    return changed


def ids_in(value: Mapping[str, Json]) -> Sequence[str]:
    """Return the ids of an object and of all objects in it."""
    ids: list[str] = []
    _collect(value, ids, {})
    return ids


def _collect(
    value: Mapping[str, Json], ids: list[str], common: Mapping[int, Sequence[str]]
) -> None:
    """Add the ids of an object and of all objects in it to `ids`."""
    if known := common.get(id(value)):
        ids += known
        return
    for name, child in value.items():
        if name == "id":
            ids.append(child)
        elif isinstance(child, dict):
            _collect(child, ids, common)
        elif isinstance(child, list):
            for item in child:
                if isinstance(item, dict):
                    _collect(item, ids, common)


def _fixed_ids(value: Json, member: str) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _fixed_ids(item, member)
    elif isinstance(value, Mapping):
        if "id" in value and member not in _OPTIONAL:
            yield value["id"]
        for name, child in value.items():
            yield from _fixed_ids(child, name)


def _freed(value: Mapping[str, Json], member: str, taken: set[str]) -> dict[str, Json]:
    """Return an object in which all that is called `member` is freed of the ids in `taken`."""
    found: dict[str, Json] = {}
    for name in sorted(value, key=_LAST.__contains__):
        child = value[name]
        if name != member:
            found[name] = _freed(child, member, taken) if isinstance(child, Mapping) else child
        elif isinstance(child, list):
            found[name] = [_with_own_id(item, taken) for item in child]
        elif member != "image" or child["id"] not in taken:
            found[name] = _with_own_id(child, taken)
    return {name: found[name] for name in value if name in found}


def _with_own_id(value: Mapping[str, Json], taken: set[str]) -> dict[str, Json]:
    name = value.get("id")
    if name is None or name not in taken:
        taken.update([name] if name else [])
        return dict(value)
    rest = {member: child for member, child in value.items() if member != "id"}
    text = "\n\n".join(filter(None, (rest.get("narrative"), f"<{name}>")))
    return {**rest, "narrative": text}
