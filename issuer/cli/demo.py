"""`insygnia demo`: the organisation that people try things out with, and a link to sign in."""

import os
from argparse import Namespace

from issuer.cli import files
from issuer.cli.preparing import prepare_tables
from issuer.cli.surroundings import prepare_home, read_settings
from issuer.composition import NoJobs, compose
from issuer.demonstration import demonstrator, make_demonstration
from issuer.sign_in import create_sign_in_link

_WORDS = """\
The demonstration: the organisation “{organisation}”, {page}
Sign in as {name} within 15 minutes, once:
{base}/sign-in/{token}
"""


def run(options: Namespace) -> int:
    """Make the demonstration unless it is there, and print a new link to sign in."""
    settings = read_settings(options)
    prepare_home(settings)
    prepare_tables(settings)
    collaborators = compose(settings, os.environ, NoJobs())
    now = collaborators.clock()
    with collaborators.database.writing() as session, session.begin():
        organisation = make_demonstration(session, collaborators, now=now)
        person = demonstrator(session, organisation)
        words = _WORDS.format(
            organisation=organisation.names["en"],
            page=f"{settings.base_url}/issuers/{organisation.slug}",
            name=person.name,
            base=settings.base_url,
            token=create_sign_in_link(session, person.id, now=now),
        )
    collaborators.database.dispose()
    files.write_text(words)
    return 0
