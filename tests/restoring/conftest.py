"""An installation at the present time: commands have no other clock than that of the machine."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from issuing import Issuer
from timing import Clock

from .installation import Installation, installed


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still at the present."""
    return Clock(datetime.now(UTC))


@pytest.fixture
def here(
    issuer: Issuer, request: pytest.FixtureRequest, database_url: str, tmp_path: Path
) -> Iterator[Installation]:
    """Yield an installation, once on each engine."""
    with installed(issuer, request, database_url, tmp_path) as made:
        yield made
