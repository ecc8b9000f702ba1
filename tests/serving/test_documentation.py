"""The pages for operators say what the service does."""

import importlib.util
import re
from pathlib import Path

from issuing import Issuer

from issuer.api.permissions import OPERATIONS
from issuer.metrics import records_exposition
from issuer.settings import Settings
from keys.kek import FILE_VARIABLE, PASSPHRASE_VARIABLE, RAW_VARIABLE

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "how-to" / "run-in-production.md").read_text("utf-8")
SETTINGS = {f"INSYGNIA_{name.upper()}" for name in Settings.model_fields}
KEKS = {FILE_VARIABLE, RAW_VARIABLE, PASSPHRASE_VARIABLE}


def test_the_page_of_settings_is_what_its_script_makes() -> None:
    path = DOCS / "reference" / "make_settings.py"
    specification = importlib.util.spec_from_file_location("make_settings", path)
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    assert script.PAGE.read_text("utf-8") == script.page(), f"run python {path.name}"


def test_every_setting_that_a_page_names_exists() -> None:
    named = {
        name: page.name
        for page in DOCS.rglob("*.md")
        for name in re.findall(r"\bINSYGNIA_[A-Z_]+\b", page.read_text("utf-8"))
    }
    known = SETTINGS | KEKS | {"INSYGNIA_VECTORS", "INSYGNIA_TEST_DATABASE_URL"}
    assert {name: page for name, page in named.items() if name not in known} == {}


def test_the_settings_of_the_guide_are_good_ones() -> None:
    block = re.search(r"```sh\n(INSYGNIA_.*?)```", GUIDE, re.DOTALL)
    assert block is not None
    pairs = dict(line.split("=", 1) for line in block[1].splitlines())
    known = {name.removeprefix("INSYGNIA_").lower(): value for name, value in pairs.items()
             if name not in KEKS}  # fmt: skip
    settings = Settings.model_validate(known)
    assert settings.environment == "production"


def test_the_guide_tells_what_operators_may_ask() -> None:
    for _, path in OPERATIONS:
        assert f"`{path}`" in GUIDE


def test_the_figures_that_the_guide_names_exist(issuer: Issuer) -> None:
    issuer.award(issuer.template())
    with issuer.service.database.reading() as session:
        told = records_exposition(session, now=issuer.now).decode()
    for name in re.findall(r"`(insygnia_\w+)", GUIDE):
        assert name in told or name in {"insygnia_", "insygnia_worker_silence_seconds"}
