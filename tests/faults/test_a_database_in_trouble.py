"""The database restarts or is full: what was answered is true, and nothing is left by halves."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import databases
from fastapi.testclient import TestClient
from httpx2 import Response
from issuing import Issuer, collaborators, new_issuer
from sqlalchemy import event, select
from timing import Clock, wait_until
from visitors import serve

from issuer.api_keys import create_api_key
from issuer.db.engine import Database, open_database
from issuer.db.upgrade import upgrade
from issuer.models import Award, Form, Generation, Mail
from issuer.rights import Right
from verifier.report import Verdict

_MOST = 20_000
"""So many requests are enough, whatever a server takes to start."""


def asking(issuer: Issuer) -> tuple[TestClient, dict[str, str], str]:
    """Return a client, its headers, and the address of awards of a new template."""
    template = issuer.template()
    with issuer.writing() as session:
        key = create_api_key(
            session, issuer.caller, name="szkoła", scopes=[Right.AWARD, Right.READ], now=issuer.now
        )
    client = TestClient(serve(issuer.service), base_url="https://badges.example")
    headers = {"Authorization": f"Bearer {key.text}"}
    return client, headers, f"/api/v1/achievements/{template}/awards"


def body(number: int) -> dict[str, dict[str, str]]:
    """Return the request for the award of one person."""
    name = {"first_name": "Jan", "last_name": f"Kowalski {number}"}
    return {"recipient": {**name, "email": f"p{number}@example.org"}}


def assert_whole(issuer: Issuer, answered: set[str]) -> None:
    """Check that what was answered is there, and that all that is there is whole."""
    with issuer.service.database.reading() as session:
        awards = {award.id for award in session.scalars(select(Award))}
        generations = session.scalars(select(Generation)).all()
        forms = session.scalars(select(Form)).all()
        mails = session.scalars(select(Mail.award_id)).all()
    assert answered <= {str(award) for award in awards}
    assert Counter(each.award_id for each in generations) == dict.fromkeys(awards, 1)
    assert Counter(each.generation_id for each in forms) == {each.id: 2 for each in generations}
    assert Counter(mails) == dict.fromkeys(awards, 1)
    assert len({(each.status_list_id, each.status_index) for each in generations}) == len(awards)


def test_awards_go_on_after_the_database_was_restarted(
    own_server: databases.ServerProcess, tmp_path: Path, clock: Clock
) -> None:
    url = own_server.admin.render_as_string(hide_password=False)
    upgrade(url)
    database = open_database(url)
    issuer = new_issuer(collaborators(database, tmp_path, clock))
    client, headers, address = asking(issuer)
    answers: list[Response] = []
    is_back = Event()

    def award_until_it_is_back() -> None:
        for number in range(_MOST):
            # A key may award fifty times a second, and this is not about that.
            clock.advance(timedelta(seconds=1))
            answers.append(client.post(address, json=body(number), headers=headers))
            if is_back.is_set() and answers[-1].status_code == 201:
                return

    awarding = Thread(target=award_until_it_is_back)
    awarding.start()
    wait_until(lambda: len(answers) > 10)
    own_server.stop("immediate")
    wait_until(lambda: answers[-1].status_code == 503)
    own_server.start()
    is_back.set()
    awarding.join()

    assert {answer.status_code for answer in answers} == {201, 503}
    assert answers[-1].status_code == 201
    assert_whole(issuer, {each.json()["id"] for each in answers if each.status_code == 201})
    database.dispose()


def test_a_full_disk_awards_nothing_by_halves(
    tight: Database, tmp_path: Path, clock: Clock
) -> None:
    issuer = new_issuer(collaborators(tight, tmp_path, clock))
    client, headers, address = asking(issuer)
    room = {"pages": 0}

    # SQLite answers "database or disk is full" when it may have no more pages.
    def limit(connection: object, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={room['pages'] or 1_000_000}")  # type: ignore[attr-defined]  # the driver's connection

    event.listen(tight.engine, "checkout", limit)
    with tight.reading() as session:
        used = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    room["pages"] = used + 20
    answers = [client.post(address, json=body(number), headers=headers) for number in range(30)]

    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {201, 503}
    refused = next(answer for answer in answers if answer.status_code == 503)
    assert refused.json()["type"].endswith("/problems/database-unavailable")
    room["pages"] = 0
    later = client.post(address, json=body(99), headers=headers)
    assert later.status_code == 201
    made = {answer.json()["id"] for answer in (*answers, later) if answer.status_code == 201}
    assert_whole(issuer, made)
    assert issuer.count(Award) == len(made)
    with tight.reading() as session:
        forms = session.scalars(select(Form.content)).all()
    assert {issuer.verify(form).verdict for form in forms} == {Verdict.VALID}
    tight.dispose()
