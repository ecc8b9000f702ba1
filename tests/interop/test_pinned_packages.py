"""The other implementations are the same ones on every machine."""

import json
import re

from .peer import HERE

LOCK = json.loads((HERE / "package-lock.json").read_text("utf-8"))
WANTED = json.loads((HERE / "package.json").read_text("utf-8"))
PACKAGES = {name: package for name, package in LOCK["packages"].items() if name}


def test_every_package_is_pinned_by_its_digest() -> None:
    assert len(PACKAGES) > 30
    assert all(package["integrity"].startswith("sha512-") for package in PACKAGES.values())


def test_no_package_says_where_it_comes_from() -> None:
    assert "://" not in (HERE / "package-lock.json").read_text("utf-8")


def test_wanted_versions_are_exact_and_locked() -> None:
    for name, version in WANTED["dependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert PACKAGES[f"node_modules/{name}"]["version"] == version


def test_no_package_runs_a_script_on_installation() -> None:
    assert "ignore-scripts=true" in (HERE / ".npmrc").read_text("utf-8").splitlines()
