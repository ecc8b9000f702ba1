"""`insygnia keys rotate`: new keys for an organisation, asked for by whoever runs the service."""

import os
from argparse import Namespace

from issuer.callers import the_service
from issuer.cli import files
from issuer.cli.preparing import prepare_tables
from issuer.cli.surroundings import prepare_home, read_settings
from issuer.composition import NoJobs, compose
from issuer.issuer_keys import rotate_keys
from issuer.organisations import organisation_with_slug


def run(options: Namespace) -> int:
    """Rotate the keys and print the fingerprints of the new ones."""
    settings = read_settings(options)
    prepare_home(settings)
    prepare_tables(settings)
    collaborators = compose(settings, os.environ, NoJobs())
    with collaborators.database.writing() as session, session.begin():
        organisation = organisation_with_slug(session, options.organisation)
        if organisation is None:
            raise files.RefusedError(f"There is no organisation {options.organisation}.")
        caller = the_service(organisation.id)
        keys = rotate_keys(session, caller, collaborators, now=collaborators.clock())
        lines = [f"{key.algorithm}  {key.thumbprint}\n" for key in keys]
    collaborators.database.dispose()
    files.write_text("".join(lines))
    return 0
