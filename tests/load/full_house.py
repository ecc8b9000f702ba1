"""A demonstration with very many awards, and with much of everything else that pages list."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from issuer.achievements import create_achievement
from issuer.award_rules import NewAward
from issuer.awards import award_achievement
from issuer.callers import Caller, the_service
from issuer.collaborators import Collaborators
from issuer.composition import NoJobs, compose
from issuer.demonstration import demonstrator, make_demonstration
from issuer.documents.reading import read_content
from issuer.editions import content_of
from issuer.events import configure
from issuer.mail_transport import mail_folder
from issuer.mailing import send_mail
from issuer.models import (
    Achievement,
    AchievementState,
    AchievementVersion,
    AuditEntry,
    Award,
    Mail,
    MailKind,
    Organisation,
    Person,
)
from issuer.scale import make_organisation
from issuer.settings import Settings
from issuer.webhooks import WebhookEvent, create_webhook

TEMPLATES = 200
ORGANISATIONS = 60
MAILS = 200
BADGES = 30
"""How many the recipient has whose pages are measured."""
EMAIL = "zofia.zak@akademia.example"
_AT_ONCE = 5_000


@dataclass(frozen=True)
class House:
    """A home with a demonstration in it."""

    service: Collaborators
    organisation: Organisation
    person: Person
    """May do everything, and is an operator."""

    @property
    def caller(self) -> Caller:
        """The service, working for the organisation."""
        return the_service(self.organisation.id)

    @property
    def now(self) -> datetime:
        """This instant."""
        return self.service.clock()


def furnished(home: Path, port: int, awards: int) -> House:
    """Return the demonstration in `home`, with at least so many awards; the tables are there."""
    configure("WARNING")
    environ = {"INSYGNIA_KEK_FILE": str(home / "kek")}
    service = compose(Settings(home=home, port=port), environ, NoJobs())
    with service.database.writing() as session, session.begin():
        organisation = make_demonstration(session, service, now=service.clock())
        person = demonstrator(session, organisation)
        person.is_operator = True
        of_demo = select(func.count()).where(Award.organisation_id == organisation.id)
        missing = awards - (session.scalar(of_demo) or 0)
    house = House(service, organisation, person)
    if missing > 0:
        _add_awards(house, missing)
        _add_templates(house)
        _add_organisations(house)
        _add_badges(house)
        _add_webhook(house)
    return house


def _add_awards(house: House, count: int) -> None:
    """Let the organisation have made `count` awards, each with its line in the audit trail."""
    database = house.service.database
    made = make_organisation(database, count, now=house.now)
    for table in (Achievement, Award):
        with database.writing() as session, session.begin():
            session.execute(
                update(table)
                .where(table.organisation_id == made)
                .values(organisation_id=house.organisation.id)
            )
    with database.reading() as session:
        awards = session.execute(select(Award.id, Award.awarded_at)).all()
    lines = [
        {
            "organisation_id": house.organisation.id,
            "at": at,
            "action": "award.made",
            "actor": f"person:{house.person.id}",
            "subject_kind": "award",
            "subject_id": str(award),
            "facts": {},
        }
        for award, at in sorted(awards, key=lambda row: row[1])
    ]
    for start in range(0, count, _AT_ONCE):
        with database.writing() as session, session.begin():
            session.execute(insert(AuditEntry), lines[start : start + _AT_ONCE])


def _add_templates(house: House) -> None:
    """Let there be drafts as long as the templates of the demonstration."""
    author = Caller(f"person:{house.person.id}", house.organisation.id, house.caller.rights)
    with house.service.database.writing() as session, session.begin():
        known = session.scalars(
            select(AchievementVersion.content)
            .join(Achievement, Achievement.id == AchievementVersion.achievement_id)
            .where(Achievement.state == AchievementState.ACTIVE)
        ).all()
        for number in range(TEMPLATES):
            content = read_content(known[number % len(known)])
            create_achievement(session, author, content, now=house.now)


def _add_organisations(house: House) -> None:
    """Let there be other organisations, which operators see."""
    with house.service.database.writing() as session, session.begin():
        for number in range(ORGANISATIONS):
            slug = f"neighbour-{uuid4().hex[:12]}"
            names = {"pl": f"Sąsiad {number}", "en": f"Neighbour {number}"}
            did = f"did:web:scale.invalid:issuers:{slug}"
            session.add(Organisation(slug=slug, did=did, names=names, created_at=house.now))


def _add_badges(house: House) -> None:
    """Let somebody have signed badges, and mail about the last one, beside that of others."""
    service = house.service
    for number in range(BADGES):
        with service.database.writing() as session, session.begin():
            new = NewAward("Zofia", "Żak", EMAIL, certificate_number=f"P/{number}")
            template = _template(session, house.organisation.id)
            award = award_achievement(session, house.caller, service, template, new, now=house.now)
    with service.database.reading() as session:
        mail = session.scalars(mail_about(award)).one()
    send_mail(mail, service)
    folder = mail_folder(service.settings)
    for _ in range(MAILS):
        shutil.copyfile(folder / f"{mail}.eml", folder / f"{uuid4()}.eml")


def _add_webhook(house: House) -> None:
    """Let the organisation call somebody."""
    url, events = "https://records.example/", [WebhookEvent.AWARDED]
    with house.service.database.writing() as session, session.begin():
        create_webhook(session, house.caller, house.service, url, events, now=house.now)


def mail_about(award: Award) -> Select[UUID]:
    """Return how to find the mail with which an award was announced."""
    return select(Mail.id).where(Mail.award_id == award.id, Mail.kind == MailKind.AWARD)


def _template(session: Session, organisation: UUID) -> UUID:
    """Return an active template, the one with the longest content."""
    rows = session.scalars(
        select(AchievementVersion)
        .join(Achievement, Achievement.id == AchievementVersion.achievement_id)
        .where(
            Achievement.organisation_id == organisation,
            Achievement.state == AchievementState.ACTIVE,
        )
    )
    return max(rows, key=lambda row: len(str(content_of(row)))).achievement_id
