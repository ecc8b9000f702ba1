"""Pages that are made from the code are those that the code makes."""

import importlib.util
from types import ModuleType

import pytest

from verifier.texts import TEXTS

from .sessions import ROOT

REFERENCE = ROOT / "docs" / "reference"


def maker(name: str) -> ModuleType:
    """Return the script that makes a page of the reference."""
    specification = importlib.util.spec_from_file_location(name, REFERENCE / f"{name}.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["make_codes", "make_contexts", "make_problems", "make_api"])
def test_the_page_is_what_its_script_makes(name: str) -> None:
    script = maker(name)
    assert script.PAGE.read_text("utf-8") == script.page(), f"run python docs/reference/{name}.py"


def test_every_code_has_its_row() -> None:
    text = (REFERENCE / "codes.md").read_text("utf-8")
    assert [code for code in TEXTS if f"| `{code}` |" not in text] == []
