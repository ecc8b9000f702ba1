"""What all tests share: the folder of official test vectors, and what happens without it."""

import os
from pathlib import Path

import official_vectors
import pytest
from hypothesis import HealthCheck, settings

VARIABLE = "INSYGNIA_VECTORS"

# The machine may be slow and shared, and everybody must see the same examples fail.
settings.register_profile(
    "insygnia",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("insygnia")


def pytest_configure() -> None:
    """Refuse to start with a folder of vectors that is not the official one, or on CI without."""
    folder = os.environ.get(VARIABLE)
    if folder:
        if differences := official_vectors.differences(Path(folder)):
            raise pytest.UsageError(f"{VARIABLE}: {differences[0]} ({len(differences)} in all)")
    elif os.environ.get("CI") == "true":
        raise pytest.UsageError(f"CI is true, but {VARIABLE} is not set.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need the vectors where there are none."""
    if os.environ.get(VARIABLE):
        return
    left_out = [item for item in items if item.get_closest_marker("vectors")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Say at the very end, after the counts, what was left out and where to get it."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or os.environ.get(VARIABLE):
        return
    reporter.write_line("The official test vectors were NOT run. Get the folders")
    for name, repository, path, commit in official_vectors.ORIGINS:
        reporter.write_line(f"  {name}: {path} of https://github.com/{repository} at {commit[:12]}")
    reporter.write_line(f"then set {VARIABLE} to the folder that holds the three.")


@pytest.fixture(scope="session")
def vectors() -> Path:
    """Return the folder that holds the official vectors."""
    return Path(os.environ[VARIABLE])
