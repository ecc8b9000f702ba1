"""Three ways to a canonical form that share as little code as possible."""

import json
from collections.abc import Mapping
from typing import Any

from pyld import jsonld
from pyld.context_resolver import ContextResolver
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from contexts.library import ContextLibrary, shipped
from keys.strict_json import Json
from signing import rdfc
from signing.canonical import Canonicaliser
from signing.json_ld import Document

CANONICALISER = Canonicaliser(shipped())
NOWHERE = "https://nowhere.invalid/"


def ours(document: Document) -> str:
    """Return what our expansion and our canonicalisation make of `document`."""
    return rdfc.canonical(CANONICALISER.statements(document))


def by_pyld(document: Document, library: ContextLibrary | None = None) -> str:
    """Return what PyLD alone makes of it: its expansion, its RDF, its URDNA2015."""
    held = library or shipped()

    def load(url: str, _options: object) -> dict[str, Any]:
        return {"contentType": "application/ld+json", "contextUrl": None,
                "document": _plain(held.load(url)), "documentUrl": url}  # fmt: skip

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "base": NOWHERE,
               "documentLoader": load, "contextResolver": ContextResolver({}, load)}  # fmt: skip
    form: str = jsonld.normalize(_plain(document), options)
    return form


def nquads_by_pyld(nquads: str) -> str:
    """Return PyLD's canonical form (URDNA2015, which is RDFC-1.0 with SHA-256) of N-Quads."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads",
               "inputFormat": "application/n-quads"}  # fmt: skip
    form: str = jsonld.normalize(nquads, options)
    return form


def by_pyoxigraph(document: Document) -> str:
    """Return what pyoxigraph alone makes of it: its JSON-LD parser knows nothing of PyLD."""
    text = json.dumps(_with_contexts_inlined(document), ensure_ascii=False)
    dataset = Dataset(parse(text.encode(), RdfFormat.JSON_LD, base_iri=NOWHERE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def _with_contexts_inlined(value: Json) -> Json:
    if isinstance(value, list):
        return [_with_contexts_inlined(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    return {
        key: _inlined(member) if key == "@context" else _with_contexts_inlined(member)
        for key, member in value.items()
    }


def _inlined(context: Json) -> Json:
    if isinstance(context, list):
        return [_inlined(item) for item in context]
    if isinstance(context, str):
        return _with_contexts_inlined(shipped().load(context)["@context"])
    return _with_contexts_inlined(context)


def _plain(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {key: _plain(member) for key, member in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
