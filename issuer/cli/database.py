"""`insygnia db upgrade`: the tables of this version."""

from argparse import Namespace

from issuer.cli import files
from issuer.cli.preparing import prepare_tables, upgrade_tables
from issuer.cli.surroundings import prepare_home, read_settings


def run(options: Namespace) -> int:
    """Make or change the tables, and say which revision they are at."""
    settings = read_settings(options)
    prepare_home(settings)
    revision = upgrade_tables(settings)
    prepare_tables(settings)
    files.write_text(f"The tables are at revision {revision}.\n")
    return 0
