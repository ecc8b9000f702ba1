"""A service that really runs, over TLS on this machine, and badges that it issued."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from socket import create_server, socket
from threading import Thread
from typing import Any
from uuid import UUID

import httpx
import uvicorn
from fetching.loopback import authority
from issuing import JAN, Issuer, collaborators, new_issuer
from sqlalchemy import select
from timing import Clock, wait_until

from issuer.app import create_app
from issuer.award_changes import correct_award, revoke_award
from issuer.award_rules import NewAward, NewEvidence
from issuer.db.engine import Database
from issuer.documents.results import AwardedResult
from issuer.issuer_keys import rotate_keys
from issuer.mailing import send_mail
from issuer.models import Award, Mail
from keys.strict_json import Json

from .columns import SAMPLES

HOST = "localhost"
AS_JSON, AS_TOKEN = "application/vc", "application/vc+jwt"
TEMPLATES: list[dict[str, Any]] = json.loads((SAMPLES / "templates.json").read_text("utf-8"))
"""All European elements, in Polish and English."""
ZANETA = NewAward(
    "Żaneta Łucja",
    "Gęślą-Jaźń",
    "zaneta@example.org",
    narrative="Poprowadziła projekt „Źdźbło trawy”.\n\nKomisja: *wybitnie* & z humorem <3.",
    certificate_number="KP/2026/17",
    evidence=(
        NewEvidence(
            name="Portfolio „Łąka”",
            description="Trzydzieści stron",
            narrative="Opis każdego etapu – od diagnozy po ewaluację.",
            url="https://portfolio.example/zażółć?strona=1",
        ),
        NewEvidence(narrative="Rozmowa z komisją", url="https://portfolio.example/rozmowa"),
    ),
    activity_from=date(2026, 1, 12),
    activity_to=date(2026, 5, 29),
)
_CLAIM = re.compile(r"https?://\S+/claim/[\w-]+")


@dataclass(frozen=True)
class Running:
    """A service at work, and whoever looks at it from outside."""

    issuer: Issuer
    origin: str
    client: httpx.Client
    """A stranger who trusts the authority of the server's certificate."""

    def get(self, url: str, accept: str = "*/*") -> bytes:
        """Return what is served at `url`; a library's way out, which leads nowhere else."""
        if not url.startswith(f"{self.origin}/"):
            raise ConnectionError(f"{url} is not of {self.origin}")
        answer = self.client.get(url, headers={"Accept": accept})
        answer.raise_for_status()
        return answer.content

    def badge(self, award: Award, accept: str = AS_JSON) -> str:
        """Return a badge from its public address, in the form that `accept` names."""
        address = f"{self.origin}/credentials/{award.credential_uuid}"
        return self.get(address, accept).decode()

    def give(self, template: UUID, new: NewAward = JAN) -> Award:
        """Award, send the mail, and let the recipient claim by the link in it."""
        award = self.issuer.award(template, new)
        with self.issuer.service.database.reading() as session:
            mail = session.scalars(select(Mail.id).where(Mail.award_id == award.id)).one()
        send_mail(mail, self.issuer.service)
        letter = (self.issuer.service.settings.home / "mail" / f"{mail}.eml").read_text("utf-8")
        link = _CLAIM.search(letter.replace("=\n", ""))
        assert link is not None
        with httpx.Client(verify=authority().client()) as recipient:
            answer = recipient.post(link[0], headers={"Origin": self.origin})
        assert answer.status_code == 303, answer.text
        return award

    def revoke(self, award: Award) -> None:
        """Revoke an award."""
        issuer = self.issuer
        with issuer.writing() as session:
            revoke_award(
                session, issuer.caller, issuer.service, award.id, "Pomyłka", now=issuer.now
            )

    def correct(self, award: Award, new: NewAward) -> None:
        """Correct an award."""
        issuer = self.issuer
        with issuer.writing() as session:
            correct_award(
                session, issuer.caller, issuer.service, award.id, new, "Literówka", now=issuer.now
            )

    def rotate(self) -> None:
        """Replace the keys of the organisation."""
        with self.issuer.writing() as session:
            rotate_keys(session, self.issuer.caller, self.issuer.service, now=self.issuer.now)


def rich(template: Mapping[str, Any]) -> NewAward:
    """Return an award with everything in it, results of `template` too."""
    results = tuple(
        AwardedResult(each["id"], value=each["allowed_values"][-1])
        for each in template["result_descriptions"]
    )
    return ZANETA._replace(results=results)


@contextmanager
def running(database: Database, home: Path, *, over_tls: bool = True) -> Iterator[Running]:
    """Run the service on a free port: an https address, or a demonstration over http.

    Its clock shows the hour at which the test began: strangers' libraries read the real one.
    """
    with create_server(("127.0.0.1", 0)) as listener:
        scheme = "https" if over_tls else "http"
        origin = f"{scheme}://{HOST}:{listener.getsockname()[1]}"
        clock = Clock(datetime.now(UTC))
        service = collaborators(database, home, clock, public_url=origin)
        app = create_app(service)
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", ws="none")
        config.load()
        config.ssl = authority().server(HOST) if over_tls else None
        stranger = httpx.Client(verify=authority().client())
        server = _served(uvicorn.Server(config), listener)
        with closing(app.state.verification), server, stranger as client:
            yield Running(new_issuer(service), origin, client)


@contextmanager
def _served(server: uvicorn.Server, listener: socket) -> Iterator[None]:
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        wait_until(lambda: server.started)
        yield
    finally:
        server.should_exit = True
        thread.join()


def single(credential: Json) -> Json:
    """Return a credential with its only proof as an object, as openvc-core wants it."""
    (proof,) = credential["proof"]
    return {**credential, "proof": proof}
