"""Whether a document says the same as JSON as it does as RDF.

A proof covers the RDF; most readers look at the JSON. What decides about a credential (who issued
it, when it is valid, where its status stands) is therefore read from the statements as well and
compared (rule 1). The shape check and the safe expansion already refuse all known ways to make them
differ; this catches the unknown ones.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from keys.strict_json import Json
from signing.errors import DisagreementError
from signing.json_ld import Document
from signing.members import items_of
from signing.problems import problem

_CREDENTIALS = "https://www.w3.org/2018/credentials#"
_SECURITY = "https://w3id.org/security#"
_STATUS = "https://www.w3.org/ns/credentials/status#"
_STATUS_2021 = "https://w3id.org/vc/status-list#"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_BLANK = "_:"

Step = tuple[str, ...]
"""A member's name in JSON and its property in RDF, and where it has two, the other one."""


def _credential(*names: str) -> tuple[Step, ...]:
    return tuple((name, _CREDENTIALS + name) for name in names)


_STATUS_ENTRY = ("credentialStatus", _CREDENTIALS + "credentialStatus")
_OF_CREDENTIAL: tuple[tuple[Step, ...], ...] = (
    *((step,) for step in _credential(
        "issuer", "holder", "validFrom", "validUntil", "issuanceDate", "expirationDate",
        "credentialSubject", "credentialStatus", "credentialSchema", "refreshService",
        "termsOfUse",
    )),
    *((_STATUS_ENTRY, (name, _STATUS + name, _STATUS_2021 + name)) for name in (
        "statusPurpose", "statusListIndex", "statusListCredential",
    )),
    *((step, ("type", _TYPE)) for step in _credential(
        "credentialStatus", "credentialSchema", "refreshService",
    )),
)  # fmt: skip
_OF_PROOF: tuple[tuple[Step, ...], ...] = (
    (("type", _TYPE),),
    (("created", "http://purl.org/dc/terms/created"),),
    (("expires", _SECURITY + "expiration"),),
    (("verificationMethod", _SECURITY + "verificationMethod"),),
    (("proofPurpose", _SECURITY + "proofPurpose"),),
    (("cryptosuite", _SECURITY + "cryptosuite"),),
    (("challenge", _SECURITY + "challenge"),),
    (("domain", _SECURITY + "domain"),),
    (("previousProof", _SECURITY + "previousProof"),),
)
# Their values are names that the contexts turn into IRIs; the part after # is the name.
_NAMED = frozenset(("type", "proofPurpose"))


def check_agreement(document: Document, statements: Sequence[Quad]) -> None:
    """Check the members of a credential or presentation that decide about it.

    Raises:
        DisagreementError: a member says one thing as JSON and another in `statements`.
    """
    _check(document, statements, _OF_CREDENTIAL)


def check_proof_agreement(config: Mapping[str, Json], statements: Sequence[Quad]) -> None:
    """Check the options of a proof in the same way."""
    _check(config, statements, _OF_PROOF)


def _check(
    document: Mapping[str, Json], statements: Sequence[Quad], paths: Sequence[tuple[Step, ...]]
) -> None:
    said: dict[tuple[Json, str], list[Json]] = defaultdict(list)
    asked = {iri for path in paths for _, *iris in path for iri in iris}
    for quad in statements:
        predicate = quad.predicate.value
        if predicate in asked and isinstance(quad.graph_name, DefaultGraph):
            said[quad.subject, predicate].append(quad.object)
    own = document.get("id")
    root = NamedNode(own) if isinstance(own, str) else BlankNode("b0")
    differing = [
        path for path in paths if _in_json(document, path) != _in_statements(said, root, path)
    ]
    if differing:
        names = ["/" + "/".join(name for name, *_ in path) for path in differing]
        raise DisagreementError(
            [problem(name, "json-rdf-mismatch", term=name.rsplit("/", 1)[-1]) for name in names]
        )


def _in_json(document: Mapping[str, Json], path: Sequence[Step]) -> list[str]:
    """Return what the document says at a path, sorted."""
    nodes: list[Json] = [document]
    for name, *_ in path:
        nodes = [item for node in nodes if isinstance(node, Mapping) for item in _list(node, name)]
    named = path[-1][0] in _NAMED
    return sorted([_name(_said(node)) if named else _said(node) for node in nodes])


def _in_statements(
    said: Mapping[tuple[Json, str], Sequence[Json]],
    root: NamedNode | BlankNode,
    path: Sequence[Step],
) -> list[str]:
    """Return what the statements say at a path, sorted."""
    nodes: list[Json] = [root]
    for _, *iris in path:
        nodes = [value for node in nodes for iri in iris for value in said.get((node, iri), ())]
    named = path[-1][0] in _NAMED
    return sorted([_stated(node, named=named) for node in nodes])


def _list(node: Mapping[str, Json], name: str) -> list[Json]:
    return items_of(node[name]) if name in node else []


def _said(value: Json) -> str:
    """Return a JSON value as text: a nameless object is only known to be one."""
    return str(value.get("id", _BLANK)) if isinstance(value, Mapping) else str(value)


def _stated(term: NamedNode | BlankNode | Literal, *, named: bool) -> str:
    if isinstance(term, BlankNode):
        return _BLANK
    return _name(term.value.rpartition("#")[2]) if named else term.value


def _name(text: str) -> str:
    # The purpose `authentication` has the IRI …#authenticationMethod.
    return text.removesuffix("Method")
