"""One organisation on PostgreSQL for all these tests: each has awards of its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import databases
import pytest
from issuing import Issuer, collaborators, new_issuer
from timing import Clock
from webhooks.receivers import Receiver

from issuer.db.engine import open_database
from issuer.models import DuplicatePolicy

from .deeds import add_webhook


@pytest.fixture(scope="session")
def racing(
    postgresql: databases.PostgresServer,
    postgresql_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Issuer]:
    """Yield an organisation that tells a webhook of everything."""
    clock = Clock(datetime(2030, 3, 1, 12, tzinfo=UTC))
    with postgresql.new_database(like=postgresql_template) as name:
        database = open_database(postgresql.url(name))
        service = collaborators(database, tmp_path_factory.mktemp("racing"), clock)
        issuer = new_issuer(replace(service, fetch=Receiver()))
        add_webhook(issuer)
        yield issuer
        database.dispose()


@pytest.fixture(scope="session")
def elsewhere(racing: Issuer) -> Issuer:
    """Return another organisation."""
    return new_issuer(racing.service, "druga")


@pytest.fixture(scope="session")
def template(racing: Issuer) -> UUID:
    """Return a template that replaces what somebody had before."""
    return racing.template(DuplicatePolicy.REPLACE)
