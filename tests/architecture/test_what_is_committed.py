"""No committed file names a package registry's host or a place on somebody's machine."""

import re

import pytest

from .repository import ROOT, files, text

# Written so that no pattern finds itself: this file is looked at as well.
HOSTS = re.compile(
    r"pypi\.org|python[h]osted|npmjs\.(org|com)|registry\.npm|yarn[p]kg\.com|crates\.io"
    r"|--(extra-)?index-url|--find[-]links",
    re.IGNORECASE,
)
PLACES = re.compile(r"(?<![\w.~-])/(work/(main|shared|\.)|home/\w|Users/\w|root/\w|tmp/\w)")
LOCKS = ("requirements/dev.txt", "requirements/runtime.txt")


CAUGHT = [
    (HOSTS, "https://files.python" + "hosted.org/x"),
    (HOSTS, "https://registry." + "npm" + "js.org/x"),
    (HOSTS, "--index" + "-url=https://a.example"),
    (PLACES, "in /home" + "/jan/x"),
    (PLACES, "/tmp" + "/x"),
    (PLACES, "'/work" + "/main'"),
]
LEFT_ALONE = [(PLACES, "https://a.example/home/jan"), (PLACES, "docs/tmp/x"), (HOSTS, "PyPI, npm")]


def test_the_patterns_catch_what_they_are_for_and_no_more() -> None:
    assert all(pattern.search(line) for pattern, line in CAUGHT)
    assert not any(pattern.search(line) for pattern, line in LEFT_ALONE)


@pytest.mark.parametrize("pattern", [HOSTS, PLACES], ids=["hosts", "places"])
def test_no_file_names_a_registry_host_or_a_place_on_a_machine(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path}:{number}: {match.group(0)}"
        for path in files()
        for number, line in enumerate(text(path).splitlines(), 1)
        if (match := pattern.search(line))
    ]
    assert found == []


def test_no_path_names_a_registry_host() -> None:
    assert [path for path in files() if HOSTS.search(path)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    lines = text(lock).replace("\\\n", " ").splitlines()
    pins = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert pins
    for pin in pins:
        assert re.match(r"[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==\S+", pin, re.IGNORECASE), pin
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), pin
    assert "://" not in text(lock)


def test_the_runtime_is_part_of_what_developers_install() -> None:
    def pins(lock: str) -> set[str]:
        return set(
            re.findall(r"^[a-z0-9._-]+==[^\s;\\]+", text(lock), re.MULTILINE | re.IGNORECASE)
        )

    assert pins(LOCKS[0]) >= pins(LOCKS[1])


def test_nothing_that_is_made_here_is_committed() -> None:
    made = re.compile(r"(^|/)(__pycache__|node_modules|\.venv|var|build)/|\.pyc$|\.key$")
    assert [path for path in files() if made.search(path)] == []


def test_no_committed_file_is_large() -> None:
    limit = 512 * 1024
    assert [path for path in files() if (ROOT / path).stat().st_size > limit] == []
