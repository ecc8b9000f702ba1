"""An organisation with any number of awards, to try and measure lists with.

The rows are plausible, and marked: the slug begins with `scale-`, addresses end in `scale.invalid`,
nothing is signed, and the organisation is closed, so that nobody awards in its name.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from issuer.db.engine import Database
from issuer.models import (
    Achievement,
    AchievementState,
    AchievementVersion,
    Award,
    AwardState,
    Delivery,
    DuplicatePolicy,
    Organisation,
)
from issuer.text.sort_keys import search_key, sort_key

TEMPLATES = 20
_AT_ONCE = 5_000
_CACHE_KIB = 1024 * 1024
_YEARS = timedelta(days=5 * 365)
_FIRST_NAMES = (
    "Agnieszka", "Ala", "Andrzej", "Anna", "Barbara", "Bożena", "Cecylia", "Celina", "Dawid",
    "Elżbieta", "Ewa", "Filip", "Grzegorz", "Halina", "Ilona", "Jan", "Joanna", "Józef", "Karol",
    "Katarzyna", "Łucja", "Łukasz", "Maciej", "Małgorzata", "Michał", "Natalia", "Oskar", "Paweł",
    "Piotr", "Rafał", "Stanisław", "Święto", "Tomasz", "Urszula", "Wanda", "Zofia", "Żaneta",
)  # fmt: skip
_STEMS = (
    "Adam", "Bąk", "Błaszcz", "Cich", "Ćwikl", "Dąbrow", "Dudz", "Fabiań", "Gajew", "Gołęb",
    "Górn", "Jabłoń", "Jankow", "Kamiń", "Kowal", "Kozłow", "Kruk", "Lewandow", "Łazuch", "Łukas",
    "Malinow", "Mazur", "Micha", "Nowak", "Nowic", "Ogrodn", "Olszew", "Pawłow", "Ratajcz",
    "Sikor", "Śliw", "Szczep", "Szymań", "Tomasz", "Urban", "Wiśniew", "Wójc", "Wróbl", "Zając",
    "Zieliń", "Źreb", "Żak", "Żółć",
)  # fmt: skip
_ENDINGS = ("", "ak", "czyk", "ec", "ewicz", "ewska", "ewski", "icka", "icki", "ik", "ski", "ska")


@dataclass(frozen=True)
class _Place:
    organisation: UUID
    versions: tuple[tuple[UUID, UUID], ...]
    """Templates and their versions."""


def make_organisation(database: Database, count: int, *, now: datetime) -> UUID:
    """Add an organisation with `count` awards, and return its id; it is committed in parts."""
    with database.writing() as session, session.begin():
        place = _place(session, now)
    # Nothing here is secret, and every run makes the same rows.
    rows = _awards(place, random.Random(count), now)  # noqa: S311 - see above
    for start in range(0, count, _AT_ONCE):
        with database.writing() as session, session.begin():
            if database.engine.dialect.name == "sqlite":
                # Every index is written to at random: most of it has to fit into memory.
                session.execute(text(f"PRAGMA cache_size=-{_CACHE_KIB}"))
            part = list(islice(rows, min(_AT_ONCE, count - start)))
            session.execute(insert(Award), part)
    return place.organisation


def _place(session: Session, now: datetime) -> _Place:
    slug = f"scale-{uuid4().hex[:12]}"
    organisation = Organisation(
        slug=slug,
        did=f"did:web:scale.invalid:issuers:{slug}",
        names={"pl": "Próba wielkości", "en": "Trial of size"},
        created_at=now,
        closed_at=now,
    )
    session.add(organisation)
    session.flush()
    versions = [_template(session, organisation.id, number, now) for number in range(TEMPLATES)]
    return _Place(organisation.id, tuple(versions))


def _template(
    session: Session, organisation: UUID, number: int, now: datetime
) -> tuple[UUID, UUID]:
    names = {"pl": f"Wzorzec {number + 1}", "en": f"Template {number + 1}"}
    achievement = Achievement(
        organisation_id=organisation,
        state=AchievementState.ARCHIVED,
        duplicate_policy=DuplicatePolicy.ALLOW,
        achievement_type="Badge",
        sort_name=sort_key(names["pl"]),
        created_at=now,
        updated_at=now,
    )
    session.add(achievement)
    session.flush()
    texts = {
        language: {"name": name, "description": name, "criteria": name}
        for language, name in names.items()
    }
    version = AchievementVersion(
        achievement_id=achievement.id,
        number=1,
        content={"achievement_type": "Badge", "languages": list(names), "texts": texts},
        created_at=now,
    )
    session.add(version)
    session.flush()
    return achievement.id, version.id


def _awards(place: _Place, chance: random.Random, now: datetime) -> Iterator[dict[str, Any]]:
    earlier: UUID | None = None
    number = 0
    while True:
        number += 1
        award = _award(place, chance, number, now)
        if earlier is not None and chance.random() < 0.005:
            award |= {"revoked_at": now, "replaced_by_id": earlier}
        yield award
        earlier = award["id"]


def _award(place: _Place, chance: random.Random, number: int, now: datetime) -> dict[str, Any]:
    achievement, version = chance.choice(place.versions)
    credential = UUID(int=chance.getrandbits(128), version=4)
    awarded = now - _YEARS * chance.random()
    state = chance.choices(list(AwardState), (38, 60, 2))[0]
    return {
        "id": UUID(int=chance.getrandbits(128), version=4),
        "organisation_id": place.organisation,
        "achievement_id": achievement,
        "version_id": version,
        "credential_uuid": credential,
        "credential_id": f"https://scale.invalid/credentials/{credential}",
        "subject_id": f"urn:uuid:{UUID(int=chance.getrandbits(128), version=4)}",
        **_recipient(chance, number),
        **_dates(chance, awarded, now),
        "language": chance.choices(("pl", "en"), (92, 8))[0],
        "evidence": [],
        "results": [],
        "state": state,
        "claimed_at": awarded if state is AwardState.CLAIMED else None,
        "delivery": chance.choices(list(Delivery), (1, 96, 2, 1))[0],
        "awarded_at": awarded,
        "replaced_by_id": None,
    }


def _recipient(chance: random.Random, number: int) -> dict[str, Any]:
    first = chance.choice(_FIRST_NAMES)
    last = chance.choice(_STEMS) + chance.choice(_ENDINGS)
    if chance.random() < 0.1:
        last += f"-{chance.choice(_STEMS)}"
    email = f"{search_key(first)}.{search_key(last)}{number}@scale.invalid"
    certificate = f"SC/{number:07}" if chance.random() < 0.5 else None
    return {
        "first_name": first,
        "last_name": last,
        "email": email,
        "email_key": email,
        "sort_name": sort_key(last, first),
        "search_last_name": search_key(last),
        "search_first_name": search_key(first),
        "certificate_number": certificate,
        "search_number": search_key(certificate) if certificate else None,
    }


def _dates(chance: random.Random, awarded: datetime, now: datetime) -> dict[str, Any]:
    valid_until = awarded + timedelta(days=chance.randrange(30, 3000))
    if chance.random() < 0.5:
        return {"valid_until": None, "expired": False, "revoked_at": None}
    revoked = now if chance.random() < 0.01 else None
    return {"valid_until": valid_until, "expired": valid_until <= now, "revoked_at": revoked}
