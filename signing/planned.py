"""Badges that are signed by a plan: a template is looked at as a whole, then only its slots.

What the generic path asks of a whole document is asked of the template once, in `plan_badge`; what
it asks of values is asked of each badge, by the form of each slot and the guards of the plan.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from keys.strict_json import Json
from signing import jwt_claims, second_reader
from signing.canonical import Canonicaliser
from signing.disputed import refuse_disputed
from signing.errors import Error, UnplannableError, UnplannedError
from signing.json_ld import Document
from signing.plan_compiler import compile_plan
from signing.plans import Plan
from signing.securing import check_signable
from signing.selection import find, is_in, with_value
from signing.slots import Form, writer
from signing.splicing import Splice, splice

MOST_BYTES = 500_000
"""How long a badge may be that a plan signs; longer ones are for the generic path, which knows the
limits of our own reader."""
_SAMPLES: Sequence[Mapping[Form, str]] = (
    {
        Form.TEXT: 'próba "{0}"\n\\\t',
        Form.IRI: "https://sample.example/a%20b/{0}?c=d#e",
        Form.IDENTITY_HASH: "sha256${0:064x}",
        Form.INDEX: "{0}",
    },
    {
        Form.TEXT: "name{0}",
        Form.IRI: "did:web:sample.example:{0}",
        Form.IDENTITY_HASH: "sha256${0:064x}",
        Form.INDEX: "13107{0}",
    },
)
"""What the slots are filled with while a plan is tried. Instants stay as they are."""

_SUBJECT = "credentialSubject"
_CLAIMED = {
    "id": "/id",
    "validFrom": "/validFrom",
    "validUntil": "/validUntil",
    _SUBJECT: "/credentialSubject/id",
}

Bound = int | str
"""A value: the slot in which it stands, or what it is in every badge."""


@dataclass(frozen=True)
class BadgePlan:
    """How badges like `template` are written, and what they say, by the values in their slots."""

    template: Document
    splice: Splice
    statements: Plan
    period: tuple[Bound, Bound] | None
    """When the badge begins and ends; None if it has no end."""

    def matched(self, document: Document) -> tuple[Sequence[str], bytes]:
        """Return the values in the slots of `document`, and its text in UTF-8.

        Raises:
            UnplannedError: the document is one for the generic path.
        """
        values, text = self.splice.matched(document)
        self._check(values, text)
        return values, text

    def text(self, values: Sequence[str]) -> bytes:
        """Return the text, in UTF-8, of the badge with these values in its slots.

        Raises:
            UnplannedError: the badge is one for the generic path.
        """
        text = self.splice.text(values)
        self._check(values, text)
        return text

    def _check(self, values: Sequence[str], text: bytes) -> None:
        if len(text) > MOST_BYTES:
            raise UnplannedError("it is very long")
        self.check_period(values)

    def claims(self, values: Sequence[str]) -> dict[str, Json]:
        """Return the claims of a token with these values in its slots: `jwt_claims.claims_of`."""
        said = {name: values[at] if isinstance(at, int) else at for name, at in self._said.items()}
        subject = {"id": said.pop(_SUBJECT)}
        return jwt_claims.claims_of(
            {**said, "issuer": self.template["issuer"], "credentialSubject": subject}
        )

    @cached_property
    def pointers(self) -> tuple[str, ...]:
        """The slots, in the order in which their values are given."""
        return tuple(slot.pointer for slot in self.statements.slots)

    @cached_property
    def _said(self) -> Mapping[str, Bound]:
        """What claims repeat besides the issuer: the slot in which it stands, or what it is."""
        slots = self.pointers
        return {
            name: slots.index(pointer) if pointer in slots else find(self.template, pointer)
            for name, pointer in _CLAIMED.items()
            if is_in(self.template, pointer)
        }

    def check_period(self, values: Sequence[str]) -> None:
        """Raise `UnplannedError` if the badge would end before it begins."""
        if self.period:
            begin, end = (values[at] if isinstance(at, int) else at for at in self.period)
            # Instants of the form INSTANT are in the order of their texts.
            if end < begin:
                raise UnplannedError("it ends before it begins")


def plan_badge(
    document: Document,
    forms: Mapping[str, Form],
    canonicaliser: Canonicaliser,
    hash_name: str = "sha256",
) -> BadgePlan:
    """Return the plan of badges like `document`, which differ at `forms`: see `compile_plan`.

    Raises:
        UnplannableError: such badges need the generic path, or must not be signed at all.
    """
    try:
        plan = BadgePlan(
            document,
            splice(document, tuple(forms)),
            compile_plan(document, forms, canonicaliser, hash_name),
            _period(document, tuple(forms)),
        )
        for trial in _trials(document, forms):
            _try(plan, trial, canonicaliser)
    except UnplannableError:
        raise
    except (Error, SyntaxError) as e:
        raise UnplannableError(str(e)) from e
    return plan


def _try(plan: BadgePlan, trial: Document, canonicaliser: Canonicaliser) -> None:
    """Compare what a plan gives with the generic path, which also looks at all of the badge."""
    check_signable(trial, canonicaliser)
    jwt_claims.claims_of(trial)
    hash_name = plan.statements.hash_name
    canonical = canonicaliser.canonical(canonicaliser.statements(trial), hash_name)
    refuse_disputed(trial, canonical)
    values, _ = plan.matched(trial)
    if plan.statements.canonical(values) != canonical.encode():
        raise UnplannableError("it gives another canonical form than the generic path")
    if second_reader.canonical(trial, canonicaliser.library, hash_name) != canonical:
        raise UnplannableError("two readers of JSON-LD understand it differently")


def _trials(document: Document, forms: Mapping[str, Form]) -> Iterator[Document]:
    """Yield the template itself, and two documents like it with other values."""
    yield document
    for samples in _SAMPLES:
        trial = document
        for number, (pointer, form) in enumerate(forms.items()):
            if form in samples:
                trial = with_value(trial, pointer, samples[form].format(number))
        yield trial


def _period(document: Document, pointers: Sequence[str]) -> tuple[Bound, Bound] | None:
    if any(pointer.startswith("/issuer") for pointer in pointers):
        # Whether the keys are the issuer's is asked of the template alone.
        raise UnplannableError("the issuer differs")
    if not is_in(document, "/validUntil"):
        return None
    return _bound(document, "/validFrom", pointers), _bound(document, "/validUntil", pointers)


def _bound(document: Document, pointer: str, pointers: Sequence[str]) -> Bound:
    if pointer in pointers:
        return pointers.index(pointer)
    known: Json = find(document, pointer)
    if writer(Form.INSTANT)(known) is None:
        raise UnplannableError(f"{pointer} is not {Form.INSTANT.value}")
    return str(known)
