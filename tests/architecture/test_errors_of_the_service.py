"""Errors of the service: one kind each, a sentence in both languages, the same facts in both."""

import importlib
import inspect
from string import Formatter

import pytest

from issuer import errors
from issuer.api.problems import slug_of, status_of

from .repository import python_files

MODULES = [
    path.removesuffix(".py").replace("/", ".")
    for path in python_files("issuer")
    if path.count("/") == 1 and path.endswith("_errors.py")
]
LEAVES = [
    value
    for name in MODULES
    for _, value in inspect.getmembers(importlib.import_module(name), inspect.isclass)
    if value.__module__ == name and issubclass(value, errors.Error)
]
KINDS = errors.Error.__subclasses__()


def facts(sentence: str) -> set[str]:
    """Return the facts that a sentence names; `polish_x` is the Polish word for `x`."""
    return {name.removeprefix("polish_") for _, name, _, _ in Formatter().parse(sentence) if name}


def test_there_are_leaves_and_kinds() -> None:
    assert len(KINDS) == 8
    assert len(LEAVES) > 30


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_a_leaf_is_of_one_kind_and_says_its_sentence_in_both_languages(
    leaf: type[errors.Error],
) -> None:
    assert [kind for kind in KINDS if issubclass(leaf, kind)] != []
    assert len([kind for kind in KINDS if issubclass(leaf, kind)]) == 1
    assert leaf.__name__.endswith("Error")
    assert leaf.__doc__
    kind = next(kind for kind in KINDS if issubclass(leaf, kind))
    inherited = leaf.english == kind.english and leaf.polish == kind.polish
    assert inherited or (leaf.english != kind.english and leaf.polish != kind.polish)
    assert facts(leaf.english) == facts(leaf.polish)


def test_no_two_leaves_have_one_address() -> None:
    slugs = [slug_of(leaf) for leaf in LEAVES]
    assert sorted(slugs) == sorted(set(slugs))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_has_a_status_of_its_own(kind: type[errors.Error]) -> None:
    named = dict.fromkeys(facts(kind.english), 1)
    assert 400 <= status_of(kind(**named)) < 600
