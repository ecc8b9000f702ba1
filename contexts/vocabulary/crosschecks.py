"""Rules of Open Badges 3.0 that tie members of different objects together."""

from collections.abc import Iterable, Iterator, Mapping

from contexts.vocabulary import terms
from contexts.vocabulary.findings import Defect, Path
from contexts.vocabulary.objects import OPEN_BADGES
from contexts.vocabulary.walk import Object, items, member, objects, texts, types_of

SELECTIVE = "ecdsa-sd-2023"
CREDENTIALS = frozenset({"AchievementCredential", "OpenBadgeCredential", "EndorsementCredential"})


def disagreements(document: Object) -> Iterator[Defect]:
    """Yield what the members of a credential, and of the endorsements in it, do not agree on."""
    partial = _is_disclosure(document)
    typed = [(path, value, types_of(value)) for path, value in objects(document)]
    extended = any(not terms.ONEEDTECH_TYPES.isdisjoint(types) for _, _, types in typed)
    for path, value, types in typed:
        if not CREDENTIALS.isdisjoint(types):
            yield from _schema(path, value)
            if extended:
                yield from _extensions(path, value)
        if "achievement" in value and not partial:
            yield from _results(path, value)


def _is_disclosure(document: Object) -> bool:
    """Tell whether parts may be missing by the holder's choice: what they name is not here then."""
    proofs = [proof for _, proof in items(document, "proof")] or [member(document, "proof")]
    return any(proof.get("cryptosuite") == SELECTIVE for proof in proofs)


def _schema(path: Path, credential: Object) -> Iterator[Defect]:
    declared = credential.get("credentialSchema")
    schemas = [declared] if isinstance(declared, Mapping) else declared
    if isinstance(schemas, list) and not any(
        isinstance(schema, Mapping) and schema.get("type") == terms.SCHEMA_TYPE
        for schema in schemas
    ):
        clause = f"{OPEN_BADGES}, VerifiableCredential.credentialSchema"
        facts = {"wanted": terms.SCHEMA_TYPE}
        yield Defect((*path, "credentialSchema"), "no-1edtech-schema", clause, facts)


def _extensions(path: Path, credential: Object) -> Iterator[Defect]:
    contexts = [url for _, url in texts(credential, "@context")]
    used = sorted(terms.ONEEDTECH_TYPES & _own_types(credential))
    if used and len(contexts) > 1 and terms.EXTENSIONS_CONTEXT not in contexts:
        facts = {"wanted": terms.EXTENSIONS_CONTEXT, "term": used[0]}
        clause = f"{OPEN_BADGES}, VerifiableCredential.@context"
        yield Defect((*path, "@context"), "extensions-context-missing", clause, facts)


def _own_types(credential: Object) -> set[str]:
    """Return the types in a credential; an object with a context of its own is judged by that.

    A context may define what is called `type`, but has no type itself.
    """
    found = set(types_of(credential))
    pending = [member for name, member in credential.items() if name != "@context"]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            continue
        if isinstance(value, list):
            pending += value
        elif isinstance(value, (dict, Mapping)) and "@context" not in value:
            found.update(types_of(value))
            pending += value.values()
    return found


def _results(path: Path, subject: Object) -> Iterator[Defect]:
    described = items(member(subject, "achievement"), "resultDescription")
    descriptions = {value["id"]: value for _, value in described if "id" in _texts_in(value)}
    for index, result in items(subject, "result"):
        yield from _result((*path, "result", index), result, descriptions)
    for index, value in described:
        place = (*path, "achievement", "resultDescription", index)
        yield from _level(place, value, "requiredLevel", _levels([value]))


def _result(path: Path, result: Object, descriptions: Mapping[str, Object]) -> Iterator[Defect]:
    name = _texts_in(result).get("resultDescription")
    if name is not None and name not in descriptions:
        clause = f"{OPEN_BADGES}, Result.resultDescription"
        yield Defect((*path, "resultDescription"), "unknown-result-description", clause)
        return
    linked = list(descriptions.values()) if name is None else [descriptions[name]]
    yield from _level(path, result, "achievedLevel", _levels(linked))
    is_status = name is not None and descriptions[name].get("resultType") == "Status"
    if is_status and "status" not in result:
        yield Defect(path, "status-required", f"{OPEN_BADGES}, Result.status")


def _level(path: Path, value: Object, name: str, known: frozenset[str]) -> Iterator[Defect]:
    level = _texts_in(value).get(name)
    if level is not None and level not in known:
        owner = "Result" if name == "achievedLevel" else "ResultDescription"
        yield Defect((*path, name), "unknown-level", f"{OPEN_BADGES}, {owner}.{name}")


def _levels(descriptions: Iterable[Object]) -> frozenset[str]:
    levels = (items(value, "rubricCriterionLevel") for value in descriptions)
    return frozenset(
        level["id"] for found in levels for _, level in found if "id" in _texts_in(level)
    )


def _texts_in(value: Object) -> Mapping[str, str]:
    return {name: text for name, text in value.items() if isinstance(text, str)}
