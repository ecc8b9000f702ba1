"""JSON-LD expansion that loses nothing: what it cannot map to RDF exactly, it reports.

PyLD has no safe mode: it drops undefined terms, resolves relative IRIs against a made-up base and
accepts full IRIs, prefixes and keywords in place of terms. Any of these lets a document say in
JSON what its proof does not cover. So every key and value is looked at while PyLD expands, when
the active context of its place is known.

Follows JSON-LD 1.1 API (expansion), VC Data Integrity 1.0 section 2.4.1 (data loss) and rules 1, 2.
"""

from collections.abc import Callable, Iterator, Mapping
from heapq import nsmallest
from typing import TypeAlias

from pyld.context_resolver import ContextResolver
from pyld.jsonld import JsonLdError

from contexts.library import ContextLibrary
from contexts.vocabulary.findings import MOST, Violation
from keys.strict_json import Json
from signing.context_memo import Active, RememberingProcessor
from signing.errors import UnsafeDocumentError
from signing.lexical import iri_fault, language_fault, text_fault
from signing.problems import problem
from signing.term_rules import lets_json_differ, list_fault, value_fault

Document: TypeAlias = Mapping[str, Json]

GUARD_BASE = "https://relative-iri.invalid/guard/"
"""Relative IRIs resolve against this and are recognised by it; `.invalid` belongs to nobody."""

_NOT_TEXTS = ("@id", "@vocab", "@json")
"""Under these, a text is a name, or is written as JSON."""
_KEYWORDS = {"@context": None, "@value": text_fault, "@language": language_fault}


class SafeProcessor(RememberingProcessor):
    """A JSON-LD processor with its own contexts, for one thread.

    PyLD shares a cache of resolved contexts between all processors, keyed by URL alone, and is not
    safe to share between threads: this one has a resolver of its own.
    """

    def __init__(self, library: ContextLibrary) -> None:
        super().__init__()
        self._options = {
            "base": GUARD_BASE,
            "contextResolver": ContextResolver({}, _loader(library)),
            "isFrame": False,
            "keepFreeFloatingNodes": False,
            "processingMode": "json-ld-1.1",
        }
        self._pointers: dict[int, str] = {}
        self._problems: list[Violation] = []
        self._iri_places: set[str] = set()

    @property
    def iri_places(self) -> frozenset[str]:
        """The JSON pointers at which the last document had an IRI, and could have no term."""
        return frozenset(self._iri_places)

    def expanded(self, document: Document) -> list[dict[str, Json]]:
        """Return the expanded form of `document`.

        Raises:
            UnsafeDocumentError: a key, type, IRI or value would not be covered, or be covered as
                something else than it says; the first `MOST` such places are named.
        """
        self._pointers = {}
        plain = self._copy(document, "")
        self._problems = []
        self._iri_places = set()
        try:
            active = self._get_initial_context(self._options)
            found = self._expand(active, None, plain, self._options, inside_list=False)
        except JsonLdError as e:
            self._report("", "not-json-ld", detail=_innermost(e))
            found = None
        if self._problems:
            in_order = nsmallest(MOST, self._problems, key=lambda p: (p.pointer, p.rule))
            raise UnsafeDocumentError(in_order)
        return [found] if isinstance(found, dict) else list(found or [])

    def _copy(self, value: Json, pointer: str) -> Json:
        """Return a deep copy, of which each object is known by its pointer: see `_plain`."""
        if isinstance(value, str):
            return value
        if isinstance(value, (dict, Mapping)):
            copy = {
                key: member
                if isinstance(member, str)
                else self._copy(member, f"{pointer}/{_escaped(key)}")
                for key, member in value.items()
            }
            self._pointers[id(copy)] = pointer
            return copy
        if isinstance(value, list):
            return [self._copy(item, f"{pointer}/{i}") for i, item in enumerate(value)]
        return value

    def _expand_object(  # noqa: PLR0913, PLR0917 - PyLD's own signature
        self,
        active_ctx: Active,
        active_property: Active,
        expanded_active_property: Active,
        element: dict[str, Json],
        expanded_parent: Active,
        options: Active,
        inside_list: bool = False,  # noqa: FBT001, FBT002 - PyLD's own too
        type_key: Active = None,
        type_scoped_ctx: Active = None,
    ) -> None:
        pointer = self._pointers.get(id(element), "")
        for key, value in element.items():
            self._look_at(active_ctx, type_scoped_ctx or active_ctx, pointer, key, value)
        super()._expand_object(
            active_ctx, active_property, expanded_active_property, element, expanded_parent,
            options, inside_list, type_key, type_scoped_ctx,
        )  # fmt: skip

    def _look_at(self, active: Active, for_types: Active, node: str, key: str, value: Json) -> None:
        """Report everything about one member that RDF would not say as JSON does."""
        if type(value) is str and (id(active), key) in self._of_texts and not text_fault(value):
            return
        pointer = f"{node}/{_escaped(key)}"
        if key in _KEYWORDS:
            check = _KEYWORDS[key]
            if check and (fault := check(value)):
                self._report(pointer, fault)
            return
        definition = _definition(active, key)
        if definition is None:
            self._report(pointer, "undefined-term", term=key)
            return
        means = definition["@id"]
        if means == "@type":
            self._look_at_types(for_types, pointer, value)
        elif means == "@id":
            self._look_at_iri(active, pointer, value)
        elif lets_json_differ(definition):
            self._report(pointer, "unsupported-container", term=key)
        else:
            self._look_at_property(active, pointer, key, value)

    def _look_at_property(self, active: Active, pointer: str, key: str, value: Json) -> None:
        definition = active["mappings"].get(key, {})
        before = len(self._problems)
        if key[0].isupper() and self._has_another_term(active, key, definition.get("@id", "")):
            self._report(pointer, "class-as-property", term=key)
        if fault := list_fault(definition, key, value):
            self._report(pointer, fault, term=key)
        inside = self._inside(active, definition)
        coerced = definition.get("@type")
        if not isinstance(value, list):
            self._look_at_value(inside, coerced, pointer, value)
            if len(self._problems) == before and isinstance(value, str):
                self._note_texts(active, key, coerced)
            return
        for place, item in _items(pointer, value):
            self._look_at_value(inside, coerced, place, item)

    def _note_texts(self, active: Active, key: str, coerced: str | None) -> None:
        """Remember of a term that took a text that it takes any text that can be written."""
        is_plain = coerced not in _NOT_TEXTS and key in active["mappings"]
        if is_plain and self._is_kept(active):
            self._of_texts.add((id(active), key))

    def _look_at_types(self, active: Active, pointer: str, value: Json) -> None:
        """Types are terms, or IRIs that no term stands for; no two mean the same."""
        seen: set[str] = set()
        for place, name in _items(pointer, value):
            if not isinstance(name, str):
                self._report(place, "type-not-a-string")
                continue
            iri = self._term_or_iri(active, place, name, undefined="undefined-type")
            if iri in seen:
                self._report(place, "same-type-twice", term=name)
            if iri is not None:
                seen.add(iri)

    def _inside(self, active: Active, definition: Mapping[str, Json]) -> Active:
        """Return the context for the values of a term: `assertionMethod` is a name only there."""
        if "@context" not in definition or definition.get("@type") != "@vocab":
            return active
        return self._process_context(
            active, definition["@context"], self._options, propagate=True, override_protected=True
        )

    def _look_at_value(self, active: Active, coerced: str | None, place: str, value: Json) -> None:
        """Report a value whose JSON type does not follow from the datatype of its term."""
        if isinstance(value, dict) or coerced == "@json":
            return
        if coerced == "@id":
            self._look_at_iri(active, place, value)
        elif coerced == "@vocab" and isinstance(value, str):
            self._term_or_iri(active, place, value, undefined="relative-iri")
        elif fault := value_fault(coerced, value):
            self._report(place, fault)

    def _look_at_iri(self, active: Active, place: str, value: Json) -> None:
        self._iri_places.add(place)
        if not isinstance(value, str):
            self._report(place, "iri-not-a-string")
        elif fault := iri_fault(value):
            self._report(place, fault, iri=value)
        elif self._expand_iri(active, value, base=GUARD_BASE) != value:
            self._report(place, "compact-iri", iri=value)

    def _term_or_iri(self, active: Active, place: str, name: str, *, undefined: str) -> str | None:
        """Return the IRI that `name` stands for, or report why it stands for none."""
        if ":" not in name:
            if definition := _definition(active, name):
                iri = str(definition["@id"])
                if name[:1].islower() and self._has_another_term(active, name, iri):
                    self._report(place, "property-as-class", term=name)
                return iri
            self._report(place, undefined, term=name)
        elif fault := iri_fault(name):
            self._report(place, fault, iri=name)
        elif self._expand_iri(active, name, vocab=True) != name or self._has_another_term(
            active, name, name
        ):
            self._report(place, "compact-iri", iri=name)
        else:
            return name
        return None

    def _has_another_term(self, active: Active, name: str, iri: str) -> bool:
        """Tell whether a term other than `name` stands for `iri`.

        Open Badges gives one IRI to some properties and classes (`criteria` and `Criteria`);
        exchanging the two names would leave the statements as they are.
        """
        return bool(self.terms_for(active, iri) - {name})

    def _report(self, pointer: str, rule: str, **facts: str) -> None:
        self._problems.append(problem(pointer, rule, **facts))


def _definition(active: Active, term: str) -> Mapping[str, Json] | None:
    """Return what the active context says of `term`, or None where it is undefined."""
    definition: Mapping[str, Json] | None = active["mappings"].get(term)
    if definition is None and "@vocab" in active and term not in active["mappings"]:
        # Only contexts for tests and closed circles have a default vocabulary (rule 2).
        return {"@id": active["@vocab"] + term}
    return definition if definition and definition.get("@id") else None


def _items(pointer: str, value: Json) -> Iterator[tuple[str, Json]]:
    if isinstance(value, list):
        yield from ((f"{pointer}/{i}", item) for i, item in enumerate(value))
    else:
        yield pointer, value


def _escaped(key: str) -> str:
    return key if key.isalnum() else key.replace("~", "~0").replace("/", "~1")


def _innermost(error: BaseException) -> str:
    """Return PyLD's own word for what is wrong, without its advice about networks."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(getattr(error, "code", None) or type(error).__name__)


def _loader(library: ContextLibrary) -> Callable[[str, object], dict[str, Json]]:
    def load(url: str, _options: Active) -> dict[str, Json]:
        # `tag: static` is what lets PyLD keep a processed context for the next document.
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "document": _plain(library.load(url)),
            "documentUrl": url,
            "tag": "static",
        }

    return load


def _plain(value: Json) -> Json:
    """Return a deep copy in plain dictionaries and lists: PyLD may change what it is given."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(member) for key, member in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
