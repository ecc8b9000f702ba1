"""One example through a plan and through everything that knows nothing of plans."""

import json
from functools import cache

from contexts.errors import Error as ContextError
from signing.disputed import refuse_disputed
from signing.errors import Error, UnplannedError
from signing.json_ld import Document
from signing.plan_compiler import compile_plan
from signing.planned import BadgePlan, plan_badge
from signing.rdfc import canonical
from signing.securing import check_signable
from signing.splicing import splice

from .adversarial import Example
from .oracles import CANONICALISER, by_pyoxigraph
from .plan_templates import Template


@cache
def plan_of(template: Template) -> BadgePlan:
    """Return the plan of a template, as for signing it if it is a badge."""
    document, forms = template.document, template.forms
    if template.is_badge:
        return plan_badge(document, forms, CANONICALISER, template.hash_name)
    plan = compile_plan(document, forms, CANONICALISER, template.hash_name)
    return BadgePlan(document, splice(document, tuple(forms)), plan, None)


def by_generic_path(document: Document, hash_name: str) -> str:
    """Return the canonical form by PyLD's expansion, or raise why it must not be signed."""
    form = canonical(CANONICALISER.statements(document), hash_name)
    refuse_disputed(document, form)
    return form


def compare(example: Example, plan: BadgePlan) -> str | None:
    """Return the canonical form by the plan after comparing it; None if the plan refers elsewhere.

    Raises `AssertionError` if the plan gives anything but what two other readers give, or gives
    something that must not be signed.
    """
    document, template = example.document, example.template
    try:
        values, text = plan.matched(document)
        form = plan.statements.canonical(values).decode()
    except UnplannedError:
        _compare_elsewhere(document, template.hash_name)
        return None
    try:
        generic = by_generic_path(document, template.hash_name)
        if template.is_badge:
            check_signable(document, CANONICALISER)
    except (Error, ContextError) as e:
        raise AssertionError(f"what is planned would be refused: {e}") from e
    assert form == generic
    if template.hash_name == "sha256":
        assert form == by_pyoxigraph(document)
    assert json.loads(text) == document
    return form


def _compare_elsewhere(document: Document, hash_name: str) -> None:
    """Compare what does not go by the plan: refused, or the same by two readers."""
    try:
        generic = by_generic_path(document, hash_name)
    except (Error, ContextError):
        return
    if hash_name == "sha256":
        assert generic == by_pyoxigraph(document)
