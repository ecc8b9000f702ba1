"""`insygnia operator invite`: the first person of an installation, and others who run it."""

from argparse import Namespace
from datetime import UTC, datetime

from sqlalchemy import update

from issuer.cli import files
from issuer.cli.preparing import opened
from issuer.cli.surroundings import read_settings
from issuer.invitations import invite_operator
from issuer.links import renew_token
from issuer.mailing import PATHS
from issuer.models import Delivery, Mail, MailKind


def run(options: Namespace) -> int:
    """Print a link that makes whoever opens it an operator, once, within a week.

    No mail is sent: it would hold another link, and this one would not work any more.
    """
    settings = read_settings(options)
    now = datetime.now(UTC)
    with opened(settings) as database, database.writing() as session, session.begin():
        link = invite_operator(session, options.email, language=options.language, now=now)
        session.execute(
            update(Mail).where(Mail.link_id == link.id).values(state=Delivery.CANCELLED)
        )
        token = renew_token(session, link, now=now)
    files.write_text(f"{settings.base_url}{PATHS[MailKind.INVITATION]}{token}\n")
    return 0
