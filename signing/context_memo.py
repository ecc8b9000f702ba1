"""A JSON-LD processor that works out each active context once.

PyLD keeps processed contexts, but never finds those again that belong to a type: it gives the copy
that it makes for each node a name of its own. A badge has some ten nodes with types, and most of
the time of its expansion goes into defining the same terms for each of them.
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from pyld.jsonld import JsonLdProcessor

Active: TypeAlias = Any
"""PyLD's active context, which has no type."""

_ANY_TEXT = "urn:uuid:3d0a2fd4-9a53-4d5f-8a54-2b1f6d3e6c11"
CONTEXTS = 256
"""How many active contexts are kept. The documents of one application need about twenty."""


class RememberingProcessor(JsonLdProcessor):  # type: ignore[misc]  # PyLD has no types
    """Remembers what a context becomes inside another one; for one thread, like its parent.

    An active context is never changed once it is made. Those that are remembered are known by
    identity, which is sound because what is remembered also keeps them alive.
    """

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[object, tuple[Active, Active, Active]] = {}
        self._terms: dict[int, Mapping[str, frozenset[str]]] = {}
        self._texts: dict[tuple[int, str], Mapping[str, Active] | None] = {}
        self._of_texts: set[tuple[int, str]] = set()
        """Terms of which a subclass knows something, by their context."""

    def _process_context(
        self,
        active_ctx: Active,
        local_ctx: Active,
        options: Active,
        override_protected: bool = False,  # noqa: FBT001, FBT002 - PyLD's own too
        propagate: bool = True,  # noqa: FBT001, FBT002 - PyLD's own too
        validate_scoped: bool = True,  # noqa: FBT001, FBT002 - PyLD's own too
        cycles: Active = None,
    ) -> Active:
        how = (override_protected, propagate, validate_scoped)
        if cycles is not None:
            return super()._process_context(active_ctx, local_ctx, options, *how, cycles)
        key = (id(active_ctx), _identity(local_ctx), how)
        if key not in self._known:
            processed = super()._process_context(active_ctx, local_ctx, options, *how)
            self._make_room()
            self._known[key] = active_ctx, local_ctx, processed
        return self._known[key][2]

    def _expand_iri(
        self,
        active_ctx: Active,
        value: Active,
        base: Active = None,
        vocab: bool = False,  # noqa: FBT001, FBT002 - PyLD's own too
        local_ctx: Active = None,
        defined: Active = None,
    ) -> Active:
        # Most questions are about a term that is defined: no keyword, prefix or base comes in.
        if vocab and local_ctx is None and isinstance(value, str):
            definition = active_ctx["mappings"].get(value)
            if definition:
                return definition["@id"]
        return super()._expand_iri(active_ctx, value, base, vocab, local_ctx, defined)

    def _expand_value(
        self, active_ctx: Active, active_property: Active, value: Active, options: Active
    ) -> Active:
        # Of a text that is no IRI, the answer depends on the property alone.
        if isinstance(value, str):
            around = self._around_texts(active_ctx, active_property, options)
            if around is not None:
                return {**around, "@value": value}
        return super()._expand_value(active_ctx, active_property, value, options)

    def _around_texts(
        self, active_ctx: Active, active_property: str, options: Active
    ) -> Mapping[str, Active] | None:
        """Return what texts of a property become, but for the text; None if they become IRIs."""
        key = (id(active_ctx), active_property)
        if key in self._texts:
            return self._texts[key]
        found = super()._expand_value(active_ctx, active_property, _ANY_TEXT, options)
        around = found if isinstance(found, dict) and found.get("@value") == _ANY_TEXT else None
        # Only terms: a document may use any number of other names.
        if active_property in active_ctx["mappings"] and self._is_kept(active_ctx):
            self._texts[key] = around
        return around

    def terms_for(self, active_ctx: Active, iri: str) -> frozenset[str]:
        """Return the terms that stand for `iri` in an active context."""
        known = self._terms.get(id(active_ctx))
        if known is None:
            known = _terms_by_iri(active_ctx)
            if self._is_kept(active_ctx):
                self._terms[id(active_ctx)] = known
        return known.get(iri, frozenset())

    def _is_kept(self, active_ctx: Active) -> bool:
        return any(kept is active_ctx for _, _, kept in self._known.values())

    def _make_room(self) -> None:
        # Beginning anew is rare and simple; strangers' documents cannot fill the memory.
        if len(self._known) >= CONTEXTS:
            self._known.clear()
            self._terms.clear()
            self._texts.clear()
            self._of_texts.clear()


def _identity(local_ctx: Active) -> object:
    """Return what tells a context in a document or a definition from all others that are kept."""
    if isinstance(local_ctx, list) and all(isinstance(url, str) for url in local_ctx):
        return tuple(local_ctx)
    return local_ctx if isinstance(local_ctx, str) else id(local_ctx)


def _terms_by_iri(active_ctx: Active) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for term, definition in active_ctx["mappings"].items():
        if definition and definition.get("@id"):
            found.setdefault(definition["@id"], set()).add(term)
    return {iri: frozenset(terms) for iri, terms in found.items()}
