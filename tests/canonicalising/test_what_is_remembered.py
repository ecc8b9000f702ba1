"""What a process keeps of documents it saw: bounded, and never mixed up."""

from collections.abc import Callable
from typing import TypeVar

import pytest

from contexts.library import shipped
from keys.strict_json import Json
from signing.canonical import Canonicaliser
from signing.context_memo import CONTEXTS
from signing.errors import Error
from signing.json_ld import Document
from signing.plan_cache import FAMILIES, MEMBERS, PlanCache
from signing.shape_plans import text_pointers

from .oracles import ours
from .samples import V2, put, sample

T = TypeVar("T")


def returning(plan: T) -> Callable[[], T]:
    return lambda: plan


def never() -> str | None:
    raise AssertionError("it must not be made now")


def test_a_plan_is_made_when_a_template_is_met_a_second_time() -> None:
    plans: PlanCache[str] = PlanCache()
    assert plans.meet("family", b"a", never) is None
    assert plans.meet("family", b"b", never) is None
    assert plans.plans("family") == ()
    assert plans.meet("family", b"a", returning("of a")) == "of a"
    assert plans.plans("family") == ("of a",)
    assert plans.plans("other") == ()


def test_no_plan_is_made_twice_for_one_template_even_if_there_is_none() -> None:
    plans: PlanCache[str] = PlanCache()
    for make in (never, returning(None), never, never):
        assert plans.meet("family", b"a", make) is None
    assert plans.plans("family") == ()


def test_the_newest_plans_of_a_family_are_kept_and_the_others_forgotten() -> None:
    plans: PlanCache[int] = PlanCache()
    for number in range(MEMBERS + 2):
        for _ in range(2):
            plans.meet("family", str(number).encode(), returning(number))
    assert plans.plans("family") == tuple(range(MEMBERS + 1, 1, -1))


def test_the_families_least_used_are_forgotten() -> None:
    plans: PlanCache[int] = PlanCache()
    for number in range(FAMILIES + 2):
        for _ in range(2):
            plans.meet(number, b"a", returning(number))
        plans.plans(0)
    assert plans.plans(0) == (0,)
    assert plans.plans(1) == plans.plans(2) == ()
    assert plans.plans(FAMILIES + 1) == (FAMILIES + 1,)


def test_what_is_not_trusted_is_never_trusted_again() -> None:
    plans: PlanCache[str] = PlanCache()
    plans.distrust("a")
    assert plans.is_distrusted("a")
    assert not plans.is_distrusted("b")


@pytest.mark.parametrize("often", [CONTEXTS // 4])
def test_no_number_of_contexts_fills_the_memory(often: int) -> None:
    library = shipped()
    for number in range(often):
        meaning = {"@context": {f"word{number}": f"https://a.example/#{number}"}}
        library = library.with_context(f"https://a.example/{number}", meaning)
    canonicaliser = Canonicaliser(library)
    most = 0
    for number in range(often):
        document = put(sample(), "/@context", [V2, *sample()["@context"][1:],
                                               f"https://a.example/{number}"])  # fmt: skip
        said = canonicaliser.statements(put(document, f"/word{number}", "x"))
        assert f"https://a.example/#{number}" in {quad.predicate.value for quad in said}
        most = max(most, len(canonicaliser._processor()._known))
    assert CONTEXTS / 2 < most <= CONTEXTS
    assert ours(sample())


@pytest.mark.parametrize("value", ["other", "a\x07b", ["x"], ["x", "y"], 5, True, {"name": "x"}])
def test_a_term_that_took_a_text_asks_as_much_of_the_next_value(value: Json) -> None:
    experienced = Canonicaliser(shipped())
    experienced.statements(sample())
    pointers = [at for at in text_pointers(sample()) if not at.endswith("/0")]
    assert len(pointers) > FEW
    for pointer in pointers:
        changed = put(sample(), pointer, value)
        assert outcome(experienced, changed) == outcome(Canonicaliser(shipped()), changed)


FEW = 10


def outcome(canonicaliser: Canonicaliser, document: Document) -> object:
    """Return what a document says, or what it is refused for."""
    try:
        return canonicaliser.statements(document)
    except Error as e:
        return type(e), str(e)
