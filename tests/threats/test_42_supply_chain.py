"""Threat 42: what is installed is what was chosen, file by file."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("runtime", "dev", "node")
PIN = re.compile(r"([A-Za-z0-9._-]+)(\[[a-z0-9,-]+\])?==([^ ;\\]+)(?: ; ([^\\]+?))? \\")
DIGEST = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def canonical(name: str) -> str:
    """Return the name of a package as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(lock: str) -> dict[str, tuple[str, str | None]]:
    """Return the pinned versions of a lock with their conditions, by name.

    Fails for a line that is neither a pin, a digest nor a remark, and for a pin without a digest.
    """
    found: dict[str, tuple[str, str | None]] = {}
    digests: dict[str, int] = {}
    name = ""
    for line in (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8").splitlines():
        if match := PIN.fullmatch(line):
            name = canonical(match[1])
            assert name not in found or match[4], f"{name} is pinned twice"
            found[name] = (match[3], match[4])
            digests[name] = 0
        elif DIGEST.fullmatch(line):
            digests[name] += 1
        else:
            assert line.strip().startswith("#"), line
    assert [name for name, count in digests.items() if count == 0] == []
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_has_one_version_and_the_digest_of_each_file(lock: str) -> None:
    assert entries(lock)


def test_everything_that_is_asked_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {
        "runtime": project["dependencies"],
        "dev": [*project["dependencies"], *extras["dev"]],
        "node": [*project["dependencies"], *extras["node"]],
    }

    for lock, requirements in wanted.items():
        names = {canonical(re.split(r"[\[<>=!~ ;]", each)[0]) for each in requirements}
        assert names - entries(lock).keys() == set(), lock


def test_what_runs_these_tests_is_what_is_locked() -> None:
    different = {}
    for name, (pinned, condition) in entries("dev").items():
        if condition is not None:
            continue
        try:
            installed = version(name)
        except PackageNotFoundError:
            installed = "nothing"
        if installed != pinned:
            different[name] = (pinned, installed)

    assert different == {}


def test_the_installation_refuses_what_has_another_digest() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    tools = (ROOT / "tests" / "install-tools").read_text("utf-8")

    lines = [*makefile.splitlines(), *tools.replace("\\\n", " ").splitlines()]
    installations = [line for line in lines if re.search(r"\binstall\b.*\s-r\s", line)]

    assert len(installations) >= 2
    assert [line for line in installations if "--require-hashes" not in line] == []
