"""`insygnia api-key create`: access for a program, given by whoever runs the service."""

from argparse import Namespace
from datetime import UTC, datetime

from issuer.api_keys import create_api_key_of
from issuer.cli import files
from issuer.cli.preparing import opened
from issuer.cli.surroundings import read_settings
from issuer.errors import NotFoundError
from issuer.models import Role


def run(options: Namespace) -> int:
    """Make a key and print it alone; it is not shown again."""
    settings = read_settings(options)
    with opened(settings) as database, database.writing() as session, session.begin():
        try:
            made = create_api_key_of(
                session,
                options.organisation,
                Role(options.role),
                name=options.name,
                now=datetime.now(UTC),
            )
        except NotFoundError as e:
            raise files.RefusedError(f"There is no organisation {options.organisation}.") from e
    files.write_text(f"{made.text}\n")
    return 0
