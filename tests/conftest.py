"""What all tests share: the folder of official test vectors, and what happens without it."""

import os
from pathlib import Path

import pytest

VARIABLE = "INSYGNIA_VECTORS"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"vectors: reads the official vectors in {VARIABLE}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need the vectors; on a build server their absence is a failure."""
    if os.environ.get(VARIABLE) or os.environ.get("CI") == "true":
        return
    left_out = [item for item in items if item.get_closest_marker("vectors")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not os.environ.get(VARIABLE):
        terminalreporter.write_line(
            f"The official vectors were not run: set {VARIABLE} to their folder (see README.md)."
        )


@pytest.fixture(scope="session")
def vectors() -> Path:
    """Return the folder that holds the official vectors."""
    return Path(os.environ[VARIABLE])
