"""Making a plan: where each slot goes in the canonical form of a template, and whether it is safe.

Each slot is given a value that stands nowhere else, the generic path turns the document into
statements, and wherever such a value turns up there is a gap. A template is refused where filling
the gaps could give anything but the canonical form.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.errors import Error, UnplannableError, UnsafeDocumentError
from signing.json_ld import Document
from signing.plan_lines import Block, Line, Part, block, line
from signing.plans import GUARDS, HASHES, Node, Plan, Rivals, Slot, ambiguous_characters
from signing.rdf import TYPE, Term
from signing.selection import find, steps, with_value
from signing.slots import Form, writer

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_VERBATIM = frozenset(_XSD + name for name in ("string", "dateTime", "date", "time", "anyURI"))
"""The datatypes of these two vocabularies whose values everybody writes as they stand in JSON."""
_STRUCTURAL = frozenset(("@context", "type"))
_SCHEMES = frozenset(("urn", "http", "https", "did"))
"""The schemes that the form IRI takes: as terms they would be prefixes."""


def compile_plan(
    document: Document,
    forms: Mapping[str, Form],
    canonicaliser: Canonicaliser,
    hash_name: str = "sha256",
) -> Plan:
    """Return the plan of documents that are like `document`, except for the values at `forms`.

    `forms` names the slots by JSON pointer; `document` is one that may be signed. `hash_name` is
    the hash inside RDFC-1.0 and over its result: P-384 suites take SHA-384 for both.

    Raises:
        UnplannableError: such documents need the generic path, and why.
    """
    slots = tuple(Slot(pointer, form) for pointer, form in forms.items())
    try:
        marked = _Marked(document, slots)
        statements = canonicaliser.statements(marked.document)
        iris = canonicaliser.iri_places(marked.document)
    except UnplannableError:
        raise
    except UnsafeDocumentError as e:
        at = [problem.pointer for problem in e.problems if problem.pointer in forms]
        raise UnplannableError("something else must stand", at) from e
    except Error as e:
        raise UnplannableError(str(e)) from e
    _check_schemes(document, canonicaliser)
    plan = _Compiler(marked, statements, hash_name).plan()
    at = [slots[number].pointer for number in plan.iri_slots]
    if names := [pointer for pointer in at if pointer not in iris]:
        raise UnplannableError("a name that a context defines may stand", names)
    return plan


class _Marked:
    """A template with a mark in each slot: an IRI that stands nowhere else."""

    def __init__(self, document: Document, slots: tuple[Slot, ...]) -> None:
        self.slots = slots
        text = json.dumps(document, ensure_ascii=True)
        tag = hashlib.sha256(text.encode()).hexdigest()[:12]
        self.numbers = {
            f"urn:uuid:{number:08x}-0000-4000-8000-{tag}": number for number in range(len(slots))
        }
        if tag in text:
            raise UnplannableError("its own digest stands in the template")
        self.document = document
        for slot, mark in zip(slots, self.numbers, strict=True):
            if _STRUCTURAL & set(steps(slot.pointer)):
                raise UnplannableError("what stands there tells what others mean", [slot.pointer])
            if not isinstance(find(self.document, slot.pointer), str):
                raise UnplannableError("no text stands", [slot.pointer])
            self.document = with_value(self.document, slot.pointer, mark)

    def number(self, text: str) -> int | None:
        """Return the number of the slot whose mark `text` is; None if it holds no mark."""
        if text in self.numbers:
            return self.numbers[text]
        inside = [slot.pointer for slot, mark in zip(self.slots, self.numbers, strict=True)
                  if mark in text]  # fmt: skip
        if inside:
            raise UnplannableError("only a part of what is said stands", inside)
        return None


@dataclass(frozen=True)
class _Statement:
    """A statement: the parts of its IRIs and literals, the names of its blank nodes."""

    subject: Line | str
    predicate: bytes
    object: Line | str

    def lines(self, names: Mapping[str, Line]) -> Line:
        """Return the N-Quads line, blank nodes written as in `names`."""
        return line(*self.head(names), *self.tail(names))

    def head(self, names: Mapping[str, Line]) -> Line:
        return line(*_named(self.subject, names), b" ")

    def tail(self, names: Mapping[str, Line]) -> Line:
        return line(self.predicate + b" ", *_named(self.object, names), b" .\n")


def _named(term: Line | str, names: Mapping[str, Line]) -> Line:
    return names[term] if isinstance(term, str) else term


class _Compiler:
    """One run over the statements of one marked template."""

    def __init__(self, marked: _Marked, quads: Sequence[Quad], hash_name: str) -> None:
        self._marked = marked
        self._hash_name = hash_name
        self._iri_slots: set[int] = set()
        self._text_slots: set[int] = set()
        self._constants: set[bytes] = set()
        self._characters: frozenset[bool] = frozenset()
        self._statements = list(dict.fromkeys(self._statement(quad) for quad in quads))
        self._nodes = sorted(
            {
                term
                for statement in self._statements
                for term in (statement.subject, statement.object)
                if isinstance(term, str)
            }
        )

    def plan(self) -> Plan:
        """Return the plan. Raises `UnplannableError`."""
        slots = self._marked.slots
        covered = self._iri_slots | self._text_slots
        if unsaid := [slot.pointer for i, slot in enumerate(slots) if i not in covered]:
            raise UnplannableError("nothing is said of what stands", unsaid)
        nodes = tuple(self._node(name) for name in self._nodes)
        fixed = [node.digest for node in nodes if node.digest]
        if len(set(fixed)) < len(fixed):
            raise UnplannableError("two of its nameless objects are alike")
        if len(self._characters) > 1:
            raise UnplannableError("some software may sort its statements differently")
        return Plan(
            slots=slots,
            hash_name=self._hash_name,
            nodes=nodes,
            blocks=tuple(self._blocks()),
            iri_slots=tuple(sorted(self._iri_slots)),
            constant_iris=frozenset(self._constants),
            rivals=(*self._rivals(), *_item_rivals(self._marked)),
            characters=self._characters,
            guards=GUARDS,
        )

    def _statement(self, quad: Quad) -> _Statement:
        if not isinstance(quad.graph_name, DefaultGraph):
            raise UnplannableError("it has a graph of its own inside")
        kind = quad.object if quad.predicate == TYPE else None
        number = self._marked.number(kind.value) if isinstance(kind, NamedNode) else None
        if number is not None:
            raise UnplannableError("a type stands", [self._marked.slots[number].pointer])
        self._note(quad.predicate.value)
        predicate = str(quad.predicate).encode()
        return _Statement(self._term(quad.subject), predicate, self._term(quad.object))

    def _term(self, term: Term | Triple) -> Line | str:
        if isinstance(term, BlankNode):
            return term.value
        if isinstance(term, Triple):
            raise UnplannableError("it has statements about statements")
        return self._literal(term) if isinstance(term, Literal) else self._iri(term)

    def _iri(self, term: NamedNode) -> Line:
        number = self._marked.number(term.value)
        if number is None:
            self._constants.add(term.value.encode())
            self._note(term.value)
            return (str(term).encode(),)
        if self._marked.slots[number].form is not Form.IRI:
            raise UnplannableError("an IRI stands", [self._marked.slots[number].pointer])
        self._iri_slots.add(number)
        return (b"<", number, b">")

    def _literal(self, term: Literal) -> Line:
        number = self._marked.number(term.value)
        if number is None:
            self._note(term.value)
            return (str(term).encode(),)
        if self._marked.slots[number].form is Form.IRI:
            raise UnplannableError("no IRI stands", [self._marked.slots[number].pointer])
        datatype = term.datatype.value
        if datatype.startswith((_XSD, _RDF)) and datatype not in _VERBATIM and not term.language:
            raise UnplannableError(f"a {datatype} stands", [self._marked.slots[number].pointer])
        self._text_slots.add(number)
        before, after = str(term).split(term.value)
        return (before.encode(), number, after.encode())

    def _note(self, text: str) -> None:
        self._characters |= ambiguous_characters(text)

    def _node(self, name: str) -> Node:
        """Return what section 4.6 hashes for a blank node."""
        names: Mapping[str, Line] = {
            other: (b"_:a",) if other == name else (b"_:z",) for other in self._nodes
        }
        hashed = block(
            statement.lines(names)
            for statement in self._statements
            if name in (statement.subject, statement.object)
        )
        if hashed.gaps:
            return Node(None, hashed)
        return Node(HASHES[self._hash_name](hashed.filled(())).hexdigest().encode(), hashed)

    def _blocks(self) -> Iterator[Block]:
        first = len(self._marked.slots)
        names: Mapping[str, Line] = {
            name: (b"_:c14n", first + number) for number, name in enumerate(self._nodes)
        }
        subjects = dict.fromkeys(statement.subject for statement in self._statements)
        for subject in subjects:
            said = [one for one in self._statements if one.subject == subject]
            yield block((one.tail(names) for one in said), said[0].head(names))

    def _rivals(self) -> Iterator[Rivals]:
        """Yield the slots whose literals stand beside others and may become equal to them."""
        beside: dict[tuple[Line | str, bytes], list[Line]] = defaultdict(list)
        for one in self._statements:
            if not isinstance(one.object, str):
                beside[one.subject, one.predicate].append(one.object)
        for literals in beside.values():
            constants = [part for one in literals if len(one) == 1 for part in one]
            for kind in {(one[0], one[-1]) for one in literals if len(one) == 3}:
                slots = [one[1] for one in literals if (one[0], one[-1]) == kind and len(one) == 3]
                yield from _rivals_of(slots, _inside(constants, *kind))


def _inside(constants: Iterable[Part], before: Part, after: Part) -> Iterator[bytes]:
    """Yield what stands in the literals that begin and end as those of a slot."""
    if isinstance(before, bytes) and isinstance(after, bytes):
        for one in constants:
            if isinstance(one, bytes) and one.startswith(before) and one.endswith(after):
                yield one[len(before) : len(one) - len(after)]


def _item_rivals(marked: _Marked) -> Iterator[Rivals]:
    """Yield the slots that are items of a list: no two items may be equal.

    RDF keeps equal items of an ordered list, but the shape check refuses them (rule 1).
    """
    lists = dict.fromkeys(slot.pointer.rpartition("/")[0] for slot in marked.slots)
    for place in lists:
        items = find(marked.document, place)
        texts = [item for item in items if isinstance(item, str)] if isinstance(items, list) else []
        slots = [marked.numbers[text] for text in texts if text in marked.numbers]
        others = [text for text in texts if text not in marked.numbers]
        # What is not of the form can be in no slot.
        written = (writer(form)(text) for text in others for form in (Form.TEXT, Form.IRI))
        yield from _rivals_of(slots, (text for text in written if text is not None))


def _rivals_of(slots: Sequence[Part], constants: Iterable[bytes]) -> Iterator[Rivals]:
    numbers = tuple(slot for slot in slots if isinstance(slot, int))
    known = frozenset(constants)
    if len(numbers) + len(known) > 1 and numbers:
        yield Rivals(numbers, known)


def _check_schemes(document: Document, canonicaliser: Canonicaliser) -> None:
    """Refuse contexts that define a term which would be the prefix of an IRI in a slot."""
    for url in document["@context"]:
        if found := _SCHEMES & _keys(canonicaliser.library.load(url)):
            raise UnplannableError(f"a context defines the term {min(found)}")


def _keys(value: Json) -> frozenset[str]:
    if isinstance(value, Mapping):
        return frozenset(value).union(*(_keys(member) for member in value.values()))
    return frozenset().union(*map(_keys, value)) if isinstance(value, list) else frozenset()
