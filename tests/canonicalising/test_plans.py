"""Canonical forms by plan: byte for byte those of readers that know nothing of plans."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from signing.planned import BadgePlan
from signing.plans import GUARDS, Guard, Slot
from signing.slots import Form, Writer

from .adversarial import Example, examples
from .differences import compare, plan_of
from .plan_templates import Template, templates

EXAMPLES = 250
"""For each of the eight templates: two thousand in all. `make fuzz-canonicalisation` tries more."""

TEMPLATES = templates()
of_every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda found: found.name)
many = settings(suppress_health_check=list(HealthCheck), deadline=None)


@of_every_template
def test_a_plan_gives_what_two_independent_readers_give(template: Template) -> None:
    planned = count_planned(template, many)
    assert planned > EXAMPLES / 10


def count_planned(template: Template, how: settings, number: int = EXAMPLES) -> int:
    """Compare `number` examples, and return how many of them went by the plan."""
    planned = 0

    @settings(how, max_examples=number)
    @given(example=examples(template))
    def compared(example: Example) -> None:
        nonlocal planned
        planned += compare(example, plan_of(template)) is not None

    compared()
    return planned


@of_every_template
def test_the_template_itself_goes_by_its_plan(template: Template) -> None:
    assert compare(Example(template, tuple(template.values)), plan_of(template)) is not None


@dataclass(frozen=True)
class Careless(Slot):
    """A slot that takes whatever is text, and writes it as it stands."""

    @property
    def write(self) -> Writer:
        """Return a writer that looks at nothing."""
        return lambda value: str(value).encode("utf-8", "surrogatepass")


def without(guard: Guard, plan: BadgePlan) -> BadgePlan:
    """Return `plan` with one guard switched off."""
    kept = tuple(other for other in plan.statements.guards if other is not guard)
    assert len(kept) == len(plan.statements.guards) - 1
    return replace(plan, statements=replace(plan.statements, guards=kept))


def careless_about(form: Form, plan: BadgePlan) -> BadgePlan:
    """Return `plan` with slots of one form that take anything."""
    slots = tuple(
        Careless(slot.pointer, slot.form) if slot.form is form else slot
        for slot in plan.statements.slots
    )
    assert slots != plan.statements.slots
    return replace(plan, statements=replace(plan.statements, slots=slots))


def endless(plan: BadgePlan) -> BadgePlan:
    """Return `plan` without the guard that compares the two ends of its period."""
    return replace(plan, period=None)


SWITCHED_OFF: list[tuple[str, str, Callable[[BadgePlan], BadgePlan]]] = [
    *((guard.__name__, "usual", partial(without, guard)) for guard in GUARDS[:1]),
    *((guard.__name__, "tags", partial(without, guard)) for guard in GUARDS[1:2]),
    *((guard.__name__, "nameless objects", partial(without, guard)) for guard in GUARDS[2:3]),
    *((guard.__name__, "tags", partial(without, guard)) for guard in GUARDS[3:]),
    *((form.name, "usual", partial(careless_about, form)) for form in Form),
    ("period", "usual", endless),
]


@pytest.mark.parametrize(
    ("name", "switch_off"),
    [row[1:] for row in SWITCHED_OFF],
    ids=[f"{guard} for {name}" for guard, name, _ in SWITCHED_OFF],
)
def test_without_this_guard_a_difference_is_found(
    name: str, switch_off: Callable[[BadgePlan], BadgePlan]
) -> None:
    template = next(found for found in TEMPLATES if found.name == name)
    unguarded = switch_off(plan_of(template))

    def differs(example: Example) -> bool:
        try:
            compare(example, unguarded)
        except AssertionError:
            return True
        return False

    searched = settings(many, max_examples=4_000, phases=[Phase.generate], database=None)
    example = find(examples(template), differs, settings=searched)
    assert not _differs_with_its_guards(example, template)


def _differs_with_its_guards(example: Example, template: Template) -> bool:
    try:
        compare(example, plan_of(template))
    except AssertionError:
        return True
    return False
