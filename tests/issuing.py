"""An issuing service for tests: collaborators, an organisation, a template, somebody to award.

Everything is made by the services that make it in earnest.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from contexts.library import shipped
from issuer.achievements import create_achievement
from issuer.activation import activate_achievement
from issuer.award_rules import NewAward
from issuer.awards import award_achievement
from issuer.callers import Caller, the_service
from issuer.collaborators import Collaborators
from issuer.db.engine import Database
from issuer.documents.reading import read_content
from issuer.models import Achievement, Award, DuplicatePolicy, Form, FormKind, Generation
from issuer.organisation_profile import OrganisationProfile
from issuer.organisations import create_organisation
from issuer.own_documents import own_answer
from issuer.settings import Settings
from keys.kek import RawKekSource, RememberedKeks
from signing.canonical import Canonicaliser
from verifier.report import Report
from verifier.resolver import OWN, GivenResources, Resolver, Resource
from verifier.verify import Verifier, canonicalisers

PUBLIC_URL = "https://badges.example"
CANONICALISER = Canonicaliser(shipped())
READINGS = canonicalisers(shipped())
JAN = NewAward("Jan", "Kowalski", "jan@example.org")

CONTENT: dict[str, Any] = {
    "achievement_type": "Badge",
    "languages": ["pl", "en"],
    "texts": {
        "pl": {
            "name": "Koordynator projektów",
            "description": "Prowadzi projekty z uczniami.",
            "criteria": "Poprowadź **projekt**.",
        },
        "en": {
            "name": "Project coordinator",
            "description": "Leads projects with students.",
            "criteria": "Lead a **project**.",
        },
    },
    "result_descriptions": [
        {
            "id": "ocena",
            "name": {"pl": "Ocena", "en": "Grade"},
            "result_type": "LetterGrade",
            "allowed_values": ["3,0", "4,0", "5,0"],
        }
    ],
}


class NoNetwork:
    """A `Fetch` that reaches nobody, and says so."""

    def get(self, url: str, *, accept: str) -> Any:
        """Reach nobody."""
        raise ConnectionError(f"nothing is fetched in this test: {url} ({accept})")

    def post(self, url: str, *, body: bytes, headers: Any) -> int:
        """Reach nobody."""
        raise ConnectionError(f"nothing is sent in this test: {url} ({len(body)}, {len(headers)})")

    def exchange(self, url: str, *, body: bytes, headers: Any, accept: str) -> Any:
        """Reach nobody."""
        raise ConnectionError(f"{url} ({len(body)}, {len(headers)}, {accept})")


@dataclass(frozen=True)
class FetchingNothing(Resolver):
    """A resolver that has the records of a service, and else what a DID carries in itself."""

    service: Collaborators

    def resolve(self, url: str) -> Resource:
        """Return the document at `url`."""
        answer = own_answer(self.service.database, self.service.settings.base_url)
        content = answer(url)
        if content is None:
            return GivenResources({}).resolve(url)
        return Resource(url, content, OWN)


@dataclass
class JobList:
    """The job engine of a test: it remembers what it was handed."""

    handed: list[tuple[str, UUID]] = field(default_factory=list)

    def enqueue(self, jobs: Sequence[tuple[str, UUID]]) -> None:
        """Remember the jobs."""
        self.handed += jobs


def collaborators(
    database: Database,
    home: Path,
    clock: Callable[[], datetime],
    *,
    public_url: str = PUBLIC_URL,
    **settings: Any,
) -> Collaborators:
    """Return what services work with, at `public_url`."""
    return Collaborators(
        settings=Settings(home=home, public_url=public_url, **settings),
        database=database,
        canonicaliser=CANONICALISER,
        keks=RememberedKeks(RawKekSource(bytes(range(32)))),
        fetch=NoNetwork(),
        provider_fetch=NoNetwork(),
        jobs=JobList(),
        clock=clock,
    )


@dataclass(frozen=True)
class Issuer:
    """An organisation at work."""

    service: Collaborators
    organisation_id: UUID

    @property
    def caller(self) -> Caller:
        """Somebody who may do everything here."""
        return the_service(self.organisation_id)

    @property
    def now(self) -> datetime:
        """The instant that the clock of the service shows."""
        return self.service.clock()

    def writing(self) -> AbstractContextManager[Session]:
        """Return a transaction that is committed at its end."""
        return _committed(self.service.database)

    def template(self, policy: DuplicatePolicy = DuplicatePolicy.ALLOW, **changes: Any) -> UUID:
        """Return an active template with `CONTENT`, some members of it changed."""
        with self.writing() as session:
            draft = create_achievement(
                session,
                self.caller,
                read_content({**CONTENT, **changes}),
                duplicate_policy=policy,
                now=self.now,
            )
            activate_achievement(
                session,
                self.service,
                self.caller,
                draft.id,
                revision=draft.revision,
                now=self.now,
            )
            return draft.id

    def award(self, template: UUID, new: NewAward = JAN, **changes: Any) -> Award:
        """Award a template, and return the record as it was committed."""
        with self.writing() as session:
            return award_achievement(
                session,
                self.caller,
                self.service,
                template,
                new._replace(**changes),
                now=self.now,
            )

    def forms(self, award: Award, number: int | None = None) -> dict[str, str]:
        """Return the signed forms of a generation of an award, the newest without `number`."""
        with self.service.database.reading() as session:
            record = session.get_one(Award, award.id)
            rows = session.execute(
                select(Form.kind, Form.content)
                .join(Generation, Generation.id == Form.generation_id)
                .where(
                    Generation.award_id == award.id,
                    Generation.number == (number or record.generation),
                )
            )
            return {FormKind(kind).value: content for kind, content in rows}

    def verify(self, form: str | bytes) -> Report:
        """Return our verifier's report, with the records of this service and nothing else."""
        resolver = FetchingNothing(self.service)
        data = form.encode() if isinstance(form, str) else form
        return Verifier(READINGS, resolver).verify(data, now=self.now)

    def read(self, award: Award) -> Award:
        """Return the record as it is now."""
        with self.service.database.reading() as session:
            return session.get_one(Award, award.id)

    def count(self, table: type[Any]) -> int:
        """Return how many rows a table has."""
        with self.service.database.reading() as session:
            return len(session.scalars(select(table)).all())

    def achievement(self, template: UUID) -> Achievement:
        """Return the record of a template as it is now."""
        with self.service.database.reading() as session:
            return session.get_one(Achievement, template)


def new_issuer(service: Collaborators, slug: str = "akademia") -> Issuer:
    """Return a new organisation of `service`, with its keys."""
    operator = Caller("operator", None, is_operator=True)
    profile = OrganisationProfile(
        names={"pl": "Akademia", "en": "Academy"}, address={"country": "PL"}
    )
    with _committed(service.database) as session:
        made = create_organisation(session, service, operator, slug, profile, now=service.clock())
    return Issuer(service, made.id)


class _committed:  # noqa: N801 - it is used like a function
    """A transaction of its own: committed at the end, rolled back by an error."""

    def __init__(self, database: Database) -> None:
        self._session = database.writing()

    def __enter__(self) -> Session:
        self._session.begin()
        return self._session

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if kind is None:
            self._session.commit()
        else:
            self._session.rollback()
        self._session.close()
