"""What looks for accessibility faults is the same on every machine."""

import json
from pathlib import Path

HERE = Path(__file__).parent
LOCK = (HERE / "package-lock.json").read_text("utf-8")


def test_every_package_is_pinned_by_its_digest_and_runs_nothing_on_installation() -> None:
    packages = {name: package for name, package in json.loads(LOCK)["packages"].items() if name}
    wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]

    assert {f"node_modules/{name}" for name in wanted} == set(packages)
    for name, version in wanted.items():
        assert packages[f"node_modules/{name}"]["version"] == version
        assert packages[f"node_modules/{name}"]["integrity"].startswith("sha512-")
    assert "://" not in LOCK
    assert "ignore-scripts=true" in (HERE / ".npmrc").read_text("utf-8").splitlines()
